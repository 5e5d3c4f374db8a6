#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles that join a server, a real one, and what they send to each other."""

import contextlib
import http.server
import json
import os
import shutil
import sqlite3
import stat
import sys
import threading
import uuid

import ctl
from computers import Cleanups, Computer, consultant, restore, server


def test_a_profile_is_alone_until_it_joins(p):
    (status,) = p.do("status", "--json").records
    assert status["joined"] is False and status["server"] is None and status["state"] == "alone" and status["waiting"] == 0
    assert "enrol" in p.do("status").out
    assert "joined no server" in p.refuse("sync", "--token-file", p.path("token"))
    assert p.do("conflicts").out == "There is nothing to decide.\n"
    p.refuse("conflicts", "keep", code=2)
    p.refuse("conflicts", "forget", "018f0000-0000-7000-8000-000000000001", code=2)
    p.refuse("enrol", "https://localhost/", code=2)


def test_joining_takes_a_good_address_code_and_place_for_the_token(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        code = there.invite("consultant", "kommune:0751")
        assert "https://" in p.refuse("enrol", "http://gangart.example/", code, "--token-file", p.path("token"))
        assert "--token-file" in p.refuse("enrol", there.url, code)
        assert "cannot be written" in p.refuse("enrol", there.url, code, "--token-file", p.path("nowhere/token"))
        assert "does not know this code" in p.refuse("enrol", there.url, "00000-00000", "--token-file", p.path("token"))
        assert not os.path.exists(p.path("token"))
        # None of that has used the code.
        p.do("enrol", there.url, code, "--token-file", p.path("token"))
        # Nor does the answer need to have come: whoever used it may ask again, and nobody else.
        p.do("enrol", there.url, code, "--token-file", p.path("token"))
        other = Computer(p, "other")
        assert "does not know this code" in other.refuse("enrol", there.url, code, "--token-file", other.token)


@contextlib.contextmanager
def losing_answers(there):
    """Where what is asked reaches the server, and no answer comes back."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            there.ask("POST", self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.close_connection = True

        def log_message(self, format, *args):
            pass

    listening = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}/"
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def test_a_code_whose_answer_was_lost_serves_the_same_profile_once_more(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        code = there.invite("consultant", "kommune:0751")
        with losing_answers(there) as nowhere:
            assert "does not answer" in p.refuse("enrol", nowhere, code, "--token-file", p.path("token"))
        other = Computer(p, "other")
        assert "does not know this code" in other.refuse("enrol", there.url, code, "--token-file", other.token)
        accounts = there.run("account", "list")
        p.do("enrol", there.url, code, "--token-file", p.path("token"))
        assert there.run("account", "list") == accounts


def test_a_further_invitation_adds_to_what_a_host_has(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        first, second = there.make_walk_group(), there.make_walk_group()
        host = Computer(p, "host")
        host.enrol(there, first["code"])
        host.sync()
        host.put("participant", {"community": first["community"], "name": "Asta"})
        accounts = there.run("account", "list")
        host.enrol(there, second["code"])
        host.sync()
        host.put("participant", {"community": second["community"], "name": "Bo"})
        host.sync()
        other = Computer(p, "other")
        other.enrol(there, there.invite("host", *(group["community_space"] for group in (first, second))))
        other.sync()
        assert other.names("participant") == ["Asta", "Bo"]
        assert len(there.run("account", "list").splitlines()) == len(accounts.splitlines()) + 1, "It is the same account"


def test_an_invitation_from_elsewhere_is_refused_and_still_serves_there(p):
    with Cleanups() as cleanups:
        there, other = server.Server(cleanups), server.Server(cleanups)
        host = Computer(p, "host")
        host.enrol(there, there.invite("consultant", "kommune:0751"))
        code = other.invite("consultant", "kommune:0751")
        assert "another computer" in host.refuse("enrol", other.url, code, "--token-file", host.token)
        there.run("init", "--organisation", "Løbeforbundet")
        neighbours = there.invite("consultant", "kommune:0751", organisation="Løbeforbundet")
        assert "another computer" in host.refuse("enrol", there.url, neighbours, "--token-file", host.token)
        for place, name, asked in (other, "there", code), (there, "neighbour", neighbours):
            computer = Computer(p, name)
            computer.do("enrol", place.url, asked, "--token-file", computer.token)


def test_the_token_lies_in_its_file_alone(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        computer = consultant(p, there)
        computer.sync()
        assert stat.S_IMODE(os.stat(computer.token).st_mode) == 0o600
        with open(computer.token, "rb") as file:
            token = file.read().strip()
        assert len(token) > 20
        for folder, _, names in os.walk(computer.folder):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    assert token not in file.read(), name
        assert token.decode() not in there.log()
        os.chmod(computer.token, 0o644)
        assert "0600" in computer.refuse("sync", "--token-file", computer.token)


def test_nothing_that_is_said_of_trouble_tells_of_anybody(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        computer = Computer(p, "desk")
        code = there.invite("consultant", "kommune:0751")
        talkative = dict(os.environ, G_MESSAGES_DEBUG="all")
        said = []

        def say(*words):
            answer = computer.run(*words, "--token-file", computer.token, env=talkative)
            said.append(answer.err)
            return answer.code

        assert say("enrol", there.url, "01234-56789-ABCDE-FGHJK-MNPQR-S") == 1
        assert say("enrol", there.url, code, "--device", "Xylofonia") == 0
        with open(computer.token, encoding="utf-8") as file:
            tokens = [file.read().strip()]
        (community,) = computer.put("community", {"name": "Marimbaholdet", "kommune": "0751"})
        computer.put("participant", {"community": community["id"], "name": "Xylofonia"})
        assert say("sync") == 0
        with open(computer.token, encoding="utf-8") as file:
            tokens.append(file.read().strip())
        computer.put("community", {"name": "Marimbaholdet II", "kommune": "0751"})
        there.stop()
        assert say("sync") == 1
        there.start()
        with open(computer.token, "w", encoding="utf-8") as file:
            file.write("c2VrcmV0LXNla3JldC1zZWtyZXQtc2VrcmV0LXNla3JldA")
        assert say("sync") == 1
        for text in said:
            for secret in (code, *tokens, "c2VrcmV0LXNla3JldC1zZWtyZXQ", "Xylofonia", "Marimbaholdet"):
                assert secret not in text, (secret, text)


def test_what_was_there_before_is_sent_and_received_elsewhere(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        first = Computer(p, "first")
        (community,) = first.put("community", {"name": "Åstien", "kommune": "0751"})
        first.put("meeting", {"community": community["id"], "start": "2026-01-06T10:00"})
        first.enrol(there, there.invite("consultant", "kommune:0751"))
        assert first.status()["waiting"] == 2
        told = first.sync()
        assert told["sent"] == 2 and told["conflicts"] == 0
        assert first.do("sync", "--token-file", first.token).out == "Everything is sent.\n"

        host = Computer(p, "host")
        assert host.enrol(there, there.invite("host", f"community:{community['id']}"))["role"] == "host"
        assert host.sync()["received"] > 0
        assert host.names() == ["Åstien"] and len(host.list("meeting")) == 1
        host.put("participant", {"community": community["id"], "name": "Asta"})
        host.sync()
        first.sync()
        assert first.list("participant") == []  # names are the hosts'
        again = Computer(p, "again")
        again.enrol(there, there.invite("host", f"community:{community['id']}"))
        again.sync()
        assert again.names("participant") == ["Asta"]


def test_a_further_computer_signs_in(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        code = there.run("invite", "--role", "consultant", "--space", "kommune:0751", "--name", "Kirsten").split()[-1]
        [first] = there.ask_json("POST", "/v1/enrol", {"code": code, "client": str(uuid.uuid4()), "device": "Desk",
                                                       "passphrase": "tre gode ord"})
        laptop = Computer(p, "laptop")
        words = "enrol", there.url, "--account", "Kirsten", "--token-file", laptop.token, "--device", "Laptop"
        assert "no passphrase" in laptop.refuse(*words)
        assert "cannot tell by this name" in laptop.refuse(*words, stdin="tre gode mord\n")
        assert "cannot tell by this name" in laptop.refuse(*words[:3], "Bodil", *words[4:], stdin="tre gode ord\n")
        laptop.refuse("enrol", there.url, code, *words[2:], stdin="tre gode ord\n", code=2)
        laptop.refuse("enrol", there.url, code=2)
        laptop.put("community", {"name": "Åstien", "kommune": "0751"})
        (status,) = laptop.do(*words, "--json", stdin="tre gode ord\n").records
        assert (status["account"], status["role"], status["device"]) == ("Kirsten", "consultant", "Laptop"), status
        laptop.sync()
        assert "already" in laptop.refuse(*words, stdin="tre gode ord\n")

        def list_computers():
            answer = there.ask("GET", "/v1/devices", headers={"Authorization": f"Bearer {first['access']}"})
            return [device["name"] for device in json.loads(answer.text)]
        assert list_computers() == ["Desk", "Laptop"]
        # Without its token it signs in again, as the computer that it is.
        os.remove(laptop.token)
        assert "Sign in" in laptop.refuse("sync", "--token-file", laptop.token)
        laptop.do(*words, stdin="tre gode ord\n")
        laptop.sync()
        assert list_computers() == ["Desk", "Laptop"]


def test_a_copied_profile_becomes_a_computer_of_its_own(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        first = consultant(p, there, "first")
        first.sync()
        copy = Computer(p, "copy")
        shutil.copytree(first.folder, copy.folder)
        shutil.copy(first.token, copy.token)
        for computer, name in (first, "Åstien"), (copy, "Søstien"):
            computer.put("community", {"name": name, "kommune": "0751"})
            computer.sync()
        # Each goes on with tokens of its own.
        for _ in range(2):
            first.sync()
            copy.sync()
        assert first.names() == copy.names() == ["Søstien", "Åstien"]
        (account,) = [json.loads(line)["id"] for line in there.run("account", "list", "--json").splitlines()]
        assert len(there.run("account", "devices", account, "--json").splitlines()) == 2


def damage(computer, table):
    """Writes over the beginning of a table; the file still opens."""
    live = os.path.join(computer.folder, "gangart.db")
    with contextlib.closing(sqlite3.connect(live)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with open(live, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"x" * size)


def test_what_waits_is_carried_over_onto_a_backup_and_sent(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one, other = consultant(p, there, "one"), consultant(p, there, "other")
        (first,) = one.put("community", {"name": "Åstien", "kommune": "0751"})
        one.sync()
        one.do("backup", one.path("old.db"))
        one.put("community", {"name": "Sent since", "kommune": "0751"})
        one.sync()
        for spoil, kept, told in (lambda: None, "among the backups", "2 changes that had not been sent were carried over."), \
                (lambda: damage(one, "venue"), "damaged file is kept", "2 changes since the backup were saved"):
            name = f"Waits {kept}"
            one.put("community", {"name": name, "kommune": "0751"})
            one.put("community", {"id": first["id"], "name": f"Åstien {kept}"})
            spoil()
            out = one.do("restore", one.path("old.db")).out
            assert kept in out and told in out, out
            assert one.status()["waiting"] == 2 and {name, f"Åstien {kept}"} <= set(one.names()), (one.status(), one.names())
            one.do("check")
            assert one.sync()["conflicts"] == 0
            other.sync()
            assert one.names() == other.names() and name in other.names() and "Sent since" in other.names(), other.names()
        assert [name for name in os.listdir(one.folder) if ".damaged-" in name]
        # All are sent already: nothing is carried over, nor told of.
        assert "carried" not in one.do("restore", one.path("old.db")).out
        one.sync()
        assert one.names() == other.names()


def name_host(p, there, group):
    """An account with a passphrase, and its computer, signed in."""
    code = there.run("invite", "--role", "host", "--space", group["community_space"], "--name", "Kirsten").split()[-1]
    there.ask_json("POST", "/v1/enrol", {"code": code, "client": str(uuid.uuid4()), "device": "Desk",
                                         "passphrase": "tre gode ord"})
    computer = Computer(p, "host")
    sign_in(computer, there)
    computer.sync()
    return computer


def sign_in(computer, there):
    computer.do("enrol", there.url, "--account", "Kirsten", "--device", "Desk", "--token-file", computer.token,
                stdin="tre gode ord\n")


def join_host(p, there, group, name):
    computer = Computer(p, name)
    computer.enrol(there, there.invite("host", group["community_space"]))
    computer.sync()
    return computer


def add_access(computer, there, group):
    computer.enrol(there, there.invite("host", group["community_space"]))
    computer.sync()


def add_name(computer, group, name):
    computer.put("participant", {"community": group["community"], "name": name})
    computer.sync()


def test_what_was_done_by_access_given_since_a_backup_outlives_its_restore(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        first, second = there.make_walk_group(), there.make_walk_group("0101")
        host, other = name_host(p, there, first), join_host(p, there, second, "other")
        there.run("backup", p.path("backup"))
        add_access(host, there, second)
        add_name(host, second, "Asta")
        late = join_host(p, there, second, "late")
        add_name(late, second, "Bo")
        assert "again" not in restore(there, p.path("backup"))
        for computer in late, host, other:
            assert computer.sync()["conflicts"] == 0
        assert other.names("participant") == ["Asta", "Bo"]


def test_what_was_done_by_access_that_a_restore_took_waits_until_it_is_given_again(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        first, second = there.make_walk_group(), there.make_walk_group("0101")
        host = name_host(p, there, first)
        there.run("backup", p.path("backup"))
        add_access(host, there, second)
        add_name(host, second, "Asta")
        late = join_host(p, there, second, "late")
        add_name(late, second, "Bo")
        assert "give it again" in restore(there, p.path("backup"), lost=True)
        sign_in(host, there)
        for _ in range(2):
            host.do("sync", "--token-file", host.token)
            assert host.status()["waiting"] == 1 and host.names("participant") == ["Asta"], host.status()
            assert host.do("conflicts", "--json").records == []
        there.run("account", "grant", "Kirsten", "--role", "host", "--space", second["community_space"])
        host.do("sync", "--token-file", host.token)
        host.sync()
        # The account, too, is one that the server has never heard of.
        assert "Sign in" in late.refuse("sync", "--token-file", late.token)
        late.do("enrol", there.url, there.invite("host", second["community_space"]), "--token-file", late.token)
        late.do("sync", "--token-file", late.token)
        late.sync()
        host.sync()
        for computer in host, join_host(p, there, second, "other"):
            assert computer.names("participant") == ["Asta", "Bo"]


def test_names_go_at_once_where_a_restored_server_knows_that_access_has_ended(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        first, second = there.make_walk_group(), there.make_walk_group("0101")
        host = name_host(p, there, first)
        add_access(host, there, second)
        there.run("backup", p.path("backup"))
        restore(there, p.path("backup"))
        # In no backup: the server may have to be brought it once more.
        add_name(host, second, "Asta")
        there.run("account", "grant", "Kirsten", "--role", "host", "--space", second["community_space"], "--remove")
        host.sync()
        assert host.names("participant") == []


def test_undo_takes_out_what_a_restore_carried_over(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one = consultant(p, there, "one")
        one.sync()
        one.do("backup", one.path("old.db"))
        one.put("community", {"name": "Åstien", "kommune": "0751"})
        assert "1 change that had not been sent was carried over." in one.do("restore", one.path("old.db")).out
        assert one.names() == ["Åstien"]
        one.do("undo")
        assert one.names() == []


def test_what_waits_for_one_account_is_not_carried_over_to_another(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one, other = consultant(p, there, "one"), consultant(p, there, "other")
        other.sync()
        other.do("backup", other.path("old.db"))
        one.put("community", {"name": "Åstien", "kommune": "0751"})
        assert "1 change that had not been sent is in what was there before" in one.do("restore", other.path("old.db")).out
        assert one.names() == [] and one.status()["waiting"] == 0


def test_of_two_changes_one_stands_and_the_other_can_be_taken(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one, other = consultant(p, there, "one"), consultant(p, there, "other")
        (community,) = one.put("community", {"name": "Åstien", "kommune": "0751"})
        one.sync()
        other.sync()
        one.put("community", {"id": community["id"], "name": "Ones"})
        other.put("community", {"id": community["id"], "name": "Others"})
        one.sync()
        other.sync()
        one.sync()
        # Which of them was later is told by when it came to the server, to a tenth of a second or so.
        (stands,) = one.names()
        (lost,) = {"Ones", "Others"} - {stands}
        assert other.names() == [stands]
        (conflict,) = one.do("conflicts", "--json").records
        assert (conflict["field"], conflict["state"]) == ("name", "open")
        assert lost in one.do("conflicts").out and one.status()["conflicts"] == 1
        one.do("conflicts", "restore", conflict["id"])
        assert one.names() == [lost] and one.do("conflicts", "list", "--json").records == []
        one.sync()
        other.sync()
        assert other.names() == [lost] and other.status()["conflicts"] == 0


def test_without_the_server_work_is_kept_and_the_reason_told(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        computer = consultant(p, there)
        computer.sync()
    computer.put("community", {"name": "Åstien", "kommune": "0751"})
    answer = computer.run("sync", "--token-file", computer.token, "--json")
    assert answer.code == 1 and answer.err.startswith("gangartctl: "), answer
    (told,) = answer.records
    assert told["state"] == "retrying" and told["waiting"] == 1 and told["sent"] == 0
    assert computer.names() == ["Åstien"] and computer.status()["waiting"] == 1


def test_a_document_goes_from_one_to_the_other(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one, other = consultant(p, there, "one"), consultant(p, there, "other")
        (community,) = one.put("community", {"name": "Åstien", "kommune": "0751"})
        content = os.urandom(1500000)
        with open(p.path("Aftale.pdf"), "wb") as file:
            file.write(content)
        (document,) = one.do("attach", "community", community["id"], p.path("Aftale.pdf"), "--json").records
        assert (document["name"], document["size"], document["media_type"]) == ("Aftale.pdf", 1500000, "application/pdf")
        other.sync()
        assert other.list("attachment") == []
        one.sync()
        other.sync()
        assert [d["sha256"] for d in other.list("attachment")] == [document["sha256"]]
        other.refuse("save", document["id"], p.path("nowhere/copy"), "--token-file", other.token)
        other.do("save", document["id"], p.path("copy"), "--token-file", other.token)
        with open(p.path("copy"), "rb") as file:
            assert file.read() == content
        other.do("check")
    # It is there now, without the server.
    other.do("save", document["id"], p.path("again"))
    one.do("delete", "attachment", document["id"])
    one.do("undo")
    one.do("save", document["id"], p.path("mine"))


def test_what_the_server_would_refuse_is_not_begun(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        by_both = "Only the hosts of this community and the consultants of its kommune can change this."
        roles = {"administrator": there.administrator_code, "host": group["code"],
                 "coordinator": there.invite("coordinator", group["kommune_space"]),
                 "consultant": there.invite("consultant", group["kommune_space"])}
        desks = {}
        for role, code in roles.items():
            desks[role] = desk = Computer(p, role)
            (made,) = desk.put("venue", {"name": f"Torvet {role}"})
            desk.enrol(there, code)
            # Until the server has told what the account may, nothing is refused.
            desk.put("venue", {"id": made["id"], "name": f"Pladsen {role}"})
            desk.sync()
        (kommune,) = desks["host"].list("kommune", "--where", "code=0751")

        def refused(role, entity, **fields):
            return desks[role].refuse("put", entity, stdin=json.dumps(fields))
        new = {"name": "Søstien", "kommune": "0751"}
        old = {"id": group["community"], "name": "Åstien nord"}
        for role in "administrator", "coordinator":
            assert "Only hosts and consultants can add something here." in refused(role, "community", **new), role
            # What never leaves the computer is nobody else's business.
            desks[role].put("venue", {"name": "Haven"})
        assert by_both in refused("coordinator", "community", **old)
        assert by_both in desks["coordinator"].refuse("delete", "community", group["community"])
        for role in "host", "consultant", "coordinator":
            assert "Only administrators can change this." in refused(role, "kommune", id=kommune["id"], region="Fyn")
            assert desks[role].status()["waiting"] == 0, role
        assert "only in a kommune where you are host or consultant" in refused("consultant", "community", name="Fjernt",
                                                                               kommune="0615")
        assert "Only the hosts of this community can change this." in refused(
            "consultant", "participant", community=group["community"], name="Asta")
        desks["administrator"].put("kommune", {"id": kommune["id"], "aliases": ["Smilets by"]})
        desks["consultant"].put("community", old)
        desks["host"].put("participant", {"community": group["community"], "name": "Asta"})
        for desk in desks.values():
            assert desk.sync()["conflicts"] == 0


def test_who_registers_a_community_hosts_it_at_once(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        host, other = Computer(p, "host"), Computer(p, "other")
        for desk in host, other:
            desk.enrol(there, there.invite("host", group["community_space"]))
            desk.sync()
        (made,) = host.put("community", {"name": "Søstien", "kommune": "0751"})
        host.put("participant", {"community": made["id"], "name": "Asta"})
        (venue,) = host.put("venue", {"name": "Torvet", "kommune": "0751"})
        assert host.sync()["conflicts"] == 0
        host.put("participant", {"community": made["id"], "name": "Bo"})
        other.sync()
        assert other.names() == ["Søstien", "Åstien"]
        assert "Only the hosts" in other.refuse("put", "meeting", stdin=json.dumps(
            {"community": made["id"], "start": "2026-01-06T10:00"}))
        # Whether it is of her own making the server knows.
        other.do("delete", "venue", venue["id"])
        assert other.sync()["conflicts"] == 1
        assert other.names("venue") == ["Torvet"]
        host.do("delete", "venue", venue["id"])
        assert host.sync()["conflicts"] == 0


def test_a_document_that_was_changed_before_it_was_sent_is_told_of(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one = consultant(p, there)
        (community,) = one.put("community", {"name": "Åstien", "kommune": "0751"})
        with open(one.path("Aftale.txt"), "w", encoding="utf-8") as file:
            file.write("Hej")
        (made,) = one.do("attach", "community", community["id"], one.path("Aftale.txt"), "--json").records
        with open(os.path.join(one.folder, "files", made["sha256"]), "w", encoding="utf-8") as file:
            file.write("Hex")
        assert one.sync()["conflicts"] == 1
        told = one.do("conflicts").out
        assert "Aftale.txt" in told and "changed or damaged on this computer" in told and "Attach it once more" in told, told
        assert "{" not in told and "Not visible" not in told and made["sha256"] not in told, told
        one.do("attach", "community", community["id"], one.path("Aftale.txt"))
        one.sync()


def test_a_document_that_is_damaged_here_comes_again_from_the_server(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one = consultant(p, there)
        (community,) = one.put("community", {"name": "Åstien", "kommune": "0751"})
        with open(one.path("Aftale.txt"), "w", encoding="utf-8") as file:
            file.write("Hej")
        (made,) = one.do("attach", "community", community["id"], one.path("Aftale.txt"), "--json").records
        one.sync()
        where = os.path.join(one.folder, "files", made["sha256"])
        with open(where, "w", encoding="utf-8") as file:
            file.write("Hex")
        assert "comes again" in one.run("check").err
        assert "damaged" in one.refuse("save", made["id"], one.path("copy"), "--token-file", one.path("none"))
        with open(where, encoding="utf-8") as file:
            assert file.read() == "Hex"
        one.do("save", made["id"], one.path("copy"), "--token-file", one.token)
        for path in one.path("copy"), where:
            with open(path, encoding="utf-8") as file:
                assert file.read() == "Hej"
        one.do("check")


def test_what_cannot_be_attached_is_refused(p):
    (community,) = p.put("community", {"name": "Åstien", "kommune": "0751"})
    p.refuse("attach", "community", community["id"], p.path("nothing"))
    p.refuse("attach", "community", community["id"], p.scratch)
    p.refuse("attach", "meeting", community["id"], sys.argv[0])
    p.refuse("attach", "community", "0", sys.argv[0])
    with open(p.path("large"), "wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    assert "20 MB" in p.refuse("attach", "community", community["id"], p.path("large"))
    assert p.list("attachment") == []


def test_a_community_that_nobody_else_gets_is_told(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        host = Computer(p, "host")
        (community,) = host.put("community", {"name": "Åstien"})
        host.put("meeting", {"community": community["id"], "start": "2026-01-06T10:00"})
        assert host.status()["apart"] == 0
        host.enrol(there, there.invite("consultant", "kommune:0751"))
        assert host.sync()["apart"] == 1 and host.status()["apart"] == 1
        for told in host.do("sync", "--token-file", host.token).out, host.do("status").out:
            assert "1 community is on this computer only" in told and "Everything is sent" not in told, told
        host.put("community", {"id": community["id"], "kommune": "0751"})
        assert host.sync()["apart"] == 0
        assert host.do("sync", "--token-file", host.token).out == "Everything is sent.\n"


if __name__ == "__main__":
    ctl.main()
