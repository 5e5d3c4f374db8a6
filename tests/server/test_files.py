# SPDX-License-Identifier: GPL-3.0-or-later
"""Files over HTTP: how they come and go, what of them is refused, and what becomes of damaged ones.

test_files.py GANGART_SERVER
"""
import concurrent.futures
import hashlib
import http.client
import json
import os
import resource
import sys
import unittest
from urllib.parse import urlsplit

import server
from server import bearer

PATIENCE = 30


class Files(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.group = self.server.make_walk_group()
        self.host = self.server.enrol(self.group["code"])
        self.content = os.urandom(300000)
        self.path = "/v1/files/" + hashlib.sha256(self.content).hexdigest()

    def put(self, who, start, end, content=None):
        content = self.content if content is None else content
        return self.server.ask("PUT", self.path, content[start:end], bearer(
            who, **{"Content-Range": f"bytes {start}-{end - 1}/{len(content)}"}))

    def get(self, who, **headers):
        address = urlsplit(self.server.url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request("GET", self.path, headers=bearer(who, **{"Gangart-Schema": "1"}, **headers))
        answer = connection.getresponse()
        return answer.status, answer.read()

    def begin(self, others):
        """A part of the file comes, beside so many bytes of another one. Returns: where the other lies"""
        folder = os.path.join(self.server.data, "files", "parts")
        self.assertEqual(200, self.put(self.host, 0, 200000).status)
        [part] = os.listdir(folder)
        other = os.path.join(folder, part[:-64] + 64 * "0")
        with open(other, "wb") as file:
            file.truncate(others)
        return other

    def test_an_account_has_so_much_room_for_files(self):
        other = self.begin(200 * 1024 * 1024)
        self.assertEqual(413, self.put(self.host, 0, 200000).status)
        day_before = os.stat(other).st_mtime - 90000
        os.utime(other, (day_before, day_before))
        self.assertEqual(200, self.put(self.host, 0, 200000).status)
        self.assertFalse(os.path.exists(other))

    def test_files_that_come_side_by_side_have_no_more_room(self):
        self.begin(200 * 1024 * 1024 - 250000)
        answer = self.put(self.host, 200000, 300000)
        self.assertEqual((413, "too-large"), (answer.status, json.loads(answer.text)["code"]))

    def test_what_there_is_no_room_for_gives_back_its_place_at_once(self):
        other = self.begin(200 * 1024 * 1024 - 250000)
        self.assertEqual("200000", self.have(self.host))
        self.assertEqual(413, self.put(self.host, 200000, 300000).status)
        self.assertEqual([os.path.basename(other)], os.listdir(os.path.dirname(other)))
        self.assertEqual("0", self.have(self.host))

    def test_a_file_comes_in_parts_and_back_whole(self):
        self.assertEqual("200000", self.put(self.host, 0, 200000).headers["Gangart-Have"])
        self.assertEqual("200000", self.server.ask("HEAD", self.path, headers=bearer(self.host)).headers["Gangart-Have"])
        self.assertEqual(404, self.get(self.host)[0])
        gap = self.put(self.host, 250000, 300000)
        self.assertEqual((409, "expect", 200000), (gap.status, *[json.loads(gap.text)[key] for key in ("code", "expect")]))
        self.assertEqual("300000", self.put(self.host, 200000, 300000).headers["Gangart-Have"])
        self.assertEqual((200, self.content), self.get(self.host))
        self.assertEqual((206, self.content[1000:]), self.get(self.host, Range="bytes=1000-"))
        self.assertEqual((206, self.content[-1000:]), self.get(self.host, Range="bytes=-1000"))
        self.assertEqual((206, self.content), self.get(self.host, Range="bytes=-1000000"))
        self.assertEqual((206, self.content), self.get(self.host, Range="bytes=0-"))
        for none in "bytes=-0", "bytes=300000-":
            self.assertEqual((416, b""), self.get(self.host, Range=none))

    def test_a_file_that_is_not_what_its_name_says_is_thrown_away(self):
        self.assertEqual(400, self.put(self.host, 0, 300000, os.urandom(300000)).status)
        self.assertEqual("0", self.server.ask("HEAD", self.path, headers=bearer(self.host)).headers["Gangart-Have"])
        self.assertEqual(404, self.get(self.host)[0])

    def test_to_know_the_name_of_a_file_is_not_to_have_it(self):
        stranger = self.server.enrol(self.server.invite("host", f"community:{self.group['community']}"))
        self.put(self.host, 0, 300000)
        self.assertEqual(404, self.get(stranger)[0])
        self.assertEqual(409, self.put(stranger, 299999, 300000).status)
        self.assertEqual(404, self.get(stranger)[0])
        self.put(stranger, 0, 300000)
        self.assertEqual((200, self.content), self.get(stranger))

    def have(self, who):
        return self.server.ask("HEAD", self.path, headers=bearer(who)).headers["Gangart-Have"]

    def test_a_file_that_is_damaged_is_noticed_and_comes_anew(self):
        self.put(self.host, 0, 300000)
        name = self.path.split("/")[-1]
        where = os.path.join(self.server.data, "files", name)
        with open(where, "rb") as file:
            content = bytearray(file.read())
        content[1000] ^= 1
        for damage, words in (None, []), (bytes(content[:-1]), []), (bytes(content), ["--documents"]):
            self.assertIn("in order", self.server.run("check", "--documents"))
            os.remove(where)
            if damage is not None:
                with open(where, "wb") as file:
                    file.write(damage)
            answer = self.server.try_to_run("check", *words)
            self.assertEqual(1, answer.returncode)
            self.assertIn(name, answer.stdout)
            self.assertIn("attaches it once more", answer.stderr)
            if not words:
                self.assertEqual(404, self.get(self.host)[0])
                self.assertEqual(404, self.get(self.host, Range="bytes=0-9")[0])
            self.assertEqual("0", self.have(self.host))
            self.assertEqual(200, self.put(self.host, 0, 300000).status)
            self.assertEqual("300000", self.have(self.host))
            self.assertEqual((200, self.content), self.get(self.host))

    def test_a_range_that_cannot_be_read_is_refused(self):
        for wrong in "bytes 0-", "bytes */300000", "lines 0-299999/300000", "nonsense", "":
            answer = self.server.ask("PUT", self.path, self.content, bearer(self.host, **{"Content-Range": wrong}))
            self.assertEqual(400, answer.status, wrong)
        self.assertEqual("0", self.have(self.host))

    def test_a_full_disk_is_said_and_the_file_goes_on_when_there_is_room(self):
        self.assertEqual(200, self.put(self.host, 0, 100000).status)
        room = resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, (150000, room[1]))
        answer = self.put(self.host, 100000, 300000)
        self.assertEqual(507, answer.status)
        self.assertIn("Retry-After", answer.headers)
        self.assertIn("disk of the server is full", json.loads(answer.text)["message"])
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, room)
        have = int(self.have(self.host))
        self.assertIn(have, (100000, 150000))
        self.assertIn("No space left", self.server.log()) # which is written once it has answered
        self.assertEqual("300000", self.put(self.host, have, 300000).headers["Gangart-Have"])
        self.assertEqual((200, self.content), self.get(self.host))

    def test_what_the_server_could_not_do_tells_nobody_of_paths(self):
        with open(os.path.join(self.server.data, "files"), "w", encoding="utf-8"):
            pass
        answer = self.put(self.host, 0, 300000)
        self.assertEqual(500, answer.status)
        self.assertNotIn("irectory", answer.text)
        self.assertNotIn(self.server.data, answer.text)
        self.server.ask("GET", "/healthz")
        self.assertIn("irectory", self.server.log()) # which is written once it has answered

    def test_the_same_upload_through_two_processes_is_right_in_both(self):
        second, url = self.server.serve()
        self.addCleanup(second.stdout.close)
        self.addCleanup(second.wait, PATIENCE)
        self.addCleanup(second.terminate)
        addresses = [urlsplit(self.server.url), urlsplit(url)]
        for _ in range(20):
            self.content = os.urandom(300000)
            self.path = "/v1/files/" + hashlib.sha256(self.content).hexdigest()
            with concurrent.futures.ThreadPoolExecutor() as pool:
                answers = [done.result() for done in [pool.submit(self.upload, address) for address in addresses * 2]]
            self.assertEqual(["300000"] * 4, answers)
            self.assertEqual((200, self.content), self.get(self.host))
        self.assertEqual([], os.listdir(os.path.join(self.server.data, "files", "parts")))

    def upload(self, address):
        """In parts, as a client does, which goes on from where it is told."""
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
        have, most = 0, 100000
        try:
            while have < len(self.content):
                end = min(have + most, len(self.content))
                connection.request("PUT", self.path, self.content[have:end], bearer(self.host, **{
                    "Gangart-Schema": "1", "Content-Range": f"bytes {have}-{end - 1}/{len(self.content)}"}))
                answer = connection.getresponse()
                text = answer.read().decode()
                if answer.status == 409:
                    have = json.loads(text)["expect"]
                    continue
                self.assertEqual(200, answer.status, text)
                have = int(answer.getheader("Gangart-Have"))
            return str(have)
        finally:
            connection.close()


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
