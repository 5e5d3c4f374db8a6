#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joining with data of one's own: what the access may not share is said before, and nothing is changed nor used up."""

import contextlib
import http.server
import json
import threading
import uuid

import ctl
from computers import Cleanups, Computer, server

HORSENS = "0615"
AARHUS = "0751"


def fill(computer, kommune=AARHUS):
    """A community that somebody has led without a server."""
    (community,) = computer.put("community", {"name": "Bakken", "kommune": kommune})
    (meeting,) = computer.put("meeting", {"community": community["id"], "start": "2026-01-06T10:00", "status": "held"})
    walkers = computer.put("participant", *({"community": community["id"], "name": name} for name in ("Asta", "Bo", "Carl")))
    computer.put("attendance", {"meeting": meeting["id"], "participant": walkers[0]["id"], "state": "present"})
    computer.put("meeting_note", {"meeting": meeting["id"], "text": "Regn"})
    return community["id"]


def holdings(computer):
    kinds = ("community", "meeting", "participant", "attendance", "meeting_note", "venue", "organisation", "round")
    return {kind: computer.list(kind) for kind in kinds}


def refuses(computer, there, words, told, stdin=b""):
    """Nothing has become of it, neither here nor there."""
    before, accounts = holdings(computer), there.run("account", "list")
    said = computer.refuse("enrol", there.url, *words, "--token-file", computer.token, stdin=stdin)
    for each in told:
        assert each in said, (each, said)
    assert holdings(computer) == before
    assert not computer.status()["joined"] and computer.do("conflicts", "--json").records == []
    assert there.run("account", "list") == accounts, "Somebody has come"


def test_who_only_counts_or_administers_is_told_what_they_would_lose(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        for role, space in ("administrator", "national"), ("coordinator", f"kommune:{AARHUS}"):
            computer = Computer(p, role)
            fill(computer)
            code = there.invite(role, space)
            told = "Participants: 3", "Communities: 1 (Bakken)", "Walks: 1", "invitation still serves", "--profile"
            refuses(computer, there, [code], told)
            # It does serve, where there is nothing.
            other = Computer(p, role + "-elsewhere")
            assert other.enrol(there, code)["role"] == role


def test_a_consultant_takes_along_what_a_consultant_may(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        computer = Computer(p, "office")
        fill(computer)
        code = there.invite("consultant", f"kommune:{AARHUS}")
        said = computer.refuse("enrol", there.url, code, "--token-file", computer.token)
        assert "Participants: 3" in said and "Notes of walks: 1" in said and "Communities" not in said, said
        for kind in "meeting_note", "attendance", "participant":
            for record in computer.list(kind):
                computer.do("delete", kind, record["id"])
        computer.enrol(there, code)
        told = computer.sync()
        assert told["conflicts"] == 0 and computer.names() == ["Bakken"], told


def test_a_consultant_does_not_bring_what_is_elsewhere(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        computer = Computer(p, "office")
        computer.put("venue", {"name": "Hallen", "kommune": HORSENS})
        refuses(computer, there, [there.invite("consultant", f"kommune:{AARHUS}")], ["Meeting places: 1"])


def test_a_host_brings_a_community_of_their_own(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group(AARHUS)
        computer = Computer(p, "host")
        fill(computer)
        computer.put("organisation", {"name": "Gåklubben", "kind": "club"})
        before = holdings(computer)
        computer.enrol(there, group["code"])
        told = computer.sync()
        assert told["conflicts"] == 0 and told["waiting"] == 0, told
        assert computer.names() == ["Bakken", "Åstien"]
        after = holdings(computer)
        for kind, records in before.items():
            here = {record["id"] for record in after[kind]}
            assert {record["id"] for record in records} <= here, kind


def test_a_host_is_told_where_only_consultants_add(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group(AARHUS)
        elsewhere = Computer(p, "elsewhere")
        fill(elsewhere, HORSENS)
        refuses(elsewhere, there, [group["code"]], ["Communities: 1 (Bakken)", "lie in no kommune", "Participants: 3"])
        funder = Computer(p, "funder")
        funder.put("round", {"title": "Bevæg dig", "frame": {"amount": 100, "currency": "DKK"}})
        refuses(funder, there, [group["code"]], ["Funding rounds: 1"])


def test_names_in_a_community_without_a_kommune_stay_until_it_has_one(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group(AARHUS)
        computer = Computer(p, "host")
        (before,) = computer.put("community", {"name": "Bakken"})
        communities = [before["id"]]

        def fill_in(community):
            (walker,) = computer.put("participant", {"community": community, "name": "Asta"})
            (meeting,) = computer.put("meeting", {"community": community, "start": "2026-01-06T10:00", "status": "held"})
            computer.put("attendance", {"meeting": meeting["id"], "participant": walker["id"], "state": "present"})
            computer.put("meeting_note", {"meeting": meeting["id"], "text": "Regn"})

        fill_in(before["id"])
        computer.enrol(there, group["code"])
        communities.append(computer.put("community", {"name": "Stien"})[0]["id"])
        fill_in(communities[1])
        told = computer.sync()
        assert told["sent"] == 0 and told["conflicts"] == 0 and computer.names("participant") == ["Asta", "Asta"], told
        for community in communities:
            computer.put("community", {"id": community, "kommune": AARHUS})
        assert computer.sync()["conflicts"] == 0
        assert computer.names("participant") == ["Asta", "Asta"]
        other = Computer(p, "other")
        other.enrol(there, there.invite("host", *(f"community:{community}" for community in communities)))
        other.sync()
        for kind in "participant", "meeting", "attendance", "meeting_note":
            assert len(other.list(kind)) == 2, kind


def test_signing_in_asks_first_what_the_account_may(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group(AARHUS)
        for role, space in ("administrator", "national"), ("host", group["community_space"]):
            code = there.run("invite", "--role", role, "--space", space, "--name", role).split()[-1]
            [first] = there.ask_json("POST", "/v1/enrol", {"code": code, "client": str(uuid.uuid4()), "device": "Desk",
                                                           "passphrase": "tre gode ord"})
            computer = Computer(p, role)
            fill(computer)
            words = ["--account", role]
            if role == "host":
                computer.do("enrol", there.url, *words, "--token-file", computer.token, stdin="tre gode ord\n")
                assert computer.sync()["conflicts"] == 0 and computer.names() == ["Bakken", "Åstien"]
                continue
            refuses(computer, there, words, ["Participants: 3", "Nothing was changed"], stdin="tre gode ord\n")
            devices = there.ask("GET", "/v1/devices", headers=server.bearer(first))
            assert [device["name"] for device in json.loads(devices.text)] == ["Desk"], "Nobody was let in"


def test_the_link_of_an_invitation_lets_in(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group(AARHUS)
        said = there.run("invite", "--role", "host", "--space", group["community_space"], "--url", there.url)
        link = said.splitlines()[0].split()[-1]
        assert "/join#" in link
        computer = Computer(p, "host")
        computer.refuse("enrol", link, "--account", "Bodil", "--token-file", computer.token, code=2)
        computer.refuse("enrol", link.split("#")[0], "--token-file", computer.token, code=2)
        computer.do("enrol", link, "--token-file", computer.token)
        computer.sync()
        assert computer.names() == ["Åstien"]
        # Nothing is said of a new invitation where there was none.
        again = computer.do("enrol", link, "--token-file", computer.token).out
        assert again.startswith("You had joined already."), again


def test_a_profile_that_is_alone_is_not_asked_for_a_keyring(p):
    said = p.refuse("sync")
    assert "joined no server" in said and "keyring" not in said, said


@contextlib.contextmanager
def answering(text, status=200):
    """Where everything is answered like that."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Gangart-Protocol", "1")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(text)

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


def test_who_enrols_is_not_told_that_it_goes_on_by_itself(p):
    for text in b"{garbled", b"[]", b"{}":
        with answering(text) as there:
            said = p.refuse("enrol", there, "01234-56789-ABCDE-FGHJK-MNPQR-S", "--token-file", p.path("token"))
        assert "cannot be read" in said and "try again" in said and "by itself" not in said, said


def test_who_enrols_at_an_odd_server_is_told_to_check_its_address(p):
    some = "018f0000-0000-7000-8000-000000000001"
    no_tokens = {"organisation": "Gåforbundet", "name": "Karen", "role": "host", "epoch": 1, "account": some, "lineage": some}
    for text, status in (b'{"error":"expired"}', 401), (b" " * (17 << 20), 200), (json.dumps(no_tokens).encode(), 200):
        with answering(text, status) as there:
            said = p.refuse("enrol", there, "01234-56789-ABCDE-FGHJK-MNPQR-S", "--token-file", p.path("token"))
        assert "Check it" in said and "Sign in" not in said and "by itself" not in said, said


if __name__ == "__main__":
    ctl.main()
