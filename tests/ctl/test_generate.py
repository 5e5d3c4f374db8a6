#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented data."""

import collections
import datetime
import json
import os

import ctl

ENTITIES = ("organisation", "person", "role", "venue", "community", "schedule", "meeting", "participant", "attendance")


def everything(p):
    return {entity: p.do("list", entity, "--json").out for entity in ENTITIES}


def test_a_host_has_two_communities_and_a_sound_file(p):
    (made,) = p.do("generate", "--size", "host", "--seed", "7", "--json").records
    assert made["community"] == 2 and made["attendance"] == 13000 and made["meeting"] == 990
    p.do("check")


def test_the_same_seed_invents_the_same(p):
    p.do("generate", "--size", "host", "--seed", "7")
    first = everything(p)
    other = ctl.Profile(p.path("other"))
    other.do("generate", "--size", "host", "--seed", "7")
    assert everything(other) == first
    different = ctl.Profile(p.path("different"))
    different.do("generate", "--size", "host", "--seed", "8")
    assert everything(different)["participant"] != first["participant"]


def test_invented_data_go_into_an_empty_profile_only(p):
    (made,) = p.put("person", {"name": "Bodil"})
    p.refuse("generate", "--size", "host")
    assert p.list("person") == [made] and p.list("community") == []
    p.do("delete", "person", made["id"])
    p.do("generate", "--size", "host")
    before = everything(p)
    p.refuse("generate", "--size", "host")
    assert everything(p) == before


def test_walks_have_seasons_cancellations_and_a_future(p):
    p.do("generate", "--size", "host", "--seed", "2")
    today = datetime.date.today().isoformat()
    meetings = p.list("meeting")
    statuses = collections.Counter(m["status"] for m in meetings)
    assert 0.03 < statuses["cancelled"] / len(meetings) < 0.12, statuses
    assert all(m["reason"] for m in meetings if m["status"] == "cancelled")
    assert any(m["start"] > today for m in meetings)
    assert all(m["status"] == "planned" for m in meetings if m["start"] > today + "T24")
    icy = {m["start"][5:7] for m in meetings if m["weather"] == "ice"}
    assert icy and icy <= {"11", "12", "01", "02", "03"}
    assert any(a["first_time"] for a in p.list("attendance", "--limit", "2000"))


def test_invented_data_are_found_edited_and_not_undone(p):
    p.do("generate", "--size", "host")
    p.refuse("undo")
    (community,) = p.list("community", "--limit", "1")
    p.put("community", {"id": community["id"], "name": "Et nyt navn"})
    p.do("undo")
    assert p.list("community", "--where", f"id={community['id']}") == [community]
    p.do("check")


def test_the_example_has_four_kommuner_and_something_to_do(p):
    p.do("generate", "--size", "example")
    p.do("check")
    communities = p.list("community")
    assert len(communities) == 24
    horsens = p.list("community", "--where", "kommune=Horsens")
    assert len(horsens) == 15 and all(c["started"] >= "2020-03-15" for c in horsens)
    week_ago = (datetime.date.today() - datetime.timedelta(days=7)).isoformat()
    today = datetime.date.today().isoformat()
    recent = p.list("meeting", "--where", f"start>={week_ago}", "--where", f"start<{today}")
    unwritten = [m for m in recent if m["status"] == "planned"]
    assert 2 <= len(unwritten) <= 8, len(unwritten)
    assert sum(m["status"] == "cancelled" for m in recent) == 1
    assert p.list("meeting", "--where", f"start>={today}")
    hidden = {c["id"] for c in communities if c["reveals_health"]}
    assert hidden and not hidden & {q["community"] for q in p.list("participant")}
    has_what_offices_do(p)


def has_what_offices_do(p):
    made = {i["name"]: i["id"] for i in p.list("initiative")}
    assert len(p.list("community", "--where", f"initiative={made['Ud at gå, Horsens']}")) == 15
    for grant in p.list("grant"):
        (chain,) = p.do("report", "chain", "--grant", grant["id"], "--format", "json").records
        assert chain["visits"] > 1000 and chain["communities_still_meeting"] > 0 and chain["hosts"] > 0, chain
        assert chain["money"][0]["per_visit"] > 0
    has_something_to_decide(p)


def has_something_to_decide(p):
    newest = max(p.list("round"), key=lambda r: r["opens"])
    waiting = p.list("application", "--where", f"round={newest['id']}", "--where", "status=submitted")
    (figures,) = p.do("report", "round", newest["id"], "--format", "json").records
    fits = [a for a in waiting if a["amount"]["amount"] <= figures["left"]["amount"]]
    assert newest["status"] == "open" and len(waiting) == 3 and len(fits) == 2, (newest, waiting, figures)
    decision = {"status": "approved", "decided_on": datetime.date.today().isoformat()}
    for application in waiting:
        decided = json.dumps({"id": application["id"], "decided_amount": application["amount"], **decision})
        if application in fits:
            p.do("put", "application", stdin=decided)
            p.do("undo")
        else:
            assert "is left" in p.refuse("put", "application", stdin=decided)


def test_a_size_that_is_none_is_wrong_usage(p):
    p.refuse("generate", code=2)
    p.refuse("generate", "--size", "planet", code=2)
    p.refuse("generate", "--size", "host", "--seed", "x", code=2)
    assert not os.path.exists(p.folder)


ctl.main()
