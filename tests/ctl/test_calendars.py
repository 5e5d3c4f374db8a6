#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks as calendars (iCalendar), out and in."""

import datetime
import os
import re

import ctl


def calendar(*events, before="", zone=""):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//EN", *([f"X-WR-TIMEZONE:{zone}"] if zone else []), *before.splitlines()]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def write(p, name, text):
    with open(p.path(name), "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return p.path(name)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def unfold(data):
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(b"\r\n", b"")
    return data.decode().replace("\r\n ", "")


def events(path):
    """The properties of each event, by name."""
    found = []
    for part in unfold(read(path)).split("BEGIN:VEVENT\r\n")[1:]:
        lines = part.split("END:VEVENT")[0].splitlines()
        found.append({re.split("[;:]", line, maxsplit=1)[0]: line.split(":", 1)[1] for line in lines})
    return found


def make(p, entity, **fields):
    return p.put(entity, fields)[0]


def put_in(p, *more, community="Åstien", **words):
    (report,) = p.do("import", "meeting", write(p, "a.ics", calendar(*more, **words)), "--community", community, "--json").records
    return report


def starts(p):
    return [(m["start"], m["zone"]) for m in p.list("meeting")]


def test_walks_go_out_without_names_and_come_back_as_they_were(p):
    host = make(p, "person", name="Bodil Holt")
    venue = make(p, "venue", name="Havnen; ved kajen", address="Havnegade 1")
    one = make(p, "community", name="Åstien, " + "å" * 60, venue=venue["id"])
    two = make(p, "community", name="Lungeholdet", reveals_health=True)
    first = make(p, "meeting", community=one["id"], start="2026-03-29T01:30", duration_min=90, host=host["id"])
    second = make(p, "meeting", community=two["id"], start="2026-07-01T10:00", zone="America/Nuuk", status="cancelled", reason="illness")
    p.do("export", "meeting", p.path("a.ics"), "--sort", "start")
    text = unfold(read(p.path("a.ics")))
    assert "Bodil" not in text and "Lunge" not in text and "illness" not in text and "Host is ill" not in text
    assert text.count("BEGIN:VTIMEZONE") == 2 and "TZID:America/Nuuk" in text
    told, neutral = events(p.path("a.ics"))
    assert told["UID"] == first["id"] + "@gangart" and told["SUMMARY"] == one["name"].replace(",", "\\,") and told["STATUS"] == "CONFIRMED"
    # The clocks go forward half an hour after it began.
    assert told["DTSTART"] == "20260329T013000" and told["DTEND"] == "20260329T040000"
    assert told["LOCATION"] == "Havnen\\; ved kajen\\, Havnegade 1"
    assert neutral["SUMMARY"] == "Walk" and neutral["STATUS"] == "CANCELLED" and neutral["UID"] == second["id"] + "@gangart"
    before = p.list("meeting")
    (report,) = p.do("import", "meeting", p.path("a.ics"), "--update", "--json").records
    assert report["unchanged"] == 2 and report["rows"] == 2 and p.list("meeting") == before
    p.do("export", "meeting", p.path("b.ics"), "--sort", "start")
    assert read(p.path("a.ics")) == read(p.path("b.ics"))
    other = ctl.Profile(p.path("other"))
    for entity in ("venue", "community"):
        p.do("export", entity, p.path(entity + ".csv"))
        other.do("import", entity, p.path(entity + ".csv"))
    other.do("import", "meeting", p.path("a.ics"))
    came = {m["id"]: m for m in other.list("meeting")}
    assert came[first["id"]]["start"] == "2026-03-29T01:30" and came[first["id"]]["duration_min"] == 90
    assert came[second["id"]]["zone"] == "America/Nuuk" and came[second["id"]]["status"] == "cancelled"
    other.do("undo")
    assert other.list("meeting") == []


def test_a_walk_of_ours_that_moves_stays_one_however_its_community_is_told(p):
    community = make(p, "community", name="Åstien")
    walk = make(p, "meeting", community=community["id"], start="2026-03-01T10:00")
    p.do("export", "meeting", p.path("a.ics"))
    text = read(p.path("a.ics")).decode()
    for hours, told in enumerate(("Åstien", community["id"], community["id"].upper()), 1):
        path = write(p, "b.ics", text.replace("20260301T11", f"20260301T{11 + hours}").replace("20260301T10", f"20260301T{10 + hours}"))
        p.do("import", "meeting", path, "--community", told, "--update")
        assert [(m["id"], m["start"]) for m in p.list("meeting")] == [(walk["id"], f"2026-03-01T{10 + hours}:00")], told


def test_a_walk_that_changes_is_newer_each_time(p):
    community = make(p, "community", name="Åstien")
    walk = make(p, "meeting", community=community["id"], start="2026-03-01T10:00")
    p.do("export", "meeting", p.path("a.ics"))
    (before,) = events(p.path("a.ics"))
    assert int(before["SEQUENCE"]) <= 2
    # A walk that was made an hour ago, as its id tells.
    ago = int((datetime.datetime.now().timestamp() - 3600) * 1000)
    text = f"{ago:012x}7000800000000000000a"
    old = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    p.do("import", "meeting", write(p, "m.csv", f"id,community,start\n{old},Åstien,2026-03-08T10:00\n"))
    p.do("export", "meeting", p.path("a.ics"), "--where", "start=2026-03-08T10:00")
    (changed,) = events(p.path("a.ics"))
    assert 3590 <= int(changed["SEQUENCE"]) <= 3660 and changed["UID"] == old + "@gangart" and walk["id"] != old


def test_walks_of_a_schedule_are_at_the_start_until_they_change(p):
    make(p, "community", name="Åstien")
    p.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", "2190-01-05", "--at", "10:00", "--until", "2190-01-12")
    p.do("export", "meeting", p.path("a.ics"))
    assert [e["SEQUENCE"] for e in events(p.path("a.ics"))] == ["0", "0"]
    p.do("meetings", "move", p.list("meeting")[1]["id"], "--to", "2190-01-13 10:00")
    p.do("export", "meeting", p.path("a.ics"))
    kept, moved = (int(e["SEQUENCE"]) for e in events(p.path("a.ics")))
    assert kept == 0 and 0 < moved < 2**31 // 4, (kept, moved)


def test_what_came_of_a_walk_is_not_lost_by_a_file(p):
    make(p, "community", name="Åstien")
    walk = make(p, "meeting", community="Åstien", start="2026-03-01T10:00")
    make(p, "participant", community="Åstien", name="Bodil")
    p.do("attend", walk["id"], "--present", "Bodil", "--unnamed", "3")
    before = p.list("meeting")
    p.do("export", "meeting", p.path("a.ics"))
    text = read(p.path("a.ics")).decode()
    files = (("b.ics", text.replace("20260301T", "20261225T"), "stays at its time"), ("c.ics", text.replace("STATUS:CONFIRMED", "STATUS:CANCELLED"), "it was held"),
             ("d.csv", f"id,community,start\n{walk['id']},Åstien,2026-12-25T10:00\n", "stays at its time"),
             ("e.csv", f"id,community,start,status\n{walk['id']},Åstien,2026-03-01T10:00,planned\n", "it was held"))
    for name, changed, words in files:
        assert changed != text
        answer = p.run("import", "meeting", write(p, name, changed), "--update")
        assert answer.code == 1 and re.search("Row [12]: Somebody has been recorded at this walk", answer.err) and words in answer.err, (name, answer.err)
        assert p.list("meeting") == before
    # What else the file says is taken.
    p.do("import", "meeting", write(p, "f.csv", f"id,community,start,duration_min\n{walk['id']},Åstien,2026-03-01T10:00,90\n"), "--update")
    assert p.list("meeting")[0]["duration_min"] == 90


def test_colors_are_by_community(p):
    for name in "ABCDEFGH":
        p.put("community", {"name": name})
        p.put("meeting", {"community": name, "start": "2026-03-01T10:00"}, {"community": name, "start": "2026-03-02T10:00"})
    p.do("export", "meeting", p.path("a.ics"))
    colors = {}
    for event in events(p.path("a.ics")):
        colors.setdefault(event["SUMMARY"], set()).add(event["COLOR"])
    assert all(len(c) == 1 for c in colors.values()) and len(set.union(*colors.values())) > 1


def test_times_keep_their_zone_and_others_are_converted(p):
    make(p, "community", name="Åstien")
    before = "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\nEND:VTIMEZONE"
    report = put_in(p, ("DTSTART;TZID=Europe/Oslo:20260106T100000",), ("DTSTART:20260707T080000Z", "DTEND:20260707T093000Z"), ("DTSTART:20260108T100000",),
                    ("DTSTART;TZID=\"America/New_York\":20260109T050000", "DURATION:PT1H15M"), ("DTSTART;TZID=Romance Standard Time:20260110T100000",),
                    ("DTSTART;TZID=/vendor.example/Atlantic/Faroe:20260111T100000",), before=before)
    assert report["created"] == 6 and report["problem_count"] == 0, report
    copenhagen = "Europe/Copenhagen"
    assert starts(p) == [("2026-01-06T10:00", "Europe/Oslo"), ("2026-01-08T10:00", copenhagen), ("2026-01-09T11:00", copenhagen),
                         ("2026-01-10T10:00", copenhagen), ("2026-01-11T10:00", "Atlantic/Faroe"), ("2026-07-07T10:00", copenhagen)]
    assert [m["duration_min"] for m in p.list("meeting")] == [60, 60, 75, 60, 60, 90]
    p.do("undo")
    assert p.list("meeting") == []
    put_in(p, ("DTSTART:20260108T100000",), ("DTSTART:20260707T080000Z",), zone="America/Nuuk")
    assert starts(p) == [("2026-01-08T10:00", "America/Nuuk"), ("2026-07-07T07:00", "America/Nuuk")]


def test_what_repeats_becomes_each_of_its_walks(p):
    make(p, "community", name="Åstien")
    report = put_in(
        p, ("UID:a", "DTSTART;TZID=Europe/Copenhagen:20260303T100000", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Europe/Copenhagen:20260310T100000",
            "EXDATE:20260331T080000Z", "RDATE;TZID=Europe/Copenhagen:20260304T180000,20260303T100000"),
        ("UID:a", "RECURRENCE-ID;TZID=Europe/Copenhagen:20260317T100000", "DTSTART;TZID=Europe/Copenhagen:20260318T110000"),
        ("UID:a", "RECURRENCE-ID:20260324T090000Z", "DTSTART;TZID=Europe/Copenhagen:20260324T100000", "STATUS:CANCELLED"))
    assert report["created"] == 5, report
    assert [(m["start"][5:], m["status"]) for m in p.list("meeting")] == [
        ("03-03T10:00", "planned"), ("03-04T18:00", "planned"), ("03-18T11:00", "planned"), ("03-24T10:00", "cancelled"), ("04-07T10:00", "planned")]
    p.do("undo")
    # A day alone leaves out whatever is on it, and as many exceptions as may be are looked at once.
    many = ",".join(f"20260310T{i // 60 % 24:02}{i % 60:02}00Z" for i in range(3996))
    report = put_in(p, ("DTSTART:20260303T100000", "RRULE:FREQ=DAILY;COUNT=800", "EXDATE;VALUE=DATE:20260304", "EXDATE:20260305", f"EXDATE:{many}"))
    assert report["created"] == 797, report
    p.do("undo")
    # Without an end it is followed for two years, which is told, and a rule for every minute not at all.
    day = datetime.date.today()
    report = put_in(p, (f"DTSTART:{day:%Y%m%d}T100000", "RRULE:FREQ=WEEKLY"), ("DTSTART:20260303T100000", "RRULE:FREQ=WEEKLY;COUNT=2"))
    assert 102 <= report["created"] <= 108 and report["cut"] == 1
    p.do("undo")
    assert "1 event repeats for more than two years" in p.do("import", "meeting", p.path("a.ics"), "--community", "Åstien", "--dry-run").out
    answer = p.run("import", "meeting", write(p, "b.ics", calendar(("DTSTART:20260303T100000", "RRULE:FREQ=OFTEN"))), "--community", "Åstien")
    assert answer.code == 1 and "Event 1" in answer.err and p.list("meeting") == []


def test_a_rule_of_more_walks_than_one_event_may_have_is_told_and_not_cut(p):
    make(p, "community", name="Åstien")
    began = datetime.date.today() - datetime.timedelta(days=3 * 365)
    path = write(p, "a.ics", calendar((f"DTSTART:{began:%Y%m%d}T100000", "RRULE:FREQ=DAILY"), ("DTSTART:20260107T100000",)))
    answer = p.run("import", "meeting", path, "--community", "Åstien")
    assert answer.code == 1 and "Event 1, line 4: The event repeats more than 800 times" in answer.err and p.list("meeting") == [], answer.err
    (report,) = p.do("import", "meeting", path, "--community", "Åstien", "--skip-bad", "--json").records
    assert report["created"] == 1 and report["problem_count"] == 1
    p.do("undo")
    assert put_in(p, ("DTSTART:20260107T100000", "RRULE:FREQ=DAILY;COUNT=800"))["created"] == 800


def test_a_rule_without_a_day_that_comes_is_told(p):
    make(p, "community", name="Åstien")
    for rule in ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;UNTIL=20260101"):
        path = write(p, "a.ics", calendar(("DTSTART:20260303T100000", f"RRULE:{rule}")))
        assert "Event 1, line 4: The rule of the event has no day" in p.run("import", "meeting", path, "--community", "Åstien").err, rule
    assert p.list("meeting") == []


def test_a_community_is_told_for_calendars_alone(p):
    make(p, "community", name="Åstien")
    for entity, text in (("meeting", "start\n2026-03-03T10:00\n"), ("participant", "name\nBodil\n"), ("participant", "name,community\nBodil,Åstien\n")):
        assert "--community says whose walks" in p.refuse("import", entity, write(p, "a.csv", text), "--community", "Åstien", code=2)


def test_a_place_is_a_venue_where_one_is_called_so(p):
    venue = make(p, "venue", name="Havnen")
    make(p, "community", name="Åstien")
    put_in(p, ("DTSTART:20260303T100000", "LOCATION:Havnen\\, Havnegade 1"), ("DTSTART:20260304T100000", "LOCATION:https://meet.example.org"))
    assert [m.get("venue") for m in p.list("meeting")] == [venue["id"], None]


def test_an_event_that_says_nothing_of_use_is_told_and_left_out(p):
    make(p, "community", name="Åstien")
    bad = (("SUMMARY:x",), ("DTSTART;VALUE=DATE:20260106",), ("DTSTART:20260231T100000",), ("DTSTART:20260106T100000", "DURATION:long"),
           ("DTSTART;TZID=Mars/Olympus:20260106T100000",), ("DTSTART:20260106T100000", "no colon"), ("DTSTART:20260106T100000", "DTEND:20270106T100000"))
    path = write(p, "a.ics", calendar(*bad, ("DTSTART:20260107T100000",)))
    answer = p.run("import", "meeting", path, "--community", "Åstien")
    assert answer.code == 1 and p.list("meeting") == []
    for sentence in ("Event 1, line 6: The event has no start", "Event 2, line 8: The event is of a whole day", "Event 3, line 11: “20260231T100000” is no time",
                     "Event 4, line 15: “long” is no duration", "Event 5, line 18: The time zone “Mars/Olympus” is not known",
                     "Event 6, line 22: NAME:VALUE was expected", "Row 7, Minutes"):
        assert sentence in answer.err, answer.err
    (report,) = p.do("import", "meeting", path, "--community", "Åstien", "--skip-bad", "--json").records
    assert report["created"] == 1 and report["rows"] == 8 and starts(p) == [("2026-01-07T10:00", "Europe/Copenhagen")]


def test_times_that_are_not_understood_or_too_many_are_told(p):
    make(p, "community", name="Åstien")
    many = ",".join(["20260106T100000"] * 4000)
    bad = (("DTSTART:20260106T100000,20260107T100000",), ("DTSTART:20260106T100000Zrubbish",), ("DTSTART:20260106T1000001",),
           ("DTSTART:20260106T100000", "EXDATE:20260107T100000;x"), ("DTSTART:20260106T100000", f"RDATE:{many},20260107T100000"),
           ("DTSTART:20260106T100000", f"EXDATE:{many}", "EXDATE:20260107T100000"))
    path = write(p, "a.ics", calendar(*bad, ("DTSTART:20260108T100000Z", f"RDATE:{many}")))
    err = p.run("import", "meeting", path, "--community", "Åstien").err
    for sentence in ("Event 1, line 5: “20260106T100000,20260107T100000” is no time", "Event 2, line 8: “20260106T100000Zrubbish” is no time", "Event 3, line 11",
                     "Event 4, line 15", "Event 5, line 19: The event lists more than 4,000 times", "Event 6, line 24: The event lists more than 4,000 times"):
        assert sentence in err, err
    (report,) = p.do("import", "meeting", path, "--community", "Åstien", "--skip-bad", "--json").records
    assert report["created"] == 2 and report["problem_count"] == 6, report


def test_a_broken_file_is_told_and_changes_nothing(p):
    make(p, "community", name="Åstien")
    whole = calendar(("DTSTART:20260107T100000",))
    for text, words in ((whole[:-20], "no end (END:VCALENDAR)"), ("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", "Line 2"), (calendar(), "holds no events"),
                        (whole + "END:VCALENDAR\n", "Line 8"), ("BEGIN:VCALENDAR\nwhat is this\n", "Line 2: NAME:VALUE"),
                        (whole + "BEGIN:VEVENT\n", "BEGIN:VCALENDAR"), (whole.replace("END:VEVENT", "END:VCALENDAR"), "Line 6: The calendar ends before")):
        assert words in p.refuse("import", "meeting", write(p, "a.ics", text), "--community", "Åstien")
    path = write(p, "a.csv", whole)
    assert "--community" in p.refuse("import", "meeting", path)
    assert "calendar" in p.refuse("import", "person", path)
    assert "Atlantis" in p.run("import", "meeting", path, "--community", "Atlantis").err
    assert p.list("meeting") == []
    p.refuse("export", "person", p.path("b.ics"), "--format", "ics", code=2)
    with open(p.path("bytes.ics"), "wb") as file:
        file.write(whole.encode().replace(b"END:VEVENT", b"SUMMARY:G\x81\r\nEND:VEVENT"))
    answer = p.refuse("import", "meeting", p.path("bytes.ics"), "--community", "Åstien")
    assert "bytes that are no text" in answer and "CSV" not in answer, answer
    # Its content tells what it is, a mark before it or not, and whatever it is written in.
    for encoding in "utf-16", "utf-16-be":
        with open(p.path("wide.ics"), "wb") as file:
            file.write(whole.encode(encoding))
        p.do("import", "meeting", p.path("wide.ics"), "--community", "Åstien")
        assert len(p.list("meeting")) == 1
        p.do("undo")
    p.do("import", "meeting", write(p, "a.txt", "\ufeff" + whole.replace("\r\n", "\n").lower().replace("t100000", "T100000")), "--community", "Åstien")
    assert len(p.list("meeting")) == 1


def test_a_large_calendar_is_read_or_refused_in_time(p):
    make(p, "community", name="Åstien")
    day = datetime.datetime(2020, 1, 1, 10)
    many = [(f"UID:{i}@example.org", f"DTSTART:{day + datetime.timedelta(days=i % 2000, hours=i // 2000 * 3):%Y%m%dT%H%M%S}", "DESCRIPTION:" + "x" * 40) for i in range(4000)]
    assert put_in(p, *many)["created"] == 4000
    p.do("undo")
    with open(p.path("large.ics"), "w", encoding="utf-8") as file:
        file.write("BEGIN:VCALENDAR\r\n")
        for i in range(100001):
            file.write(f"BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART:20260101T100000\r\nDESCRIPTION:{'x' * 440}\r\nEND:VEVENT\r\n")
        file.write("END:VCALENDAR\r\n")
    assert os.path.getsize(p.path("large.ics")) > 50_000_000
    assert "more than 100,000 events" in p.refuse("import", "meeting", p.path("large.ics"), "--community", "Åstien")
    assert p.list("meeting") == []


ctl.main()
