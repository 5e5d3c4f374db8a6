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


def initiative(p, name, kommune="0615"):
    partner = p.put("organisation", {"name": f"Sundhed {name}"})[0]["id"]
    agreement = p.put("agreement", {"title": name, "partner": partner, "kommune": kommune, "start": "2024-01-01"})[0]["id"]
    goal = p.put("plan_goal", {"title": name, "kommune": kommune})[0]["id"]
    made = p.put("initiative", {"name": name, "agreement": agreement, "goals": [goal]})[0]
    return partner, agreement, made["id"]


def kroner(amount, currency="DKK"):
    return {"amount": amount * 100, "currency": currency}


def grant(p, partner, purpose, amount, paid, currency="DKK", **fields):
    fund = p.put("round", {"title": purpose, "frame": kroner(amount, currency), "currency": currency})[0]["id"]
    application = p.put("application", {"round": fund, "applicant": partner, "kommune": "0615", "purpose": purpose,
                                        "amount": kroner(amount, currency), "communities_promised": 2,
                                        "hosts_promised": 3, **fields})[0]["id"]
    p.put("investment", {"application": application, "party": partner, "kind": "hours", "hours": 20})
    p.put("application", {"id": application, "status": "approved", "submitted": "2025-11-01", "decided_on": "2025-12-01",
                          "decided_amount": kroner(amount, currency)})
    made = p.put("grant", {"application": application, "amount": kroner(amount, currency), "start": "2026-01-01",
                           "until": "2026-02-28"})[0]["id"]
    p.put("tranche", {"grant": made, "amount": kroner(paid, currency), "paid_on": "2026-01-10"})
    return fund, made


def test_attendance_is_counted_by_initiative(p):
    walks(p)
    *_, glad = initiative(p, "Gå glad")
    p.put("community", {"id": p.list("community", "--where", "name=Åstien")[0]["id"], "initiative": glad})
    assert {r["group"]: r["total"] for r in report(p, "--by", "initiative")} == {glad: 12, "": 4}
    assert report(p, "--initiative", "Gå glad", "--by", "month")[0]["held"] == 1
    assert "Gå glad" in p.do("report", "attendance", "--by", "initiative").out


def chain(p, *words):
    (answer,) = p.do("report", "chain", "--format", "json", *words).records
    return answer


def test_a_chain_goes_from_money_to_visits(p):
    walks(p)
    partner, agreement, glad = initiative(p, "Gå glad")
    for community in p.list("community"):
        p.put("community", {"id": community["id"], "initiative": glad})
    fund, given = grant(p, partner, "Gåture", 500, 300, initiative=glad)
    answer = chain(p, "--grant", given)
    # Åstien's walk of March is after the end.
    assert answer["of"] == "grant" and answer["id"] == given
    assert (answer["from"], answer["until"]) == ("2026-01-01", "2026-02-28")
    assert (answer["held"], answer["cancelled"], answer["visits"]) == (2, 1, 9)
    assert (answer["communities"], answer["communities_in_all"], answer["communities_promised"]) == (2, 2, 2)
    assert answer["money"] == [{"currency": "DKK", "granted": 50000, "paid": 30000, "returned": 0, "spent": 0, "others": 0,
                                "counted": 30000, "per_visit": 3333, "per_community": 15000, "per_still_meeting": None}]
    assert answer["grants"] == [given] and answer["initiatives"] == [glad] and answer["other_grants"] == []
    assert {place["held"] for place in answer["places"]} == {1}
    for way in ("--initiative", glad), ("--round", fund), ("--agreement", agreement):
        assert {**chain(p, *way), "of": "", "id": ""} == {**answer, "of": "", "id": ""}


def test_a_chain_is_the_same_in_every_format(p):
    walks(p)
    partner, _, glad = initiative(p, "Gå glad")
    _, given = grant(p, partner, "Gåture", 500, 300, initiative=glad)
    grant(p, partner, "Turer", 700, 100, "NOK", initiative=glad)
    answer = chain(p, "--initiative", glad)
    p.do("report", "chain", "--initiative", glad, "-o", p.path("chain.csv"))
    with open(p.path("chain.csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [r["currency"] for r in rows] == ["DKK", "NOK"]
    for row, money in zip(rows, answer["money"]):
        assert {key: row[key] for key in money} == {key: "" if value is None else str(value) for key, value in money.items()}
        assert row["held"] == "0" and row["visits"] == "0" and row["communities_promised"] == "4"
    table = p.do("report", "chain", "--initiative", glad).out
    assert "Paid out" in table and "NOK" in table and "No community belongs to the initiative yet." in table, table
    assert "Paid by other grants" in p.do("report", "chain", "--grant", given).out


def test_what_is_no_chain_is_refused(p):
    for words in ((), ("--grant", "x", "--round", "y"), ("--grant", "x", "--by", "month"), ("--grant", "x", "--format", "png")):
        p.refuse("report", "chain", *words, code=2)
    p.refuse("report", "attendance", "--grant", "x", code=2)
    p.refuse("report", "chain", "--grant", "x")


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
