# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has access after a restore of the server: those who had it a moment before, whatever the backup knows."""
import json
import os
import subprocess
import sys
import unittest
import uuid

import server


class Restore(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.group = self.server.make_walk_group()

    def restore(self, backup, lost=False):
        """What it says. @lost: with the disk that the database was on."""
        self.server.stop()
        if lost:
            self.server.lose()
        told = self.server.run("restore", backup)
        self.server.start()
        return told

    def list_rows(self):
        """All that the database knows of access."""
        rows = {}
        for table in "account", "access", "ended_access", "device", "token", "invitation":
            if "--database" in self.server.place:
                told = subprocess.run(["psql", "-qAt", "-d", self.server.place[-1], "-c", f"SELECT * FROM {table}"], check=True,
                                      capture_output=True, text=True).stdout.splitlines()
            else:
                told = [str(row) for row in self.server.select(f"SELECT * FROM {table}")]
            rows[table] = sorted(told)
        return rows

    def list_json(self, *words):
        return [json.loads(line) for line in self.server.run(*words, "--json").splitlines()]

    def list_access(self):
        return {one["id"]: one["access"] for one in self.list_json("account", "list")}

    def renew(self, refresh):
        answer = self.server.ask("POST", "/v1/token", json.dumps({"refresh": refresh}).encode())
        return json.loads(answer.text)["refresh"] if answer.status == 200 else answer.status

    def join(self, role="host"):
        space = self.group["community_space" if role == "host" else "kommune_space"]
        return self.server.enrol(self.server.invite(role, space))

    def grant(self, who, *more):
        self.server.run("account", "grant", who["account"], "--role", "consultant", "--space", "kommune:0101", *more)

    def add_name(self, who, number, epoch):
        """What becomes of it."""
        answers = self.server.push(dict(who, epoch=epoch), number, [
            {"n": number, "entity": "participant", "id": str(uuid.uuid4()), "op": "insert", "base": 0,
             "clock": 117309440000000000 + number, "fields": {"community": self.group["community"], "name": "Kim"}}])["answers"]
        return answers[0]["state"] if answers else "accepted"

    def test_it_brings_back_no_access_that_was_over(self):
        code = self.server.invite("host", self.group["community_space"])
        lost, ended, taken = (self.join() for _ in range(3))
        self.server.ask_json("POST", "/v1/passphrase", {"passphrase": "tre gode ord"}, lost["access"])
        [kept] = self.server.ask_json("POST", "/v1/sign-in", {"account": lost["account"], "passphrase": "tre gode ord",
                                                              "client": str(uuid.uuid4()), "device": "Kept"})
        backup = self.server.back_up()
        self.server.enrol(code)
        device, _ = self.list_json("account", "devices", lost["account"])
        self.server.run("account", "revoke", lost["account"], "--device", str(device["device"]))
        self.server.run("account", "revoke", ended["account"])
        self.server.run("account", "grant", taken["account"], "--role", "host", "--space", self.group["community_space"],
                        "--remove")
        self.restore(backup)
        for who in (lost, ended):
            answer = self.server.ask("POST", "/v1/token", json.dumps({"refresh": who["refresh"]}).encode())
            self.assertEqual((401, "revoked"), (answer.status, json.loads(answer.text)["code"]))
        told = self.server.ask("GET", "/v1/devices/lost", b"", server.bearer(kept)).text
        self.assertEqual([("Test", [])], [(one["name"], one["names"]) for one in json.loads(told)])
        self.assertEqual("", self.list_access()[taken["account"]])
        # What waits there is handed over all the same.
        self.assertEqual("quarantined", self.add_name(taken, 1, 2))
        answer = self.server.ask("POST", "/v1/enrol", json.dumps(
            {"code": code, "client": str(uuid.uuid4()), "device": "Test"}).encode())
        self.assertEqual(404, answer.status)

    def test_it_signs_nobody_out_and_nobody_in(self):
        host, stolen = (self.join() for _ in range(2))
        before = {"account": host["account"], "client": host["client"], "device": "Test"}
        headers = {"Authorization": f"Bearer {host['access']}"}
        words = ["alle gode ting", "er tre eller fire"]
        self.server.ask("POST", "/v1/passphrase", json.dumps({"passphrase": words[0]}).encode(), headers)
        backup = self.server.back_up()
        self.server.ask("POST", "/v1/passphrase", json.dumps({"passphrase": words[1], "old": words[0]}).encode(),
                        headers)
        renewed = self.renew(self.renew(host["refresh"]))
        self.renew(self.renew(stolen["refresh"]))
        self.assertEqual(401, self.renew(stolen["refresh"]))
        self.assertNotIn("sign in again", self.restore(backup))
        self.assertIsInstance(self.renew(renewed), str)
        self.assertEqual(401, self.renew(stolen["refresh"]))
        status = [self.server.ask("POST", "/v1/sign-in", json.dumps(dict(before, passphrase=one)).encode()).status
                  for one in words]
        self.assertEqual((False, True), (status[0] == 200, status[1] == 200))

    def test_who_came_since_the_backup_may_go_on(self):
        before = self.join()
        backup = self.server.back_up()
        late = self.join()
        self.grant(before)
        headers = {"Authorization": f"Bearer {before['access']}"}
        self.server.ask("POST", "/v1/passphrase", json.dumps({"passphrase": "tre gode ord"}).encode(), headers)
        [laptop] = self.server.ask_json("POST", "/v1/sign-in", {
            "account": before["account"], "passphrase": "tre gode ord", "client": str(uuid.uuid4()), "device": "Laptop"})
        device, _ = self.list_json("account", "devices", before["account"])
        self.server.run("account", "revoke", before["account"], "--device", str(device["device"]))
        code = self.server.invite("host", self.group["community_space"])
        access = self.list_access()
        devices = {who["account"]: self.list_json("account", "devices", who["account"]) for who in (before, late)}
        rows = self.list_rows()
        self.assertNotIn("again", self.restore(backup))
        self.assertEqual(rows, self.list_rows())
        self.assertEqual(access, self.list_access())
        for account, listed in devices.items():
            self.assertEqual(listed, self.list_json("account", "devices", account))
        self.assertEqual("accepted", self.add_name(late, 1, 2))
        for refresh in late["refresh"], laptop["refresh"]:
            self.assertIsInstance(self.renew(refresh), str)
        # Nor is a number given twice, or an invitation lost.
        self.server.enrol(code)
        numbers = [one["number"] for one in self.list_json("account", "list")]
        self.assertEqual(len(numbers), len(set(numbers)))
        self.server.run("check")

    def test_what_was_given_again_since_it_ended_stays(self):
        host = self.join()
        self.grant(host)
        self.grant(host, "--remove")
        self.grant(host)
        access = self.list_access()
        backup = self.server.back_up()
        for _ in range(2):
            self.restore(backup)
            self.assertEqual(access, self.list_access())
        self.grant(host, "--remove")
        self.grant(host)
        self.restore(backup)
        self.assertEqual(access, self.list_access())

    def test_what_ended_so_long_ago_that_nobody_knows_when_has_ended(self):
        host = self.join()
        self.grant(host)
        backup = self.server.back_up()
        self.grant(host, "--remove")
        self.server.execute("DELETE FROM ended_access")
        self.restore(backup)
        self.assertNotIn("consultant", self.list_access()[host["account"]])

    def test_with_the_disk_goes_what_was_given_since_and_the_operator_is_told(self):
        host, taken = self.join(), self.join()
        self.grant(taken)
        backup = self.server.back_up()
        late = self.join()
        self.grant(host)
        self.grant(taken, "--remove")
        told = self.restore(backup, lost=True)
        for words in "sign in again", "end it once more", "revoke them once more", "withdraw them", "give it again within 30 days":
            self.assertIn(words, told)
        access = self.list_access()
        self.assertNotIn(late["account"], access)
        self.assertNotIn("consultant", access[host["account"]])
        self.assertIn("consultant", access[taken["account"]])

    def test_a_newer_backup_that_is_found_later_adds_to_what_is_there(self):
        host, taken, again = (self.join() for _ in range(3))
        self.grant(taken)
        self.grant(again)
        self.grant(again, "--remove")
        old = self.server.back_up("old")
        kirsten = self.join()
        self.grant(host)
        self.grant(again)
        new = self.server.back_up("new")
        self.restore(old, lost=True)
        # By now another has the number that she had, and of what both backups give something has ended.
        ole = self.join()
        numbers = {one["id"]: one["number"] for one in self.list_json("account", "list")}
        self.grant(taken, "--remove")
        self.restore(new)
        access = self.list_access()
        self.assertLessEqual({kirsten["account"], ole["account"]}, set(access))
        for who in host, again:
            self.assertIn("consultant", access[who["account"]])
        self.assertNotIn("consultant", access[taken["account"]])
        listed = {one["id"]: one["number"] for one in self.list_json("account", "list")}
        self.assertEqual(numbers[ole["account"]], listed[kirsten["account"]], "A number was not given twice")
        self.assertEqual(len(listed), len(set(listed.values())))
        for who in kirsten, ole:
            self.assertEqual("accepted", self.add_name(who, 1, self.list_epoch(who)))
            self.assertIsInstance(self.renew(who["refresh"]), str)
            self.assertEqual(1, len(self.list_json("account", "devices", who["account"])))
        self.server.run("check")

    def test_what_ended_is_not_brought_back_by_a_database_that_has_never_heard_of_it(self):
        taken, again = self.join(), self.join()
        self.grant(taken)
        self.grant(again)
        old = self.server.back_up("old")
        for who in taken, again:
            self.grant(who, "--remove")
        new = self.server.back_up("new")
        self.restore(old, lost=True)
        # Life goes on, and what was given by then was meant.
        self.join()
        self.grant(again, "--remove")
        self.grant(again)
        for _ in range(2):
            self.restore(new)
            access = self.list_access()
            self.assertNotIn("consultant", access[taken["account"]])
            self.assertIn("consultant", access[again["account"]])

    def test_what_was_given_to_somebody_once_more_since_a_restore_stays(self):
        host = self.join()
        self.grant(host)
        old = self.server.back_up("old")
        self.grant(host, "--remove")
        new = self.server.back_up("new")
        self.restore(old, lost=True)
        self.grant(host)
        for _ in range(2):
            self.restore(new)
            self.assertIn("consultant", self.list_access()[host["account"]])

    def test_what_was_given_again_since_the_backup_stays(self):
        host = self.join()
        self.grant(host)
        self.grant(host, "--remove")
        backup = self.server.back_up()
        self.grant(host)
        self.server.execute("DELETE FROM ended_access; DELETE FROM audit")
        self.restore(backup)
        self.assertIn("consultant", self.list_access()[host["account"]])

    def list_epoch(self, who):
        body = {"client": who["client"], "lineage": who["lineage"], "epoch": 0, "head": 0, "spaces": {}}
        return json.loads(self.server.ask("POST", "/v1/pull", json.dumps(body).encode(), server.bearer(who)).text)["epoch"]

    def test_everybody_is_told_what_of_theirs_has_ended(self):
        host, coordinator = self.join(), self.join("coordinator")
        for who in host, coordinator:
            self.assertEqual("", self.server.pull(who)[0]["ended"])
            words = "account", "grant", who["account"], "--role", "coordinator", "--space", "kommune:0101"
            self.server.run(*words)
            self.server.run(*words, "--remove")
            self.assertRegex(self.server.pull(who)[0]["ended"], "^coordinator kommune:[-0-9a-f]+$")
            self.server.run(*words)
            self.assertEqual("", self.server.pull(who)[0]["ended"])

    def test_of_a_damaged_database_what_can_be_read_is_carried_over(self):
        host, taken = self.join(), self.join()
        backup = self.server.back_up()
        self.grant(host)
        self.server.run("account", "grant", taken["account"], "--role", "host", "--space", self.group["community_space"],
                        "--remove")
        self.server.stop()
        self.server.execute("DROP TABLE token")
        self.assertIn("sign in again", self.server.run("restore", backup))
        self.server.start()
        access = self.list_access()
        self.assertIn("consultant", access[host["account"]])
        self.assertEqual("", access[taken["account"]])

    def test_a_row_that_cannot_be_used_is_left_out_and_the_operator_is_told(self):
        for table, column in ("token", "kind"), ("access", "access"), ("ended_access", "access"), ("invitation", "access"):
            with self.subTest(table):
                host, taken = self.join(), self.join()
                self.grant(taken)
                backup = self.server.back_up(table)
                self.grant(host)
                self.grant(taken, "--remove")
                late = self.join()
                self.server.invite("host", self.group["community_space"])
                self.server.stop()
                self.server.damage(table, column)
                self.assertIn("sign in again", self.server.run("restore", backup))
                self.server.start()
                access = self.list_access()
                self.assertIn(late["account"], access)
                self.assertIn("consultant", access[host["account"]])
                self.assertNotIn("sign in again", self.restore(backup))
                self.server.run("check")

    def test_a_restore_that_fails_leaves_everything_as_it_was(self):
        host = self.join()
        backup = self.server.back_up()
        late = self.join()
        self.grant(host)
        rows, epoch = self.list_rows(), self.list_epoch(host)
        # It is read last of all.
        log = os.path.join(self.server.data, "erasures.log")
        os.mkdir(log)
        names = sorted(os.listdir(self.server.data))
        self.server.stop()
        self.assertNotEqual(0, self.server.try_to_run("restore", backup).returncode)
        self.assertEqual(rows, self.list_rows())
        kept = [name for name in sorted(os.listdir(self.server.data)) if not name.endswith(("-wal", "-shm"))]
        self.assertEqual([name for name in names if not name.endswith(("-wal", "-shm"))], kept)
        self.server.start()
        self.assertEqual(epoch, self.list_epoch(host))
        os.rmdir(log)
        self.assertNotIn("sign in again", self.restore(backup))
        self.assertIn("consultant", self.list_access()[host["account"]])
        self.assertIsInstance(self.renew(late["refresh"]), str)
        self.assertGreater(self.list_epoch(host), epoch)

    def test_a_restore_that_fails_where_there_is_nothing_leaves_nothing(self):
        host = self.join()
        backup = self.server.back_up()
        self.server.stop()
        self.server.lose()
        log = os.path.join(self.server.data, "erasures.log")
        os.mkdir(log)
        self.assertNotEqual(0, self.server.try_to_run("restore", backup).returncode)
        self.assertNotEqual(0, self.server.try_to_run("account", "list").returncode)
        os.rmdir(log)
        # Nor does the next one take what is left for an old database.
        self.assertIn("sign in again", self.server.run("restore", backup))
        self.server.start()
        self.assertGreater(self.list_epoch(host), 1000000000)

    def test_a_restore_that_fails_leaves_a_damaged_file_where_it_was(self):
        if "--database" in self.server.place:
            self.skipTest("There is no file")
        backup = self.server.back_up()
        self.server.stop()
        self.server.lose()
        with open(os.path.join(self.server.data, "server.db"), "wb") as file:
            file.write(b"damaged" * 1000)
        log = os.path.join(self.server.data, "erasures.log")
        os.mkdir(log)
        names = sorted(os.listdir(self.server.data))
        self.assertNotEqual(0, self.server.try_to_run("restore", backup).returncode)
        self.assertEqual(names, sorted(os.listdir(self.server.data)))
        with open(os.path.join(self.server.data, "server.db"), "rb") as file:
            self.assertEqual(b"damaged" * 1000, file.read())
        os.rmdir(log)
        self.assertIn("sign in again", self.server.run("restore", backup))

    def test_the_database_of_an_earlier_program_is_read_as_well(self):
        code = self.server.invite("host", self.group["community_space"])
        lost = self.join()
        backup = self.server.back_up()
        self.server.enrol(code)
        [device] = self.list_json("account", "devices", lost["account"])
        self.server.run("account", "revoke", lost["account"], "--device", str(device["device"]))
        self.server.stop()
        self.server.execute("ALTER TABLE device DROP COLUMN held; ALTER TABLE invitation DROP COLUMN account")
        self.assertNotIn("sign in again", self.server.run("restore", backup))
        self.server.start()
        self.assertEqual(401, self.renew(lost["refresh"]))
        answer = self.server.ask("POST", "/v1/enrol", json.dumps(
            {"code": code, "client": str(uuid.uuid4()), "device": "Test"}).encode())
        self.assertEqual(404, answer.status)


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
