#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of what offices should see to."""

import csv
import datetime
import io

import ctl


def kroner(amount):
    return {"amount": amount * 100, "currency": "DKK"}


def day(days):
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


def due(p, *words):
    return p.do("report", "due", "--format", "json", *words).records


def make_due(p):
    """A grant whose report is late, with a tranche that is due in twenty days, and an application that waits."""
    (applicant,) = p.put("organisation", {"name": "Gåforeningen"})
    (fund,) = p.put("round", {"title": "Bevæg dig", "frame": kroner(100000)})
    made = p.put("application", *({"round": fund["id"], "applicant": applicant["id"], "kommune": "0615", "purpose": purpose,
                                   "amount": kroner(5000)} for purpose in ("Gåture for alle", "Løb for alle")))
    p.put("investment", *({"application": a["id"], "party": applicant["id"], "kind": "hours", "hours": 40} for a in made))
    p.put("application", {"id": made[0]["id"], "status": "approved", "submitted": day(-99), "decided_on": day(-90),
                          "decided_amount": kroner(5000)},
          {"id": made[1]["id"], "status": "submitted", "submitted": day(-2)})
    (given,) = p.put("grant", {"application": made[0]["id"], "amount": kroner(5000), "until": day(-40)})
    p.put("tranche", {"grant": given["id"], "due": day(20), "amount": kroner(1000)})
    return given, made[1]


def test_what_is_due_is_told_the_overdue_first(p):
    assert due(p) == []
    given, waits = make_due(p)
    report, application = due(p)
    assert list(report) == ["kind", "entity", "id", "title", "party", "date", "overdue"]
    assert (report["kind"], report["entity"], report["id"]) == ("report", "grant", given["id"])
    assert report["overdue"] and report["party"] == "Gåforeningen" and report["title"] == "Gåture for alle"
    assert application == {"kind": "application", "entity": "application", "id": waits["id"], "title": "Løb for alle",
                           "party": "Gåforeningen", "date": day(-2), "overdue": False}
    assert [d["kind"] for d in due(p, "--within", "20")] == ["report", "application", "tranche"]
    assert [d["kind"] for d in due(p, "--within", "19")] == ["report", "application"]


def test_what_is_due_in_every_format(p):
    make_due(p)
    rows = list(csv.DictReader(io.StringIO(p.do("report", "due", "--format", "csv").out.lstrip("\ufeff")), delimiter=";"))
    assert [r["overdue"] for r in rows] == ["true", "false"] and rows[0]["kind"] == "report"
    assert "Report is overdue" in p.do("report", "due").out
    assert "instead of 14" in p.do("report", "due", "--help").out
    for words in (("--format", "png"), ("--within", "-3"), ("--within", "-1"), ("--within", "soon"), ("--by", "month")):
        p.refuse("report", "due", *words, code=2)


ctl.main()
