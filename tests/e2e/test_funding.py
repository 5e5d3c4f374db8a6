#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An application is found, decided and granted in the real window, by keyboard alone.
Usage: test_funding.py GANGART GANGARTCTL"""

import os
import re
import subprocess
import tempfile
import zipfile

import driver
from driver import Role, wait
from profiles import GANGART, ask, expect, put


def kroner(amount):
    return {"amount": amount * 100, "currency": "DKK"}


def make_profile(folder):
    profile = os.path.join(folder, "profile")
    sender = put(profile, "organisation", name="Puljens forening")
    fund = put(profile, "round", title="Bevæg dig", frame=kroner(100000), organiser=sender["id"])
    for name in ("Østervang", "Zebraerne"):
        applicant = put(profile, "organisation", name=name)
        made = put(profile, "application", round=fund["id"], applicant=applicant["id"], kommune="0615", purpose="Tur",
                   amount=kroner(20000))
        put(profile, "investment", application=made["id"], party=applicant["id"], kind="hours", hours=40)
        put(profile, "application", id=made["id"], status="submitted", submitted="2026-02-01")
    return profile


def save(app, heading):
    app.keys("ctrl+Return")
    app.wait_gone(name=heading)


def choose_more(app, what):
    app.find_all(name="More")[-1].focus()
    app.keys("space")
    app.choose(what)


def save_paper(app, title, path, words):
    app.save_file(title, path)
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    expect(words in text, f"{words!r} is not in {text!r}")


def shows_the_list_or_the_round_where_there_is_no_room_for_both(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        for factor, width, env in ((1, 640, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}), (2, 1000, {})):
            session.scale_text(factor)
            app = session.launch(GANGART, "--profile", profile, "--page", "funding", language="da", env=env)
            app.resize(width, 700)
            app.keys("ctrl+l", "Down", "Return")
            app.find(Role.PUSH_BUTTON, "Tilbage")
            app.wait_focus("Tilføj ansøgning")
            session.screenshot(f"funding-folded-{width}")
            expect(app.frame()[2] == width, f"The window has grown to {app.frame()}")
            app.keys("alt+Left")
            app.wait_focus("Bevæg dig")
            expect(not app.find_all(Role.PUSH_BUTTON, "Tilbage"), "There is nothing to go back from")
            app.close("ctrl+q")
        session.scale_text(1)


def decides_and_grants_by_keyboard(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        app = session.launch(GANGART, "--profile", profile, "--page", "funding")
        app.find(name="2 applications. Amounts in DKK.")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        app.find_all(Role.ENTRY, "Filter")[-1].focus()
        app.keyboard("oster")
        app.find(name="1 of 2 applications. Amounts in DKK.")
        app.keys("Tab", "Down", "Return")
        app.find(Role.LABEL, "Good to know for the decision")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        app.wait_focus("Decide…")
        app.keys("Return")
        app.find(name="Decide application")
        save(app, "Decide application")
        app.find(name="Application approved")
        wait(lambda: any(a.get("status") == "approved" for a in ask(profile, "list", "application")), "the decision")
        session.screenshot("funding-decided")

        app.find(Role.PUSH_BUTTON, "Grant…").focus()
        app.keys("Return")
        app.find(name="New grant")
        save(app, "New grant")
        app.find(Role.LABEL, "Left of the grant")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        (grant,) = ask(profile, "list", "grant")
        expect(grant["amount"] == kroner(20000), f"The grant is {grant['amount']}")
        session.screenshot("funding-granted")
        choose_more(app, "Annual statement")
        app.choose("All years")
        save_paper(app, "Save annual statement", os.path.join(folder, "statement.pdf"), "Østervang")
        app.keys("alt+Left")
        app.find(Role.LABEL, "Good to know for the decision")
        app.find(Role.PUSH_BUTTON, "Letter…").focus()
        app.keys("Return")
        save_paper(app, "Save letter", os.path.join(folder, "letter.pdf"), "20,000.00")
        session.screenshot("funding-letter")
        app.keys("alt+Left")
        app.find(name=re.compile("applications. Amounts in DKK."))
        app.wait_focus(re.compile("^Østervang; "))
        choose_more(app, "Print the round…")
        save_paper(app, "Save the round as PDF", os.path.join(folder, "round.pdf"), "Zebraerne")
        app.close()


def saves_for_the_bookkeeper(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        application = ask(profile, "list", "application")[0]
        put(profile, "application", id=application["id"], status="approved", decided_on="2026-03-01",
            decided_amount=application["amount"])
        grant = put(profile, "grant", application=application["id"], amount=application["amount"])
        put(profile, "account_entry", grant=grant["id"], date="2026-06-01", text="Kaffe", amount=kroner(125))
        app = session.launch(GANGART, "--profile", profile, "--page", "funding")
        app.find(name="2 applications. Amounts in DKK.")
        app.find(name="More").focus()
        app.keys("space")
        app.choose("Save as spreadsheet…")
        book = os.path.join(folder, "round.xlsx")
        app.save_file("Save as spreadsheet", book)
        session.screenshot("funding-saved")
        with zipfile.ZipFile(book) as parts:
            expect("Kaffe" in parts.read("xl/worksheets/sheet5.xml").decode(), "The accounts are not in the spreadsheet")
        app.close()


def refuses_without_an_amount(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        app = session.launch(GANGART, "--profile", profile, "--page", "funding")
        app.find(name="2 applications. Amounts in DKK.")
        app.find_all(Role.ENTRY, "Filter")[-1].focus()
        app.keys("Tab", "Down", "Return")
        app.wait_focus("Decide…")
        app.keys("Return")
        app.find(Role.TEXT, "Amount decided")
        app.wait_focus("Status")
        app.keys("space", "End", "Up", "Return")
        app.wait_gone(Role.TEXT, "Amount decided")
        app.tab_to("Reason for the decision")
        app.keyboard("for sent")
        session.screenshot("funding-refusing")
        save(app, "Decide application")
        app.find(name="Application declined")
        wait(lambda: any(a.get("status") == "declined" for a in ask(profile, "list", "application")), "the refusal")
        (refusal,) = (a for a in ask(profile, "list", "application") if a["status"] == "declined")
        expect(refusal["decided_amount"] is None, f"{refusal['decided_amount']} is granted in a refusal")
        expect(refusal["decision_reason"] == "for sent", f"The reason is {refusal['decision_reason']!r}")
        session.screenshot("funding-refused")
        app.close()


def attaches_a_voucher_and_states_one_year(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        application = ask(profile, "list", "application")[0]
        put(profile, "application", id=application["id"], status="approved", decided_on="2026-03-01",
            decided_amount=application["amount"])
        grant = put(profile, "grant", application=application["id"], amount=application["amount"])
        for day, text in ("2025-06-01", "Veste"), ("2026-06-01", "Kaffe"):
            put(profile, "account_entry", grant=grant["id"], date=day, text=text, amount=kroner(125), voucher="17")
        receipt = os.path.join(folder, "Kvittering.pdf")
        with open(receipt, "wb") as file:
            file.write(b"%PDF-1.4" + bytes(2000))
        app = session.launch(GANGART, "--profile", profile, "--page", "funding")
        app.find(name="2 applications. Amounts in DKK.")
        app.find_all(Role.ENTRY, "Filter")[-1].focus()
        applicants = {a["id"]: a["name"] for a in ask(profile, "list", "organisation")}
        app.keyboard(applicants[application["applicant"]].lower())
        app.find(name="1 of 2 applications. Amounts in DKK.")
        app.keys("Tab", "Down", "Return")
        app.find(Role.LIST_ITEM, "Grant").focus()
        app.keys("Return")
        row = app.find(name=re.compile("Veste; Voucher 17; Amount 125.00"))
        row.focus()
        app.keys("Return")
        app.find(name="Edit account entry")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        app.tab_to("Attach a file…")
        app.keys("Return")
        app.open_file("Attach a file", receipt)
        app.find(name="More about Kvittering.pdf")
        app.wait_focus("Attach a file…")
        session.screenshot("funding-voucher-form")
        app.wait_active()
        app.tab_to("Cancel")
        app.keys("Return")
        app.wait_gone(name="Edit account entry")
        app.find(name=re.compile("Veste; Voucher 17 · Kvittering.pdf; Amount 125.00"))
        session.screenshot("funding-voucher")
        choose_more(app, "Annual statement")
        app.choose("2025")
        path = os.path.join(folder, "statement.pdf")
        save_paper(app, "Save annual statement", path, "Veste")
        text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
        expect("Kaffe" not in text, "Another year is in the statement")
        app.close()


def writes_entries_one_after_another(session):
    """By keyboard, with the voucher of the first; what is wrong is told at its field until it is mended."""
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        application = ask(profile, "list", "application")[0]
        put(profile, "application", id=application["id"], status="approved", decided_on="2026-03-01",
            decided_amount=application["amount"])
        put(profile, "grant", application=application["id"], amount=application["amount"])
        receipt = os.path.join(folder, "Kvittering.pdf")
        with open(receipt, "wb") as file:
            file.write(b"%PDF-1.4" + bytes(2000))
        app = session.launch(GANGART, "--profile", profile, "--page", "funding", language="da")
        app.resize(1000, 700)
        app.find(name="2 ansøgninger. Beløb i DKK.")
        app.find_all(Role.ENTRY, "Filtrér")[-1].focus()
        applicants = {a["id"]: a["name"] for a in ask(profile, "list", "organisation")}
        app.keyboard(applicants[application["applicant"]].lower())
        app.find(name="1 af 2 ansøgninger. Beløb i DKK.")
        app.keys("Tab", "Down", "Return")
        app.find(Role.LIST_ITEM, "Bevilling").focus()
        app.keys("Return")
        app.find(Role.LABEL, "Tilbage af bevillingen")
        app.find(Role.TEXT, "Tekst").focus()
        app.keyboard("Kaffe")
        app.keys("Tab")
        app.keyboard("meget")
        app.keys("Return")
        app.find(name=re.compile("»meget« er ikke et beløb"))
        session.screenshot("funding-quick-wrong")
        app.wait_focus("Beløb")
        app.keys("ctrl+a")
        app.keyboard("1.250,50")
        app.wait_gone(name=re.compile("»meget« er ikke et beløb"))
        app.keys("Return")
        app.find(name=re.compile("Postering tilføjet: Kaffe, 1.250,50"))
        app.wait_focus("Tekst")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        session.screenshot("funding-quick")
        app.tab_to("Vedhæft bilag …")
        app.keys("Return")
        app.open_file("Vedhæft en fil", receipt)
        app.wait_active()
        app.find(name=re.compile("Postering tilføjet: Kaffe.*Kvittering.pdf"))
        app.wait_focus("Tekst")
        app.keyboard("Bus")
        app.keys("Tab")
        app.keyboard("48")
        app.keys("Return")
        app.find(name=re.compile("Postering tilføjet: Bus, 48,00"))
        app.tab_to("Fortryd")
        app.keys("Return")
        app.wait_gone(name=re.compile("Postering tilføjet: Bus, 48,00"))
        (kept,) = ask(profile, "list", "account_entry")
        expect(kept["text"] == "Kaffe", f"There is {kept}")
        app.close()


if __name__ == "__main__":
    driver.run([
        decides_and_grants_by_keyboard,
        refuses_without_an_amount,
        writes_entries_one_after_another,
        attaches_a_voucher_and_states_one_year,
        saves_for_the_bookkeeper,
        shows_the_list_or_the_round_where_there_is_no_room_for_both,
    ])
