#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One series of walks in two hands, through a server: however they change it apart, one plan comes of it."""

import contextlib
import datetime

import ctl
from computers import Cleanups, consultant, server

RULE = ("--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", "2190-01-05", "--at", "10:00", "--months-ahead", "1")


def starts(p):
    """The walks of January and February; later ones come of planning on."""
    return [m["start"][5:] for m in p.list("meeting", "--sort", "start") if m["start"] < "2190-03"]


def weeks(p):
    return [datetime.date.fromisoformat(m["start"][:10]).isocalendar()[1] for m in p.list("meeting", "--sort", "start")]


def walk_of(p, day):
    (found,) = [m["id"] for m in p.list("meeting") if m["start"].startswith(f"2190-{day}")]
    return found


def move(p, day, to, scope):
    p.do("meetings", "move", walk_of(p, day), "--to", f"2190-{to}", "--scope", scope)


@contextlib.contextmanager
def two_hands(p):
    """Two computers that both see a community without walks."""
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        one, other = consultant(p, there, "one"), consultant(p, there, "other")
        one.put("community", {"name": "Åstien", "kommune": "0751"})
        one.sync()
        other.sync()
        yield one, other


@contextlib.contextmanager
def open_series(p):
    """Two computers that both see the Tuesdays of January and February."""
    with two_hands(p) as (one, other):
        one.do("schedule", "Åstien", *RULE)
        one.sync()
        other.sync()
        assert starts(one) == starts(other) and len(starts(one)) == 8
        yield one, other


def cards(p):
    return [c for c in p.do("conflicts", "--json").records if c["state"] == "open"]


def meet(*computers):
    """They tell each other, until everybody knows all; nothing comes of planning on twice."""
    for _ in range(2):
        for computer in computers:
            computer.sync()
    for computer in computers:
        computer.do("meetings", "extend")
    for _ in range(2):
        for computer in computers:
            computer.sync()
    (first, second) = computers
    assert starts(first) == starts(second)
    # Every week has its walk, once.
    assert weeks(first) == weeks(second) == list(range(weeks(first)[0], weeks(first)[-1] + 1)), weeks(first)
    assert sorted(s["id"] for s in first.list("schedule")) == sorted(s["id"] for s in second.list("schedule"))


def plans_by_walks(p):
    """How many walks follow the plan that they belong to."""
    plans = {s["id"]: s for s in p.list("schedule")}
    return [m["start"][11:] == plans[m["schedule"]]["at"] and m["start"].startswith(m["occurrence"]) for m in p.list("meeting")]


def test_both_move_the_same_later_walks(p):
    with open_series(p) as (one, other):
        move(one, "02-02", "02-03 10:00", "later")   # to Wednesdays
        move(other, "02-02", "02-02 11:00", "later")  # an hour later
        meet(one, other)
        assert starts(one) == ["01-05T10:00", "01-12T10:00", "01-19T10:00", "01-26T10:00",
                               "02-02T11:00", "02-09T11:00", "02-16T11:00", "02-23T11:00"]
        assert len(one.list("schedule")) == 2 and all(plans_by_walks(one))
        # What one of them wanted otherwise is kept, as a time of each walk.
        fields = {c["field"] for c in cards(one)}
        assert "start" in fields and not fields & {"schedule", "occurrence", "follows"}, fields


def test_both_move_later_walks_from_different_days(p):
    with open_series(p) as (one, other):
        move(one, "01-19", "01-20 10:00", "later")
        move(other, "02-02", "02-04 10:00", "later")
        meet(one, other)
        assert starts(one) == ["01-05T10:00", "01-12T10:00", "01-20T10:00", "01-27T10:00",
                               "02-04T10:00", "02-11T10:00", "02-18T10:00", "02-25T10:00"]


def test_one_moves_all_and_then_the_other_the_later_ones(p):
    with open_series(p) as (one, other):
        move(one, "01-05", "01-06 10:00", "all")
        move(other, "02-02", "02-04 10:00", "later")
        meet(one, other)
        assert starts(one) == ["01-06T10:00", "01-13T10:00", "01-20T10:00", "01-27T10:00",
                               "02-04T10:00", "02-11T10:00", "02-18T10:00", "02-25T10:00"]
        assert all(plans_by_walks(one))
        # They are one series still: the next move doubles none.
        move(one, "01-06", "01-08 09:00", "all")
        assert starts(one)[:5] == ["01-08T09:00", "01-15T09:00", "01-22T09:00", "01-29T09:00", "02-04T10:00"]


def test_one_moves_the_later_ones_and_then_the_other_all(p):
    with open_series(p) as (one, other):
        move(one, "02-02", "02-04 10:00", "later")
        move(other, "01-05", "01-06 11:00", "all")
        meet(one, other)
        assert starts(one) == ["01-06T11:00", "01-13T11:00", "01-20T11:00", "01-27T11:00",
                               "02-03T11:00", "02-10T11:00", "02-17T11:00", "02-24T11:00"]
        assert all(plans_by_walks(one))


def test_both_plan_the_same(p):
    with two_hands(p) as (one, other):
        one.do("schedule", "Åstien", *RULE)
        other.do("schedule", "Åstien", *RULE)
        meet(one, other)
        assert len(starts(one)) == 8 and len(one.list("schedule")) == 1 and cards(one) == []


def delete_or_move(p, first_to_tell):
    """One moves the later walks while the other deletes the plan: what was moved remains, once a week."""
    with open_series(p) as (one, other):
        move(one, "02-02", "02-03 10:00", "later")
        (plan,) = other.list("schedule")
        other.do("delete", "schedule", plan["id"])
        assert starts(other) == []
        meet(*((one, other) if first_to_tell == "one" else (other, one)))
        assert starts(one) == ["02-03T10:00", "02-10T10:00", "02-17T10:00", "02-24T10:00"]
        # What the other did, of the plan and of each walk.
        assert {(c["kind"], c["subject"]) for c in cards(one)} == {("deleted", "schedule"), ("deleted", "meeting")}


def test_one_moves_the_later_ones_and_then_the_other_deletes_the_plan(p):
    delete_or_move(p, "one")


def test_one_deletes_the_plan_and_then_the_other_moves_the_later_ones(p):
    delete_or_move(p, "other")


def cancel_or_move(p, first_to_tell):
    """One cancels all that follow while the other moves them: they are moved and cancelled, and none come after."""
    with open_series(p) as (one, other):
        move(one, "02-02", "02-03 10:00", "later")
        cancel(other, "01-26")
        meet(*((one, other) if first_to_tell == "one" else (other, one)))
        walks = {m["start"][5:10]: m["status"] for m in one.list("meeting", "--sort", "start")}
        assert list(walks)[-5:] == ["01-26", "02-03", "02-10", "02-17", "02-24"]
        assert {walks[day] for day in list(walks)[-5:]} == {"cancelled"}
        # Whoever takes the cancelling back has a plan that goes on.
        other.do("undo")
        meet(other, one)
        assert one.list("meeting", "--sort", "start")[-1]["start"] == "2190-03-31T10:00"


def cancel(p, day):
    p.do("meetings", "cancel", walk_of(p, day), "--reason", "ice", "--scope", "later")


def test_one_moves_the_later_ones_and_then_the_other_cancels_them(p):
    cancel_or_move(p, "one")


def test_one_cancels_the_later_ones_and_then_the_other_moves_them(p):
    cancel_or_move(p, "other")


def test_a_plan_that_the_other_deleted_is_made_again_with_its_walks(p):
    with open_series(p) as (one, other):
        walks, (plan,) = starts(one), one.list("schedule")
        other.do("delete", "schedule", plan["id"])
        other.sync()
        one.sync()
        assert one.list("schedule") == [] == starts(one)
        one.do("schedule", "Åstien", *RULE)
        one.sync()
        meet(other, one)
        assert starts(other) == walks and len(other.list("schedule")) == 1
        assert cards(one) == cards(other) == []


if __name__ == "__main__":
    ctl.main()
