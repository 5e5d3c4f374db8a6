#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who leads walks, how far others are, and what is kept about one person."""

import csv
import datetime
import io
import json
import os
import zipfile

import ctl


def day(days):
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


def hosts(p, *words):
    return p.do("report", "hosts", "--format", "json", *words).records


def make_town(p):
    """Birthe led ten weeks ago, Carl last week; Ditte may come to lead."""
    people = p.put("person", {"name": "Birthe", "email": "birthe@example.org", "kommune": "0615", "note": "Ringer selv"},
                   {"name": "Carl", "kommune": "0615"}, {"name": "Ditte", "kommune": "0615"})
    (community,) = p.put("community", {"name": "Tirsdagsholdet", "kommune": "0615", "activity": "walk", "status": "active"})
    p.put("role", *({"person": person["id"], "community": community["id"], "role": "host", "from": day(-400)}
                    for person in people[:2]))
    p.put("meeting", *({"community": community["id"], "start": day(ago) + "T10:00", "status": "held", "host": person["id"]}
                       for person, ago in zip(people, (-70, -7))))
    p.put("recruitment", {"person": people[2]["id"], "source": "campaign", "source_name": "WE WALK", "since": day(-3)})
    return people


def test_hosts_are_told_with_their_last_walk(p):
    assert hosts(p) == []
    birthe, _, ditte = make_town(p)
    told = hosts(p)
    assert list(told[0]) == ["person", "name", "kommune", "email", "state", "since", "source", "source_name", "initiative",
                             "communities", "last_led", "quiet"]
    assert told[0] == {"person": birthe["id"], "name": "Birthe", "kommune": "Horsens", "email": "birthe@example.org",
                       "state": "active", "since": day(-400), "source": None, "source_name": None, "initiative": None,
                       "communities": ["Tirsdagsholdet"], "last_led": day(-70), "quiet": True}
    assert told[2]["person"] == ditte["id"] and told[2]["state"] == "lead" and told[2]["source"] == "campaign"
    assert [h["name"] for h in hosts(p, "--quiet")] == ["Birthe"]
    assert hosts(p, "--quiet", "--weeks", "11") == hosts(p, "--quiet", "--weeks", "1000") == []
    assert [h["name"] for h in hosts(p, "--quiet", "--weeks", "1")] == ["Birthe"]
    assert [h["name"] for h in hosts(p, "--state", "lead")] == ["Ditte"]


def test_hosts_in_every_format(p):
    make_town(p)
    rows = list(csv.DictReader(io.StringIO(p.do("report", "hosts", "--format", "csv").out.lstrip("\ufeff")), delimiter=";"))
    assert [r["quiet"] for r in rows] == ["true", "false", "false"] and rows[2]["source_name"] == "WE WALK"
    assert "A campaign: WE WALK" in p.do("report", "hosts").out
    for name, part in (("hosts.xlsx", "xl/worksheets/sheet1.xml"), ("hosts.ods", "content.xml")):
        p.do("report", "hosts", "--quiet", "-o", p.path(name))
        with zipfile.ZipFile(p.path(name)) as book:
            text = book.read(part).decode()
        assert "Birthe" in text and "Tirsdagsholdet" in text and "Carl" not in text
    assert p.do("report", "hosts", "--targets", "--format", "json").records == []
    for words in (("--format", "png"), ("--weeks", "0"), ("--weeks", "400000000"), ("--state", "gone"),
                  ("--targets", "--format", "csv"), ("--by", "month")):
        p.refuse("report", "hosts", *words, code=2)


def test_since_follows_how_far_somebody_is(p):
    *_, ditte = make_town(p)
    (first,) = p.list("recruitment")
    (changed,) = p.put("recruitment", {"id": first["id"], "state": "trained"})
    assert changed["since"] == day(0) and changed["trained_on"] == day(0)
    (changed,) = p.put("recruitment", {"id": first["id"], "state": "active", "since": "2026-01-05"})
    assert changed["since"] == "2026-01-05" and changed["trained_on"] == day(0)
    p.do("undo")
    p.do("undo")
    assert p.list("recruitment") == [first]
    p.do("delete", "person", ditte["id"])
    assert p.list("recruitment") == []


def test_whoever_is_written_down_first_is_that_far_from_today_on(p):
    birthe, carl, _ = make_town(p)
    (trained,) = p.put("recruitment", {"person": birthe["id"], "state": "trained"})
    assert trained["since"] == day(0) and trained["trained_on"] == day(0)
    (earlier,) = p.put("recruitment", {"person": carl["id"], "state": "trained", "since": "2026-01-05"})
    assert earlier["since"] == "2026-01-05" and earlier["trained_on"] == "2026-01-05"


def test_how_somebody_was_found_is_personal(p):
    make_town(p)
    kept = p.do("export", "recruitment").out
    assert "source_name" in kept and "WE WALK" in kept
    left = p.do("export", "recruitment", "--without-personal").out
    assert "source_name" not in left and "WE WALK" not in left


def test_consent_is_withdrawn_after_it_was_given(p):
    (person,) = p.put("person", {"name": "Birthe", "basis": "consent", "consent_on": "2026-03-03", "consent_wording": "2026-1"})
    refused = json.dumps({"id": person["id"], "consent_withdrawn": "2026-03-02"}).encode()
    assert "before it was given" in p.refuse("put", "person", stdin=refused)
    (changed,) = p.put("person", {"id": person["id"], "consent_withdrawn": "2026-04-01"})
    assert changed["consent_withdrawn"] == "2026-04-01"


def test_everything_about_a_person_is_told(p):
    birthe, carl, _ = make_town(p)
    p.put("person", {"id": birthe["id"], "phone": "12 34 56 78"})
    lines = [json.loads(line) for line in p.do("export-person", birthe["id"]).out.splitlines()]
    records = [line for line in lines if "record" in line]
    assert [(line["entity"], line["field"]) for line in records] == [("person", None), ("role", "person"), ("meeting", "host")]
    assert records[0]["record"]["note"] == "Ringer selv" and records[0]["record"]["phone"] == "12 34 56 78"
    assert records[1]["names"]["community"] == "Tirsdagsholdet"
    assert not any(carl["id"] in json.dumps(line) for line in lines)
    changes = [line for line in lines if "history" in line]
    assert any(line["fields"].get("phone") == [None, "12 34 56 78"] for line in changes)
    # Of a walk only that it names her is about her.
    assert {line["history"] for line in changes} == {"person", "role"}
    assert p.do("export-person", "Birthe").out == p.do("export-person", birthe["id"]).out
    p.refuse("export-person", "Nobody")


def test_what_was_deleted_is_told_as_long_as_its_history_is_kept(p):
    birthe, carl, ditte = make_town(p)
    role, handed_on = (next(r for r in p.list("role") if r["person"] == person["id"]) for person in (birthe, carl))
    p.put("role", {"id": role["id"], "until": day(30)})
    p.do("delete", "role", role["id"])
    changes = [json.loads(line) for line in p.do("export-person", birthe["id"]).out.splitlines() if '"history"' in line]
    assert [(line["id"], line["operation"]) for line in changes if line["history"] == "role"] == [
        (role["id"], "delete"), (role["id"], "update"), (role["id"], "insert")]
    p.put("role", {"id": handed_on["id"], "person": ditte["id"]})
    p.put("role", {"id": handed_on["id"], "until": day(60)})
    lines = p.do("export-person", carl["id"]).out.splitlines()
    changes = [json.loads(line) for line in lines if '"history"' in line]
    assert [(line["id"], line["operation"]) for line in changes if line["history"] == "role"] == [
        (handed_on["id"], "update"), (handed_on["id"], "insert")]
    assert not any(day(60) in line for line in lines)


def test_a_person_gets_a_file_that_people_can_read(p):
    birthe, *_ = make_town(p)
    for name, part in (("birthe.xlsx", "xl/worksheets/sheet1.xml"), ("birthe.ods", "content.xml")):
        p.do("export-person", birthe["id"], "-o", p.path(name))
        with zipfile.ZipFile(p.path(name)) as book:
            text = book.read(part).decode()
        for said in ("Ringer selv", "birthe@example.org", "Tirsdagsholdet", "Legitimate interest"):
            assert said in text, (name, said)
        assert "Carl" not in text
    p.do("export-person", birthe["id"], "-o", p.path("birthe.json"))
    with open(p.path("birthe.json"), encoding="utf-8") as file:
        assert file.read() == p.do("export-person", birthe["id"]).out


def test_what_cannot_be_written_so_is_refused(p):
    (somebody,) = p.put("person", {"name": "Karen"})
    assert "“png”" in p.refuse("report", "hosts", "-o", p.path("a.png"), code=2)
    assert "“txt”" in p.refuse("export-person", somebody["id"], "-o", p.path("a.txt"), code=2)
    for words in ("--quiet",), ("--state", "active"):
        assert "leave out" in p.refuse("report", "hosts", "--targets", *words, code=2)
    assert not [name for name in ("a.png", "a.txt") if os.path.exists(p.path(name))]
    p.do("report", "hosts", "-o", p.path("a.txt"))


ctl.main()
