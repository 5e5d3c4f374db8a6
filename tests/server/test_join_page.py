# SPDX-License-Identifier: GPL-3.0-or-later
"""What a browser gets of the link of an invitation. test_join_page.py GANGART_SERVER"""
import base64
import hashlib
import sys
import unittest

import server

CODE = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-F"


class JoinPage(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)

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
            self.assertNotIn("<script", answer.text)
            style = answer.text.split("<style>")[1].split("</style>")[0].encode()
            allowed = base64.b64encode(hashlib.sha256(style).digest()).decode()
            self.assertEqual(f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'; "
                             "frame-ancestors 'none'", answer.headers["Content-Security-Policy"])
        self.assertEqual(405, self.server.ask("POST", "/join").status)
        # What a careless program sends along is not kept either.
        self.server.ask("GET", f"/join?{CODE}")
        self.assertIn('"/join"', self.server.log())
        self.assertNotIn(CODE, self.server.log())


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
