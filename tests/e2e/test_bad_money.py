#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may not be written of agreements and money is refused at its field, in Danish, and nothing is half done. What put,
import and the server say of the same: tests/ctl/test_bad_money.py. Usage: test_bad_money.py GANGART GANGARTCTL GANGART_SERVER"""

import json
import re

import driver
from desks import Cleanups, Desk, expect, server
from driver import Role

KEPT = ("agreement", "round", "application", "investment", "budget_line", "grant", "tranche", "grant_report")


def kroner(amount):
    return {"amount": amount * 100, "currency": "DKK"}


def put(desk, entity, **fields):
    return desk.ctl("put", entity, given=json.dumps(fields))[0]["id"]


def fill(desk):
    """An agreement a day too short, a round, and two applications: one is granted, with a tranche, and one has no party."""
    party = put(desk, "organisation", name="Åen", kind="health_centre")
    put(desk, "agreement", title="Gå sammen", partner=party, kommune="0751", kind="visionskommune", start="2022-01-01",
        end="2026-12-30")
    fund = put(desk, "round", title="Pulje", frame=kroner(60000))
    granted, _ = (put(desk, "application", round=fund, applicant=party, kommune="0751", purpose=purpose, amount=kroner(amount))
                  for purpose, amount in (("Tur", 40000), ("Alene", 10)))
    put(desk, "investment", application=granted, party=party, kind="hours", hours=40)
    put(desk, "application", id=granted, status="approved", submitted="2026-02-01", decided_on="2026-03-01",
        decided_amount=kroner(40000))
    grant = put(desk, "grant", application=granted, amount=kroner(40000), start="2026-04-01", until="2027-03-31")
    put(desk, "tranche", grant=grant, due="2026-05-01", amount=kroner(30000))


def look(desk):
    return [desk.ctl("list", entity) for entity in KEPT]


def press(app, button, heading):
    app.find_all(Role.PUSH_BUTTON, button)[-1].focus()
    app.keys("Return")
    app.find(name=heading)
    app.wait_active()


def write(app, field, text):
    app.find_all(Role.TEXT, field)[-1].focus()
    app.keys("ctrl+a")
    app.keyboard(text)


def pick(app, field, text):
    app.find(Role.PUSH_BUTTON, re.compile(rf"^{field}\b")).focus()
    app.keys("space")
    app.keyboard(text)
    app.find(Role.LIST_ITEM, re.compile(text))
    app.keys("Return")


def refuses(app, field, sentence):
    """Saving does not, and leads to the field, where the reason stands."""
    app.keys("ctrl+Return")
    app.find(name=re.compile(sentence))
    app.wait_focus(field)


def leave(app, heading):
    app.keys("Escape")
    app.find(Role.DIALOG, "Kassér det, du har skrevet?")
    app.keys("Tab", "Return")
    app.wait_gone(name=heading)


def choose(app, field, *keys):
    app.find_all(Role.COMBO_BOX, field)[-1].focus()
    app.keys("space", *keys, "Return")
    app.wait_focus(field, Role.COMBO_BOX)


def open_application(app, purpose, other):
    """From the round, whose filter may still hold what was looked for before."""
    app.find(name=re.compile("2 ansøgninger"))
    app.find_all(Role.ENTRY, "Filtrér")[-1].focus()
    app.keys("ctrl+a")
    app.keyboard(purpose)
    app.wait_gone(name=re.compile(f"Formål {other};"))
    app.find(name=re.compile(f"Formål {purpose};"))
    app.keys("Tab", "Down", "Return")
    app.find(Role.LABEL, "Godt at vide til afgørelsen")


def forms_of_funding_refuse(session):
    desk = Desk(session, "money")
    fill(desk)
    before = look(desk)
    app = desk.open("--page", "funding", language="da")
    open_application(app, "Tur", "Alene")
    press(app, "Tilføj egenfinansiering", "Ny egenfinansiering")
    pick(app, "Hvem investerer", "Åen")
    write(app, "Værdi", "0")
    refuses(app, "Værdi", "mere end ingenting")
    session.screenshot("bad-money-investment")
    leave(app, "Ny egenfinansiering")
    press(app, "Tilføj budgetlinje", "Ny budgetlinje")
    write(app, "Til hvad", "Veste")
    for text, sentence in (("1,234.50", r"Skriv kroner og øre, såsom 1\.234,50"), ("-1", "mellem 0,00 og"),
                           ("1234567890123", r"mellem 0,00 og 9\.999\.999\.999,99"), ("100 NOK", "NOK")):
        write(app, "Beløb", text)
        refuses(app, "Beløb", sentence)
    leave(app, "Ny budgetlinje")
    app.find(Role.LIST_ITEM, "Bevilling").focus()
    app.keys("Return")
    app.find(Role.LABEL, "Tilbage af bevillingen")
    press(app, "Tilføj rate", "Ny rate")
    write(app, "Frist", "1-6-2026")
    write(app, "Beløb", "10.000,01")
    refuses(app, "Beløb", "Af bevillingen er")
    session.screenshot("bad-money-tranche")
    leave(app, "Ny rate")
    press(app, "Skriv afrapportering", "Ny afrapportering")
    write(app, "Modtaget den", "31-3-2026")
    write(app, "Gik det som forventet?", "Ja")
    write(app, "Hvad fik vi ud af det?", "Glæde")
    refuses(app, "Modtaget den", "kan ikke være ældre end bevillingen")
    session.screenshot("bad-money-report")
    leave(app, "Ny afrapportering")
    app.keys("alt+Left", "alt+Left")
    open_application(app, "Alene", "Tur")
    press(app, "Redigér", "Redigér ansøgning")
    choose(app, "Status", "Home", "Down")
    refuses(app, "Status", "Alle parter investerer")
    session.screenshot("bad-money-alone")
    leave(app, "Redigér ansøgning")
    app.keys("alt+Left")
    app.find(name=re.compile("2 ansøgninger"))
    press(app, "Redigér", "Redigér ansøgningsrunde")
    write(app, "Ramme", "39.999,99")
    refuses(app, "Ramme", "er allerede givet")
    leave(app, "Redigér ansøgningsrunde")
    expect(look(desk) == before, "Something was written")
    app.close("ctrl+q")


def the_form_of_an_agreement_refuses(session):
    desk = Desk(session, "agreement")
    fill(desk)
    before = look(desk)
    app = desk.open("--page", "partnerships", language="da")
    app.tab_to("Filtrér")
    app.keys("Down")
    app.find(Role.PUSH_BUTTON, "Redigér")
    press(app, "Redigér", "Redigér samarbejdsaftale")
    choose(app, "Status", "Down", "Down")
    refuses(app, "Slut", "mindst 5 år: til 31. december 2026")
    session.screenshot("bad-money-agreement")
    write(app, "Slut", "31-12-2021")
    refuses(app, "Slut", "Slutningen ligger før starten")
    expect(look(desk) == before, "Something was written")
    # To the last day of the fifth year it is accepted.
    write(app, "Slut", "31-12-2026")
    app.keys("ctrl+Return")
    app.wait_gone(name="Redigér samarbejdsaftale")
    (agreement,) = desk.ctl("list", "agreement")
    expect((agreement["status"], agreement["end"]) == ("active", "2026-12-31"), f"It is {agreement}")
    app.close("ctrl+q")


def who_may_not_decide_is_not_asked_to(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        office, other = Desk(session, "office"), Desk(session, "coordinator")
        office.enrol(there, there.invite("consultant", "kommune:0751"))
        fill(office)
        office.ctl("sync")
        other.enrol(there, there.invite("coordinator", "kommune:0751"))
        before = look(other)
        app = other.open("--page", "funding", language="da")
        open_application(app, "Alene", "Tur")
        app.find(Role.LABEL, re.compile("Kun kommunens idrætskonsulenter"))
        expect(not app.find_all(Role.PUSH_BUTTON, "Afgør …"), "It can be decided")
        session.screenshot("bad-money-coordinator")
        expect(look(other) == before and len(before[2]) == 2, "Something was written")
        app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([forms_of_funding_refuse, the_form_of_an_agreement_refuses, who_may_not_decide_is_not_asked_to])
