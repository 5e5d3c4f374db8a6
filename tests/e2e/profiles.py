# SPDX-License-Identifier: GPL-3.0-or-later
"""A profile that a journey fills and looks into with gangartctl. The programs are named by the test's own arguments:
GANGART GANGARTCTL"""

import json
import os
import subprocess
import sys

from driver import Failure

GANGART, GANGARTCTL = (os.path.abspath(path) for path in sys.argv[1:3])


def expect(condition, what):
    if not condition:
        raise Failure(what)


def ask(profile, *words, stdin=""):
    done = subprocess.run([GANGARTCTL, "--profile", profile, *words, "--json"], check=True, input=stdin, text=True,
                          capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def put(profile, entity, **fields):
    return ask(profile, "put", entity, stdin=json.dumps(fields))[0]


def all_named(app):
    expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")


class Profile:
    """One in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.path = os.path.join(folder, "profile")

    def ctl(self, *words, given=""):
        return ask(self.path, *words, stdin=given)

    def put(self, entity, **fields):
        return put(self.path, entity, **fields)

    def list(self, entity):
        return self.ctl("list", entity)

    def open(self, session, page, **options):
        app = session.launch(GANGART, "--profile", self.path, "--page", page, **options)
        app.wait_active()
        return app
