#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules and attendance."""

import datetime
import json

import ctl


def community(p):
    (made,) = p.put("community", {"name": "Åstien", "kommune": "0615"})
    return made["id"]


def walk(p, **fields):
    (made,) = p.put("meeting", {"community": community(p), "start": "2026-01-06T10:00", **fields})
    return made["id"]


def meeting(p, walk_id):
    (found,) = p.list("meeting", "--where", f"id={walk_id}")
    return found


def test_attendance_is_of_one_community_and_stays_with_whom_it_is_of(p):
    ours, theirs = p.put("community", {"name": "Ours"}, {"name": "Theirs"})
    (walk,) = p.put("meeting", {"community": ours["id"], "start": "2026-05-05T10:00"})
    anna, asta, bo = p.put("participant", {"community": ours["id"], "name": "Anna"}, {"community": ours["id"], "name": "Asta"},
                           {"community": theirs["id"], "name": "Bo"})
    reason = p.refuse("put", "attendance", stdin=json.dumps({"meeting": walk["id"], "participant": bo["id"]}))
    assert "not in the community of this walk" in reason
    (there,) = p.put("attendance", {"meeting": walk["id"], "participant": anna["id"]})
    p.refuse("put", "attendance", stdin=json.dumps({"id": there["id"], "participant": asta["id"]}))
    assert p.list("attendance") == [there]
    p.put("attendance", {**there, "state": "excused"})


def test_a_walk_starts_at_a_time_that_comes(p):
    walk_id = walk(p, start="2026-10-25T02:30")  # comes twice
    for start in ("2026-03-29T02:00", "2026-03-29T02:59"):
        reason = p.refuse("put", "meeting", stdin=json.dumps({"id": walk_id, "start": start}))
        assert "does not exist" in reason and "go forward" in reason
    p.put("meeting", {"id": walk_id, "start": "2026-03-29T03:00"})


def test_schedule_refuses_a_length_that_is_none(p):
    p.put("community", {"name": "Åstien"})
    for length in ("-5", "0", "2000", "long"):
        p.refuse("schedule", "Åstien", "--rule", "FREQ=WEEKLY", "--from", "2026-01-06", "--at", "10:00", f"--duration={length}")
    assert p.list("schedule") == [] and p.list("meeting") == []


def test_schedule_makes_its_walks_and_undo_takes_them_back(p):
    community(p)
    (answer,) = p.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", "6/1-2026", "--at", "10.00",
                     "--until", "2026-02-03", "--json").records
    assert answer["meetings"] == 5
    starts = [m["start"] for m in p.list("meeting", "--sort", "start")]
    assert starts[0] == "2026-01-06T10:00" and starts[-1] == "2026-02-03T10:00" and len(starts) == 5
    assert p.list("meeting", "--where", "start=2026-01-13")[0]["schedule"] == answer["schedule"]
    p.do("undo")
    assert p.list("meeting") == p.list("schedule") == []


def test_schedule_keeps_its_local_time_across_both_clock_changes(p):
    community(p)
    p.do("schedule", "Åstien", "--rule", "FREQ=MONTHLY;BYDAY=-1SU", "--from", "2026-03-01", "--at", "10:00", "--until", "2026-11-30")
    assert {m["start"][11:] for m in p.list("meeting")} == {"10:00"}


def test_schedule_refuses_what_is_no_rule_and_changes_nothing(p):
    community(p)
    rest = ("--from", "2026-01-06", "--at", "10:00")
    p.refuse("schedule", "Åstien", "--rule", "every tuesday", *rest)
    p.refuse("schedule", "Nowhere", "--rule", "FREQ=DAILY", *rest)
    p.refuse("schedule", "Åstien", "--rule", "FREQ=DAILY", "--from", "2026-13-01", "--at", "10:00")
    p.refuse("schedule", "Åstien", "--rule", "FREQ=DAILY", "--from", "2026-01-01", "--at", "25:00")
    p.refuse("schedule", "Åstien", "--rule", "FREQ=DAILY", *rest, "--until", "2025-01-01")
    for rule in ("FREQ=DAILY;COUNT=4294967297", "FREQ=DAILY;BYHOUR=9,10"):
        p.refuse("schedule", "Åstien", "--rule", rule, *rest)
    assert "no walks" in p.refuse("schedule", "Åstien", "--rule", "FREQ=DAILY;UNTIL=20260105", *rest)
    p.refuse("schedule", "Åstien", "--from", "2026-01-06", code=2)
    assert p.list("schedule") == p.list("meeting") == []


def test_schedule_names_the_option_that_is_wrong(p):
    community(p)
    right = {"--rule": "FREQ=WEEKLY", "--from": "2026-01-06", "--at": "10:00", "--until": "2026-02-01", "--duration": "60"}
    for option in ("--from", "--at", "--until", "--duration"):
        words = [word for pair in {**right, option: "soon"}.items() for word in pair]
        assert p.refuse("schedule", "Åstien", *words).startswith(f"gangartctl: {option}: “soon” is not"), option
    assert p.refuse("report", "attendance", "--from", "soon").startswith("gangartctl: --from: “soon”")


def test_attend_records_names_and_a_number(p):
    w = walk(p)
    bodil, egon = p.put("participant", {"community": "Åstien", "name": "Bodil"}, {"community": "Åstien", "name": "Egon"})
    answer = p.do("attend", w, "--present", bodil["id"], "--first-time", "Egon", "--unnamed", "3")
    assert "By name: 2. Without a name: 3. First time: 1." in answer.out
    assert meeting(p, w)["status"] == "held" and meeting(p, w)["unnamed"] == 3
    assert {a["first_time"] for a in p.list("attendance", "--where", f"meeting={w}")} == {True, False}
    p.do("undo")
    assert p.list("attendance") == [] and meeting(p, w)["status"] == "planned"
    p.do("check")


def test_attend_takes_several_in_any_way_they_are_written(p):
    w = walk(p)
    names = ["Agnete", "Bodil", "Carl", "Dagny", "Egon"]
    p.put("participant", *({"community": "Åstien", "name": n} for n in names))
    p.do("attend", w, "--present", "Agnete", "Bodil")
    p.do("attend", w, "--present", "Carl,Dagny", "--present", "Egon")
    assert len(p.list("attendance", "--where", f"meeting={w}", "--where", "state=present")) == 5


def test_attend_cancels_for_a_reason_in_code_or_words(p):
    w = walk(p)
    p.do("attend", w, "--cancelled", "isglat")
    assert (meeting(p, w)["status"], meeting(p, w)["reason"]) == ("cancelled", "ice")
    p.do("attend", w, "--held")
    assert (meeting(p, w)["status"], meeting(p, w)["reason"]) == ("held", None)


def test_nobody_has_come_to_a_walk_that_is_still_to_come(p):
    today = datetime.date.today()
    w = walk(p, start=f"{today + datetime.timedelta(days=2)}T10:00")
    p.put("participant", {"community": "Åstien", "name": "Bodil"})
    for words in (("--present", "Bodil"), ("--first-time", "Bodil"), ("--unnamed", "3"), ("--held",)):
        assert "Who came is recorded on the day itself." in p.refuse("attend", w, *words), words
    assert meeting(p, w)["status"] == "planned"
    p.do("attend", w, "--cancelled", "ice")
    assert "Who came is recorded on the day itself." in p.refuse("attend", w, "--unnamed", "3")
    # It is the day that counts, not the hour.
    p.do("put", "meeting", stdin=json.dumps({"id": w, "start": f"{today}T23:59", "status": "planned", "reason": None}))
    p.do("attend", w, "--unnamed", "3")


def test_free_words_about_a_walk_are_kept_with_the_names(p):
    w = walk(p)
    p.do("attend", w, "--cancelled", "Værten er til begravelse")
    p.do("attend", w, "--cancelled", "Ingen nøgle")
    assert meeting(p, w)["reason"] == "other"
    (note,) = p.list("meeting_note", "--where", f"meeting={w}")
    assert note["text"] == "Værten er til begravelse\nIngen nøgle"


def test_attend_refuses_strangers_and_changes_nothing(p):
    w = walk(p)
    p.put("community", {"name": "Bakken"})
    p.put("participant", {"community": "Åstien", "name": "Bodil"}, {"community": "Bakken", "name": "Egon"},
          {"community": "Åstien", "name": "Knud"}, {"community": "Åstien", "name": "Knud"})
    assert "Egon" in p.refuse("attend", w, "--present", "Bodil,Egon", "--unnamed", "4")
    assert "Knud" in p.refuse("attend", w, "--present", "Knud")
    p.refuse("attend", w, "--unnamed", "99999")
    p.refuse("attend", "01a20170-95de-75e2-ba42-932b576b4fb6", "--held")
    for words in ((), ("--held", "--cancelled", "ice"), ("--unnamed", "x")):
        p.refuse("attend", w, *words, code=2)
    for number in ("-1", "-5"):
        assert "cannot be negative" in p.refuse("attend", w, "--unnamed", number, code=2)
    for reason in ("", "  "):
        assert "--cancelled REASON" in p.refuse("attend", w, "--cancelled", reason, code=2)
    assert p.list("attendance") == [] and meeting(p, w)["status"] == "planned"


ctl.main()
