#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of a name, byte by byte, when access to it was lost or its bearer was erased.

test_traces.py GANGARTCTL GANGART_SERVER
"""

import contextlib
import os
import sqlite3
import sys
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "ctl"), os.path.join(HERE, "..", "server")]
import ctl  # noqa: E402
import server  # noqa: E402

server.program = os.path.abspath(sys.argv[2])
os.environ.pop("GANGART_TOKEN_FILE", None)
# No keyring, whoever runs the test.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"

NAME = "Xylofonia Zwetschke"
# What an index of words, that keeps no beginning twice, still has of it.
TRACES = (b"lofonia", b"wetschke")


class Cleanups(contextlib.ExitStack):
    addCleanup = contextlib.ExitStack.callback


class Computer(ctl.Profile):
    """A host's profile with a file for its token, and backups."""

    def __init__(self, p, there, group, name):
        folder = p.path(name)
        os.mkdir(folder)
        super().__init__(folder)
        self.token = self.path("token")
        self.do("enrol", there.url, there.invite("host", group["community_space"]), "--token-file", self.token)
        self.sync()

    def sync(self):
        self.do("sync", "--token-file", self.token)

    def back_up(self):
        """As the daily one, as one that a restore leaves, and as a damaged file that was put aside."""
        folder = os.path.join(self.folder, "backups")
        os.makedirs(folder, exist_ok=True)
        for name in "2026-01-06", "2026-01-07-101500-000001":
            self.do("backup", os.path.join(folder, f"gangart-{name}.db"))
        self.do("backup", os.path.join(self.folder, "gangart.db.damaged-1"))


def find_traces(folder):
    """The files under a folder that tell of the name, in small letters or large."""
    found = []
    for where, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(where, name), "rb") as file:
                content = file.read().lower()
            if any(trace in content for trace in TRACES):
                found.append(os.path.relpath(os.path.join(where, name), folder))
    return sorted(found)


def walk(computer, group, name=NAME):
    """Somebody who walked, was renamed, and is in a conflict's and an undo's reach; (id of the walker)"""
    (walker,) = computer.put("participant", {"community": group["community"], "name": name})
    (meeting,) = computer.put("meeting", {"community": group["community"], "start": "2026-01-06T10:00"})
    computer.put("attendance", {"meeting": meeting["id"], "participant": walker["id"], "state": "present"})
    computer.put("participant", {"id": walker["id"], "name": name + " Berg"})
    computer.sync()
    return walker["id"]


def count_backups(found):
    return len([path for path in found if path.startswith("backups")])


def find_account(computer):
    with contextlib.closing(sqlite3.connect(os.path.join(computer.folder, "gangart.db"))) as database:
        (account,) = database.execute("SELECT value FROM meta WHERE name = 'sync:account'").fetchone()
    return account if isinstance(account, str) else str(uuid.UUID(bytes=account))


def test_nothing_of_a_name_stays_where_access_was_lost(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        one, other = (Computer(p, there, group, name) for name in ("one", "other"))
        walk(one, group)
        other.sync()
        other.back_up()
        found = find_traces(other.folder)
        assert "gangart.db" in "".join(found) and count_backups(found) == 2, found
        one.back_up()
        for computer in other, one:
            there.run("account", "revoke", find_account(computer))
            # A server that has just started remembers nobody; another notices within a minute.
            there.stop()
            there.start()
            computer.run("sync", "--token-file", computer.token)
            (status,) = computer.do("status", "--json").records
            assert status["state"] == "stopped" and status["waiting"] == 0, status
            assert find_traces(computer.folder) == [], find_traces(computer.folder)


def test_nothing_of_a_name_stays_where_one_group_was_lost(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        one = Computer(p, there, group, "one")
        walk(one, group)
        one.back_up()
        assert count_backups(find_traces(one.folder)) == 2
        account = find_account(one)
        there.run("account", "grant", account, "--role", "consultant", "--space", "kommune:0751")
        there.run("account", "grant", account, "--role", "host", "--space", group["community_space"], "--remove")
        one.sync()
        assert len(one.list("community")) == 1 and one.list("participant") == []
        assert find_traces(one.folder) == [], find_traces(one.folder)


def test_nothing_of_who_was_erased_stays_anywhere(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        one, other = (Computer(p, there, group, name) for name in ("one", "other"))
        walker = walk(one, group)
        other.sync()
        for computer in one, other:
            computer.back_up()
            assert count_backups(find_traces(computer.folder)) == 2
        assert find_traces(there.data) != []
        there.run("erase-person", walker)
        for computer in one, other:
            computer.sync()
            assert find_traces(computer.folder) == [], find_traces(computer.folder)
            assert computer.list("participant") == []
        there.run("check")
        there.stop()
        assert find_traces(there.data) == [], find_traces(there.data)


if __name__ == "__main__":
    ctl.main()
