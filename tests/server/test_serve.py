# SPDX-License-Identifier: GPL-3.0-or-later
"""gangart-server over HTTP: what it refuses, who waits, what it logs, how it stops.

test_serve.py GANGART_SERVER
"""
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
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": PASSPHRASE}, self.host["access"])
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

    def test_hosts_invite_to_their_own_community_alone(self):
        def invite(role, space):
            return self.ask("POST", "/v1/invitations", json.dumps({"role": role, "spaces": [space]}).encode(),
                            bearer(self.host))

        answer = invite("host", self.group["community_space"])
        self.assertEqual("host", self.server.enrol(json.loads(answer.text)["code"])["role"])
        self.assertEqual(404, invite("host", f"community:{uuid.uuid4()}").status)
        self.assertEqual(403, invite("coordinator", self.group["kommune_space"]).status)
        self.assertEqual(403, invite("administrator", "national").status)
        self.assertEqual(400, invite("host", "national").status)
        self.assertEqual(400, invite("nobody", self.group["community_space"]).status)

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
        answer = self.ask("DELETE", f"/v1/devices/{devices[1]['device']}", headers=bearer(self.host))
        self.assertEqual({"names": [{"community": self.group["community"], "participants": 1}]}, json.loads(answer.text))
        self.assertEqual((401, "revoked"), (lambda status, told: (status, told["code"]))(*waiting.read()))
        self.refuse(401, "revoked", "GET", "/v1/devices", headers=bearer(further))
        self.refuse(404, "unknown", "DELETE", f"/v1/devices/{devices[1]['device']}", headers=bearer(self.host))

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
            for one in waiting:
                self.assertEqual(200, one.read()[0])
            self.server.stop()
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
