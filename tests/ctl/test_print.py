#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters, rounds and statements on paper, read back by another program."""

import datetime
import json
import os
import re

import ctl

TERMS = "Pengene bruges til det, der er søgt om.\n\nRegnskabet gemmes i fem år."


def money(oere, currency="DKK"):
    return {"amount": oere, "currency": currency}


def make(p, entity, **fields):
    return p.put(entity, fields)[0]


def change(p, entity, record, **fields):
    return p.put(entity, {"id": record["id"], **fields})[0]


def make_round(p, currency="DKK", **fields):
    if "organiser" not in fields:
        fields["organiser"] = make(p, "organisation", name="Foreningen bag puljen")["id"]
    return make(p, "round", title="Bevæg dig", period="2026–2027", frame=money(50000000, currency), terms=TERMS,
                excluded="Alkohol", **fields)


def apply(p, fund, name="Gåforeningen", purpose="Gåture for alle", oere=4000000):
    applicant = make(p, "organisation", name=name, address="Havnegade 1, 8700 Horsens")
    made = make(p, "application", round=fund["id"], applicant=applicant["id"], kommune="0615", purpose=purpose,
                amount=money(oere, fund["currency"]))
    make(p, "investment", application=made["id"], party=applicant["id"], kind="hours", hours=120, note="Frivillige værter")
    return made


def decide(p, application, status="partly_approved", **fields):
    if status != "declined":
        fields.setdefault("decided_amount", money(1234550, application["amount"]["currency"]))
    return change(p, "application", application, status=status, submitted="2026-02-01", decided_on="2026-03-01",
                  decision_reason="Rammen rakte ikke til alt.", **fields)


def grant(p, application, **fields):
    return make(p, "grant", application=application["id"], amount=application["decided_amount"], start="2026-04-01",
                until="2027-03-31", **fields)


def test_a_letter_tells_amount_reason_and_what_comes_next(p):
    fund = make_round(p, acceptance_days=14, return_days=30)
    application = decide(p, apply(p, fund))
    given = grant(p, application, conditions="Turene er åbne for alle.")
    make(p, "tranche", grant=given["id"], due="2026-04-15", amount=money(800000))
    pages = p.print_as("en", "letter", application["id"])
    ctl.says(pages[:1], "Gåforeningen", "Havnegade 1, 8700 Horsens", "1 March 2026", "Letter of part approval", "Bevæg dig",
         "DKK 40,000.00", "DKK 12,345.50", "Rammen rakte ikke til alt.", "Turene er åbne for alle.", "15 April 2026",
         "8,000.00", "15 March 2026", "31 March 2027", "30 April 2027", "30 days", "Page 1 of 2")
    # Where the terms do not fit below it all of them are on the next page.
    ctl.says(pages[1:], "Terms of Bevæg dig", "det, der er søgt om.", "gemmes i fem år.", "Alkohol", "Page 2 of 2")
    assert "fem år" not in pages[0] and "Terms of" not in pages[0]


def test_the_terms_stand_below_a_letter_where_there_is_room(p):
    (page,) = p.print_as("en", "letter", decide(p, apply(p, make_round(p)))["id"])
    ctl.says([page], "Yours sincerely", "Terms of Bevæg dig", "gemmes i fem år.", "Alkohol", "Page 1 of 1")


def test_the_end_of_a_letter_does_not_stand_alone(p):
    """Wherever the first page ends."""
    given = grant(p, decide(p, apply(p, make_round(p, acceptance_days=14)), decided_amount=money(100000)))
    p.put("tranche", *({"grant": given["id"], "due": f"2026-01-{day:02}", "amount": money(100)} for day in range(1, 14)))
    for day in range(1, 7):
        make(p, "tranche", grant=given["id"], due=f"2026-02-{day:02}", amount=money(100))
        pages = p.print_as("en", "letter", given["application"])
        (last,) = [page for page in pages if "Yours sincerely" in page]
        assert "What happens next" in last, pages
    assert "Yours sincerely" in pages[1], pages


def test_a_letter_has_a_sender_where_one_is_known(p):
    organiser = make(p, "organisation", name="DGI Østjylland", kind="dgi", address="Åvej 7, 8000 Aarhus C",
                     email="puljer@dgi.example", phone="+45 70 00 00 00")
    fund = make_round(p, organiser=organiser["id"])
    application = decide(p, apply(p, fund))
    given = grant(p, application)
    pages = p.print_as("da", "letter", application["id"])
    assert re.search(r"DGI Østjylland .*Åvej 7, 8000 Aarhus C .*puljer@dgi.example .*\+45 70 00 00 00 .*Gåforeningen",
                     pages[0]), pages[0]
    assert pages[0].index("venlig hilsen") < pages[0].rindex("DGI Østjylland"), pages[0]
    ctl.says(p.print_as("da", "statement", given["id"]), "DGI Østjylland", "puljer@dgi.example")
    ctl.says(p.print_as("da", "statement", fund["id"]), "DGI Østjylland", "puljer@dgi.example")


def test_a_dossier_is_printed_as_it_is_reported(p):
    partner = make(p, "organisation", name="Gåforeningen", kommuner=["0615"])
    make(p, "agreement", title="Gå sammen", partner=partner["id"], kommune="0615")
    for who in partner["id"], "Horsens":
        ctl.says(p.print_as("en", "dossier", who), "Gå sammen")
    answer = p.run("print", "dossier", "Ingensteds", "-o", p.path("Papir.pdf"))
    assert answer.code != 0 and "Ingensteds" in answer.err, answer.err
    assert not os.path.exists(p.path("Papir.pdf"))


def test_a_letter_is_in_the_language_of_the_program(p):
    application = decide(p, apply(p, make_round(p, acceptance_days=14)))
    pages = p.print_as("da", "letter", application["id"])
    ctl.says(pages, "Brev om delvis bevilling", "12.345,50 kr.", "40.000,00 kr.", "1. marts 2026", "15. marts 2026",
         "en måned efter slutdatoen", "Vilkår", "Regnskabet gemmes i fem år.", "Side 1 af 1")
    norwegian = decide(p, apply(p, make_round(p, "NOK"), "Turlaget"), "approved", decided_amount=money(4000000, "NOK"))
    ctl.says(p.print_as("nb", "letter", norwegian["id"]), "Tilsagnsbrev", "40 000,00 kr", "Side 1 av 1")
    ctl.says(p.print_as("da", "letter", norwegian["id"]), "40.000,00 NOK")


def test_a_refusal_promises_nothing(p):
    application = decide(p, apply(p, make_round(p, acceptance_days=14, report_days=60)), "declined",
                         decided_amount=money(4000000))
    pages = p.print_as("en", "letter", application["id"])
    ctl.says(pages, "Letter of refusal", "Rammen rakte ikke til alt.")
    # Nor does it ask for anything: who gets nothing keeps to no terms.
    for words in ("What happens next", "15 March 2026", "report", "Amount decided", "Terms of", "fem år", "Alkohol"):
        assert words not in " ".join(pages), words


def test_hours_are_added_up_and_no_money_where_there_is_none(p):
    fund = make_round(p)
    application = apply(p, fund)
    make(p, "investment", application=application["id"], party=application["applicant"], kind="hours", hours=40)
    make(p, "investment", application=application["id"], party=application["applicant"], kind="venue", note="Hallen")
    text = " ".join(" ".join(p.print_as("en", "round", fund["id"])).split())
    assert "In all 160 " in text, text
    assert "In all 160 0.00" not in text, text


def test_a_draft_came_in_on_no_day(p):
    fund = make_round(p)
    application = change(p, "application", apply(p, fund), submitted="2026-02-17")
    assert "17 February 2026" not in " ".join(p.print_as("en", "round", fund["id"]))
    change(p, "application", application, status="submitted")
    assert "17 February 2026" in " ".join(p.print_as("en", "round", fund["id"]))


def test_a_round_has_texts_of_its_own(p):
    fund = make_round(p, acceptance_days=14, letter_declined="Hej {ansøger}. Nej til {FORMÅL}.",
                      letter_partly_approved="Kære { applicant }\n\nI får {beløb} af {ansøgt} fra {round} for {purpose}. Svar inden {frist}, {dato}.")
    application = decide(p, apply(p, fund))
    ctl.says(p.print_as("en", "letter", application["id"]), "Kære Gåforeningen",
         "I får DKK 12,345.50 af DKK 40,000.00 fra Bevæg dig for Gåture for alle. Svar inden 15 March 2026, 1 March 2026.")
    decide(p, application, "declined")
    ctl.says(p.print_as("en", "letter", application["id"]), "Hej Gåforeningen. Nej til Gåture for alle.")


def refused(p, language="en", **fields):
    env = {**os.environ, "LANGUAGE": language, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    answer = p.run("put", "round", stdin=json.dumps({"title": "Pulje", "frame": money(100), **fields}), env=env)
    assert answer.code == 1 and answer.out == "", (fields, answer.code, answer.out)
    return answer.err


def test_a_text_that_cannot_be_filled_in_is_refused_at_its_field(p):
    said = refused(p, letter_approved="I får {penge}.")
    assert "Letter of approval: “{penge}” cannot be filled in." in said and "{amount}" in said, said
    for text in ("I får {beløb", "I får beløb}", "I får {{beløb}}"):
        assert "Letter of part approval: A brace stands alone." in refused(p, letter_partly_approved=text), text
    assert "Letter of refusal: Nothing is granted" in refused(p, letter_declined="I får ikke {beløb}.")
    assert "Letter of refusal: Nothing is granted" in refused(p, acceptance_days=14, letter_declined="Senest {frist}.")
    assert "Letter of approval: This letter names the deadline." in refused(p, letter_approved="Svar inden {frist}.")
    assert p.list("round") == []
    fund = make_round(p, acceptance_days=14, letter_approved="Svar inden {frist}.")
    said = p.refuse("put", "round", stdin=json.dumps({"id": fund["id"], "acceptance_days": None}))
    assert "names the deadline" in said, said


def test_words_that_are_offered_are_understood(p):
    for language in ("en", "da", "nb"):
        offered = re.findall(r"\{\w+\}", refused(p, language, letter_approved="{x}"))
        assert len(offered) == 8, offered
        make(p, "round", title=f"Pulje {language}", frame=money(100), acceptance_days=5,
             letter_approved=" ".join(word for word in offered if word != "{x}"))


def test_a_letter_wants_a_sender(p):
    application = decide(p, apply(p, make_round(p, organiser=None)))
    said = p.refuse("print", "letter", application["id"], "-o", p.path("Brev.pdf"))
    assert "The letter has no sender yet." in said and "Who runs it" in said, said
    assert not os.path.exists(p.path("Brev.pdf"))


def test_a_statement_says_that_its_year_is_not_over(p):
    given = grant(p, decide(p, apply(p, make_round(p))))
    for year, over in ((datetime.date.today().year, False), (2025, True)):
        make(p, "account_entry", grant=given["id"], date=f"{year}-01-02", text="Kaffe", amount=money(100))
        said = " ".join(p.print_as("en", "statement", given["id"], "--year", str(year)))
        assert (f"{year} is not over" in said and "Balance so far" in said) != over, said
        assert (f"Balance on 31 December {year}" in said) == over, said


def test_a_letter_wants_a_decision(p):
    application = apply(p, make_round(p))
    path = p.path("Brev.pdf")
    for status in ("draft", "submitted", "ineligible"):
        change(p, "application", application, status=status)
        assert "has not been decided yet" in p.refuse("print", "letter", application["id"], "-o", path)
    assert not os.path.exists(path)


def test_what_cannot_be_printed_is_told(p):
    fund = make_round(p)
    path = p.path("Papir.pdf")
    for kind in ("letter", "round", "statement"):
        assert "There is none with the id or name “x”." in p.refuse("print", kind, "x", "-o", path)
    folder = p.path("no/such")
    said = p.refuse("print", "round", fund["id"], "-o", f"{folder}/a.pdf")
    assert f"There is no folder “{folder}”." in said, said
    p.refuse("print", "round", fund["id"], "-o", p.path(""))
    p.refuse("print", "round", fund["id"], "-o", os.path.join(p.folder, "gangart.db"))
    assert not os.path.exists(path)
    for words in (("round",), ("round", fund["id"]), ("poem", fund["id"], "-o", path), ("round", fund["id"], "x", "-o", path),
                  ("round", fund["id"], "--year", "2026", "-o", path), ("statement", fund["id"], "--year", "26", "-o", path)):
        p.refuse("print", *words, code=2)


def test_a_whole_round_is_printed(p):
    fund = make_round(p)
    applicants = p.put("organisation", *({"name": f"Forening {i:02}"} for i in range(1, 31)))
    applications = p.put("application", *({"round": fund["id"], "applicant": a["id"], "kommune": "0615", "purpose": f"Formål {i:02}",
                                           "amount": money(100000 * i)} for i, a in enumerate(applicants, 1)))
    p.put("investment", *({"application": made["id"], "party": made["applicant"], "kind": "hours", "hours": 120,
                           "note": "Frivillige værter"} for made in applications))
    given = grant(p, decide(p, applications[19]))
    make(p, "budget_line", application=applications[0]["id"], text="Refleksveste", amount=money(77700))
    make(p, "tranche", grant=given["id"], due="2026-04-15", amount=money(800000), paid_on="2026-04-14", reference="4711")
    pages = p.print_as("da", "round", "Bevæg dig")
    ctl.says(pages, "Bevæg dig", "500.000,00 kr.", "12.345,50 kr.", "487.654,50 kr.", "30 ansøgninger", "465.000,00",
         "Delvist bevilget", "Rammen rakte ikke til alt.", "Frivillige værter", "Refleksveste", "777,00", "8.000,00", "4711",
         "14. april 2026", "Regnskabet gemmes i fem år.", f"Side {len(pages)} af {len(pages)}")
    for i in range(1, 31):
        # In the list, as a heading and as the party that invests; and with its amount.
        assert " ".join(pages).count(f"Forening {i:02}") == 3, i
        ctl.says(pages, f"Formål {i:02}", f"{i}.000,00 kr.")


def account(p, fund, name):
    given = grant(p, decide(p, apply(p, fund, name)))
    p.put("tranche", *({"grant": given["id"], "due": day, "paid_on": day, "amount": money(oere)}
                       for day, oere in (("2024-04-15", 800000), ("2025-01-16", 434550))))
    p.put("account_entry", *({"grant": given["id"], "date": date, "text": "Køb", "amount": money(oere), "category": category}
                             for date, oere, category in (("2024-05-02", 123450, "materials"), ("2024-12-31", 300000, "training"),
                                                          ("2025-01-01", 100000, "training"), ("2025-02-01", -5000, None))))
    change(p, "grant", given, returned=money(50000), returned_on="2025-04-20")
    return given


def test_a_statement_carries_the_balance_from_year_to_year(p):
    given = account(p, make_round(p), "Gåforeningen")
    text = " ".join(p.print_as("da", "statement", given["id"]))
    first, second = text.index(" 2024 Tekst"), text.index(" 2025 Tekst")
    ctl.says([text[:first]], "Årsregnskab", "Gåforeningen", "12.345,50 kr.", "Beløb i DKK.")
    # What went out reads alike among the sums and among the entries that they add up.
    ctl.says([text[first:second]], "Tekst Ind Ud Saldo", "Saldo den 1. januar 2024 0,00", "Udbetalt 8.000,00", "Materialer 1.234,50",
         "Uddannelse 3.000,00", "Tilbagebetaling 0,00", "Saldo den 31. december 2024 8.000,00 4.234,50 3.765,50",
         "Bilag Kategori Ud", "Køb Materialer 1.234,50", "I alt 4.234,50")
    ctl.says([text[second:]], "Saldo den 1. januar 2025 3.765,50", "Udbetalt 4.345,50", "Uddannelse 1.000,00",
         "Uden kategori -50,00", "Tilbagebetaling 500,00", "Saldo den 31. december 2025 4.345,50 1.450,00 6.661,00")
    only = " ".join(p.print_as("da", "statement", given["id"], "--year", "2025"))
    ctl.says([only], "Årsregnskab 2025", "Saldo den 1. januar 2025 3.765,50")
    assert "Materialer" not in only


def test_entries_of_a_day_stand_in_the_order_of_writing(p):
    given = grant(p, decide(p, apply(p, make_round(p))))
    for text, voucher in (("Veste", "9"), ("Kaffe", None), ("Bus", "10")):
        make(p, "account_entry", grant=given["id"], date="2024-05-02", text=text, amount=money(100), voucher=voucher)
    text = " ".join(p.print_as("da", "statement", given["id"], "--year", "2024"))
    assert text.index("Veste") < text.index("Kaffe") < text.index("Bus"), text


def test_the_statement_of_a_round_adds_its_grants(p):
    fund = make_round(p)
    for name in ("Åstien", "Bakken"):
        account(p, fund, name)
    apply(p, fund, "Uden bevilling")
    text = " ".join(p.print_as("en", "statement", fund["id"], "--year", "2024"))
    ctl.says([text], "Annual statement 2024", "Paid out 16,000.00", "Materials 2,469.00", "Balance on 31 December 2024 16,000.00 8,469.00 7,531.00",
             "The balance is what was paid out, less what was spent and returned.",
         "Åstien Gåture for alle 0.00 8,000.00 4,234.50 0.00 3,765.50",
         "In all 0.00 16,000.00 8,469.00 0.00 7,531.00")
    assert "Uden bevilling" not in text
    assert text.index("Bakken Gåture") < text.index("Åstien Gåture")


def test_a_grant_without_accounts_says_so(p):
    given = grant(p, decide(p, apply(p, make_round(p))))
    ctl.says(p.print_as("en", "statement", given["id"]), "Nothing has been paid out or spent yet.")
    ctl.says(p.print_as("en", "statement", given["id"], "--year", "2024"), "Balance on 31 December 2024 0.00 0.00 0.00")


ctl.main()
