#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Partnerships and money of several offices, through a server: what fits here need not fit beside the others."""

import ctl
from computers import Cleanups, Computer, consultant, restore, server


def kroner(amount):
    return {"amount": amount * 100, "currency": "DKK"}


def apply(office, fund, kommune, amount, applicant=None):
    """The id of an application that may be submitted."""
    applicant = applicant or office.put("organisation", {"name": f"Gåforeningen {kommune}"})[0]["id"]
    (application,) = office.put("application", {"round": fund["id"], "applicant": applicant, "kommune": kommune,
                                                "purpose": "Gåture", "amount": kroner(amount)})
    office.put("investment", {"application": application["id"], "party": applicant, "kind": "hours", "hours": 50})
    return application["id"]


def submit(office, application):
    office.put("application", {"id": application, "status": "submitted", "submitted": "2026-02-01"})


def decide(office, application, amount):
    office.put("application", {"id": application, "status": "approved", "submitted": "2026-02-01", "decided_on": "2026-03-01",
                               "decided_amount": kroner(amount), "decision_reason": "God plan"})


def give(office, application, amount):
    """The id of the grant."""
    return office.put("grant", {"application": application, "amount": kroner(amount)})[0]["id"]


def grant(office, application, amount):
    """Decides and grants by what this office sees; the id of the grant."""
    decide(office, application, amount)
    return give(office, application, amount)


def decide_both(p, there, aarhus, fund):
    """Two applications, decided by colleagues who have not heard of each other: more than there is. The first is granted."""
    first, second = (apply(aarhus, fund, "0751", 40000) for _ in range(2))
    aarhus.sync()
    other = consultant(p, there, "other")
    other.sync()
    decide(other, second, 40000)
    made = grant(aarhus, first, 40000)
    for office in aarhus, other, aarhus:
        assert office.sync()["conflicts"] == 0
    return other, made, second


def open_offices(p, there, frame):
    """Two, and a round that both see."""
    aarhus, horsens = consultant(p, there, "aarhus"), consultant(p, there, "horsens", "0615")
    (fund,) = aarhus.put("round", {"title": "Bevæg dig", "frame": kroner(frame)})
    aarhus.sync()
    horsens.sync()
    return aarhus, horsens, fund


def cards(office):
    return office.do("conflicts", "--json").records


def test_a_frame_that_is_lowered_where_the_decision_is_not_seen_waits(p):
    with Cleanups() as cleanups:
        aarhus, horsens, fund = open_offices(p, server.Server(cleanups), 60000)
        aarhus.put("application", {"id": apply(aarhus, fund, "0751", 40000), "status": "approved", "submitted": "2026-02-01",
                                   "decided_on": "2026-03-01", "decided_amount": kroner(40000)})
        aarhus.sync()
        horsens.put("round", {"id": fund["id"], "frame": kroner(39999)})
        horsens.sync()
        aarhus.sync()
        assert [r["frame"] for r in aarhus.list("round")] == [kroner(60000)]
        (card,) = cards(horsens)
        assert (card["record"], card["code"]) == (fund["id"], "beside"), card


def test_two_offices_grant_the_last_money_of_a_round_and_the_frame_holds(p):
    with Cleanups() as cleanups:
        aarhus, horsens, fund = open_offices(p, server.Server(cleanups), 60000)
        first = grant(aarhus, apply(aarhus, fund, "0751", 40000), 40000)
        application = apply(horsens, fund, "0615", 40000)
        second = grant(horsens, application, 40000)
        aarhus.sync()
        horsens.sync()
        aarhus.sync()
        # Each keeps its decision; the money that is not there waits to be looked at, and says why.
        assert [g["id"] for g in aarhus.list("grant")] == [first]
        assert horsens.list("grant") == []
        assert [a["status"] for a in horsens.list("application")] == ["approved"]
        (card,) = cards(horsens)
        assert (card["record"], card["code"]) == (second, "beside"), card
        assert "the money may be spent already" in horsens.do("conflicts").out
        assert cards(aarhus) == []
        # A larger frame makes room for it, and it is taken up again as it was.
        aarhus.put("round", {"id": fund["id"], "frame": kroner(80000)})
        aarhus.sync()
        horsens.sync()
        horsens.do("conflicts", "restore", card["id"])
        horsens.sync()
        assert [g["amount"] for g in horsens.list("grant")] == [kroner(40000)]
        assert horsens.list("grant")[0]["application"] == application


def sync_in_turn(first, second):
    """What does not fit is the second one's to look at."""
    first.sync()
    assert second.sync()["conflicts"] > 0
    assert {card["code"] for card in cards(second)} == {"beside"}
    first.sync()
    assert cards(first) == []


def test_a_grant_that_was_right_stays_though_a_colleague_waits_for_a_report(p):
    """The money may be paid; who gave it could not know of the grant that has no report yet."""
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, other = consultant(p, there, "aarhus"), consultant(p, there, "other")
        (applicant,) = aarhus.put("organisation", {"name": "Gåforeningen"})
        applications = []
        for after_report in False, True:
            (fund,) = aarhus.put("round", {"title": f"Bevæg dig {after_report}", "frame": kroner(60000),
                                           "after_report": after_report})
            applications.append(apply(aarhus, fund, "0751", 40000, applicant=applicant["id"]))
        for application in applications:
            decide(aarhus, application, 40000)
        aarhus.sync()
        other.sync()
        (late,) = other.put("grant", {"application": applications[1], "amount": kroner(40000)})
        other.put("tranche", {"grant": late["id"], "due": "2026-05-01", "amount": kroner(40000), "paid_on": "2026-05-01"})
        give(aarhus, applications[0], 40000)
        aarhus.sync()
        assert other.sync()["conflicts"] == 0, cards(other)
        aarhus.sync()
        assert len(aarhus.list("grant")) == 2 and len(aarhus.list("tranche")) == 1


def test_a_frame_is_not_lowered_below_what_another_office_granted(p):
    with Cleanups() as cleanups:
        aarhus, horsens, fund = open_offices(p, server.Server(cleanups), 80000)
        grant(horsens, apply(horsens, fund, "0615", 40000), 40000)
        aarhus.put("round", {"id": fund["id"], "frame": kroner(39999)})
        sync_in_turn(horsens, aarhus)
        assert horsens.list("round")[0]["frame"] == aarhus.list("round")[0]["frame"] == kroner(80000)


def test_a_decision_is_not_lowered_below_what_a_colleague_granted(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, _, fund = open_offices(p, there, 80000)
        application = apply(aarhus, fund, "0751", 40000)
        made = grant(aarhus, application, 40000)
        aarhus.put("grant", {"id": made, "amount": kroner(20000)})
        aarhus.sync()
        other = consultant(p, there, "other")
        other.sync()
        aarhus.put("grant", {"id": made, "amount": kroner(40000)})
        other.put("application", {"id": application, "status": "partly_approved", "decided_amount": kroner(20000)})
        sync_in_turn(aarhus, other)


def test_a_grant_is_not_lowered_below_a_colleagues_tranches(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, _, fund = open_offices(p, there, 80000)
        made = grant(aarhus, apply(aarhus, fund, "0751", 40000), 40000)
        aarhus.sync()
        other = consultant(p, there, "other")
        other.sync()
        aarhus.put("tranche", {"grant": made, "due": "2026-05-01", "amount": kroner(40000)})
        other.put("grant", {"id": made, "amount": kroner(1)})
        sync_in_turn(aarhus, other)
        assert other.list("grant")[0]["amount"] == kroner(40000)


def test_an_application_moves_only_to_where_its_grants_have_room(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, horsens, fund = open_offices(p, there, 80000)
        (small,) = aarhus.put("round", {"title": "Lille pulje", "frame": kroner(50000)})
        application = apply(aarhus, fund, "0751", 40000)
        grant(aarhus, application, 40000)
        aarhus.sync()
        horsens.sync()
        grant(horsens, apply(horsens, small, "0615", 40000), 40000)
        aarhus.put("application", {"id": application, "round": small["id"]})
        sync_in_turn(horsens, aarhus)
        assert {a["round"] for a in aarhus.list("application")} == {fund["id"]}


def test_what_another_office_has_used_is_not_deleted(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, horsens, fund = open_offices(p, there, 80000)
        (applicant,) = aarhus.put("organisation", {"name": "Sundhedscenter Åen"})
        (agreement,) = aarhus.put("agreement", {"title": "Gå sammen", "partner": applicant["id"], "kommune": "0751"})
        (goal,) = aarhus.put("plan_goal", {"title": "Flere i bevægelse", "kommune": "0751"})
        aarhus.sync()
        other = consultant(p, there, "other")
        other.sync()
        apply(horsens, fund, "0615", 40000)
        other.put("initiative", {"name": "Gå glad", "agreement": agreement["id"], "goals": [goal["id"]]})
        aarhus.do("delete", "round", fund["id"])
        aarhus.do("delete", "plan_goal", goal["id"])
        for office in aarhus, horsens, other, aarhus:
            office.sync()
        # Deleted and added to: it is there, and somebody is asked.
        assert len(horsens.list("application")) == len(horsens.list("round")) == 1
        assert len(aarhus.list("plan_goal")) == 1


def test_what_was_done_alone_arrives_whole(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        alone = Computer(p, "alone")
        (fund,) = alone.put("round", {"title": "Bevæg dig", "frame": kroner(60000)})
        application = apply(alone, fund, "0751", 40000)
        submit(alone, application)
        made = grant(alone, application, 40000)
        alone.put("tranche", {"grant": made, "due": "2026-05-01", "amount": kroner(40000)})
        alone.enrol(there, there.invite("consultant", "kommune:0751"))
        assert alone.sync()["conflicts"] == 0
        other = consultant(p, there, "other")
        other.sync()
        assert [a["status"] for a in other.list("application")] == ["approved"]
        assert len(other.list("investment")) == len(other.list("tranche")) == 1


def test_what_was_deleted_comes_back_with_its_parts(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, _, fund = open_offices(p, there, 60000)
        application = apply(aarhus, fund, "0751", 40000)
        submit(aarhus, application)
        aarhus.sync()
        aarhus.do("delete", "application", application)
        aarhus.sync()
        aarhus.do("undo")
        assert aarhus.sync()["conflicts"] == 0
        other = consultant(p, there, "other")
        other.sync()
        assert [a["status"] for a in other.list("application")] == ["submitted"]
        assert len(other.list("investment")) == 1


def test_what_undo_brings_back_has_to_fit_beside_what_came_meanwhile(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, _, fund = open_offices(p, there, 60000)
        other, made, second = decide_both(p, there, aarhus, fund)
        aarhus.do("delete", "grant", made)
        aarhus.sync()
        other.sync()
        taken = give(other, second, 40000)
        other.sync()
        aarhus.sync()
        assert "In the frame of this round DKK\u00a020,000.00 is left." in aarhus.refuse("undo")
        assert [g["id"] for g in aarhus.list("grant")] == [taken]
        assert aarhus.sync()["conflicts"] == 0


def test_a_grant_that_is_brought_back_by_its_tranche_has_to_fit_too(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, _, fund = open_offices(p, there, 60000)
        other, made, second = decide_both(p, there, aarhus, fund)
        other.put("tranche", {"grant": made, "due": "2026-05-01", "amount": kroner(40000)})
        aarhus.do("delete", "grant", made)
        instead = give(aarhus, second, 40000)
        aarhus.sync()
        assert other.sync()["conflicts"] == 1
        assert [card["code"] for card in cards(other)] == ["beside"]
        aarhus.sync()
        for office in aarhus, other:
            assert [g["id"] for g in office.list("grant")] == [instead], office.folder


def test_after_a_restore_a_grant_waits_for_the_frame_it_was_given_in(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        aarhus, horsens, fund = open_offices(p, there, 60000)
        grant(aarhus, apply(aarhus, fund, "0751", 40000), 40000)
        aarhus.sync()
        there.run("backup", p.path("backup"))
        aarhus.put("round", {"id": fund["id"], "frame": kroner(80000)})
        aarhus.sync()
        horsens.sync()
        grant(horsens, apply(horsens, fund, "0615", 40000), 40000)
        horsens.sync()
        restore(there, p.path("backup"))
        horsens.do("sync", "--token-file", horsens.token)
        assert cards(horsens) == [] and len(horsens.list("grant")) == 1
        aarhus.sync()
        horsens.sync()
        aarhus.sync()
        for office in aarhus, horsens:
            assert cards(office) == []
        assert [g["amount"] for g in horsens.list("grant")] == [kroner(40000)]


if __name__ == "__main__":
    ctl.main()
