# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of gangart-server besides serve, on a server that runs."""
import concurrent.futures
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import uuid

import server

NAME = "Xylofonia"


class Commands(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)

    def refuse(self, status, *words):
        answer = self.server.try_to_run(*words)
        self.assertEqual(status, answer.returncode, answer)
        self.assertTrue(answer.stderr.startswith("gangart-server: "), answer)
        self.assertEqual("", answer.stdout)

    def list_json(self, *words):
        return [json.loads(line) for line in self.server.run(*words, "--json").splitlines()]

    def walk(self, group, host, number=1, name=NAME):
        """A walk with one walker by name and two without."""
        ids = {key: str(uuid.uuid4()) for key in ("walker", "meeting")}
        ids["attendance"] = server.derive("attendance", ids["meeting"], ids["walker"])
        fields = {"walker": ("participant", {"community": group["community"], "name": name}),
                  "meeting": ("meeting", {"community": group["community"], "start": "2026-01-06T10:00",
                                          "zone": "Europe/Copenhagen", "status": "held", "unnamed": 2}),
                  "attendance": ("attendance", {"meeting": ids["meeting"], "participant": ids["walker"],
                                                "state": "present"})}
        receipt = self.server.push(host, number, [
            {"n": number * 10 + place, "entity": entity, "id": ids[key], "op": "insert", "base": 0,
             "clock": 117309440000000000 + number * 10 + place, "fields": values}
            for place, (key, (entity, values)) in enumerate(fields.items())])
        self.assertEqual([], receipt["answers"])
        return ids

    def find_rows(self, who):
        """What a first pull brings: id to (entity, fields), and the ids that were erased."""
        rows, erased, fields, entity, gone = {}, set(), None, None, False
        for line in self.server.pull(who):
            if isinstance(line, list):
                if gone:
                    erased.add(line[0])
                elif fields is not None:
                    rows[line[0]] = (entity, dict(zip(fields, line[4:])))
            else:
                fields, entity, gone = line.get("fields"), line.get("rows"), "erased" in line
        return rows, erased

    def test_help_says_how_a_command_is_called(self):
        self.assertIn("  gangart-server [OPTION…] backup", self.server.run("backup", "--help"))

    def test_an_organisation_is_made_once_and_another_has_its_own_place(self):
        self.refuse(1, "init", "--organisation", "Gåforbundet")
        self.refuse(2, "init")
        self.server.run("init", "--organisation", "Turforbundet")
        self.refuse(1, "account", "list")
        [headings] = self.server.run("account", "list", "--organisation", "Turforbundet").splitlines()
        self.assertEqual(["Number", "Name", "Access", "Since", "Ended", "Id"], headings.split())

    def test_a_kommune_is_named_as_people_do(self):
        for code in ("0751", "751", "DK-0751", "dk-751", "NO-0301"):
            self.server.invite("consultant", f"kommune:{code}")
        self.refuse(1, "invite", "--role", "consultant", "--space", "kommune:9999")
        self.refuse(1, "invite", "--role", "consultant", "--space", "kommune:Nowhere")
        self.refuse(1, "invite", "--role", "host", "--space", f"community:{uuid.uuid4()}")
        self.refuse(2, "invite", "--role", "consultant", "--space", "own")
        answer = self.server.try_to_run("invite", "--role", "consultant", "--space", "kommune:")
        self.assertEqual((2, True), (answer.returncode, "is no space" in answer.stderr))
        for space in "national", "kommune:751":
            answer = self.server.try_to_run("invite", "--role", "host", "--space", space)
            self.assertEqual((2, True), (answer.returncode, "belongs to a community" in answer.stderr))
        self.refuse(2, "invite", "--role", "queen", "--space", "national")
        self.refuse(2, "invite", "--role", "host")
        self.refuse(2, "invite", "--role", "host", "--space", "kommune:751", "--sapce")
        self.refuse(2, "invent")

    def test_who_begins_is_told_how_and_nobody_is_invited_to_nothing(self):
        begin = "Invite a consultant first"
        self.assertIn(begin, self.server.run("spaces"))
        self.assertEqual([], self.list_json("spaces"))
        answer = self.server.try_to_run("invite", "--role", "host", "--space", "community:Åstien")
        self.assertEqual((1, True), (answer.returncode, begin in answer.stderr), answer)
        for role in "coordinator", "consultant":
            answer = self.server.try_to_run("invite", "--role", role, "--space", "national")
            self.assertEqual((2, True), (answer.returncode, "kommune:NAME" in answer.stderr), answer)
        host = self.server.enrol(self.server.make_walk_group()["code"])
        self.refuse(2, "account", "grant", host["account"], "--role", "coordinator", "--space", "national")
        self.assertNotIn(begin, self.server.run("spaces"))
        self.assertIn(begin, self.server.run("init", "--organisation", "Turforbundet"))

    def test_a_database_that_cannot_be_opened_is_explained(self):
        if "--database" in self.server.place:
            self.skipTest("PostgreSQL looks after its own files")
        self.server.stop()
        # As where its disk is read-only, whoever runs the test.
        os.mkdir(os.path.join(self.server.data, "server.db-wal"))
        answer = self.server.try_to_run("spaces")
        self.assertEqual(1, answer.returncode)
        self.assertIn("read-only", answer.stderr)

    def test_systemd_is_told_when_requests_are_answered(self):
        self.server.stop()
        path = os.path.join(self.server.data, "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as waiting:
            waiting.bind(path)
            waiting.settimeout(60)
            os.environ["NOTIFY_SOCKET"] = path
            self.addCleanup(os.environ.pop, "NOTIFY_SOCKET", None)
            self.server.start()
            self.assertEqual(b"READY=1", waiting.recv(100))

    def test_a_space_is_named_as_people_do_and_asked_about_where_several_fit(self):
        consultant = self.server.enrol(self.server.invite("consultant", "kommune:aarhus"))
        kommune = self.server.find_kommune(consultant, "0751")
        ids = {name: str(uuid.uuid4()) for name in ("Åstien", "Åstien nord", "Søgruppen")}
        receipt = self.server.push(consultant, 1, [
            {"n": n, "entity": "community", "id": ids[name], "op": "insert", "base": 0, "clock": 117309440000000000 + n,
             "fields": {"name": name, "activity": "walk", "kommune": kommune, "status": "active"}}
            for n, name in enumerate(ids, 1)])
        self.assertEqual([], receipt["answers"])
        listed = {one["name"]: one for one in self.list_json("spaces")}
        self.assertEqual({"Aarhus", *ids}, set(listed))
        self.assertEqual((f"community:{ids['Søgruppen']}", "Aarhus"),
                         (listed["Søgruppen"]["space"], listed["Søgruppen"]["kommune"]))
        table = self.server.run("spaces", "søg").splitlines()
        self.assertEqual(["Name", "Kommune", "For", "--space"], table[0].split())
        self.assertEqual(["Søgruppen", "Aarhus", f"community:{ids['Søgruppen']}"], table[1].split())
        for typed, name in (("Åstien", "Åstien"), ("åstien n", "Åstien nord"), ("S", "Søgruppen")):
            host = self.server.enrol(self.server.invite("host", f"community:{typed}"))
            account = next(one for one in self.list_json("account", "list") if one["id"] == host["account"])
            self.assertEqual(f"host community:{ids[name]}", account["access"], typed)
        answer = self.server.try_to_run("invite", "--role", "host", "--space", "community:Ås")
        self.assertEqual(1, answer.returncode)
        for name in "Åstien", "Åstien nord":
            self.assertIn(f"community:{ids[name]}  {name}\n", answer.stderr + "\n")
        self.refuse(1, "invite", "--role", "host", "--space", "community:Nowhere")
        self.refuse(2, "invite", "--role", "host", "--space", "community:")
        # People read names, programs the ids.
        self.assertIn("consultant: Aarhus", self.server.run("account", "list"))
        self.assertIn("Last contact", self.server.run("account", "devices", consultant["account"]).splitlines()[0])
        self.assertIn("Action", self.server.run("audit").splitlines()[0])

    def test_an_invitation_comes_as_a_link_where_the_address_is_said(self):
        words = "invite", "--role", "administrator", "--url", "https://gangart.example.org/"
        said = self.server.run(*words)
        code = said.split()[-1]
        self.assertIn(f"https://gangart.example.org/join#{code}\n", said)
        [told] = self.list_json(*words)
        self.assertEqual(f"https://gangart.example.org/join#{told['code']}", told["link"])
        self.assertIn("--url", self.server.run("invite", "--role", "administrator"))
        self.refuse(2, "invite", "--role", "administrator", "--url", "gangart")

    def test_accounts_are_listed_and_given_access_and_ended(self):
        host = self.server.enrol(self.server.make_walk_group()["code"])
        account = next(one for one in self.list_json("account", "list") if one["id"] == host["account"])
        self.assertRegex(account["access"], "^host community:")
        self.server.run("account", "grant", host["account"], "--role", "consultant", "--space", "kommune:0101")
        granted = next(one for one in self.list_json("account", "list") if one["id"] == host["account"])
        self.assertIn("consultant kommune:", granted["access"])
        self.server.run("account", "grant", host["account"], "--role", "consultant", "--space", "kommune:0101",
                        "--remove")
        self.assertEqual(account, next(one for one in self.list_json("account", "list")
                                       if one["id"] == host["account"]))
        self.assertIn("no such access", self.server.try_to_run(
            "account", "grant", host["account"], "--role", "consultant", "--space", "kommune:0101", "--remove").stderr)
        [device] = self.list_json("account", "devices", host["account"])
        self.assertEqual(("Test", 0), (device["name"], device["revoked"]))
        self.assertIn("no such computer", self.server.try_to_run(
            "account", "revoke", host["account"], "--device", "99").stderr)
        self.server.run("account", "revoke", host["account"], "--device", str(device["device"]))
        answer = self.server.ask("POST", "/v1/token", json.dumps({"refresh": host["refresh"]}).encode())
        self.assertEqual((401, "revoked"), (answer.status, json.loads(answer.text)["code"]))
        self.server.run("account", "revoke", host["account"])
        self.refuse(1, "account", "revoke", str(uuid.uuid4()))
        self.refuse(2, "account", "praise", host["account"])

    def test_a_change_of_access_is_news_and_the_audit_tells_whose(self):
        host = self.server.enrol(self.server.make_walk_group()["code"])
        [device] = self.list_json("account", "devices", host["account"])
        heads = [self.server.pull(host)[0]["head"]]
        for option in ([], ["--remove"]):
            self.server.run("account", "grant", host["account"], "--role", "consultant", "--space", "kommune:0101",
                            *option)
            heads.append(self.server.pull(host)[0]["head"])
        self.assertEqual([heads[0], heads[0] + 1, heads[0] + 2], heads)
        self.server.run("account", "revoke", host["account"], "--device", str(device["device"]))
        self.server.run("account", "revoke", host["account"])
        lines = self.list_json("audit")[-4:]
        self.assertEqual([host["account"]] * 4, [line["subject"] for line in lines])
        self.assertEqual(["give access", "take access", "revoke device", "revoke account"],
                         [line["action"] for line in lines])
        for line in lines[:2]:
            self.assertRegex(line["detail"], "^consultant kommune:")
        self.assertEqual([str(device["device"]), None], [line["detail"] for line in lines[2:]])
        self.server.run("check")

    def test_the_database_is_its_owners_alone(self):
        before = os.umask(0o022)
        self.addCleanup(os.umask, before)
        other = server.Server(self)
        for name in os.listdir(other.data):
            self.assertEqual(0, os.stat(os.path.join(other.data, name)).st_mode & 0o077, name)

    def test_a_restore_goes_back_and_begins_a_new_epoch(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        backup = os.path.join(self.server.data, "backup")
        kept = self.walk(group, host)
        self.assertEqual(0, self.server.pull(host)[0]["covered"])
        self.server.run("backup", backup)
        head = self.server.pull(host)[0]
        self.assertEqual(head["head"], head["covered"])
        lost = self.walk(group, host, number=2)
        self.server.stop()
        self.server.run("restore", backup)
        self.server.run("check")
        self.assertEqual(1, len([name for name in os.listdir(self.server.data) if "before-restore" in name]))
        self.server.start()
        body = {"client": host["client"], "lineage": host["lineage"], "epoch": 1, "head": head["head"] + 3, "spaces": {}}
        answer = self.server.ask("POST", "/v1/pull", json.dumps(body).encode(),
                                 {"Authorization": f"Bearer {host['access']}"})
        refusal = json.loads(answer.text)
        self.assertEqual((409, "epoch", 2, head["head"]),
                         (answer.status, refusal["code"], refusal["epoch"], refusal["fork"]))
        host["epoch"] = 2
        rows, _ = self.find_rows(host)
        self.assertIn(kept["walker"], rows)
        self.assertNotIn(lost["walker"], rows)
        self.server.stop()
        self.server.run("restore", backup)
        self.server.start()
        host["epoch"] = 3
        self.find_rows(host)

    def test_a_database_in_use_is_left_alone_and_a_damaged_one_put_aside(self):
        if "--database" in self.server.place:
            self.skipTest("PostgreSQL looks after its own files")
        self.server.make_walk_group()
        backup = os.path.join(self.server.data, "backup")
        self.server.run("backup", backup)
        self.refuse(1, "restore", backup)
        self.server.stop()
        path = os.path.join(self.server.data, "server.db")
        for damage in (b"", b"x" * 100):
            with open(path, "r+b") as file:
                file.write(damage * 50)
                file.truncate(20000)
            self.server.run("restore", backup)
            self.server.run("check")

    def test_a_backup_made_while_people_write_holds_everything_up_to_one_moment(self):
        group = self.server.make_walk_group()
        hosts = [self.server.enrol(self.server.invite("host", group["community_space"])) for _ in range(3)]
        done, over = [0] * len(hosts), threading.Event()
        backup = os.path.join(self.server.data, "backup")

        def write(place):
            while not over.is_set():
                self.walk(group, hosts[place], done[place] + 1, f"{place} {done[place] + 1}")
                done[place] += 1

        with concurrent.futures.ThreadPoolExecutor() as pool:
            writers = [pool.submit(write, place) for place in range(len(hosts))]
            try:
                while min(done) < 5 and not any(writer.done() for writer in writers):
                    self.server.ask("GET", "/healthz")
                before = list(done)
                self.server.run("backup", backup)
                after = list(done)
            finally:
                over.set()
            for writer in writers:
                writer.result()
        self.assertTrue(all(some < more for some, more in zip(before, after)), "nobody wrote meanwhile")
        self.server.stop()
        self.server.run("restore", backup)
        self.server.run("check")
        self.server.start()
        rows, _ = self.find_rows(dict(hosts[0], epoch=2))
        names = {row: fields["name"] for row, (entity, fields) in rows.items() if entity == "participant"}
        for place, least in enumerate(before):
            numbers = sorted(int(name.split()[1]) for name in names.values() if name.startswith(f"{place} "))
            self.assertEqual(list(range(1, len(numbers) + 1)), numbers)
            self.assertGreaterEqual(len(numbers), least)
        # Nor is half of a push in it.
        self.assertEqual(set(names), {fields["participant"] for entity, fields in rows.values() if entity == "attendance"})

    def test_a_damaged_backup_changes_nothing(self):
        backup = os.path.join(self.server.data, "backup")
        self.server.stop()
        for content in (b"", b"a letter", b"SQLite format 3\0" + bytes(4096)):
            with open(backup, "wb") as file:
                file.write(content)
            self.refuse(1, "restore", backup)
        self.refuse(1, "restore", backup + "-that-is-not-there")
        self.assertIn("is a folder", self.server.try_to_run("restore", os.path.dirname(backup)).stderr)
        self.server.run("check")
        self.refuse(1, "backup", os.path.join(self.server.data, "no", "such", "folder"))

    def test_a_backup_replaces_a_file_only_when_told_and_never_the_database(self):
        mine = os.path.join(self.server.data, "mine")
        with open(mine, "w", encoding="utf-8") as file:
            file.write("mine")
        self.refuse(1, "backup", mine)
        with open(mine, encoding="utf-8") as file:
            self.assertEqual("mine", file.read())
        self.server.run("backup", mine, "--force")
        live = os.path.join(self.server.data, "server.db")
        if os.path.exists(live):
            before = os.stat(live).st_ino
            self.refuse(1, "backup", live, "--force")
            self.assertEqual(before, os.stat(live).st_ino)
        # Nor does it take the place of anything else that the server keeps there.
        for name in "server.db-wal", "erasures.log", os.path.join("files", "0" * 64):
            self.refuse(1, "backup", os.path.join(self.server.data, name), "--force")

    @unittest.skipUnless("GANGART_TEST_DATABASE" in os.environ, "needs PostgreSQL")
    def test_a_move_to_postgresql_goes_unnoticed(self):
        used = self.server.place[-1]
        target = server.make_database()
        self.server = server.Server(self, database=[])
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        self.walk(group, host)
        rows = self.find_rows(host)
        lines = self.server.pull(host)
        names = [line["space"] for line in lines if isinstance(line, dict) and "space" in line]
        spaces = dict(zip(names, (line["end"] for line in lines if isinstance(line, dict) and "end" in line)))
        audit = self.list_json("audit")
        self.refuse(1, "move", target[-1])
        self.server.stop()
        self.refuse(1, "move", used)
        self.refuse(1, "move", "postgresql:///nowhere?host=/nowhere")
        self.server.run("move", target[-1])
        self.refuse(1, "move", target[-1])
        self.server.place += target
        self.refuse(2, "move", target[-1])
        self.server.run("check")
        self.assertEqual(audit, self.list_json("audit"))
        self.server.run("audit", "--verify")
        self.server.start()
        self.assertEqual(rows, self.find_rows(host))
        more = self.walk(group, host, 2, "Marimba")
        changed = self.server.pull(host, spaces)
        self.assertEqual([False] * len(spaces),
                         [line["fresh"] for line in changed if isinstance(line, dict) and "fresh" in line])
        self.assertEqual({more["walker"], more["meeting"], more["attendance"]},
                         {line[0] for line in changed if isinstance(line, list)} & set(more.values()))
        self.server.make_walk_group("0101")

    def test_who_is_erased_is_gone_and_totals_stay(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        ids = self.walk(group, host)
        backup = os.path.join(self.server.data, "backup")
        self.server.run("backup", backup)
        export = self.server.run("export-person", ids["walker"])
        self.assertIn(NAME, export)
        self.assertIn(ids["attendance"], export)
        lines = [json.loads(line) for line in export.splitlines()]
        self.assertEqual({"community": "Åstien"}, next(line for line in lines if line.get("entity") == "participant")["names"])
        self.assertEqual({"meeting": "2026-01-06T10:00", "participant": NAME},
                         next(line for line in lines if line.get("entity") == "attendance")["names"])
        for line in lines:
            self.assertEqual(time.strftime("%Y-%m-%dT%H:%M", time.localtime(line["at"] // 1000000)), line["time"])
        self.server.run("erase-person", ids["walker"])
        rows, erased = self.find_rows(host)
        self.assertEqual({ids["walker"], ids["attendance"]}, erased)
        self.assertNotIn(ids["walker"], rows)
        self.assertEqual(3, rows[ids["meeting"]][1]["unnamed"])
        self.refuse(1, "export-person", ids["walker"])
        self.refuse(1, "erase-person", ids["walker"])
        self.refuse(2, "erase-person", "Xylofonia")
        self.server.run("check")
        self.server.stop()
        self.assert_no_byte({"backup"})
        self.server.run("restore", backup)
        self.server.start()
        host["epoch"] = 2
        rows, erased = self.find_rows(host)
        self.assertNotIn(ids["walker"], rows)
        self.assertIn(ids["walker"], erased)
        self.assertEqual(3, rows[ids["meeting"]][1]["unnamed"])
        self.server.run("check")

    def test_who_was_erased_does_not_come_back_to_a_backup_from_before(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        backup = os.path.join(self.server.data, "backup")
        self.server.run("backup", backup)
        ids = self.walk(group, host)
        self.server.run("erase-person", ids["walker"])
        self.server.stop()
        self.server.run("restore", backup)
        self.server.start()
        host["epoch"] = 2
        receipt = self.server.push(host, 1, [{
            "n": 1, "entity": "participant", "id": ids["walker"], "op": "insert", "base": 0,
            "clock": 117309440000000001, "fields": {"community": group["community"], "name": NAME}}])
        self.assertEqual(["refused"], [answer["state"] for answer in receipt["answers"]])
        self.assertNotIn(ids["walker"], self.find_rows(host)[0])

    def test_an_earlier_fork_is_known_without_the_old_database(self):
        if "--database" in self.server.place:
            self.skipTest("PostgreSQL looks after its own files")
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        backup = os.path.join(self.server.data, "backup")
        self.server.run("backup", backup)
        fork = self.server.pull(host)[0]["head"]
        self.server.stop()
        self.server.run("restore", backup)
        self.server.start()
        self.walk(group, dict(host, epoch=2))
        self.server.run("backup", backup, "--force")
        self.server.stop()
        for name in os.listdir(self.server.data):
            if name.startswith("server"):
                os.unlink(os.path.join(self.server.data, name))
        # The database made anew is no life of the backup's.
        self.server.run("init", "--organisation", "Gåforbundet")
        self.assertIn("sign in again", self.server.run("restore", backup))
        self.server.start()
        body = {"client": host["client"], "lineage": host["lineage"], "epoch": 1, "head": fork, "spaces": {}}
        answer = self.server.ask("POST", "/v1/pull", json.dumps(body).encode(),
                                 {"Authorization": f"Bearer {host['access']}"})
        self.assertEqual((409, fork), (answer.status, json.loads(answer.text)["fork"]))

    def test_an_earlier_name_and_a_copied_profile_forget_the_erased(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        ids = self.walk(group, host)
        other = self.server.enrol(self.server.invite("host", group["community_space"]))
        copy = dict(other, client=str(uuid.uuid4()))
        operation = {"n": 90, "entity": "participant", "id": ids["walker"], "op": "update", "base": 0,
                     "clock": 117309440000000000 - (10_000 << 16), "fields": {"name": "Berg"}}
        for who in (other, copy):
            receipt = self.server.push(who, 1, [dict(operation, clock=operation["clock"] - len(who["client"]))])
            self.assertIn(NAME, json.dumps(receipt))
        self.server.push(host, 2, [dict(operation, clock=117309440000000090)])
        part = {"client": copy["client"], "number": 2, "lineage": host["lineage"], "epoch": 1, "head": 0,
                "now": 1790000000000000, "more": True, "operations": [dict(operation, fields={"name": NAME})]}
        self.server.ask_json("POST", "/v1/push", part, other["access"])
        self.server.run("erase-person", ids["walker"])
        self.server.stop()
        self.assert_no_byte(set())

    def assert_no_byte(self, but):
        for name in set(os.listdir(self.server.data)) - but:
            with open(os.path.join(self.server.data, name), "rb") as file:
                self.assertFalse(NAME.encode() in file.read(), name)

    def test_what_waits_and_what_was_answered_forgets_the_erased(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        ids = self.walk(group, host)
        operation = {"n": 90, "entity": "participant", "id": ids["walker"], "op": "update", "base": 0,
                     "clock": 117309440000000090, "fields": {"name": NAME + " Quark"}}
        other = self.server.enrol(self.server.invite("host", group["community_space"]))
        # A later one stands: the receipt of the earlier shows the row.
        earlier = 117309440000000000 - (10_000 << 16)
        self.server.push(host, 2, [dict(operation, fields={"name": NAME + " Berg"})])
        receipt = self.server.push(other, 1, [dict(operation, clock=earlier)])
        self.assertIn("row", json.dumps(receipt))
        part = {"client": host["client"], "number": 3, "lineage": host["lineage"], "epoch": 1, "head": 0,
                "now": 1790000000000000, "more": True, "operations": [dict(operation, n=91)]}
        self.server.ask_json("POST", "/v1/push", part, host["access"])
        self.server.run("erase-person", ids["walker"])
        self.server.run("check")
        self.server.stop()
        self.assert_no_byte(set())
        self.server.start()
        again = self.server.push(other, 1, [dict(operation, clock=earlier)])
        self.assertEqual(receipt["first"], again["first"])
        self.assertNotIn(NAME, json.dumps(again))

    def test_a_dump_is_restored_where_the_role_has_never_been(self):
        if "--database" not in self.server.place:
            self.skipTest("a file has no roles")
        backup = os.path.join(self.server.data, "backup")
        self.server.run("backup", backup)
        script = """set -e
            "$1" restore --data "$2" --database "$GANGART_TEST_DATABASE" "$3"
            psql -q "$GANGART_TEST_DATABASE" -c 'SET ROLE gangart_counts' -c 'SELECT count(*) FROM kommune'
            ! psql -q "$GANGART_TEST_DATABASE" -c 'SET ROLE gangart_counts' -c 'SELECT count(*) FROM names.person'
            psql -q "$GANGART_TEST_DATABASE" -c 'REVOKE ALL ON kommune FROM gangart_counts'
            "$1" check --data "$2" --database "$GANGART_TEST_DATABASE"
            psql -q "$GANGART_TEST_DATABASE" -c 'SET ROLE gangart_counts' -c 'SELECT count(*) FROM kommune'
            psql -q "$GANGART_TEST_DATABASE" -c 'DROP OWNED BY gangart_counts' -c 'DROP ROLE gangart_counts' \\
                -c 'CREATE ROLE plain LOGIN' -c 'CREATE DATABASE plain OWNER plain'
            plain=$(echo "$GANGART_TEST_DATABASE" | sed 's|gangart@/gangart|plain@/plain|')
            if "$1" init --data "$2/plain" --database "$plain" --organisation Plain; then exit 1; fi
            psql -q "$GANGART_TEST_DATABASE" -c 'CREATE ROLE gangart_counts NOLOGIN' -c 'GRANT gangart_counts TO plain'
            "$1" init --data "$2/plain" --database "$plain" --organisation Plain
            "$1" backup --data "$2/plain" --database "$plain" "$2/plain/backup"
            "$1" restore --data "$2/plain" --database "$plain" $2/plain/backup"""
        cluster = os.path.join(os.path.dirname(os.path.abspath(__file__)), "with-postgresql")
        with tempfile.TemporaryDirectory() as folder:
            answer = subprocess.run([cluster, "sh", "-c", script, "sh", server.program, folder, backup],
                                    check=False, capture_output=True, text=True)
        self.assertEqual(0, answer.returncode, answer)
        self.assertIn("CREATE ROLE gangart_counts NOLOGIN", answer.stderr)

    def test_what_has_served_its_time_goes(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        ids = self.walk(group, host)
        self.server.push(host, 2, [
            {"n": 90 + place, "entity": entity, "id": ids[key], "op": "delete", "base": 1000,
             "clock": 117309440000000090 + place}
            for place, (key, entity) in enumerate((("attendance", "attendance"), ("meeting", "meeting")))])
        cursors = {line["space"]: None for line in self.server.pull(host) if isinstance(line, dict) and "space" in line}
        ends = [line["end"] for line in self.server.pull(host) if isinstance(line, dict) and "end" in line]
        cursors = dict(zip(cursors, ends))
        files = os.path.join(self.server.data, "files")
        os.makedirs(files)
        owned, old, fresh = (character * 64 for character in "abc")
        for name in (owned, old, fresh):
            with open(os.path.join(files, name), "w", encoding="utf-8") as file:
                file.write(name)
            os.utime(os.path.join(files, name), None if name == fresh else (0, 0))
        self.server.execute("INSERT INTO file (tenant, sha, account, size, at) "
                     f"VALUES (1, '{owned}', 1, 64, {int(time.time() * 1000000)}), (1, '{old}', 1, 64, 0)")
        self.server.execute("DELETE FROM milestone")
        self.server.run("tidy")
        self.assertEqual({owned, old, fresh, ".lost-" + old}, set(os.listdir(files)))
        os.utime(os.path.join(files, ".lost-" + old), (0, 0))
        self.server.run("tidy")
        self.assertEqual({owned, fresh}, set(os.listdir(files)))
        self.assertEqual([{"removed": 0}], self.list_json("tidy"))
        self.assertNotIn(True, [line.get("fresh") for line in self.server.pull(host, cursors) if isinstance(line, dict)])
        # 401 days later, and something happens in between.
        for table in ("milestone", "history"):
            self.server.execute(f"UPDATE {table} SET at = at - 401 * 86400000000")
        self.walk(group, host, number=3)
        tidying = [subprocess.Popen([server.program, "tidy", *self.server.place]) for _ in range(2)]
        self.assertEqual([0, 0], [process.wait(60) for process in tidying])
        self.server.run("check")
        self.assertEqual([{"removed": 0}], self.list_json("tidy"))
        lines = [line for line in self.server.pull(host, cursors) if isinstance(line, dict)]
        self.assertNotIn(True, [line.get("fresh") for line in lines])
        spaces = [line for line in self.server.pull(host, {space: "1" for space in cursors}) if isinstance(line, dict)]
        self.assertEqual({True}, {line["fresh"] for line in spaces if "space" in line})
        self.assertNotIn("gone", [key for line in spaces for key in line])
        self.server.stop()
        self.server.start()
        self.assertNotIn("could not tidy", self.server.log())

    def test_the_audit_tells_when_a_line_was_changed(self):
        self.server.invite("consultant", "kommune:0751")
        actions = [line["action"] for line in self.list_json("audit")]
        self.assertEqual(["begin", "invite"], actions)
        self.assertRegex(self.list_json("audit")[1]["detail"], "^consultant kommune:[-0-9a-f]{36}$")
        self.server.run("audit", "--verify")
        self.server.execute("UPDATE audit SET detail = 'host' WHERE number = 2")
        self.refuse(1, "audit", "--verify")
        self.assertEqual(1, self.server.try_to_run("check").returncode)

    def test_a_record_that_went_missing_is_found(self):
        self.server.run("check")
        for damage in ("UPDATE kommune SET _rev = _rev + 1000 WHERE code = '0751'",
                       "UPDATE kommune SET _rev = _rev - 1 WHERE code = '0101'",
                       "DELETE FROM kommune WHERE code = '0751'"):
            self.server.execute(damage)
            answer = self.server.try_to_run("check")
            self.assertEqual(1, answer.returncode)
            self.assertIn("kommune", answer.stdout)


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
