# SPDX-License-Identifier: GPL-3.0-or-later
"""What a restore of the server refuses, what it survives, and what it tells."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import uuid

import server

AS_WERE = "The data are as they were."
# The lock that every connection to PostgreSQL shares.
PRESENCE = 4705200118


class RestoreSafety(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.postgresql = "--database" in self.server.place
        self.backup = os.path.join(self.server.data, "backup")
        self.log = os.path.join(self.server.data, "erasures.log")

    def refuse(self, words, *command, place=None):
        """It says so, and nothing else has happened."""
        before = self.list_kept()
        answer = subprocess.run([server.program, command[0], *(place or self.server.place), *command[1:]], check=False,
                                capture_output=True, text=True)
        self.assertEqual(1, answer.returncode, answer)
        self.assertIn(words, answer.stderr)
        self.assertEqual(before, self.list_kept())

    def list_kept(self):
        return sorted(name for name in os.listdir(self.server.data) if "before-restore" in name or ".part" in name)

    def list_accounts(self):
        return self.server.run("account", "list", "--json")

    def join(self):
        return self.server.enrol(self.server.invite("consultant", "kommune:0101"))

    def start_restore(self):
        """A restore that has done all but commit: it reads the log of erasures last, which is this pipe."""
        os.mkfifo(self.log)
        process = subprocess.Popen([server.program, "restore", *self.server.place, self.backup], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process, open(self.log, "wb")

    def query(self, sql):
        return subprocess.run(["psql", "-qAt", "-d", self.server.place[-1], "-c", sql], check=True, capture_output=True,
                              text=True).stdout

    def make_other(self, organisation="Andre"):
        """The place of another server, which nobody has joined."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        place = ["--data", folder.name, *server.make_database()]
        subprocess.run([server.program, "init", *place, "--organisation", organisation], check=True, capture_output=True)
        return place

    def test_it_is_refused_while_somebody_serves(self):
        self.server.run("backup", self.backup)
        self.refuse("Stop it first", "restore", self.backup)
        if self.postgresql:
            with tempfile.TemporaryDirectory() as folder:
                place = ["--data", folder]
                subprocess.run([server.program, "init", *place, "--organisation", "Andre"], check=True, capture_output=True)
                self.refuse("Stop it first", "move", self.server.place[-1], place=place)
        # A server that crashed is no longer there.
        self.server.process.kill()
        self.server.process.wait()
        self.server.process.stdout.close()
        self.server.process = None
        self.wait_until_alone()
        self.server.run("restore", self.backup)

    def wait_until_alone(self):
        """PostgreSQL hears of the end of a process a moment later."""
        if self.postgresql:
            self.query(f"SELECT pg_advisory_lock({PRESENCE})")

    def test_one_that_is_killed_leaves_the_old_database(self):
        host = self.join()
        self.server.run("backup", self.backup)
        self.join()
        accounts = self.list_accounts()
        self.server.stop()
        process, log = self.start_restore()
        if self.postgresql:
            self.refuse("being replaced by another command", "account", "list")
            self.refuse("being replaced by another command", "serve", "--listen", "127.0.0.1:0")
            self.refuse("being replaced by another command", "restore", self.backup)
        process.kill()
        process.wait()
        log.close()
        os.unlink(self.log)
        self.wait_until_alone()
        self.server.start()
        self.assertEqual(accounts, self.list_accounts())
        self.assertEqual(1, self.server.pull(host)[0]["epoch"])
        self.server.stop()
        # Nor does the next one take what was left for anything.
        self.assertNotIn("sign in again", self.server.run("restore", self.backup))
        self.server.start()
        self.assertEqual(accounts, self.list_accounts())
        self.assertEqual(2, self.server.pull(dict(host, epoch=2))[0]["epoch"])
        self.server.run("check")

    def test_one_whose_connection_breaks_leaves_the_old_database(self):
        if not self.postgresql:
            self.skipTest("There is no connection")
        host = self.join()
        self.server.run("backup", self.backup)
        self.server.stop()
        process, log = self.start_restore()
        self.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gangart-server'")
        log.close()
        self.assertIn("no connection", process.communicate()[1])
        self.assertEqual(1, process.returncode)
        os.unlink(self.log)
        self.server.start()
        self.assertEqual(1, self.server.pull(host)[0]["epoch"])

    def test_a_damaged_database_is_replaced_and_kept(self):
        self.join()
        self.server.run("backup", self.backup)
        accounts = self.list_accounts()
        self.server.stop()
        damages = ["DROP TABLE tenant", "DROP TABLE meta", "DROP TABLE account", "ALTER TABLE tenant RENAME epoch TO era"]
        if self.postgresql:
            damages += ["DROP TABLE meta, tenant", "DROP SCHEMA names CASCADE",
                        "DROP TABLE meta, tenant; CREATE TABLE meta (theirs integer)",
                        "CREATE TABLE names.of_a_newer_program (id uuid)"]
        for number, damage in enumerate(damages, 1):
            with self.subTest(damage):
                self.server.execute(damage)
                told = self.server.run("restore", self.backup)
                self.assertEqual(accounts, self.list_accounts())
                self.assertEqual("newer" not in damage and "SCHEMA" not in damage, "sign in again" in told)
                self.assertEqual(number, len(self.list_kept()))
                self.server.run("check")

    def test_without_its_facts_a_database_is_not_used(self):
        self.server.stop()
        for value in "'seven'", "NULL":
            self.server.execute(f"UPDATE meta SET value = {value} WHERE name = 'schema'")
            self.refuse("The database is damaged", "account", "list")
        self.server.execute("DROP TABLE meta")
        for command in ("account", "list"), ("serve", "--listen", "127.0.0.1:0"):
            self.refuse("The database is damaged", *command)

    def test_what_was_given_is_not_given_again_when_the_note_of_it_is_lost(self):
        ours = ["--organisation", "Gåforbundet"]
        self.join()
        self.server.run("backup", self.backup)
        for damage in ("DELETE FROM meta WHERE name IN ('account', 'device')",
                       "UPDATE meta SET value = 'seven' WHERE name IN ('account', 'device', 'tenant')", "DROP TABLE meta"):
            with self.subTest(damage):
                self.server.stop()
                self.server.execute(damage)
                if "DROP" in damage:
                    self.server.run("restore", self.backup)
                self.server.start()
                self.server.enrol(self.server.invite("consultant", "kommune:0101", organisation=ours[1]))
                listed = self.server.run("account", "list", "--json", *ours).splitlines()
                self.assertEqual(len(listed), len({json.loads(line)["number"] for line in listed}))
                self.server.run("init", "--organisation", damage)

    def test_the_backup_of_another_server_is_taken_only_when_told(self):
        self.join()
        accounts = self.list_accounts()
        self.server.run("backup", self.backup)
        self.server.stop()
        other = self.make_other()
        theirs = os.path.join(self.server.data, "theirs")
        subprocess.run([server.program, "backup", *other, theirs], check=True, capture_output=True)
        self.refuse("another server", "restore", theirs)
        self.assertEqual(accounts, self.list_accounts())
        told = self.server.run("restore", theirs, "--force")
        self.assertIn("“Gåforbundet” is not in the backup", told)
        self.assertEqual("", self.list_accounts())
        # What nobody has joined yet is no loss.
        told = json.loads(self.server.run("restore", self.backup, "--json"))
        self.assertEqual((["Andre"], {"access": False, "offers": False}), (told["left_behind"], told["carried"]))
        self.assertTrue(os.path.exists(told["kept"]))
        self.assertEqual(accounts, self.list_accounts())

    def test_an_association_that_came_since_is_named(self):
        self.join()
        self.server.run("backup", self.backup)
        self.server.run("init", "--organisation", "Løberne")
        self.server.stop()
        told = self.server.run("restore", self.backup)
        self.assertIn("“Løberne” is not in the backup", told)
        self.assertNotIn("Gåforbundet", told)

    def test_lines_that_cannot_be_read_are_told_by_their_number(self):
        group = self.server.make_walk_group()
        host = self.server.enrol(group["code"])
        people = [str(uuid.uuid4()) for _ in range(3)]
        self.server.push(host, 1, [
            {"n": number, "entity": "participant", "id": person, "op": "insert", "base": 0,
             "clock": 117309440000000000 + number, "fields": {"community": group["community"], "name": "Kim"}}
            for number, person in enumerate(people, 1)])
        self.server.run("backup", self.backup)
        self.server.run("erase-person", people[0])
        # Half a line, of an erasure that never was, spoils none that follows.
        with open(self.log, "ab") as log:
            log.write(b'{"lineage":"')
        self.server.run("erase-person", people[1])
        with open(self.log, "ab") as log:
            log.write(bytes(60) + b"\n\n[]\n")
        self.server.run("erase-person", people[2])
        with open(self.log, "ab") as log:
            log.write(b'{"lineage":"')
        self.server.stop()
        answer = self.server.try_to_run("restore", self.backup)
        self.assertEqual(3, answer.returncode, answer)
        self.assertIn("3 lines of “erasures.log” cannot be read: 2, 4, 6.", answer.stderr)
        self.server.start()
        host["epoch"] = 2
        told = json.dumps(self.server.pull(host), ensure_ascii=False)
        self.assertIn("Åstien", told)
        self.assertNotIn("Kim", told)
        self.server.run("check")
        with open(self.log, "rb") as log:
            lines = log.read().split(b"\n")
        with open(self.log, "wb") as log:
            log.write(b"\n".join([lines[0], lines[2], lines[6], lines[7]]))
        self.server.stop()
        self.server.run("restore", self.backup)

    def test_what_is_no_backup_is_called_by_its_name(self):
        self.join()
        accounts = self.list_accounts()
        self.server.run("backup", self.backup)
        self.server.stop()
        path = os.path.join(self.server.data, "wrong")
        with open(self.backup, "rb") as file:
            whole = file.read()
        profile = sqlite3.connect(os.path.join(self.server.data, "profile"))
        profile.executescript("PRAGMA application_id = 1; CREATE TABLE letter (text)")
        profile.close()
        with open(os.path.join(self.server.data, "profile"), "rb") as file:
            strange = file.read()
        for content, words in ((b"", "file is empty"), (b"Dear all", "This is no backup"), (strange, "something else"),
                               (whole[:len(whole) // 2], "cut short"), (whole[:-8192], "cut short"),
                               (whole[:100], "cut short")):
            with self.subTest(words):
                with open(path, "wb") as file:
                    file.write(content)
                self.refuse(words, "restore", path)
                self.refuse(AS_WERE, "restore", path)
        self.refuse("folder", "restore", self.server.data)
        self.refuse("no such file", "restore", path + "-not")
        if self.postgresql:
            self.refuse_others_dump(path)
        else:
            self.refuse("the database itself", "restore", os.path.join(self.server.data, "server.db"))
            with open(path, "wb") as file:
                file.write(b"PGDMP" + bytes(1000))
            self.refuse("Say with --database", "restore", path)
        self.assertEqual(accounts, self.list_accounts())
        self.server.run("check")

    def refuse_others_dump(self, path):
        [_, url] = server.make_database()
        subprocess.run(["psql", "-q", "-d", url, "-c", "CREATE TABLE letter (text text)"], check=True)
        subprocess.run(["pg_dump", "-Fc", "-f", path, "-d", url], check=True)
        self.refuse("something else", "restore", path)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([server.program, "init", "--data", folder, "--organisation", "Andre"], check=True,
                           capture_output=True)
            subprocess.run([server.program, "backup", "--data", folder, path, "--force"], check=True,
                           capture_output=True)
        self.refuse("gangart-server move", "restore", path)

    def test_what_cannot_be_kept_is_given_up_only_when_told(self):
        if not self.postgresql:
            self.skipTest("A file is moved")
        accounts = self.list_accounts()
        self.server.run("backup", self.backup)
        self.server.stop()
        # A pg_dump that fails, as on a damaged table.
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(shutil.which("false"), os.path.join(folder, "pg_dump"))
            path = os.environ["PATH"]
            self.addCleanup(os.environ.update, PATH=path)
            os.environ["PATH"] = f"{folder}:{path}"
            self.refuse("write --force", "restore", self.backup)
            self.assertNotIn("before is in", self.server.run("restore", self.backup, "--force"))
        self.assertEqual(accounts, self.list_accounts())


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
