# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/sync-protocol.md, replayed against a server: what the document says is what happens.

test_protocol.py GANGART_SERVER DOCUMENT
"""
import json
import re
import sys
import unittest
import uuid

import server

ANYTHING = "…"
document = ""


def read_examples(text):
    """Each example: request line, headers, body text, status, answer lines."""
    for block in re.findall(r"^```\n(POST|GET|DELETE)(.*?)^```$", text[text.index("## Examples"):], re.M | re.S):
        request, answer = "".join(block).split("\n\n", 1)
        first, *rest = request.split("\n")
        headers = [line for line in rest if re.match(r"^[A-Z][\w-]*: ", line)]
        body = "\n".join(line for line in rest if line not in headers)
        status, *lines = answer.strip().split("\n")
        yield first.replace(" /", "\n/").split("\n"), dict(h.split(": ", 1) for h in headers), body, int(status), lines


def read_lines(lines):
    """The values of an answer, one a line or one over several lines; … stands for any lines."""
    values, pending = [], ""
    for line in lines:
        if line == ANYTHING:
            values.append(ANYTHING)
            continue
        pending += line
        try:
            values.append(json.loads(pending))
            pending = ""
        except json.JSONDecodeError:
            continue
    assert pending == "", pending
    return values


class Protocol(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.known = dict(self.server.make_walk_group(), client=str(uuid.uuid4()), walker=str(uuid.uuid4()),
                          other=str(uuid.uuid4()))

    def fill_in(self, text):
        """A word that is a number in JSON loses its quotation marks."""
        def value(match):
            known = self.known[match.group(1)]
            return str(known) if isinstance(known, int) else json.dumps(known)
        return re.sub(r'"\$(\w+)"', value, text)

    def fill_in_words(self, text):
        return re.sub(r"\$(\w+)", lambda match: str(self.known[match.group(1)]), text)

    def compare(self, expected, found, where):
        if expected == ANYTHING:
            return
        if isinstance(expected, str) and expected.startswith("$"):
            self.assertEqual(self.known.setdefault(expected[1:], found), found, where)
        elif isinstance(expected, dict):
            self.assertIsInstance(found, dict, where)
            for name, value in expected.items():
                self.assertIn(name, found, where)
                self.compare(value, found[name], f"{where}.{name}")
        elif isinstance(expected, list):
            self.assertIsInstance(found, list, where)
            self.assertEqual(len(expected), len(found), f"{where}: {found}")
            for number, value in enumerate(expected):
                self.compare(value, found[number], f"{where}[{number}]")
        else:
            self.assertEqual(expected, found, where)

    def fits(self, expected, found):
        known = dict(self.known)
        try:
            self.compare(expected, found, "")
            return True
        except AssertionError:
            self.known = known
            return False

    def compare_lines(self, expected, found, where):
        position, skipping = 0, False
        for value in expected:
            if value == ANYTHING:
                skipping = True
                continue
            while skipping and position < len(found) and not self.fits(value, found[position]):
                position += 1
            self.assertLess(position, len(found), f"{where}: {value} did not come")
            self.compare(value, found[position], where)
            position, skipping = position + 1, False
        self.assertTrue(skipping or position == len(found), f"{where}: more came: {found[position:position + 1]}")

    def test_what_the_document_says_is_what_happens(self):
        examples = list(read_examples(document))
        self.assertGreater(len(examples), 8)
        for (method, path), headers, body, status, lines in examples:
            if "access" in self.known:
                headers.setdefault("Authorization", f"Bearer {self.known['access']}")
            headers = {name: self.fill_in_words(value) for name, value in headers.items()}
            path = self.fill_in_words(path)
            where = f"{method} {path} {body[:80]}"
            answer = self.server.ask(method, path, self.fill_in(body).encode(), headers)
            self.assertEqual(status, answer.status, f"{where}: {answer.text}")
            self.compare_lines(read_lines(lines), [json.loads(line) for line in answer.text.splitlines() if line], where)


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    with open(sys.argv.pop(1), encoding="utf-8") as file:
        document = file.read()
    unittest.main()
