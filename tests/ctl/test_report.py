#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of attendance."""

import csv
import json
import os

import ctl

KEYS = ["group", "held", "cancelled", "named", "unnamed", "total", "first_time", "communities"]


def walks(p):
    """Two communities, three walks held and one cancelled."""
    p.put("community", {"name": "Åstien", "kommune": "0615", "target_group": "seniors"}, {"name": "Bakken", "kommune": "0791"})
    made = p.put("meeting", *({"community": c, "start": s} for c, s in (
        ("Åstien", "2026-01-06T10:00"), ("Åstien", "2026-01-13T10:00"), ("Åstien", "2026-03-03T10:00"), ("Bakken", "2026-01-07T09:00"))))
    p.put("participant", {"community": "Åstien", "name": "Bodil"}, {"community": "Åstien", "name": "Egon"})
    p.do("attend", made[0]["id"], "--present", "Bodil", "--first-time", "Egon", "--unnamed", "3")
    p.do("attend", made[1]["id"], "--cancelled", "ice")
    p.do("attend", made[2]["id"], "--unnamed", "7")
    p.do("attend", made[3]["id"], "--unnamed", "4")


def report(p, *words):
    return p.do("report", "attendance", "--format", "json", *words).records


def test_months_are_counted_and_one_without_walks_is_0(p):
    walks(p)
    january, february, march = report(p, "--by", "month")
    assert list(january) == KEYS
    assert january == {"group": "2026-01", "held": 2, "cancelled": 1, "named": 2, "unnamed": 7, "total": 9, "first_time": 1, "communities": 2}
    assert february["group"] == "2026-02" and february["held"] == february["total"] == 0
    assert march["total"] == 7 and march["communities"] == 1


def test_places_and_groups_are_counted(p):
    walks(p)
    assert {r["group"]: r["total"] for r in report(p, "--by", "kommune")} == {"0615": 12, "0791": 4}
    assert {r["group"]: r["total"] for r in report(p, "--by", "target-group")} == {"seniors": 12, "": 4}
    assert {r["total"] for r in report(p, "--by", "community")} == {12, 4}
    assert [r["group"] for r in report(p, "--by", "week", "--to", "2026-01-11")] == ["2026-W02"]
    assert report(p)[0]["total"] == 16


def test_filters_take_what_people_write(p):
    walks(p)
    assert report(p, "--kommune", "horsens")[0]["total"] == 12
    assert report(p, "--community", "Bakken")[0]["total"] == 4
    assert report(p, "--target-group", "ældre", "--from", "1/2-2026")[0]["total"] == 7
    assert report(p, "--to", "31.1.2026")[0]["total"] == 9


def test_the_same_figures_in_every_format(p):
    walks(p)
    rows = report(p, "--by", "month")
    p.do("report", "attendance", "--by", "month", "-o", p.path("months.csv"))
    with open(p.path("months.csv"), encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file, delimiter=";")) == [{k: str(v) for k, v in r.items()} for r in rows]
    assert p.do("report", "attendance", "--by", "month", "--format", "csv").out.count("\n") == 4
    p.do("report", "attendance", "--by", "month", "-o", p.path("months.json"))
    with open(p.path("months.json"), encoding="utf-8") as file:
        assert [json.loads(line) for line in file] == rows
    table = p.do("report", "attendance", "--by", "month").out
    assert "January 2026" in table and "Total" in table
    for name, start in (("months.png", b"\x89PNG"), ("months.pdf", b"%PDF"), ("months.svg", b"<?xml")):
        p.do("report", "attendance", "--by", "month", "-o", p.path(name))
        with open(p.path(name), "rb") as file:
            assert file.read(5).startswith(start[:4])


def test_what_is_no_report_is_refused(p):
    for words in ((), ("money",), ("attendance", "--by", "moon"), ("attendance", "--format", "gif"), ("attendance", "--format", "png")):
        p.refuse("report", *words, code=2)
    assert not os.path.exists(p.folder)
    for words in (("--from", "31/13"), ("--kommune", "Nowhere"), ("--community", "x"), ("--arena", "moon"), ("--from", "2026-02-01", "--to", "2026-01-01")):
        p.refuse("report", "attendance", *words)


def test_a_place_that_cannot_be_written_is_told_alike_for_all_texts(p):
    folder = p.path("no/such/folder")
    for form in ("table", "json", "csv", "svg"):
        reason = p.refuse("report", "attendance", "--format", form, "-o", f"{folder}/a")
        assert reason.strip() == f"gangartctl: There is no folder “{folder}”. Make it first, or choose another."


ctl.main()
