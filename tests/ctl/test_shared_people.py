#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hosts of one community, through a server: whoever was at a walk is counted, whatever names are made one meanwhile."""

import json

import ctl
from computers import Cleanups, Computer, server

# All walks are over.
FIRST, LATER, TWICE = "2026-01-06T10:00", "2026-01-13T10:00", "2026-01-20T10:00"


def open_community(p, cleanups):
    """Two hosts who both see Asta and Asta B, of whom each was at the first walk or at none."""
    there = server.Server(cleanups)
    group = there.make_walk_group()
    hosts = []
    for name in ("one", "other"):
        host = Computer(p, name)
        host.enrol(there, there.invite("host", group["community_space"]))
        host.sync()
        hosts.append(host)
    one, other = hosts
    for start in (FIRST, LATER):
        one.put("meeting", {"community": group["community"], "start": start})
    one.put("participant", *({"community": group["community"], "name": name} for name in ("Asta", "Asta B")))
    attend(one, FIRST, "Asta B")
    one.sync()
    other.sync()
    return one, other


def walk(p, start):
    (found,) = [m["id"] for m in p.list("meeting") if m["start"] == start]
    return found


def attend(p, start, *names):
    p.do("attend", walk(p, start), *(word for name in names for word in ("--present", name)))


def came(p):
    """Who was at which walk."""
    names = {each["id"]: each["name"] for each in p.list("participant")}
    starts = {each["id"]: each["start"] for each in p.list("meeting")}
    return sorted((starts[each["meeting"]], names[each["participant"]]) for each in p.list("attendance"))


def meet(*hosts):
    """They tell each other, until everybody knows all. Returns who came."""
    for _ in range(3):
        for host in hosts:
            host.sync()
    (told,) = {tuple(came(host)) for host in hosts}
    return list(told)


def cards(p):
    return [c for c in p.do("conflicts", "--json").records if c["state"] == "open"]


def test_a_visit_follows_to_the_name_that_stays(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        one.do("participants", "merge", "Asta", "Asta B")
        attend(other, LATER, "Asta B")
        one.sync()
        assert meet(other, one) == [(FIRST, "Asta"), (LATER, "Asta")]
        assert one.names("participant") == other.names("participant") == ["Asta"]
        assert cards(one) == cards(other) == []


def test_a_visit_that_came_first_follows_too(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        one.do("participants", "merge", "Asta", "Asta B")
        attend(other, LATER, "Asta B", "Asta")
        other.sync()
        assert meet(one, other) == [(FIRST, "Asta"), (LATER, "Asta")]
        assert one.names("participant") == other.names("participant") == ["Asta"]
        assert cards(one) == cards(other) == []


def test_two_names_again_once_the_visit_has_followed(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        one.do("participants", "merge", "Asta", "Asta B")
        attend(other, LATER, "Asta B")
        meet(one, other)
        one.do("undo")
        told = meet(one, other)
        assert (FIRST, "Asta B") in told and len(told) == 2, told
        assert one.names("participant") == other.names("participant") == ["Asta", "Asta B"]
        assert cards(one) == cards(other) == []


def test_two_names_again_before_the_visit_comes(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        one.do("participants", "merge", "Asta", "Asta B")
        attend(other, LATER, "Asta B")
        one.sync()
        one.do("undo")
        assert meet(one, other) == [(FIRST, "Asta B"), (LATER, "Asta B")]
        assert one.names("participant") == other.names("participant") == ["Asta", "Asta B"]
        assert cards(one) == cards(other) == []


def test_two_names_again_while_the_visit_follows(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        one.do("participants", "merge", "Asta", "Asta B")
        attend(other, LATER, "Asta B")
        one.sync()
        one.do("undo")
        other.sync()
        told = meet(one, other)
        assert (FIRST, "Asta B") in told and len(told) == 2, told
        assert one.names("participant") == other.names("participant") == ["Asta", "Asta B"]
        # Who deleted the name again did not know that it is to stay.
        assert [c["kind"] for c in cards(one)] == ["deleted"]


def make_one_crosswise(p, begins):
    """Each host has made the other's name one with the one that the other host keeps."""
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        attend(one, LATER, "Asta")
        one.sync()
        other.sync()
        one.do("participants", "merge", "Asta", "Asta B")
        other.do("participants", "merge", "Asta B", "Asta")
        assert meet(*((one, other) if begins == "one" else (other, one))) == [(FIRST, "Asta"), (LATER, "Asta")]
        assert one.names("participant") == other.names("participant") == ["Asta"]
        assert cards(one) == cards(other) == []


def test_two_names_made_one_crosswise_are_one(p):
    make_one_crosswise(p, "one")


def test_two_names_made_one_crosswise_are_one_whoever_is_first(p):
    make_one_crosswise(p, "other")


def test_nobody_goes_whose_name_was_made_one_crosswise_without_a_visit(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        one.do("participants", "merge", "Asta", "Asta B")
        other.do("participants", "merge", "Asta B", "Asta")
        assert [start for start, _ in meet(one, other)] == [FIRST]
        assert one.names("participant") == other.names("participant") and len(one.names("participant")) == 1


def register_both(p, cleanups):
    """Both hosts have registered the same walk, and each has a card about that."""
    one, other = open_community(p, cleanups)
    (community,) = {m["community"] for m in one.list("meeting")}
    for host in (one, other):
        host.put("meeting", {"community": community, "start": TWICE})
    meet(one, other)
    (card,) = cards(one)
    assert card["kind"] == "duplicate" and card["subject"] == "meeting"
    return one, other, card


def test_a_walk_that_both_register_is_asked_about_and_nobody_gets_lost(p):
    with Cleanups() as cleanups:
        one, other, card = register_both(p, cleanups)
        one.do("conflicts", "restore", card["id"])
        other.do("attend", card["record"], "--present", "Asta")
        one.sync()
        assert meet(other, one) == [(FIRST, "Asta B"), (TWICE, "Asta")]
        (left,) = [m["id"] for m in one.list("meeting") if m["start"] == TWICE]
        assert left == card["other"] and cards(one) == cards(other) == []


def test_a_walk_that_cannot_follow_holds_up_nobody(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        (community,) = {m["community"] for m in one.list("meeting")}
        one.put("meeting", {"community": community, "start": TWICE})
        one.sync()
        for _ in range(2):
            other.run("put", "meeting", stdin=json.dumps({"community": community, "start": TWICE}))
        meet(one, other)
        twice = cards(one)
        assert len(twice) == 2 and len({card["other"] for card in twice}) == 1
        for card in twice:
            one.do("conflicts", "restore", card["id"])
        one.do("participants", "merge", "Asta", "Asta B")
        # Each number might go over to the walk that stays, though not both.
        for card, many in zip(twice, (7, 5)):
            other.put("meeting", {"id": card["record"], "status": "held", "unnamed": many})
        attend(other, LATER, "Asta B")
        one.sync()
        assert meet(other, one) == [(FIRST, "Asta"), (LATER, "Asta")]
        assert one.names("participant") == other.names("participant") == ["Asta"]
        (left,) = cards(one)
        assert (left["kind"], left["subject"]) == ("deleted", "meeting") and cards(other) == [left]
        numbers = [sorted(m["unnamed"] for m in host.list("meeting") if m["start"] == TWICE) for host in (one, other)]
        assert numbers == [[5, 7], [5, 7]], numbers


def test_two_plans_of_the_same_walks_are_asked_about_once(p):
    with Cleanups() as cleanups:
        one, other = open_community(p, cleanups)
        for host, begins in ((one, "2190-01-05"), (other, "2190-01-12")):
            host.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", begins, "--at", "10:00",
                    "--until", "2190-02-23")
        meet(one, other)
        walks = [m["start"] for m in one.list("meeting", "--sort", "start") if m["start"] > "2190"]
        assert len(walks) == 15 and len(set(walks)) == 8
        (card,) = cards(one)
        assert card["kind"] == "duplicate" and card["subject"] == "schedule"
        one.do("conflicts", "restore", card["id"])
        meet(one, other)
        assert [m["start"] for m in other.list("meeting", "--sort", "start") if m["start"] > "2190"] == sorted(set(walks))
        assert len(other.list("schedule")) == 1 and cards(one) == cards(other) == []


if __name__ == "__main__":
    ctl.main()
