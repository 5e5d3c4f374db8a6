# SPDX-License-Identifier: GPL-3.0-or-later
"""gangart-server over HTTP: what it refuses, who waits, what it logs, how it stops.

test_serve.py GANGART_SERVER
"""
import concurrent.futures
import contextlib
import copy
import gzip
import hashlib
import http.client
import json
import os
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import unittest.mock
import uuid
from urllib.parse import urlsplit

import server
from server import bearer

NAME = "Xylofonia"
PASSPHRASE = "seven green walking boots"
NOTE = "Marimbatanker"
SECRET = "c2VrcmV0LXNla3JldC1zZWtyZXQtc2VrcmV0LXNla3JldA"
PATIENCE = 30


class Waiting:
    """A client that waits for news on a connection of its own."""

    def __init__(self, test, the_server, who, head, path="/v1/wait?head={}"):
        address = urlsplit(the_server.url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
        test.addCleanup(self.connection.close)
        self.connection.request("GET", path.format(head), headers=bearer(who, **{"Gangart-Schema": "1"}))

    def is_told(self):
        return bool(select.select([self.connection.sock], [], [], 0)[0])

    def read(self):
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read())


class Serving(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.address = urlsplit(self.server.url)
        self.group = self.server.make_walk_group()
        self.host = self.server.enrol(self.group["code"])

    def ask(self, method, path, body=b"", headers=None):
        answer = self.server.ask(method, path, body, headers)
        self.assertEqual("1", answer.headers.get("Gangart-Protocol"), answer)
        return answer

    def refuse(self, status, code, method, path, body=b"", headers=None):
        answer = self.ask(method, path, body, headers)
        self.assertEqual((status, code), (answer.status, json.loads(answer.text)["code"]), answer)
        return answer

    def say(self, text):
        """Bytes as they are; what comes back until the server ends the connection."""
        with socket.create_connection((self.address.hostname, self.address.port), timeout=PATIENCE) as connection:
            connection.sendall(text)
            answer = b""
            while more := connection.recv(65536):
                answer += more
            return answer

    def measure(self, name):
        lines = self.server.ask("GET", "/metrics").text.splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))

    def wait_until(self, condition, what):
        """Asks the server again and again; each answer takes its time."""
        end = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), end, what)

    def wait_for_waiting(self, count):
        self.wait_until(lambda: self.measure("gangart_waiting_clients") == count, f"{count} do not wait")

    def wait_for_noted(self, status400, status501):
        """The log is written a little after the answer."""
        def is_noted():
            log = self.server.log()
            return self.ask("GET", "/healthz") and (log.count('"status":400'), log.count('"status":501')) == (status400, status501)
        self.wait_until(is_noted, f"{status400} and {status501} are not noted")

    def add_walker(self, number, name=NAME, the_server=None):
        return (the_server or self.server).push(self.host, number, [
            {"n": number, "entity": "participant", "id": str(uuid.uuid4()), "op": "insert", "base": 0,
             "clock": 117309440000000000 + number, "fields": {"community": self.group["community"], "name": name}}])

    def push_raw(self, body, **headers):
        return self.server.ask("POST", "/v1/push", body, bearer(self.host, **headers))

    # What is refused.

    def test_what_is_not_served_is_said_so(self):
        self.refuse(404, "unknown", "GET", "/v1/nothing")
        self.refuse(404, "unknown", "GET", "/v1/devices/../devices/", headers=bearer(self.host))
        self.refuse(405, "unknown", "GET", "/v1/push", headers=bearer(self.host))
        self.refuse(405, "unknown", "DELETE", "/v1/enrol")

    def test_nothing_is_done_without_a_token_or_for_an_old_program(self):
        for method, path in ("POST", "/v1/push"), ("POST", "/v1/pull"), ("GET", "/v1/wait?head=0"), ("GET", "/v1/devices"):
            self.refuse(401, "expired", method, path)
            self.refuse(401, "expired", method, path, headers={"Authorization": "Bearer nobody"})
            self.refuse(426, "too-old", method, path, headers=bearer(self.host, **{"Gangart-Schema": "-3"}))

    def test_bodies_past_the_limit_are_refused(self):
        self.refuse(413, "too-large", "POST", "/v1/push", b"x" * (3 << 20), bearer(self.host))
        self.refuse(413, "too-large", "POST", "/v1/enrol", b"x" * (17 << 10))
        bomb = gzip.compress(b" " * (100 << 20))
        self.assertLess(len(bomb), 2 << 20)
        self.refuse(413, "too-large", "POST", "/v1/push", bomb, bearer(self.host, **{"Content-Encoding": "gzip"}))
        pieces = (b"x" * 65536 for _ in range(48))
        self.assertEqual(413, self.push_raw(pieces).status)
        self.add_walker(1)

    def test_a_body_without_end_is_cut_off(self):
        with socket.create_connection((self.address.hostname, self.address.port), timeout=PATIENCE) as connection:
            connection.sendall(b"POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\n")
            with self.assertRaises(OSError):
                while True:
                    connection.sendall(b"x" * 65536)
        self.add_walker(1)

    def test_what_is_not_json_is_malformed(self):
        for body in (b"", b"{", b"[]", b"null", b"{}" * 2, b'{"a":1,"a":2}', b"[" * 10000, b'{"code":"\\u0000"}',
                     b'{"code":99999999999999999999}', b"\xff", b"// no\n{}"):
            for path in "/v1/push", "/v1/pull", "/v1/enrol", "/v1/sign-in", "/v1/invitations":
                answer = self.ask("POST", path, body, bearer(self.host))
                self.assertIn(answer.status, (400, 429), (path, body[:20], answer))
        self.refuse(400, "malformed", "POST", "/v1/push", b"no gzip", bearer(self.host, **{"Content-Encoding": "gzip"}))
        self.refuse(400, "malformed", "POST", "/v1/push", b"{}", bearer(self.host, **{"Content-Encoding": "br"}))

    def test_what_a_proxy_may_read_in_another_way_ends_the_connection(self):
        for lines in (b"Host: a\r\nHost: b", b"Host: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked",
                      b"Host: a\r\nContent-Length: 0\r\nContent-Length: 1"):
            answer = self.say(b"GET /healthz HTTP/1.1\r\nConnection: close\r\n" + lines + b"\r\n\r\n0\r\n\r\n")
            self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), answer)
            self.assertEqual(1, answer.count(b"HTTP/1.1"))

    def test_what_is_wrong_with_a_request_is_no_trouble_of_the_server(self):
        # Of what libsoup refuses by itself it loses the path: whole stacks tell that from what we lose (tests/lsan.supp).
        self.server.stop()
        with unittest.mock.patch.dict(os.environ, ASAN_OPTIONS="fast_unwind_on_malloc=0"):
            self.server.start()
        for length in b"+2", b"2x", b"":
            answer = self.say(b"POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + b"\r\n\r\n{}")
            self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), (length, answer))
        for coding in b"gzip", b"gzip, chunked":
            answer = self.say(b"POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding + b"\r\n\r\n{}")
            self.assertTrue(answer.startswith(b"HTTP/1.1 501 "), answer)
        self.wait_for_noted(status400=3, status501=2)
        # Nor that a client leaves before it has said all.
        for length in b"99999999999999999999", b"100":
            with socket.create_connection((self.address.hostname, self.address.port), timeout=PATIENCE) as connection:
                connection.sendall(b"POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + b"\r\n\r\n{")
        self.wait_for_noted(status400=5, status501=2)
        self.assertNotIn('"level":"error"', self.server.log())

    def test_a_computer_that_is_not_there_is_not_told_of_codes(self):
        for device in "99", "x":
            answer = self.refuse(404, "unknown", "DELETE", f"/v1/devices/{device}", headers=bearer(self.host))
            self.assertIn("no such computer", answer.text)

    # Bodies and connections.

    def test_bodies_travel_packed_both_ways(self):
        body = json.dumps({"client": self.host["client"], "lineage": self.host["lineage"], "epoch": 1, "head": 0,
                           "spaces": {}}).encode()
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request("POST", "/v1/pull", gzip.compress(body), bearer(
            self.host, **{"Gangart-Schema": "1", "Content-Encoding": "gzip", "Accept-Encoding": "gzip"}))
        answer = connection.getresponse()
        self.assertEqual("gzip", answer.getheader("Content-Encoding"))
        packed = answer.read()
        self.assertEqual({"more": False}, json.loads(gzip.decompress(packed).splitlines()[-1]))

    def test_connections_that_clients_close_are_let_go(self):
        descriptors = f"/proc/{self.server.process.pid}/fd"
        before = len(os.listdir(descriptors))
        for _ in range(200):
            self.assertEqual(200, self.ask("GET", "/healthz").status)
        with socket.create_connection((self.address.hostname, self.address.port)):
            pass
        self.wait_until(lambda: self.ask("GET", "/healthz") and len(os.listdir(descriptors)) <= before + 10,
                        "connections stay open")

    def test_one_connection_serves_many_requests(self):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        sockets = set()
        for _ in range(20):
            connection.request("GET", "/v1/devices", headers=bearer(self.host, **{"Gangart-Schema": "1"}))
            self.assertEqual("Test", json.loads(connection.getresponse().read())[0]["name"])
            sockets.add(connection.sock)
        self.assertEqual(1, len(sockets))

    def test_clients_that_say_things_slowly_hold_nobody_up(self):
        slow = [socket.create_connection((self.address.hostname, self.address.port)) for _ in range(100)]
        for connection in slow:
            self.addCleanup(connection.close)
            connection.sendall(b"POST /v1/push HTTP/1.1\r\nHost: a\r\nContent-Le")
        self.assertEqual([], self.add_walker(1)["answers"])

    def test_pushes_of_many_at_once_count_once_each(self):
        heads = []

        def push(host):
            for number in range(1, 21):
                operation = {"n": number, "entity": "participant", "id": str(uuid.uuid4()), "op": "insert", "base": 0,
                             "clock": 117309440000000000 + number,
                             "fields": {"community": self.group["community"], "name": NAME}}
                for _ in range(2):
                    heads.append(self.server.push(host, number, [operation])["first"])

        hosts = [self.server.enrol(self.server.invite("host", f"community:{self.group['community']}")) for _ in range(6)]
        threads = [threading.Thread(target=push, args=[host]) for host in hosts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(240, len(heads))
        self.assertEqual(120, len(set(heads)))

    def test_bodies_past_what_is_held_at_once_wait_their_turn(self):
        held = []
        self.addCleanup(lambda: [connection.close() for connection in held])
        for _ in range(33):
            held.append(socket.create_connection((self.address.hostname, self.address.port), timeout=PATIENCE))
            held[-1].sendall(b"POST /v1/push HTTP/1.1\r\nHost: a\r\nGangart-Schema: 1\r\nAuthorization: Bearer x\r\n"
                             b"Content-Length: 2097152\r\n\r\n" + b" " * 2097151)
        self.wait_until(lambda: self.measure("gangart_reserved_bytes") > 64 << 20, "they did not arrive")
        answer = self.refuse(503, "server", "POST", "/v1/push", b"{}", bearer(self.host))
        self.assertEqual("5", answer.headers["Retry-After"])
        for connection in held:
            connection.close()
        self.wait_until(lambda: self.measure("gangart_reserved_bytes") == 0, "they are still held")
        self.add_walker(1)

    def test_a_connection_to_the_database_that_broke_is_made_again(self):
        if "--database" not in self.server.place:
            self.skipTest("a file does not break off")
        for number in range(1, 6):
            subprocess.run(["psql", "-q", "-d", self.server.place[-1], "-c",
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                            "WHERE datname = current_database() AND pid <> pg_backend_pid()"],
                           check=True, capture_output=True)
            self.assertEqual([], self.add_walker(number)["answers"])
            self.assertEqual(200, self.ask("GET", "/healthz").status)

    # Accounts.

    def test_a_passphrase_opens_a_further_computer_and_five_tries_are_enough(self):
        asked = {"client": str(uuid.uuid4()), "device": "Laptop", "account": self.host["account"]}
        self.assertIs(False, self.server.pull(self.host)[0]["passphrase"])
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE}, self.host["access"])
        self.assertNotIn("passphrase", self.server.pull(self.host)[0])
        [further] = self.server.ask_json("POST", "/v1/sign-in", dict(asked, passphrase=PASSPHRASE))
        self.assertEqual(self.host["account"], further["account"])
        wrong = json.dumps(dict(asked, passphrase="not the right words")).encode()
        for _ in range(5):
            self.refuse(404, "unknown", "POST", "/v1/sign-in", wrong)
        answer = self.refuse(429, "wait", "POST", "/v1/sign-in", wrong)
        self.assertIn(int(answer.headers["Retry-After"]), range(1, 61))
        self.refuse(429, "wait", "POST", "/v1/sign-in", json.dumps(dict(asked, passphrase=PASSPHRASE)).encode())
        # Nor does another way to write it open the door.
        self.refuse(429, "wait", "POST", "/v1/sign-in",
                    json.dumps(dict(asked, account=self.host["account"].upper(), passphrase=PASSPHRASE)).encode())

    def test_of_people_of_one_name_the_passphrase_tells_who_it_is(self):
        self.server.run("init", "--organisation", "Turforbundet")
        invite = ("invite", "--role", "consultant", "--space", "kommune:0751", "--name", "Ane Østergård", "--organisation")
        computers = []
        for organisation, passphrase in (("Gåforbundet", PASSPHRASE), ("Turforbundet", PASSPHRASE[::-1])):
            computers.append(self.server.enrol(self.server.run(*invite, organisation).split()[-1]))
            self.server.ask_json("POST", "/v1/passphrase", {"passphrase": passphrase}, computers[-1]["access"])
        asked = {"device": "Laptop", "account": "ane østergård "}
        for computer, passphrase in zip(computers, (PASSPHRASE, PASSPHRASE[::-1])):
            [further] = self.server.ask_json("POST", "/v1/sign-in",
                                             dict(asked, client=str(uuid.uuid4()), passphrase=passphrase))
            self.assertEqual(computer["account"], further["account"])
        self.refuse(404, "unknown", "POST", "/v1/sign-in",
                    json.dumps(dict(asked, client=str(uuid.uuid4()), passphrase="not the right words")).encode())
        # The same passphrase, too: only a computer that one of them has had tells which.
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE, "old": PASSPHRASE[::-1]}, computers[1]["access"])
        self.refuse(404, "unknown", "POST", "/v1/sign-in",
                    json.dumps(dict(asked, client=str(uuid.uuid4()), passphrase=PASSPHRASE)).encode())
        [again] = self.server.ask_json("POST", "/v1/sign-in", dict(asked, client=computers[1]["client"], passphrase=PASSPHRASE))
        self.assertEqual(computers[1]["account"], again["account"])
        # Each of them costs as much to look at as one, so there is an end to it.
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE[::-1], "old": PASSPHRASE}, again["access"])
        for count, status in (4, 200), (5, 404):
            while len(computers) < count:
                computers.append(self.server.enrol(self.server.run(*invite, "Turforbundet").split()[-1]))
                self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE + "!"}, computers[-1]["access"])
            asked["client"] = str(uuid.uuid4())
            answer = self.ask("POST", "/v1/sign-in", json.dumps(dict(asked, passphrase=PASSPHRASE)).encode())
            self.assertEqual(status, answer.status, count)

    def measure_work(self, account):
        """Processor time that a wrong passphrase for it takes the server, in seconds."""
        def spent():
            with open(f"/proc/{self.server.process.pid}/stat", encoding="utf-8") as stat:
                return sum(map(int, stat.read().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")

        before = spent()
        self.refuse(404, "unknown", "POST", "/v1/sign-in", json.dumps({
            "client": str(uuid.uuid4()), "device": "Laptop", "account": account, "passphrase": "not the right words"}).encode())
        return spent() - before

    def test_how_long_an_answer_takes_tells_nothing_of_a_name(self):
        for _ in range(3):
            invitation = self.server.run("invite", "--role", "consultant", "--space", "kommune:0751", "--name", "Ane Berg")
            someone = self.server.enrol(invitation.split()[-1])
            self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE}, someone["access"])
        one = self.measure_work(str(uuid.uuid4()))
        for name in ("Ane Berg", "Nobody Here"):
            self.assertGreater(self.measure_work(name), 3 * one, name)
            self.assertLess(self.measure_work(name), 6 * one, name)
        # Nor can more work be had from the server by that.
        self.refuse(429, "wait", "POST", "/v1/sign-in", json.dumps({
            "client": str(uuid.uuid4()), "device": "Laptop", "account": "Yet Another", "passphrase": PASSPHRASE}).encode())

    def sign_in_from(self, address, client, passphrase):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=PATIENCE,
                                                source_address=(address, 0))
        self.addCleanup(connection.close)
        connection.request("POST", "/v1/sign-in", json.dumps({"client": client, "device": "Laptop", "passphrase": passphrase,
                                                              "account": self.host["account"]}))
        return connection.getresponse().status

    def test_a_stranger_who_guesses_keeps_nobody_out(self):
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE}, self.host["access"])
        stranger = str(uuid.uuid4())
        for _ in range(5):
            self.assertEqual(404, self.sign_in_from("127.0.0.2", stranger, "not the right words"))
        self.assertEqual(429, self.sign_in_from("127.0.0.2", str(uuid.uuid4()), PASSPHRASE))
        self.assertEqual(200, self.sign_in_from("127.0.0.3", str(uuid.uuid4()), PASSPHRASE))
        # With many addresses he gets no further, and the computers of the account still get in.
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            self.assertEqual([404] * 15, list(pool.map(
                lambda last: self.sign_in_from(f"127.0.0.{last}", stranger, "not the right words"), [4, 5, 6] * 5)))
        self.assertEqual(429, self.sign_in_from("127.0.0.8", str(uuid.uuid4()), PASSPHRASE))
        self.assertEqual(200, self.sign_in_from("127.0.0.8", self.host["client"].upper(), PASSPHRASE))
        # Who has such a computer may guess no more for that.
        for client in (self.host["client"], self.host["client"].upper(), self.host["client"]) * 2:
            status = self.sign_in_from("127.0.0.9", client, "not the right words")
        self.assertEqual(429, status)

    def test_of_two_changes_of_a_passphrase_at_once_one_is_told_of_the_other(self):
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE}, self.host["access"])
        further = [self.sign_in(str(uuid.uuid4())) for _ in range(2)]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            answers = list(pool.map(lambda who: self.server.ask("POST", "/v1/passphrase", json.dumps(
                {"passphrase": f"the way of {who['client']}", "old": PASSPHRASE}).encode(), bearer(who)), further))
        self.assertEqual([200, 403], sorted(answer.status for answer in answers))
        told = next(answer for answer in answers if answer.status == 403)
        self.assertIn("meanwhile", json.loads(told.text)["message"])
        winner = further[[answer.status for answer in answers].index(200)]
        self.assertEqual(200, self.sign_in_from("127.0.0.1", str(uuid.uuid4()), f"the way of {winner['client']}"))

    def sign_in(self, client):
        [welcome] = self.server.ask_json("POST", "/v1/sign-in", {"client": client, "device": "Laptop",
                                                                 "account": self.host["account"], "passphrase": PASSPHRASE})
        return dict(welcome, client=client)

    def test_a_passphrase_is_changed_by_who_knows_it(self):
        path, bearers = "/v1/passphrase", bearer(self.host)
        self.server.ask_json("POST", path, {"passphrase": PASSPHRASE}, self.host["access"])
        for body in ({}, {"old": "not the right words"}):
            self.refuse(403, "not-allowed", "POST", path, json.dumps({"passphrase": "another way in", **body}).encode(),
                        bearers)
        self.server.ask_json("POST", path, {"passphrase": "another way in", "old": PASSPHRASE}, self.host["access"])
        self.server.ask_json("POST", "/v1/sign-in", {"client": str(uuid.uuid4()), "device": "Laptop",
                                                     "account": self.host["account"], "passphrase": "another way in"})
        self.assertEqual(2, self.server.run("audit").count("set passphrase"))

    def test_an_address_may_fail_twenty_times_a_minute(self):
        asked = json.dumps({"code": "00000-00000", "client": str(uuid.uuid4()), "device": "Test"}).encode()
        for _ in range(20):
            self.refuse(404, "unknown", "POST", "/v1/enrol", asked)
        answer = self.refuse(429, "wait", "POST", "/v1/token", b'{"refresh":"x"}')
        self.assertIn(int(answer.headers["Retry-After"]), range(1, 61))
        self.add_walker(1)

    def test_what_is_no_try_shuts_nobody_out(self):
        """Others may share the address, as in an office."""
        code = self.server.invite("host", f"community:{self.group['community']}")
        lost = self.server.enrol(code)
        [device] = json.loads(self.ask("GET", "/v1/devices", headers=bearer(lost)).text)
        self.assertEqual(200, self.ask("DELETE", f"/v1/devices/{device['device']}", headers=bearer(lost)).status)
        for _ in range(30):
            self.refuse(400, "malformed", "POST", "/v1/sign-in", b"{")
            self.refuse(400, "malformed", "POST", "/v1/enrol", b"{}")
            self.refuse(413, "too-large", "POST", "/v1/enrol", b"x" * (17 << 10))
            self.refuse(401, "revoked", "POST", "/v1/token", json.dumps({"refresh": lost["refresh"]}).encode())
        self.server.enrol(self.server.invite("host", f"community:{self.group['community']}"))

    def test_what_cannot_be_read_is_not_read_without_end(self):
        statuses = [self.ask("POST", "/v1/enrol", b"{").status for _ in range(601)]
        self.assertEqual([400] * 600 + [429], statuses)

    def test_a_refresh_token_that_comes_back_late_ends_the_computer(self):
        [second] = self.server.ask_json("POST", "/v1/token", {"refresh": self.host["refresh"]})
        [third] = self.server.ask_json("POST", "/v1/token", {"refresh": second["refresh"]})
        self.refuse(401, "expired", "POST", "/v1/token", json.dumps({"refresh": self.host["refresh"]}).encode())
        self.refuse(401, "expired", "POST", "/v1/token", json.dumps({"refresh": third["refresh"]}).encode())

    def test_a_coordinator_gets_no_names(self):
        self.add_walker(1)
        for role in "coordinator", "administrator":
            space = self.group["kommune_space"] if role == "coordinator" else "national"
            who = self.server.enrol(self.server.invite(role, space))
            text = json.dumps(self.server.pull(who))
            self.assertNotIn(NAME, text)
            self.assertNotIn('"participant"', text)
        self.assertIn(NAME, json.dumps(self.server.pull(self.host)))
        self.assertIn("read names", self.server.run("audit"))

    def test_a_community_that_a_host_makes_is_theirs_at_once(self):
        community = str(uuid.uuid4())
        receipt = self.server.push(self.host, 1, [
            {"n": 1, "entity": "community", "id": community, "op": "insert", "base": 0, "clock": 117309440000000001,
             "fields": {"name": "Søstien", "activity": "walk", "kommune": self.group["kommune"], "status": "active"}}])
        self.assertEqual([], receipt["answers"])
        spaces = [line["space"] for line in self.server.pull(self.host) if isinstance(line, dict) and "space" in line]
        self.assertIn(f"community:{community}", spaces)
        text = json.dumps({"role": "host", "spaces": [f"community:{community}"]}).encode()
        self.assertEqual(200, self.ask("POST", "/v1/invitations", text, bearer(self.host)).status)

    # Waiting.

    def test_those_who_wait_are_told_of_a_change(self):
        head = self.add_walker(1)["head"]
        waiting = [Waiting(self, self.server, self.host, head) for _ in range(300)]
        self.wait_for_waiting(300)
        self.assertFalse(any(one.is_told() for one in waiting))
        self.assertEqual(head + 1, self.add_walker(2)["head"])
        self.assertEqual([(200, {"head": head + 1})] * 300, [one.read() for one in waiting])
        self.assertEqual((200, {"head": head + 1}), Waiting(self, self.server, self.host, head).read())

    def ask_head(self):
        answer = self.ask("GET", "/v1/wait?head=0&seconds=0", headers=bearer(self.host))
        self.assertEqual(200, answer.status, answer)
        return json.loads(answer.text)["head"]

    def test_who_asks_for_news_is_told_what_anybody_wrote_before(self):
        for number in range(1, 4):
            head = self.add_walker(number)["head"]
            self.assertEqual([head] * 3, [self.ask_head() for _ in range(3)])
            self.server.run("account", "grant", self.host["account"], "--role", "consultant", "--space", "kommune:0751")
            self.assertEqual([head + 1] * 3, [self.ask_head() for _ in range(3)])

    def test_waiting_with_another_epoch_tells_what_was_kept(self):
        status, told = Waiting(self, self.server, self.host, 0, "/v1/wait?head={}&epoch=7").read()
        self.assertEqual((409, "epoch", 1, self.host["lineage"]),
                         (status, told["code"], told["epoch"], told["lineage"]))
        self.refuse(400, "malformed", "GET", "/v1/wait", headers=bearer(self.host))
        self.refuse(400, "malformed", "GET", "/v1/wait?head=x", headers=bearer(self.host))

    def test_a_client_that_is_gone_is_forgotten(self):
        waiting = Waiting(self, self.server, self.host, 1 << 40)
        self.wait_for_waiting(1)
        waiting.connection.close()
        self.wait_for_waiting(0)
        # It is nobody's trouble, and what was answered is logged though it reached nobody.
        self.wait_until(lambda: '"/v1/wait"' in self.server.log(), "it was not logged")
        [line] = [json.loads(line) for line in self.server.log().splitlines() if '"/v1/wait"' in line]
        self.assertEqual(("info", 200), (line["level"], line["status"]))

    def list_lost(self, who):
        return json.loads(self.ask("GET", "/v1/devices/lost", headers=bearer(who)).text)

    def test_a_lost_computer_stops_waiting(self):
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE}, self.host["access"])
        [further] = self.server.ask_json("POST", "/v1/sign-in", {"client": str(uuid.uuid4()), "device": "Laptop",
                                                                "account": self.host["account"],
                                                                "passphrase": PASSPHRASE})
        self.add_walker(1)
        waiting = Waiting(self, self.server, further, 1 << 40)
        self.wait_for_waiting(1)
        devices = json.loads(self.ask("GET", "/v1/devices", headers=bearer(self.host)).text)
        self.assertEqual([True, False], [device["this"] for device in devices])
        self.assertEqual([], self.list_lost(self.host))
        answer = self.ask("DELETE", f"/v1/devices/{devices[1]['device']}", headers=bearer(self.host))
        names = [{"community": self.group["community"], "participants": 1, "documents": 0}]
        self.assertEqual({"names": names}, json.loads(answer.text))
        # It is told later, too, as it was then.
        self.add_walker(2)
        [lost] = self.list_lost(self.host)
        self.assertEqual((devices[1]["device"], "Laptop", names), (lost["device"], lost["name"], lost["names"]))
        self.assertGreaterEqual(lost["lost"], devices[1]["created"])
        self.assertEqual([], self.list_lost(self.server.enrol(self.server.invite("host", self.group["community_space"]))))
        self.assertEqual((401, "revoked"), (lambda status, told: (status, told["code"]))(*waiting.read()))
        self.refuse(401, "revoked", "GET", "/v1/devices", headers=bearer(further))
        # Told again where the answer was lost, as it was then.
        again = self.ask("DELETE", f"/v1/devices/{devices[1]['device']}", headers=bearer(self.host))
        self.assertEqual((200, {"names": names}), (again.status, json.loads(again.text)))
        self.assertEqual([lost], self.list_lost(self.host))
        # What it says of itself counts once it has lost its access.
        self.assertEqual(0, lost["emptied"])
        for who in self.host, further, further:
            self.assertEqual(200, self.ask("POST", "/v1/devices/emptied", b"{}", bearer(who)).status)
        [empty] = self.list_lost(self.host)
        self.assertGreaterEqual(empty["emptied"], lost["lost"])
        self.assertEqual(lost, dict(empty, emptied=0))

    def test_two_servers_on_one_database_tell_those_who_wait_at_the_other(self):
        if "--database" not in self.server.place:
            self.skipTest("only PostgreSQL is shared")
        other = copy.copy(self.server)
        other.listen = "127.0.0.1:0"
        other.start()
        self.addCleanup(other.stop)
        head = self.add_walker(1)["head"]
        waiting = Waiting(self, self.server, self.host, head)
        self.wait_for_waiting(1)
        self.assertEqual(head + 1, self.add_walker(2, the_server=other)["head"])
        self.assertEqual((200, {"head": head + 1}), waiting.read())

    # Running it.

    def test_a_stop_answers_those_who_wait_and_is_clean(self):
        waiting = [Waiting(self, self.server, self.host, 1 << 40) for _ in range(10)]
        self.wait_for_waiting(10)
        with socket.create_connection((self.address.hostname, self.address.port)) as silent:
            self.server.process.send_signal(signal.SIGTERM)
            waiting.pop().connection.close()
            for one in waiting:
                self.assertEqual(200, one.read()[0])
            self.server.stop()
            self.assertNotIn('"level":"error"', self.server.log())
            with contextlib.suppress(ConnectionResetError):
                self.assertEqual(b"", silent.recv(1))

    def test_a_stop_does_not_wait_for_those_who_have_not_said_what_they_want(self):
        with socket.create_connection((self.address.hostname, self.address.port), timeout=PATIENCE) as slow:
            slow.sendall(b"GET /healthz HTTP/1.1\r\nHo")
            self.wait_until(lambda: self.measure("gangart_requests_in_flight") == 2, "it did not arrive")
            self.server.stop()
            self.assertNotIn("in the middle", self.server.log())

    def test_logs_hold_nothing_of_anybody(self):
        self.add_walker(1)
        self.server.pull(self.host)
        self.refuse(401, "expired", "GET", f"/v1/devices?token={self.host['refresh']}")
        self.refuse(404, "unknown", "GET", f"/v1/{NAME}")
        self.server.stop()
        lines = [json.loads(line) for line in self.server.log().splitlines()]
        self.assertIn("stopped", [line.get("event") for line in lines])
        pushes = [line for line in lines if line.get("route") == "/v1/push"]
        self.assertEqual((200, 1), (pushes[-1]["status"], pushes[-1]["tenant"]))
        for secret in (NAME, "Åstien", self.host["access"], self.host["refresh"], self.host["client"],
                       self.host["account"], self.group["code"], self.group["community"], "127.0.0.1"):
            self.assertNotIn(secret, self.server.log())

    def list_bad_requests(self):
        """Method, path, body and headers of what is refused, each with something of somebody in it."""
        mine = bearer(self.host)
        start = {"client": self.host["client"], "lineage": self.host["lineage"], "epoch": self.host["epoch"], "head": 0}
        joining = {"client": str(uuid.uuid4()), "device": NAME}
        push = {**start, "number": 9, "now": 1790000000000000, "more": False, "operations": [{"n": NAME}]}
        yield "POST", "/v1/enrol", {**joining, "code": NAME, "passphrase": PASSPHRASE}, {}
        yield "POST", "/v1/enrol", {**joining, "code": self.group["code"]}, {}
        yield "POST", "/v1/enrol", {**joining, "client": NAME}, {}
        yield "POST", "/v1/sign-in", {**joining, "account": NAME, "passphrase": PASSPHRASE}, {}
        yield "POST", "/v1/sign-in", {**joining, "account": self.host["account"], "passphrase": PASSPHRASE}, {}
        yield "POST", "/v1/token", {"refresh": SECRET}, {}
        yield "POST", "/v1/token", {"refresh": self.host["refresh"], NAME: [PASSPHRASE]}, {"Content-Encoding": NAME}
        yield "POST", "/v1/passphrase", {"passphrase": "short", "old": PASSPHRASE}, mine
        yield "POST", "/v1/invitations", {"role": NAME, "spaces": [NOTE], "name": NAME}, mine
        yield "POST", "/v1/invitations", {"role": "host", "spaces": [f"community:{uuid.uuid4()}"], "name": NAME}, mine
        yield "POST", "/v1/pull", {**start, "spaces": {"national": NOTE}}, mine
        yield "POST", "/v1/pull", {**start, "spaces": {NAME: ""}}, mine
        yield "POST", "/v1/pull", {**start, "lineage": str(uuid.uuid4()), "spaces": {}}, mine
        yield "POST", "/v1/pull", {**start, "spaces": {}}, {"Authorization": f"Bearer {SECRET}"}
        yield "POST", "/v1/push", push, mine
        yield "POST", "/v1/push", {**push, "operations": []}, mine
        yield "POST", "/v1/push", {**push, "client": str(uuid.uuid4()), "operations": []}, mine
        yield "GET", f"/v1/wait?head={NAME}", None, mine
        yield "GET", f"/v1/{NAME}?token={SECRET}", None, {"Cookie": SECRET}
        yield "DELETE", f"/v1/devices/{NAME}", None, mine
        yield "GET", f"/v1/files/{NAME}", None, mine
        yield "PUT", f"/v1/files/{'0' * 64}", NOTE, {**mine, "Content-Range": NAME}

    def list_bad_bodies(self):
        """What is no push, with something of somebody in it."""
        yield f'{{"client": "{NAME}'
        yield f'{{"{NAME}": 1, "{NAME}": 2}}'
        yield "[" * 40 + f'"{NOTE}"' + "]" * 40
        yield f'{{"client": "{self.host["client"]}", "number": 1e999, "{NOTE}": "\\ud800"}}'
        yield f'{{"client": "{self.host["client"]}"}} {NAME}'

    def list_bad_operations(self):
        """Entity, operation and fields of what a push is answered as refused."""
        group = self.group["community"]
        yield "participant", "insert", {"community": str(uuid.uuid4()), "name": NAME}
        yield "participant", "insert", {"community": group, "name": NAME, "shoe": NOTE}
        yield "participant", "update", {"name": NAME}
        yield "meeting", "insert", {"community": group, "start": NAME, "zone": NOTE, "status": "held"}
        yield "meeting", "insert", {"community": group, "start": "2026-01-06T10:00", "zone": "Europe/Copenhagen", "status": NAME}
        yield "meeting_note", "insert", {"meeting": str(uuid.uuid4()), "text": NOTE}
        yield "kommune", "insert", {"name": NAME, "code": NOTE}
        yield NAME, "insert", {"name": NOTE}

    def test_nothing_that_is_said_tells_of_anybody(self):
        os.environ["G_MESSAGES_DEBUG"] = "all"
        self.addCleanup(os.environ.pop, "G_MESSAGES_DEBUG")
        self.server.stop()
        self.server.start()
        self.add_walker(1)
        renewed = self.server.ask_json("POST", "/v1/token", {"refresh": self.host["refresh"]})[0]
        self.server.pull(self.host)
        said = []
        for method, path, body, headers in self.list_bad_requests():
            text = b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
            answer = self.server.ask(method, path, text, headers)
            self.assertGreaterEqual(answer.status, 400, (method, path, body))
            said += [answer.text, str(answer.headers)]
        for body in self.list_bad_bodies():
            answer = self.push_raw(body.encode())
            self.assertEqual(400, answer.status, (body, answer))
            said.append(answer.text)
        for number, (entity, operation, fields) in enumerate(self.list_bad_operations(), 2):
            receipt = self.server.push(self.host, number, [
                {"n": number, "entity": entity, "id": str(uuid.uuid4()), "op": operation, "base": 0,
                 "clock": 117309440000000000 + number, "fields": fields}])
            self.assertEqual(["refused"], [one["state"] for one in receipt["answers"]], (entity, fields, receipt))
            said += [json.dumps({key: one.get(key) for key in ("code", "message", "field")}) for one in receipt["answers"]]
        said.append(self.server.ask("GET", "/metrics").text)
        self.server.stop()
        said.append(self.server.log())
        for secret in (NAME, NOTE, PASSPHRASE, SECRET, "Åstien", self.group["code"], self.host["account"], self.host["client"],
                       *(who[kind] for who in (self.host, renewed) for kind in ("access", "refresh"))):
            for text in said:
                self.assertNotIn(secret, text)

    def test_metrics_are_for_the_inside(self):
        self.assertIn('gangart_requests_total{route="/v1/push",status="2xx"} 1', self.server.ask("GET", "/metrics").text)
        self.refuse(404, "unknown", "GET", "/metrics", headers={"X-Forwarded-For": "192.0.2.1"})

    def test_tls_is_served_with_a_certificate(self):
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not installed")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        certificate, key = (os.path.join(folder.name, name) for name in ("certificate.pem", "key.pem"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        self.server.stop()
        self.server.place += ["--tls-certificate", certificate, "--tls-key", key]
        self.server.start()
        address = urlsplit(self.server.url)
        self.assertEqual("https", address.scheme)
        connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=PATIENCE,
                                                 context=ssl.create_default_context(cafile=certificate))
        self.addCleanup(connection.close)
        for _ in range(3):
            connection.request("GET", "/v1/devices", headers=bearer(self.host, **{"Gangart-Schema": "1"}))
            self.assertEqual(1, len(json.loads(connection.getresponse().read())))


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
