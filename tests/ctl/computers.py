# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles that have joined a server, a real one."""

import contextlib
import os
import sys

import ctl

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
import server  # noqa: E402

server.program = os.path.abspath(sys.argv[2])
os.environ.pop("GANGART_TOKEN_FILE", None)
# No keyring, whoever runs the test.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"


class Cleanups(contextlib.ExitStack):
    addCleanup = contextlib.ExitStack.callback


class Computer(ctl.Profile):
    """A profile with a file for its token."""

    def __init__(self, p, name):
        folder = p.path(name)
        os.mkdir(folder)
        super().__init__(folder)
        self.token = self.path("token")

    def enrol(self, there, code):
        (status,) = self.do("enrol", there.url, code, "--token-file", self.token, "--device", "Desk", "--json").records
        assert status["joined"] and status["organisation"] == "Gåforbundet" and status["device"] == "Desk", status
        return status

    def sync(self):
        (told,) = self.do("sync", "--token-file", self.token, "--json").records
        assert told["waiting"] == 0 and told["state"] == "up-to-date", told
        return told

    def status(self):
        (status,) = self.do("status", "--json").records
        return status

    def names(self, entity="community"):
        return sorted(record["name"] for record in self.list(entity))


def consultant(p, there, name="consultant", kommune="0751"):
    computer = Computer(p, name)
    computer.enrol(there, there.invite("consultant", f"kommune:{kommune}"))
    return computer


def restore(there, backup, lost=False):
    """@lost: with the disk that the database was on."""
    there.stop()
    for name in os.listdir(there.data):
        if lost and name.startswith("server"):
            os.remove(os.path.join(there.data, name))
    told = there.run("restore", backup)
    there.start()
    return told
