# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs gangartctl on throw-away profiles, and reports tests as TAP.

A test is a function whose name begins with test_; it gets a Profile and raises AssertionError when
something is wrong. Call main() last.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import traceback


class Answer:
    """How a run ended, and what it printed."""

    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Profile:
    """A profile of its own, and the program that works on it."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "profile")
        self.scratch = folder

    def path(self, name):
        return os.path.join(self.scratch, name)

    def run(self, *words, stdin=b"", **more):
        if isinstance(stdin, str):
            stdin = stdin.encode()
        command = [os.path.abspath(sys.argv[1]), "--profile", self.folder, *words]
        return Answer(subprocess.run(command, input=stdin, capture_output=True, timeout=100, **more))

    def do(self, *words, stdin=b""):
        """Runs what must succeed, in silence on standard error."""
        answer = self.run(*words, stdin=stdin)
        assert answer.code == 0 and answer.err == "", (words, answer.code, answer.err)
        return answer

    def refuse(self, *words, stdin=b"", code=1):
        """Runs what must be refused with a reason and without an answer."""
        answer = self.run(*words, stdin=stdin)
        assert answer.code == code, (words, answer.code, answer.out, answer.err)
        assert answer.err.startswith("gangartctl: "), answer.err
        assert answer.out == "", answer.out
        return answer.err

    def put(self, entity, *objects):
        lines = "".join(json.dumps(o) + "\n" for o in objects)
        return self.do("put", entity, "--json", stdin=lines).records

    def list(self, entity, *words):
        return self.do("list", entity, "--json", *words).records

    def print_as(self, language, *words):
        """What stands on each page of a paper, read by another program, with plain spaces."""
        path = self.path("Papir.pdf")
        env = {**os.environ, "LANGUAGE": language, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        answer = self.run("print", *words, "-o", path, env=env)
        assert answer.code == 0 and answer.err == "" and answer.out == "", (words, answer.code, answer.err)
        read = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout.decode()
        os.remove(path)
        return [re.sub(r"[ \u00a0\n]+", " ", page) for page in read.split("\f")[:-1]]


def says(pages, *words):
    text = " ".join(pages)
    for each in words:
        assert each in text, (each, text)


def main():
    tests = [(n, f) for n, f in vars(sys.modules["__main__"]).items() if n.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, function) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(Profile(folder))
                print(f"ok {number} - {name[5:].replace('_', '-')}")
            except Exception:
                failed += 1
                print(f"not ok {number} - {name[5:].replace('_', '-')}")
                print("# " + traceback.format_exc().replace("\n", "\n# "))
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
