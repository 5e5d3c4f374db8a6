#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two participants who turn out to be one person."""

import ctl


def community(p):
    (made,) = p.put("community", {"name": "Åstien", "kommune": "0615"})
    return made["id"]


def two_names(p):
    """Karen came three times, K. Hansen twice, once of them to the same walk; Bo is another."""
    group = community(p)
    walks = p.put("meeting", *({"community": group, "start": f"2026-01-{day:02}T10:00"} for day in (6, 13, 20, 27)))
    karen, hansen, bo = p.put("participant",
                              {"community": group, "name": "Karen", "joined": "2026-01-13"},
                              {"community": group, "name": "K. Hansen", "joined": "2026-01-06", "left": "2026-01-28"},
                              {"community": group, "name": "Bo", "left": "2026-01-31"})
    ids = [walk["id"] for walk in walks]
    p.do("attend", ids[0], "--first-time", "K. Hansen")
    p.do("attend", ids[1], "--first-time", "Karen", "--present", "K. Hansen", "--unnamed", "5")
    p.do("attend", ids[2], "--present", "Karen,Bo")
    p.do("attend", ids[3], "--present", "Karen")
    return karen["id"], hansen["id"], bo["id"], ids


def everything(p):
    """Every record as a file has it; those that a sort takes for equal stand in the order they were last written."""
    for entity in ("participant", "attendance", "meeting", "community"):
        p.do("export", entity, p.path(entity + ".json"))
    return [sorted(open(p.path(entity + ".json"), "rb")) for entity in ("participant", "attendance", "meeting", "community")]


def figures(p):
    (month,) = p.do("report", "attendance", "--by", "month", "--from", "2026-01-01", "--to", "2026-01-31", "--format", "json").records
    return month


def test_two_participants_become_one_and_undo_makes_them_two_again(p):
    karen, hansen, bo, walks = two_names(p)
    before, counted = everything(p), figures(p)
    (told,) = p.do("participants", "merge", karen, hansen, "--dry-run", "--json").records
    assert (told["visits_stays"], told["visits_goes"], told["visits_both"], told["visits"]) == (3, 2, 1, 4)
    assert told["name"] == "Karen" and told["joined"] == "2026-01-06" and told["left"] is None, told
    assert told["first_time"] == "2026-01-06" and told["merged"] is False and told["goes"] == hansen
    assert everything(p) == before

    (done,) = p.do("participants", "merge", karen, hansen, "--json").records
    assert done == {**told, "merged": True}
    assert {one["id"] for one in p.list("participant")} == {karen, bo}
    hers = [a for a in p.list("attendance") if a["participant"] == karen]
    assert sorted(a["meeting"] for a in hers) == sorted(walks) and {a["state"] for a in hers} == {"present"}
    assert [a["meeting"] for a in hers if a["first_time"]] == [walks[0]]
    after = figures(p)
    assert after["named"] == counted["named"] - 1 and after["unnamed"] == 5, (counted, after)
    p.do("check")

    p.do("undo")
    assert everything(p) == before and figures(p) == counted
    p.do("redo")
    assert figures(p) == after
    p.do("check")


def test_who_was_here_before_is_not_new_under_another_name(p):
    group = community(p)
    first, second = p.put("meeting", *({"community": group, "start": f"2026-01-{day:02}T10:00"} for day in (6, 13)))
    old, new = p.put("participant", {"community": group, "name": "Old"}, {"community": group, "name": "New"})
    p.do("attend", first["id"], "--present", "Old")
    p.do("attend", second["id"], "--first-time", "New")
    (told,) = p.do("participants", "merge", new["id"], old["id"], "--json").records
    assert told["first_time"] is None and told["visits"] == 2 and told["name"] == "New"
    assert [bool(a.get("first_time")) for a in p.list("attendance")] == [False, False]


def test_what_comes_of_it_is_told_in_words(p):
    karen, hansen, _, _ = two_names(p)
    lines = p.do("participants", "merge", "Karen", "K. Hansen", "--dry-run").out.splitlines()
    assert lines == ["Name: Karen", "Joined: 6 January 2026", "4 visits", "Until now 3 and 2, of which 1 at the same walks",
                     "First time: 6 January 2026"], lines


def test_participants_who_cannot_be_one_stay_two(p):
    here, there = p.put("community", {"name": "Here"}, {"name": "There"})
    anna, anne = p.put("participant", {"community": here["id"], "name": "Anna"}, {"community": there["id"], "name": "Anne"})
    for words, reason in (((anna["id"], anna["id"]), "are one already"), ((anna["id"], anne["id"]), "different communities"),
                          ((anna["id"], "Nobody"), "There is none")):
        for more in ((), ("--dry-run",)):
            assert reason in p.refuse("participants", "merge", *words, *more)
    p.refuse("participants", "join", anna["id"], anne["id"], code=2)
    assert len(p.list("participant")) == 2


ctl.main()
