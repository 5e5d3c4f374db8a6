# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that holds a million rows, made once by pushes of a client and kept for the next run."""
import hashlib
import http.client
import json
import os
import shutil
import sqlite3
import sys
import time
import uuid
from urllib.parse import urlsplit

import server

COMMUNITIES = 40
MEETINGS = 820
WALKERS = 30
MOST_OPERATIONS = 500
KOMMUNE = "0751"
MADE = "made.json"  # written last: what it was made as, and the spaces that hold the rows


def ordered_id(number, kind):
    """Of version 7, rising as those that programs make."""
    return str(uuid.UUID(f"{0x019000000000 + number:012x}7{kind:03x}8{0:015x}"))


class Pusher:
    """One computer that inserts, on one connection, as many operations to a push as may be."""

    def __init__(self, url, who):
        address = urlsplit(url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=600)
        self.who = who
        self.number = self.done = 0
        self.operations = []

    def insert(self, entity, key, **fields):
        self.done += 1
        self.operations.append({"n": self.done, "entity": entity, "id": key, "op": "insert", "base": 0,
                                "clock": 117309440000000000 + self.done, "fields": fields})
        if len(self.operations) == MOST_OPERATIONS:
            self.flush()

    def flush(self):
        if not self.operations:
            return
        self.number += 1
        body = {"client": self.who["client"], "number": self.number, "lineage": self.who["lineage"],
                "epoch": self.who["epoch"], "head": 0, "now": 1790000000000000, "more": False,
                "operations": self.operations}
        self.connection.request("POST", "/v1/push", json.dumps(body), {
            "Authorization": f"Bearer {self.who['access']}", "Gangart-Schema": "1"})
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200 and json.loads(text)["answers"] == [], text
        self.operations = []


def insert_walks(pusher, community, first):
    """The walkers, walks and attendances of one community; FIRST tells its ids from others'."""
    walkers = [ordered_id(first * WALKERS + number, 1) for number in range(WALKERS)]
    meetings = [ordered_id(first * MEETINGS + number, 2) for number in range(MEETINGS)]
    for number, walker in enumerate(walkers):
        pusher.insert("participant", walker, community=community, name=f"Walker {number}", joined="2020-01-07")
    for number, meeting in enumerate(meetings):
        day = 1 + number % 28
        pusher.insert("meeting", meeting, community=community, zone="Europe/Copenhagen", status="held",
                      start=f"{2000 + number // 336}-{1 + number // 28 % 12:02}-{day:02}T10:00")
    for meeting in meetings:
        for walker in walkers:
            pusher.insert("attendance", server.derive("attendance", meeting, walker), meeting=meeting, participant=walker,
                          state="present")


def fill(running):
    """Returns the spaces that hold the rows."""
    consultant = running.enrol(running.invite("consultant", f"kommune:{KOMMUNE}"))
    kommune = running.find_kommune(consultant, KOMMUNE)
    communities = [ordered_id(number, 3) for number in range(COMMUNITIES)]
    pusher = Pusher(running.url, consultant)
    for number, community in enumerate(communities):
        pusher.insert("community", community, name=f"Gruppe {number}", activity="walk", kommune=kommune,
                      status="active")
    pusher.flush()
    spaces = [f"community:{community}" for community in communities]
    pusher = Pusher(running.url, running.enrol(running.invite("host", *spaces)))
    for number, community in enumerate(communities):
        insert_walks(pusher, community, number)
        pusher.flush()
    return spaces


class Clean:
    """What a test case offers, outside one."""

    def __init__(self):
        self.steps = []

    def addCleanup(self, step, *arguments):  # noqa: N802 - the name a test case has
        self.steps.append((step, arguments))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for step, arguments in reversed(self.steps):
            step(*arguments)


def find_fingerprint():
    """Of what a new server's tables are, and of this program."""
    fingerprint = hashlib.sha256()
    with Clean() as clean:
        database = sqlite3.connect(f"file:{server.Server(clean).data}/server.db?mode=ro", uri=True)
        for row in database.execute("SELECT name, sql FROM sqlite_master ORDER BY name"):
            fingerprint.update(repr(row).encode())
        database.close()
    with open(__file__, "rb") as program:
        fingerprint.update(program.read())
    return fingerprint.hexdigest()


def open_full(clean, folder, *options):
    """A server that holds the rows, kept in FOLDER, and the spaces that hold them."""
    fingerprint = find_fingerprint()
    path = os.path.join(folder, MADE)
    made = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            made = json.load(file)
    fits = made.get("fingerprint") == fingerprint
    if not fits:
        shutil.rmtree(folder, ignore_errors=True)
    running = server.Server(clean, data=folder, options=options)
    if not fits:
        start = time.monotonic()
        made = {"fingerprint": fingerprint, "spaces": fill(running)}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(made, file)
        print(f"filling the server: {time.monotonic() - start:.0f} s", file=sys.stderr)
        # What it needed for that does not count.
        running.stop()
        running.start()
    return running, made["spaces"]
