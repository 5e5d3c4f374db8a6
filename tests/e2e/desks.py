# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at a computer, and a real server, for journeys that are about both. The programs are named by the test's own
arguments: GANGART GANGARTCTL GANGART_SERVER"""

import contextlib
import json
import os
import subprocess
import sys

from driver import Failure, Role

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
import server  # noqa: E402

GANGART, GANGARTCTL, server.program = (os.path.abspath(path) for path in sys.argv[1:4])


class Cleanups(contextlib.ExitStack):
    addCleanup = contextlib.ExitStack.callback


def expect(condition, what):
    if not condition:
        raise Failure(what)


class Desk:
    """Somebody's home folder, with a file for the token where others have a keyring."""

    def __init__(self, session, name):
        self.session = session
        self.home = session.folder(name)
        self.env = {"HOME": self.home, "XDG_DATA_HOME": os.path.join(self.home, "data"),
                    "XDG_CONFIG_HOME": os.path.join(self.home, "config"),
                    "GANGART_TOKEN_FILE": os.path.join(self.home, "token")}

    def open(self, *arguments, **options):
        app = self.session.launch(GANGART, *arguments, env=self.env, **options)
        app.wait_active()
        return app

    def ctl(self, *arguments, given=None):
        profile = os.path.join(self.home, "data", "gangart")
        os.makedirs(profile, exist_ok=True)
        said = subprocess.run([GANGARTCTL, "--profile", profile, *arguments, "--json"], input=given, check=True,
                              capture_output=True, text=True, env={**os.environ, **self.env}).stdout
        return [json.loads(line) for line in said.splitlines()]

    def enrol(self, there, code):
        self.ctl("enrol", there.url, code, "--device", "Desk")
        self.ctl("sync")


def invite(there, group, name):
    return there.run("invite", "--role", "host", "--space", group["community_space"], "--name", name).split()[-1]


def all_named(app):
    bad = app.unnamed_controls()
    expect(not bad, f"{bad} without a name")


def show_code(app, link):
    """From the page of the first start, with nothing but keys."""
    app.tab_to("Join with an invitation")
    app.keys("Return")
    app.find(Role.DIALOG, "Join with an invitation")
    all_named(app)
    app.keyboard(link)
    app.keys("Return")


def join(app, link, passphrase=None):
    show_code(app, link)
    agree(app, passphrase)


def agree(app, passphrase=None):
    """To what an invitation gives."""
    app.find(Role.PUSH_BUTTON, "Join")
    if passphrase is not None:
        app.wait_focus("Passphrase, if you like")
        app.keyboard(passphrase)
    app.keys("Return")
