# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that dies at each of its writes, or whose disk is full, and one that is sent the worst.

test_server_faults.py GANGART_SERVER STRUCK_SERVER

GANGART_FAULT_TIMES says how often each point is tried; 1 unless set.
"""
import gzip
import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unittest
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
import server  # noqa: E402

TIMES = int(os.environ.get("GANGART_FAULT_TIMES", "1"))
POINTS = 40
HOSTS = 4
DIED = 86
PATIENCE = 30
MOST_MEMORY = 16 << 20
struck = "struck-server"


class Struck(server.Server):
    """The same data, served by the one that is struck."""

    def start_struck(self, kind, nth):
        with open(self.log_path, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen([struck, self.data, kind, str(nth)], stdout=subprocess.PIPE, stderr=log,
                                            text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url, self.log()

    def wait_for_death(self):
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process = None
        return status

    def try_to_push(self, who, body):
        """The answer; None where there is none."""
        try:
            return self.ask("POST", "/v1/push", json.dumps(body).encode(), {"Authorization": f"Bearer {who['access']}"})
        except (OSError, http.client.HTTPException):
            return None

    def count_history(self):
        """How often each record was written."""
        database = sqlite3.connect(os.path.join(self.data, "server.db"))
        try:
            return {str(uuid.UUID(bytes=row[0])): row[1]
                    for row in database.execute("SELECT id, count(*) FROM history GROUP BY id")}
        finally:
            database.close()


class Host:
    """Adds walkers one by one, and a push again until it is answered."""

    def __init__(self, the_server, group):
        self.server = the_server
        self.community = group["community"]
        self.who = the_server.enrol(the_server.invite("host", group["community_space"]))
        self.number = 0
        self.waiting = None
        self.confirmed = []

    def push(self):
        """Whether it was confirmed."""
        if self.waiting is None:
            self.number += 1
            self.waiting = {
                "client": self.who["client"], "number": self.number, "lineage": self.who["lineage"], "epoch": 1,
                "head": 0, "now": 1790000000000000, "more": False, "operations": [
                    {"n": self.number, "entity": "participant", "id": str(uuid.uuid4()), "op": "insert", "base": 0,
                     "clock": 117309440000000000 + self.number,
                     "fields": {"community": self.community, "name": "Asta"}}]}
        answer = self.server.try_to_push(self.who, self.waiting)
        if answer is None or answer.status != 200:
            return False
        assert json.loads(answer.text)["answers"] == [], answer
        self.confirmed.append(self.waiting["operations"][0]["id"])
        self.waiting = None
        return True

    def push_until_nobody_answers(self):
        while self.push():
            pass


class Faults(unittest.TestCase):
    def setUp(self):
        self.server = Struck(self)
        self.group = self.server.make_walk_group()

    def assert_all_there(self, hosts):
        counts = self.server.count_history()
        for host in hosts:
            for walker in host.confirmed:
                self.assertEqual(1, counts.get(walker, 0))
        self.server.run("check")

    def test_a_server_that_dies_at_any_write_loses_nothing_it_confirmed(self):
        hosts = [Host(self.server, self.group) for _ in range(HOSTS)]
        self.server.stop()
        for nth in list(range(1, POINTS + 1)) * TIMES:
            self.server.start_struck("exit", nth)
            threads = [threading.Thread(target=host.push_until_nobody_answers) for host in hosts]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(DIED, self.server.wait_for_death())
            self.assert_all_there(hosts)
        self.server.start()
        for host in hosts:
            self.assertTrue(host.push())
        self.assert_all_there(hosts)
        walkers = {walker for host in hosts for walker in host.confirmed}
        pulled = {line[0] for line in self.server.pull(hosts[0].who) if isinstance(line, list)}
        self.assertLessEqual(walkers, pulled)
        self.assertEqual(len(walkers), sum(host.number for host in hosts))

    def test_a_full_disk_is_said_and_pushes_go_on_when_there_is_room(self):
        host = Host(self.server, self.group)
        self.server.stop()
        for nth in range(1, POINTS + 1):
            self.server.start_struck("full", nth)
            host.push_until_nobody_answers()
            answer = self.server.try_to_push(host.who, host.waiting)
            told = json.loads(answer.text)
            self.assertEqual((507, "server"), (answer.status, told["code"]))
            self.assertIn("is full", told["message"])
            self.server.process.send_signal(signal.SIGUSR1)
            end = time.monotonic() + PATIENCE
            while not host.push():
                self.assertLess(time.monotonic(), end, "It does not go on.")
            self.server.stop()
            self.assert_all_there([host])


def make_hostile(who, group):
    """What nobody means well with: headers and a body."""
    push = {"client": who["client"], "number": 1, "lineage": who["lineage"], "epoch": 1, "head": 0,
            "now": 1790000000000000, "more": False, "operations": []}
    operation = {"n": 1, "entity": "participant", "id": str(uuid.uuid4()), "op": "insert", "base": 0,
                 "clock": 117309440000000001, "fields": {"community": group["community"], "name": "Asta"}}
    packed = {"Content-Encoding": "gzip"}
    for letter in (b" ", b"[", b'{"a":', b'"', b"\\", b"1", b"\xc3\xa5", b"\0"):
        yield {}, letter * ((2 << 20) // len(letter))
        yield packed, gzip.compress(letter * ((200 << 20) // len(letter)), 1)
    yield packed, gzip.compress(gzip.compress(b" " * (200 << 20)))
    yield packed, b"\x1f\x8b" + b"\xff" * 1000
    for operations in ([operation] * 10000, [dict(operation, n=n, fields={"name": "x" * 1000}) for n in range(2000)]):
        yield packed, gzip.compress(json.dumps(dict(push, operations=operations)).encode())
    for value in (1 << 63, -1 << 63, 1e300, "x" * (1 << 20), ["[" * 100000], None, {"": {"": {}}}):
        for member in push:
            yield {}, json.dumps(dict(push, **{member: value})).encode()
        for member in operation:
            yield {}, json.dumps(dict(push, operations=[dict(operation, **{member: value})])).encode()
    yield {}, json.dumps(dict(push, spaces={f"community:{uuid.uuid4()}": "9" * 100 for _ in range(10000)})).encode()
    yield {}, ('{"number":1,' * 30 + '"a":1' + "}" * 30).encode()
    whole = json.dumps(dict(push, operations=[operation])).encode()
    chance = random.Random(1)
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        yield {}, bytes(damaged)


class Hostile(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)

    def measure(self):
        """The most memory it has had."""
        with open(f"/proc/{self.server.process.pid}/status", encoding="utf-8") as status:
            return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM:"))

    def is_watched(self):
        """Whether it was built to watch itself for errors, which takes memory of its own."""
        with open(server.program, "rb") as file:
            return b"__asan_init" in file.read()

    def test_hostile_bodies_are_refused_within_little_memory(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        bodies = 0
        # What it needs for its work anyway.
        for _ in range(3):
            self.server.pull(host)
        before = self.measure()
        for more, body in make_hostile(host, group):
            for path in "/v1/push", "/v1/pull":
                headers = {"Authorization": f"Bearer {host['access']}", **more}
                answer = self.server.ask("POST", path, body, headers)
                self.assertIn(answer.status, (200, 400, 403, 404, 409, 413, 429), (path, body[:60], answer))
                bodies += 1
        grown = self.measure() - before
        print(f"{bodies} bodies, {grown >> 10} KiB more", file=sys.stderr)
        if not self.is_watched():
            self.assertLessEqual(grown, MOST_MEMORY)
        self.assertEqual(200, self.server.ask("GET", "/healthz").status)
        self.assertTrue(self.server.pull(host))


if __name__ == "__main__":
    # Meson has what is allocated and freed written over, which takes up what is only reserved otherwise.
    os.environ.pop("MALLOC_PERTURB_", None)
    server.program, struck = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main()
