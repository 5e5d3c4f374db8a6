# SPDX-License-Identifier: GPL-3.0-or-later
"""What a browser gets of the link of an invitation. test_join_page.py GANGART_SERVER"""
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

import server

CODE = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-F"


class JoinPage(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)

    def hash_element(self, html, name):
        text, = re.findall(f"<{name}>(.*?)</{name}>", html, re.S)
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    def show(self, code, language="da"):
        """What a browser would show that is not on the page already, by the ids of the elements."""
        html = self.server.ask("GET", "/join", headers={"Accept-Language": language}).text
        browser = os.path.join(os.path.dirname(os.path.abspath(__file__)), "browser.js")
        said = subprocess.run(["node", browser, self.server.url, code], input=html, check=True, capture_output=True,
                              text=True)
        return json.loads(said.stdout)

    @unittest.skipUnless(shutil.which("node"), "no program here runs scripts")
    def test_the_page_says_what_its_code_gives(self):
        group = self.server.make_walk_group()
        code = self.server.run("invite", "--role", "host", "--space", group["community_space"],
                               "--name", "<b>Bodil</b>").split()[-1]
        shown = self.show(code)
        self.assertRegex(shown.pop("until"), r"^\d+\. [a-z]+ 20\d\d$")
        self.assertEqual({"organisation": "Gåforbundet", "name": "<b>Bodil</b>", "role": "Gåvært eller løbevært",
                          "places": "Åstien (Aarhus)", "gift": ""}, shown)
        self.assertEqual({"gone": ""}, self.show(CODE))
        self.assertEqual({}, self.show(""))
        self.assertNotIn(code, self.server.log())

    def test_the_link_of_an_invitation_shows_a_browser_what_to_do(self):
        for language, words, other in (("da-DK,da;q=0.9,en;q=0.8", "Brug en invitation", "da"),
                                       ("no, en;q=0.5", "Bruk en invitasjon", "nb"),
                                       ("fr;q=0.9, en;q=0.1, da;q=0.5", "Brug en invitation", "da"),
                                       ("fr", "Join with an invitation", "en"), ("", "Join with an invitation", "en")):
            answer = self.server.ask("GET", "/join", headers={"Accept-Language": language})
            self.assertEqual((200, "text/html; charset=utf-8", other),
                             (answer.status, answer.headers["Content-Type"], answer.headers["Content-Language"]))
            self.assertIn(words, answer.text)
            self.assertIn(f'<html lang="{other}">', answer.text)
            style, script = (self.hash_element(answer.text, name) for name in ("style", "script"))
            self.assertEqual(f"default-src 'none'; style-src '{style}'; script-src '{script}'; connect-src 'self'; "
                             "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                             answer.headers["Content-Security-Policy"])
        self.assertEqual(405, self.server.ask("POST", "/join").status)
        # What looks whether the link is good, as chat programs do.
        head = self.server.ask("HEAD", "/join", headers={"Accept-Language": "da"})
        self.assertEqual((200, "da", ""), (head.status, head.headers["Content-Language"], head.text))
        # What a careless program sends along is not kept either.
        self.server.ask("GET", f"/join?{CODE}")
        self.assertIn('"/join"', self.server.log())
        self.assertNotIn(CODE, self.server.log())


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
