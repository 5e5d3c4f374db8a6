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


def series(p, *more):
    """Four Tuesdays of a schedule; the ids of its walks."""
    community(p)
    p.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", "2190-01-05", "--at", "10:00", "--until", "2190-01-26", *more)
    return [m["id"] for m in p.list("meeting", "--sort", "start")]


def starts(p):
    return [m["start"][5:] for m in p.list("meeting", "--sort", "start")]


def test_schedule_keeps_public_holidays_and_days_left_out(p):
    community(p)
    p.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=MO", "--from", "2023-03-27", "--at", "10:00", "--until", "2023-05-08",
         "--skip-holidays", "--except", "2023-04-17|24-04-2023")
    assert starts(p) == ["03-27T10:00", "04-03T10:00", "05-01T10:00", "05-08T10:00"]
    (made,) = p.list("schedule")
    assert made["skips"] == ["2023-04-17", "24-04-2023"] and made["skip_holidays"]
    reason = p.refuse("put", "schedule", stdin=json.dumps({"id": made["id"], "skips": ["soon"]}))
    assert "“soon” is not a date" in reason


def test_norwegian_walks_keep_norwegian_holidays(p):
    (oslo,) = p.list("kommune", "--where", "code=0301")
    p.put("community", {"name": "Stien", "kommune": oslo["id"]})
    p.do("schedule", "Stien", "--rule", "FREQ=DAILY", "--from", "2026-05-16", "--at", "10:00", "--until", "2026-05-18", "--skip-holidays")
    assert starts(p) == ["05-16T10:00", "05-18T10:00"]
    assert {m["zone"] for m in p.list("meeting")} == {"Europe/Oslo"}


def test_what_was_deleted_at_the_end_is_not_made_again_after_a_move(p):
    community(p)
    p.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", "2190-01-05", "--at", "10:00", "--months-ahead", "1")
    p.do("delete", "meeting", p.list("meeting", "--where", "start=2190-02-23")[0]["id"])
    p.do("meetings", "move", p.list("meeting", "--where", "start=2190-02-02")[0]["id"], "--to", "2190-02-03 10:00", "--scope", "later")
    p.do("meetings", "extend")
    assert starts(p)[4:9] == ["02-03T10:00", "02-10T10:00", "02-17T10:00", "03-03T10:00", "03-10T10:00"]


def test_a_month_that_days_move_into_gets_the_rest_of_its_walks(p):
    community(p)
    p.do("schedule", "Åstien", "--rule", "FREQ=MONTHLY;BYMONTHDAY=31", "--from", "2190-01-31", "--at", "10:00", "--months-ahead", "2")
    assert starts(p) == ["01-31T10:00", "03-31T10:00"]
    p.do("meetings", "move", p.list("meeting", "--where", "start=2190-01-31")[0]["id"], "--to", "2190-02-01 10:00", "--scope", "all")
    p.do("meetings", "extend")
    assert starts(p) == ["02-01T10:00", "03-01T10:00", "04-01T10:00"]


def test_walks_move_alone_with_later_ones_or_all(p):
    walks = series(p)
    for scope, after in (("this", ["01-05T10:00", "01-12T10:00", "01-20T11:00", "01-26T10:00"]),
                         ("later", ["01-05T10:00", "01-12T10:00", "01-20T11:00", "01-27T11:00"]),
                         ("all", ["01-06T11:00", "01-13T11:00", "01-20T11:00", "01-27T11:00"])):
        p.do("meetings", "move", walks[2], "--to", "20-01-2190 11:00", "--scope", scope)
        assert starts(p) == after, scope
        p.do("undo")
        assert starts(p) == ["01-05T10:00", "01-12T10:00", "01-19T10:00", "01-26T10:00"]
        assert len(p.list("schedule")) == 1


def test_what_was_held_stays_and_the_answer_says_so(p):
    walks = series(p)
    p.put("meeting", {"id": walks[0], "unnamed": 7, "status": "held"})
    answer = p.do("meetings", "move", walks[1], "--to", "2190-01-13 10:00", "--scope", "all").out
    assert "3 walks changed." in answer and "1 walk stays as it is." in answer
    (told,) = p.do("meetings", "change", walks[1], "--duration", "90", "--scope", "all", "--json").records
    assert told == {"changed": 3, "stayed": 1, "dropped": 0, "made": 0}
    assert [m["duration_min"] for m in p.list("meeting", "--sort", "start")] == [60, 90, 90, 90]
    p.refuse("meetings", "move", walks[0], "--to", "2190-01-13 10:00", "--scope", "all")


def test_later_walks_are_cancelled_with_one_reason(p):
    walks = series(p)
    p.do("meetings", "cancel", walks[2], "--reason", "ice", "--scope", "later")
    assert [m.get("reason") for m in p.list("meeting", "--sort", "start")] == [None, None, "ice", "ice"]
    p.do("undo")
    assert {m["status"] for m in p.list("meeting")} == {"planned"}


def test_a_plan_that_goes_on_again_is_not_cancelled_to_its_end(p):
    walks = series(p)
    p.put("schedule", {"id": p.list("schedule")[0]["id"], "until": None})
    for until in (None, "2191-01-05"):
        p.do("meetings", "cancel", walks[2], "--reason", "ice", "--scope", "later")
        (plan,) = p.list("schedule")
        assert plan["ended"] == plan["until"], plan
        p.put("schedule", {"id": plan["id"], "until": until})
        assert p.list("schedule")[0].get("ended") is None, until
        p.do("undo")
        p.do("undo")


def test_what_cannot_move_together_is_refused_whole(p):
    walks = series(p)
    (alone,) = p.put("meeting", {"community": p.list("community")[0]["id"], "start": "2190-02-02T10:00"})
    reason = p.refuse("meetings", "move", alone["id"], "--to", "2190-02-03 10:00", "--scope", "all")
    assert "belongs to no schedule" in reason
    p.refuse("meetings", "move", walks[0], "--to", "2190-03-28 02:30")
    p.refuse("meetings", "move", walks[0], "--to", "sometime", "--scope", "all")
    for words in (("move", walks[0]), ("change", walks[0]), ("cancel", walks[0]), ("dance", walks[0]), ("move",),
                  ("move", walks[0], "--to", "2190-01-06 10:00", "--scope", "some")):
        p.refuse("meetings", *words, code=2)
    assert starts(p)[:4] == ["01-05T10:00", "01-12T10:00", "01-19T10:00", "01-26T10:00"]


def test_a_schedule_says_where_and_with_whom(p):
    community(p)
    p.put("venue", {"name": "Havnen"})
    p.put("route", {"name": "Rundt om søen"})
    (person,) = p.put("person", {"name": "Bodil Holt"})
    rest = ("--rule", "FREQ=WEEKLY", "--from", "2190-01-05", "--until", "2190-01-05")
    p.do("schedule", "Åstien", *rest, "--at", "10:00", "--venue", "Havnen", "--route", "Rundt om søen", "--host", "Bodil Holt", "--zone", "Atlantic/Faroe")
    (made,) = p.list("schedule")
    for record in (made, *p.list("meeting")):
        assert (record["venue"], record["route"]) == (p.list("venue")[0]["id"], p.list("route")[0]["id"])
        assert (record["host"], record["zone"]) == (person["id"], "Atlantic/Faroe")
    assert "Nowhere" in p.refuse("schedule", "Åstien", *rest, "--at", "11:00", "--venue", "Nowhere")
    assert len(p.list("schedule")) == 1


def test_the_same_schedule_is_not_made_twice(p):
    series(p)
    (made,) = p.list("schedule")
    words = ("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", "2190-01-05")
    reason = p.refuse(*words, "--at", "10:00", "--until", "2190-02-26")
    assert "exists already" in reason and made["id"] in reason
    assert len(p.list("meeting")) == 4 and p.list("schedule") == [made]
    p.do(*words, "--at", "11:00", "--until", "2190-01-26")
    assert len(p.list("meeting")) == 8


def test_the_walk_of_today_is_made_while_it_lies_ahead(p):
    today = datetime.date.today()
    for at, made in (("23:59", True), ("00:00", False)):
        (schedule,) = p.put("schedule", {"community": community(p), "rule": "FREQ=DAILY", "from": today.isoformat(), "at": at, "months_ahead": 1})
        p.do("meetings", "extend")
        assert (p.list("meeting", "--sort", "start")[0]["start"] == f"{today}T23:59") == made, at
        p.do("delete", "schedule", schedule["id"])
        p.do("delete", "community", p.list("community")[0]["id"])


def test_meetings_takes_nothing_that_it_does_not_use(p):
    walks = series(p)
    assert "No walk is missing" in p.do("meetings", "extend").out
    for words in (("--scope", "all"), ("--to", "2190-01-06 10:00"), ("--reason", "ice"), ("--venue", "")):
        assert "takes nothing else" in p.refuse("meetings", "extend", *words, code=2), words
    reason = p.refuse("meetings", "cancel", walks[0], "--reason", "ice", "--to", "2190-01-06 10:00", code=2)
    assert "neither moves nor changes" in reason


def test_schedules_go_on_by_themselves_and_nothing_comes_twice(p):
    community(p)
    today = datetime.date.today()
    p.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY", "--from", today.isoformat(), "--at", "10:00", "--months-ahead", "1")
    made = len(p.list("meeting"))
    assert 4 <= made <= 10
    assert p.do("meetings", "extend", "--json").records[0]["made"] == 0
    (schedule,) = p.list("schedule")
    p.put("schedule", {"id": schedule["id"], "months_ahead": 3})
    more = p.do("meetings", "extend", "--json").records[0]["made"]
    assert 8 <= more <= 10
    last = p.list("meeting", "--sort", "newest")[0]
    p.do("delete", "meeting", last["id"])
    assert p.do("meetings", "extend", "--json").records[0]["made"] == 0
    p.do("undo")
    assert len(p.list("meeting")) == made + more


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


def test_what_somebody_came_to_is_neither_moved_nor_cancelled(p):
    w = walk(p)
    p.put("participant", {"community": "Åstien", "name": "Bodil"})
    for came in (("--present", "Bodil"), ("--unnamed", "3")):
        p.do("attend", w, *came)
        before = meeting(p, w)
        for change in ({"start": "2026-12-25T10:00"}, {"status": "planned"}, {"status": "cancelled", "reason": "ice"}):
            assert "Somebody has been recorded" in p.refuse("put", "meeting", stdin=json.dumps({"id": w, **change})), change
        for words in (("meetings", "cancel", w, "--reason", "ice"), ("meetings", "move", w, "--to", "2026-12-25 10:00"), ("attend", w, "--cancelled", "ice")):
            assert "Somebody has been recorded" in p.refuse(*words), words
        assert meeting(p, w) == before
        p.do("undo")
    # Whoever takes back who came may say that it was not.
    p.do("attend", w, "--unnamed", "3")
    p.do("put", "meeting", stdin=json.dumps({"id": w, "unnamed": 0, "status": "planned"}))
    p.do("meetings", "cancel", w, "--reason", "ice")
    assert meeting(p, w)["reason"] == "ice"


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


def test_a_schedule_is_called_by_its_rule_in_words(p):
    (community,) = p.put("community", {"name": "Åstien"})
    (schedule,) = p.put("schedule", {"community": community["id"], "rule": "FREQ=WEEKLY;BYDAY=TU", "from": "2026-01-06", "at": "10:00"})
    p.put("meeting", {"community": community["id"], "schedule": schedule["id"], "start": "2026-01-06T10:00"})
    written = p.do("export", "meeting").out
    assert "Åstien · Every Tuesday at 10:00" in written and "FREQ" not in written, written


ctl.main()
