#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements and money: what may be written, and which sentence meets what may not."""

import datetime
import json
import os

import ctl


def kroner(amount, currency="DKK"):
    return {"amount": amount * 100, "currency": currency}


def make(p, entity, **fields):
    return p.put(entity, fields)[0]


def change(p, entity, record, **fields):
    return p.put(entity, {"id": record["id"], **fields})[0]


def refused(p, entity, **fields):
    return p.refuse("put", entity, stdin=json.dumps(fields))


def agree(p, **fields):
    partner = make(p, "organisation", name="Sundhedscenter Åen", kind="health_centre")
    return make(p, "agreement", title="Gå sammen", partner=partner["id"], kommune="0615", **fields)


def apply(p, frame=100000, amount=40000, **fields):
    """A round, and an application in it that is ready to be submitted."""
    applicant = make(p, "organisation", name="Gåforeningen")
    fund = make(p, "round", title="Bevæg dig", period="2026–2027", frame=kroner(frame), **fields)
    return fund, apply_again(p, fund, applicant, "Gåture for alle", amount)


def apply_again(p, fund, applicant, purpose, amount):
    made = make(p, "application", round=fund["id"], applicant=applicant["id"], kommune="0615", purpose=purpose,
                amount={"amount": amount * 100, "currency": fund["currency"]})
    make(p, "investment", application=made["id"], party=applicant["id"], kind="hours", hours=120)
    return made


def approve(p, application, amount=None):
    amount = amount or application["amount"]
    status = "approved" if amount == application["amount"] else "partly_approved"
    return change(p, "application", application, status=status, submitted="2026-02-01", decided_on="2026-03-01",
                  decided_amount=amount, decision_reason="God plan")


def grant(p, application, **fields):
    return make(p, "grant", application=application["id"], start="2026-04-01", until="2027-03-31", **fields)


def test_a_vision_kommune_agreement_runs_for_five_years(p):
    made = agree(p, kind="visionskommune", start="2022-01-01", end="2026-12-30")
    said = refused(p, "agreement", id=made["id"], status="active")
    assert "End: " in said and "5 years" in said and "31 December 2026" in said, said
    made = change(p, "agreement", made, status="active", end="2026-12-31")
    assert "5 years" in refused(p, "agreement", id=made["id"], end="2026-12-30")
    first = made
    longer = agree_again(p, first, extends=first["id"], start="2027-01-01", end="2028-12-31", status="active")
    assert longer["status"] == "active"


def test_five_years_from_a_leap_day_end_with_february(p):
    made = agree(p, kind="visionskommune", start="2024-02-29", end="2029-02-27")
    assert "28 February 2029" in refused(p, "agreement", id=made["id"], status="active")
    change(p, "agreement", made, status="active", end="2029-02-28")


def test_an_agreement_extends_one_of_its_kind_that_came_before(p):
    first = agree(p, kind="visionskommune", start="2022-01-01", end="2026-12-31")
    other = agree(p, kind="smaller", start="2020-01-01", end="2020-12-31")
    later = {"title": "Igen", "partner": first["partner"], "kommune": "0615", "kind": "visionskommune", "end": "2027-12-31"}
    assert "of the same kind" in refused(p, "agreement", **later, start="2027-01-01", extends=other["id"])
    assert "begins after the end" in refused(p, "agreement", **later, start="2026-12-31", extends=first["id"])
    make(p, "agreement", **later, start="2027-01-01", extends=first["id"])
    p.refuse("delete", "agreement", first["id"])


def agree_again(p, first, **fields):
    return make(p, "agreement", title=first["title"], partner=first["partner"], kommune="0615", kind=first["kind"],
                **fields)


def test_other_agreements_may_be_shorter_and_have_both_ends_when_active(p):
    made = agree(p, kind="smaller")
    assert "Start: " in refused(p, "agreement", id=made["id"], status="active")
    assert "End: " in refused(p, "agreement", id=made["id"], status="active", start="2026-01-01")
    said = refused(p, "agreement", id=made["id"], start="2026-01-02", end="2026-01-01")
    assert "End: The end is before the start." in said
    change(p, "agreement", made, status="active", start="2026-01-01", end="2026-06-30")
    assert "cannot extend itself" in refused(p, "agreement", id=made["id"], extends=made["id"])


def test_an_initiative_becomes_active_with_data_and_a_measure(p):
    goal = make(p, "plan_goal", title="Flere i bevægelse", kommune="0615")
    fields = {"name": "Gå glad", "agreement": agree(p)["id"], "goals": [goal["id"]]}
    assert "Plan goals: " in refused(p, "initiative", name="Uden mål", agreement=fields["agreement"])
    made = make(p, "initiative", **fields)
    assert "Data it was chosen from: " in refused(p, "initiative", id=made["id"], status="active")
    made = change(p, "initiative", made, data_source="Sundhedsprofilen")
    measure = make(p, "indicator", initiative=made["id"], name="Fremmøder", baseline=0)
    assert "indicator" in refused(p, "initiative", id=made["id"], status="active")
    change(p, "indicator", measure, target=5000, due="2027-12-31", measured_by="attendance")
    assert change(p, "initiative", made, status="active")["status"] == "active"
    p.refuse("delete", "plan_goal", goal["id"])


def test_all_parties_invest(p):
    fund, application = apply(p)
    (promise,) = p.list("investment")
    p.do("delete", "investment", promise["id"])
    said = refused(p, "application", id=application["id"], status="submitted", submitted="2026-02-01")
    assert "Status: All parties invest." in said
    for nothing in ({"kind": "money", "amount": kroner(0)}, {"kind": "hours", "hours": 0}):
        said = refused(p, "investment", application=application["id"], party=application["applicant"], **nothing)
        assert "more than nothing" in said
    promise = make(p, "investment", application=application["id"], party=application["applicant"], kind="money")
    assert "invests nothing yet" in refused(p, "application", id=application["id"], status="submitted")
    change(p, "investment", promise, amount=kroner(5000))
    assert change(p, "application", application, status="submitted")["status"] == "submitted"
    assert "has been submitted with this" in refused(p, "investment", id=promise["id"], amount=None)
    assert "has been submitted with this" in p.refuse("delete", "investment", promise["id"])


def test_each_party_of_the_agreement_invests(p):
    goal = make(p, "plan_goal", title="Flere i bevægelse", kommune="0615")
    agreement = agree(p)
    make(p, "agreement_party", agreement=agreement["id"], organisation=agreement["partner"], department="Sundhed")
    initiative = make(p, "initiative", name="Gå glad", agreement=agreement["id"], goals=[goal["id"]])
    _, application = apply(p)
    said = refused(p, "application", id=application["id"], initiative=initiative["id"], status="submitted")
    assert "All parties invest. The agreement names " in said, said
    make(p, "investment", application=application["id"], party=agreement["partner"], kind="venue", note="Hallen om tirsdagen")
    change(p, "application", application, initiative=initiative["id"], status="submitted")


def test_a_decision_has_a_day_an_amount_and_a_reason(p):
    _, application = apply(p)
    decide = {"id": application["id"], "submitted": "2026-02-01", "decided_on": "2026-03-01"}
    assert "Decided on: " in refused(p, "application", id=application["id"], status="declined")
    assert "Reason for the decision: " in refused(p, "application", **decide, status="declined")
    assert "Amount decided: Say how much" in refused(p, "application", **decide, status="approved")
    assert "More is granted" in refused(p, "application", **decide, status="approved", decided_amount=kroner(40001))
    assert "Partly approved" in refused(p, "application", **decide, status="approved", decided_amount=kroner(39999))
    assert approve(p, application, kroner(39999))["status"] == "partly_approved"


def test_a_draft_is_not_decided(p):
    _, application = apply(p)
    decision = {"decided_on": "2026-03-01", "decided_amount": application["amount"], "decision_reason": "God plan"}
    for status in ("approved", "declined"):
        said = refused(p, "application", id=application["id"], status=status, **decision)
        assert "Submitted on: Write on which day the application came in" in said, said
    # What tells its day has come in.
    decided = change(p, "application", application, status="approved", submitted="2026-02-01", **decision)
    assert decided["status"] == "approved", decided


def test_the_frame_of_a_round_holds(p):
    fund, first = apply(p, frame=60000)
    applicant = p.list("organisation", "--where", "name=Gåforeningen")[0]
    second = apply_again(p, fund, applicant, "Løb", 40000)
    said = refused(p, "grant", application=first["id"], amount=kroner(40000))
    assert "Application: " in said and "approved" in said
    given = grant(p, approve(p, first), amount=kroner(40000))
    assert "40,000.00 has been granted" in refused(p, "round", id=fund["id"], frame=kroner(39999))
    back = {"returned": kroner(20000), "returned_on": "2027-04-01"}
    assert "DKK\u00a00.00 has been paid, and no more can come back" in refused(p, "grant", id=given["id"], **back)
    make(p, "tranche", grant=given["id"], amount=kroner(30000), paid_on="2026-05-01")
    change(p, "grant", given, **back)
    grant(p, approve(p, second), amount=kroner(40000))
    assert "is left" in refused(p, "grant", id=given["id"], returned=kroner(19999))
    assert "Delete the grant first" in refused(p, "application", id=first["id"], status="eligible")
    p.refuse("delete", "application", first["id"])


def test_a_frame_is_never_below_what_was_decided(p):
    fund, application = apply(p, frame=60000)
    approve(p, application, kroner(30000))
    said = refused(p, "round", id=fund["id"], frame=kroner(29999))
    assert "Frame: The decisions of this round come to DKK\u00a030,000.00." in said, said
    file = p.path("runder.csv")
    with open(file, "w") as out:
        out.write(f"id;frame\n{fund['id']};29999\n")
    assert "Row 2: Frame: The decisions" in p.refuse("import", "round", file, "--update")
    change(p, "round", fund, frame=kroner(30000))


def test_no_more_is_decided_than_is_left_of_the_frame(p):
    fund, first = apply(p, frame=60000)
    second = apply_again(p, fund, p.list("organisation", "--where", "name=Gåforeningen")[0], "Løb", 40000)
    approve(p, first)
    decision = {"id": second["id"], "status": "partly_approved", "submitted": "2026-02-01", "decided_on": "2026-03-01",
                "decision_reason": "God plan"}
    said = refused(p, "application", **decision, decided_amount=kroner(20001))
    assert "Amount decided: Of the frame DKK\u00a020,000.00 is left." in said, said
    make(p, "application", **decision, decided_amount=kroner(20000))
    assert "DKK\u00a020,000.00 is left" in refused(p, "application", id=second["id"], decided_amount=kroner(20001))
    change(p, "application", second, decision_reason="God plan, men dyr", decided_amount=kroner(19999))
    change(p, "application", first, status="declined")
    approve(p, second)


def test_no_more_than_was_decided_is_granted(p):
    _, application = apply(p)
    decided = approve(p, application, kroner(30000))
    assert "is left" in refused(p, "grant", application=decided["id"], amount=kroner(30001))
    grant(p, decided, amount=kroner(30000))
    assert "is left" in refused(p, "grant", application=decided["id"], amount=kroner(1))
    assert "30,000.00 has been granted" in refused(p, "application", id=decided["id"], decided_amount=kroner(29999))


def test_tranches_are_not_more_than_the_grant(p):
    given = grant(p, approve(p, apply(p)[1]), amount=kroner(40000))
    make(p, "tranche", grant=given["id"], due="2026-05-01", amount=kroner(25000))
    said = refused(p, "tranche", grant=given["id"], due="2026-11-01", amount=kroner(15001))
    assert "Amount: Of the grant DKK\u00a015,000.00 is left" in said, said
    second = make(p, "tranche", grant=given["id"], due="2026-11-01", amount=kroner(15000))
    assert "40,000.00 together" in refused(p, "grant", id=given["id"], amount=kroner(39999))
    p.do("delete", "tranche", second["id"])
    change(p, "grant", given, amount=kroner(39999))


def test_what_was_paid_stays(p):
    given = grant(p, approve(p, apply(p)[1]), amount=kroner(40000))
    first, second = (make(p, "tranche", grant=given["id"], amount=kroner(20000)) for _ in range(2))
    change(p, "tranche", first, paid_on="2026-05-01")
    assert "has been paid, so it stays" in p.refuse("delete", "tranche", first["id"])
    assert "20,000.00 of this grant has been paid" in p.refuse("delete", "grant", given["id"])
    p.do("delete", "tranche", second["id"])
    change(p, "tranche", first, paid_on=None)
    p.do("delete", "grant", given["id"])


def test_an_extension_is_asked_for_in_time(p):
    given = grant(p, approve(p, apply(p)[1]), amount=kroner(40000))
    assert "Extension asked for on: " in refused(p, "grant", id=given["id"], extended_until="2027-06-30")
    late = {"id": given["id"], "extended_until": "2027-06-30", "extension_asked": "2027-04-01"}
    assert "before the grant ends" in refused(p, "grant", **late)
    change(p, "grant", given, extended_until="2027-06-30", extension_asked="2027-03-31")


def test_a_report_is_due_a_month_after_the_end(p):
    given = grant(p, approve(p, apply(p)[1]), amount=kroner(40000))
    report = make(p, "grant_report", grant=given["id"])
    assert report["due"] == "2027-04-30"
    said = refused(p, "grant_report", id=report["id"], received="2027-04-01")
    assert "Did it go as expected?: " in said
    answers = {"as_expected": "Ja", "gained": "Tolv nye gåværter"}
    change(p, "grant", given, extended_until="2027-06-30", extension_asked="2027-03-01")
    assert p.list("grant_report")[0]["due"] == "2027-07-30"
    assert "older than the grant" in refused(p, "grant_report", id=report["id"], received="2026-03-31", **answers)
    change(p, "grant_report", report, received="2027-04-01", **answers)


def test_a_round_says_itself_when_reports_are_due(p):
    given = grant(p, approve(p, apply(p, report_days=90)[1]), amount=kroner(40000))
    assert make(p, "grant_report", grant=given["id"])["due"] == "2027-06-29"


def test_a_round_may_want_the_last_report_first(p):
    fund, first = apply(p, after_report=True)
    applicant = p.list("organisation", "--where", "name=Gåforeningen")[0]
    given = grant(p, approve(p, first), amount=kroner(40000))
    second = approve(p, apply_again(p, fund, applicant, "Løb", 20000))
    report = make(p, "grant_report", grant=given["id"])
    assert "before the last report" in refused(p, "grant", application=second["id"], amount=kroner(20000))
    change(p, "grant_report", report, received="2027-04-01", as_expected="Ja", gained="Nye værter")
    grant(p, second, amount=kroner(10000))
    # The rest of one decision is nothing new.
    grant(p, second, amount=kroner(10000))
    change(p, "grant", given, conditions="Ingen")


def test_one_round_is_counted_in_one_currency(p):
    applicant = make(p, "organisation", name="Turlaget")
    fund = make(p, "round", title="Gå mer", frame=kroner(100000, "NOK"))
    assert "counted in NOK" in refused(p, "application", round=fund["id"], applicant=applicant["id"], kommune="0301",
                                       purpose="Tur", amount=kroner(1000))
    application = apply_again(p, fund, applicant, "Tur", 1000)
    assert application["amount"] == kroner(1000, "NOK")
    assert "counted in NOK" in refused(p, "budget_line", application=application["id"], text="Vester",
                                       amount=kroner(500))


def test_an_amount_that_is_written_with_its_currency_is_counted_in_it(p):
    fund = make(p, "round", title="Norsk", frame="500 NOK", ceiling="50 kr")
    assert fund["frame"] == kroner(500, "NOK") and fund["ceiling"] == kroner(50, "NOK")
    assert make(p, "round", title="Dansk", frame="DKK 500")["frame"] == kroner(500)
    for more in ({"ceiling": "50 DKK"}, {"currency": "DKK"}, {"ceiling": kroner(50)}):
        assert "counted in" in refused(p, "round", title="To slags", frame="500 NOK", **more), more
    assert "counted in NOK" in refused(p, "round", id=fund["id"], frame="500 DKK")
    assert len(p.list("round")) == 2


def test_a_record_has_one_currency(p):
    fund, application = apply(p)
    said = refused(p, "round", title="To slags", frame=kroner(100), ceiling=kroner(50, "NOK"))
    assert "All amounts of one record are in the same currency." in said, said
    # An amount in other money is no way to change what the round is counted in.
    assert "cannot be turned into NOK" in refused(p, "application", id=application["id"], amount=kroner(50, "NOK"))
    assert "There are applications already" in refused(p, "round", id=fund["id"], currency="NOK")
    assert p.list("application")[0]["amount"] == kroner(40000)


def test_what_is_granted_counts_in_the_round_it_moves_to(p):
    fund, application = apply(p)
    given = grant(p, approve(p, application), amount=kroner(40000))
    small, large, foreign = (make(p, "round", title=title, frame=frame) for title, frame in (
        ("Lille", kroner(39999)), ("Stor", kroner(40000)), ("Norsk", kroner(90000, "NOK"))))
    said = refused(p, "application", id=application["id"], round=small["id"])
    assert "Funding round: In the frame of that round DKK\u00a039,999.00 is left" in said, said
    assert "counted in NOK" in refused(p, "application", id=application["id"], round=foreign["id"])
    change(p, "application", application, round=large["id"])
    assert "is left" in refused(p, "grant", id=given["id"], amount=kroner(40001))
    change(p, "round", fund, frame=kroner(1))


def test_an_old_sin_keeps_nobody_from_other_changes(p):
    fund, application = apply(p)
    change(p, "application", application, status="submitted")
    change(p, "round", fund, ceiling=kroner(30000))
    change(p, "application", application, purpose="Gåture for alle, også om aftenen")
    assert "at most" in refused(p, "application", id=application["id"], amount=kroner(40001))
    change(p, "application", application, amount=kroner(39000))


def test_what_is_declined_gets_nothing(p):
    _, application = apply(p)
    approve(p, application)
    declined = change(p, "application", application, status="declined")
    assert declined["decided_amount"] is None, declined


def test_where_nothing_is_granted_there_is_no_amount(p):
    _, application = apply(p)
    for status in ("declined", "ineligible", "withdrawn", "eligible"):
        refusal = change(p, "application", application, status=status, submitted="2026-02-01", decided_on="2026-03-01",
                         decision_reason="For sent", decided_amount=kroner(40000))
        assert refusal["decided_amount"] is None, refusal


def test_what_does_not_keep_to_the_terms_can_be_turned_down(p):
    applicant = make(p, "organisation", name="Gåforeningen")
    fund = make(p, "round", title="Bevæg dig", frame=kroner(100000), ceiling=kroner(30000), closes="2026-01-31")
    poor = {"round": fund["id"], "applicant": applicant["id"], "kommune": "0615", "amount": kroner(40000),
            "submitted": "2026-02-01", "decided_on": "2026-03-01", "decision_reason": "For sent, for meget, alene"}
    for status in ("declined", "ineligible", "awaiting_information", "withdrawn"):
        application = make(p, "application", purpose=status, **poor)
        change(p, "application", application, status=status)
        for then in ("submitted", "eligible", "approved"):
            said = refused(p, "application", id=application["id"], status=then, decided_amount=kroner(40000))
            assert "All parties invest" in said, said
    make(p, "investment", application=application["id"], party=applicant["id"], kind="hours", hours=1)
    assert "closed on" in refused(p, "application", id=application["id"], status="eligible")
    said = refused(p, "application", id=application["id"], status="eligible", submitted="2026-01-31")
    assert "at most" in said, said


def test_amounts_are_whole_and_within_bounds(p):
    for amount in (-1, 10**12, 10**15):
        said = refused(p, "round", title="For stor", frame={"amount": amount, "currency": "DKK"})
        assert "Frame: The amount must be between 0.00 and 9,999,999,999.99." in said, said
    assert "Most for one application: " in refused(p, "round", title="Loft", frame=kroner(10), ceiling=kroner(11))
    fund, _ = apply(p, frame=1000, amount=500, ceiling=kroner(500))
    applicant = p.list("organisation")[0]
    dear = apply_again(p, fund, applicant, "Dyrt", 501)
    assert "DKK\u00a0500.00 at most" in refused(p, "application", id=dear["id"], status="submitted")


def test_amounts_are_read_as_the_file_writes_them(p):
    _, application = apply(p)
    with open(p.path("budget.csv"), "w", encoding="utf-8") as file:
        file.write("ansøgning;tekst;beløb\n" + "".join(
            f"{application['id']};{text};{amount}\n" for text, amount in (("Veste", "1.234,50"), ("Te", "1,234.50"))))
    p.do("import", "budget_line", p.path("budget.csv"))
    assert [line["amount"] for line in p.list("budget_line")] == [{"amount": 123450, "currency": "DKK"}] * 2


def test_an_import_is_told_of_each_row_that_does_not_fit(p):
    _, application = apply(p)
    given = grant(p, approve(p, application), amount=kroner(40000))
    with open(p.path("tranches.csv"), "w", encoding="utf-8") as file:
        file.write("bevilling;frist;beløb\n" + "".join(
            f"{given['id']};{due};{amount}\n" for due, amount in (("2026-05-01", 30000), ("2026-08-01", 20000),
                                                                  ("2026-11-01", 10000), ("2027-02-01", 1))))
    for how in ((), ("--dry-run",)):
        said = p.refuse("import", "tranche", p.path("tranches.csv"), *how)
        assert "there are 2 problems" in said and "Row 3: " in said and "Row 5: " in said, said
        assert "DKK\u00a010,000.00" in said and p.list("tranche") == []
    p.do("import", "tranche", p.path("tranches.csv"), "--skip-bad")
    assert [tranche["amount"] for tranche in p.list("tranche", "--sort", "due")] == [kroner(30000), kroner(10000)]
    p.do("undo")
    assert p.list("tranche") == []


def test_a_partner_of_an_agreement_stays(p):
    made = agree(p)
    p.refuse("delete", "organisation", made["partner"])


def test_a_backup_of_an_older_version_can_be_restored(p):
    p.do("restore", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "databases", "0.1.0.db"))
    p.do("check")
    agree(p)


def test_what_comes_back_stands_in_the_accounts_with_a_minus(p):
    given = grant(p, approve(p, apply(p)[1]), amount=kroner(40000))
    for voucher in ("1", "2"):
        make(p, "account_entry", grant=given["id"], date="2026-05-02", text="Bus", amount=kroner(48), voucher=voucher)
    make(p, "account_entry", grant=given["id"], date="2026-05-03", text="Kreditnota", amount=kroner(-48), voucher="3")
    p.do("export", "account_entry", p.path("accounts.csv"))
    p.do("import", "account_entry", p.path("accounts.csv"))
    assert sum(entry["amount"]["amount"] for entry in p.list("account_entry")) == 4800


def test_what_belongs_to_an_agreement_goes_with_it_and_comes_back(p):
    made = agree(p)
    make(p, "clause", agreement=made["id"], side="ours", heading="Ansvar", owner="Sundhedsforvaltningen")
    make(p, "agreement_party", agreement=made["id"], organisation=made["partner"], department="Kultur og Fritid")
    p.do("delete", "agreement", made["id"])
    assert p.list("clause") == [] and p.list("agreement_party") == []
    p.do("undo")
    assert len(p.list("clause")) == 1 and len(p.list("agreement_party")) == 1


def test_documents_belong_to_what_they_are_about(p):
    _, application = apply(p)
    given = grant(p, approve(p, application), amount=kroner(40000))
    entry = make(p, "account_entry", grant=given["id"], date="2026-05-02", text="Veste", amount=kroner(1200))
    with open(p.path("Bilag 1.txt"), "w", encoding="utf-8") as file:
        file.write("Veste, 12 stk.")
    for entity, record in (("agreement", agree(p)), ("application", application), ("grant", given),
                           ("account_entry", entry)):
        p.do("attach", entity, record["id"], p.path("Bilag 1.txt"))
    assert len(p.list("attachment", "--where", f"account_entry={entry['id']}")) == 1
    p.do("delete", "grant", given["id"])
    assert len(p.list("attachment")) == 2
    p.do("check")


def test_a_community_is_of_an_initiative(p):
    goal = make(p, "plan_goal", title="Flere i bevægelse", kommune="0615")
    initiative = make(p, "initiative", name="Gå glad", agreement=agree(p)["id"], goals=[goal["id"]])
    made = make(p, "community", name="Åstien", kommune="0615", initiative=initiative["id"])
    p.do("delete", "initiative", initiative["id"])
    assert p.list("community", "--where", f"id={made['id']}")[0]["initiative"] is None


def test_an_application_comes_in_while_its_round_is_open(p):
    fund, application = apply(p, opens="2026-01-01", closes="2026-03-31")
    said = refused(p, "application", id=application["id"], status="submitted", submitted="2026-04-01")
    assert "Submitted on: " in said and "closed on Tuesday 31 March 2026" in said, said
    assert "opens on Thursday 1 January 2026" in refused(p, "application", id=application["id"], status="submitted",
                                                submitted="2025-12-31")
    application = change(p, "application", application, status="submitted", submitted="2026-03-31")
    assert "closed on" in refused(p, "application", id=application["id"], submitted="2026-04-01")
    change(p, "round", fund, closes="2026-03-01")
    change(p, "application", application, status="eligible")


def test_what_is_submitted_without_a_day_came_today(p):
    _, application = apply(p)
    assert change(p, "application", application, status="submitted")["submitted"] == datetime.date.today().isoformat()


def test_an_initiative_under_way_keeps_what_it_is_measured_by(p):
    goal = make(p, "plan_goal", title="Flere i bevægelse", kommune="0615")
    initiative = make(p, "initiative", name="Gå glad", agreement=agree(p)["id"], goals=[goal["id"]],
                      data_source="Sundhedsprofilen 2025")
    measured = make(p, "indicator", initiative=initiative["id"], name="Fællesskaber", target=12, due="2027-12-31")
    change(p, "initiative", initiative, status="active")
    assert "Target: " in refused(p, "indicator", id=measured["id"], target=None)
    assert "Add another indicator first" in p.refuse("delete", "indicator", measured["id"])
    make(p, "indicator", initiative=initiative["id"], name="Værter", target=20, due="2027-12-31")
    p.do("delete", "indicator", measured["id"])
    p.do("delete", "initiative", initiative["id"])
    p.do("undo")
    assert p.list("initiative")[0]["status"] == "active"


ctl.main()
