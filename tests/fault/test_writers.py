# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight writers on three processes over one PostgreSQL, and one who reads all the while: nothing is missed.

test_writers.py GANGART_SERVER [--changes N]

8,000 changes unless said otherwise; --changes 100000 is the number that the design asks for. Skipped (77) without
PostgreSQL, whose address is GANGART_TEST_DATABASE.
"""
import os
import sys
import threading
import unittest
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
import server  # noqa: E402

PROCESSES = 3
WRITERS = 8
# In one push: few, so that a good many commit beside each other.
OPERATIONS = 25
changes = 8000


class Further(server.Server):
    """Another process over the database of the first."""

    def __init__(self, test, first):  # pylint: disable=super-init-not-called
        self.place = first.place
        self.options = first.options
        self.log_path = first.log_path
        self.process = None
        self.listen = "127.0.0.1:0"
        test.addCleanup(self.stop)
        self.start()


class Reader:
    """Keeps what pulls bring, each from where the last ended, by one process after the other."""

    def __init__(self, servers, who):
        self.servers = servers
        self.who = who
        self.spaces = {}
        self.revisions = {}
        self.turns = 0
        self.fresh = 0

    def take(self, line, space, rows):
        """A line of an answer; what space and rows the next are of."""
        if isinstance(line, list):
            if rows:
                self.revisions[line[0]] = line[1]
            return space, rows
        if "space" in line:
            self.fresh += line["fresh"] and line["space"] in self.spaces
            return line["space"], False
        for end in "page", "end":
            if end in line:
                self.spaces[space] = line[end]
        return space, "rows" in line or (rows and "page" in line)

    def pull(self):
        """Once; whether there is more."""
        self.turns += 1
        space, rows = None, False
        lines = self.servers[self.turns % len(self.servers)].pull(self.who, self.spaces)
        for line in lines[1:]:
            space, rows = self.take(line, space, rows)
        return lines[-1]["more"]


class Writers(unittest.TestCase):
    def setUp(self):
        first = server.Server(self)
        self.servers = [first] + [Further(self, first) for _ in range(PROCESSES - 1)]
        self.group = first.make_walk_group()

    def enrol(self):
        return self.servers[0].enrol(self.servers[0].invite("host", self.group["community_space"]))

    def write(self, there, who, pushes, written):
        for number in range(1, pushes + 1):
            ids = [str(uuid.uuid4()) for _ in range(OPERATIONS)]
            first = (number - 1) * OPERATIONS
            receipt = there.push(who, number, [
                {"n": first + place, "entity": "participant", "id": one, "op": "insert", "base": 0,
                 "clock": 117309440000000000 + first + place,
                 "fields": {"community": self.group["community"], "name": f"Asta {one}"}}
                for place, one in enumerate(ids, 1)])
            written.update((one, receipt["first"] + place) for place, one in enumerate(ids))

    def test_who_reads_all_the_while_misses_nothing(self):
        pushes = max(1, changes // (WRITERS * OPERATIONS))
        written = [{} for _ in range(WRITERS)]
        threads = [threading.Thread(target=self.write, args=(self.servers[n % PROCESSES], self.enrol(), pushes, written[n]))
                   for n in range(WRITERS)]
        reader = Reader(self.servers, self.enrol())
        reader.pull()
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            reader.pull()
        amid = reader.turns
        while reader.pull():
            pass
        confirmed = {one: revision for each in written for one, revision in each.items()}
        self.assertEqual(WRITERS * pushes * OPERATIONS, len(confirmed))
        missed = [one for one, revision in confirmed.items() if reader.revisions.get(one) != revision]
        print(f"{len(confirmed)} changes, {amid} pulls meanwhile, {len(missed)} missed", file=sys.stderr)
        self.assertEqual([], missed)
        # By going on from where each ended, and not by beginning again.
        self.assertEqual(0, reader.fresh)
        self.assertGreater(amid, 5)


if __name__ == "__main__":
    if "GANGART_TEST_DATABASE" not in os.environ:
        sys.exit(77)
    server.program = sys.argv.pop(1)
    if "--changes" in sys.argv:
        at = sys.argv.index("--changes")
        changes = int(sys.argv[at + 1])
        del sys.argv[at:at + 2]
    unittest.main()
