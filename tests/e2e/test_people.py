#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts are moved on, found and told everything about in the real window, by keyboard alone.
Usage: test_people.py GANGART GANGARTCTL"""

import datetime
import os
import re
import tempfile
import zipfile

import driver
from driver import Role, wait
from profiles import GANGART, ask, expect, put


def day(days):
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


def make_profile(folder):
    """Birthe led ten weeks ago, Carl last week; Ditte may come to lead."""
    profile = os.path.join(folder, "profile")
    birthe, carl, ditte = (put(profile, "person", name=name, email=name.lower().replace(" ", ".") + "@example.org", kommune="0615")
                           for name in ("Birthe Ravn", "Carl Lind", "Ditte Holm"))
    community = put(profile, "community", name="Tirsdagsholdet", kommune="0615", activity="walk", status="active")
    for person, ago in (birthe, -70), (carl, -7):
        put(profile, "role", person=person["id"], community=community["id"], role="host", **{"from": day(-400)})
        put(profile, "meeting", community=community["id"], start=day(ago) + "T10:00", status="held", host=person["id"])
    partner = put(profile, "organisation", name="Sundhedscentret")
    agreement = put(profile, "agreement", title="Sammen om gang", kind="cooperation", partner=partner["id"], kommune="0615")
    put(profile, "agreement_party", agreement=agreement["id"], organisation=partner["id"], person=birthe["id"])
    goal = put(profile, "plan_goal", title="Flere går", kommune="0615")
    initiative = put(profile, "initiative", name="Gå med i Horsens", agreement=agreement["id"], goals=[goal["id"]],
                     hosts_target=12)
    put(profile, "recruitment", person=ditte["id"], source="campaign", source_name="WE WALK", since=day(-3),
        initiative=initiative["id"])
    return profile


def wait_state(profile, state):
    wait(lambda: [r["state"] for r in ask(profile, "list", "recruitment")] == [state], f"the status {state}")


def moves_a_host_on_by_keyboard(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        app = session.launch(GANGART, "--profile", profile, "--page", "people")
        app.wait_active()
        app.keys("ctrl+g")
        app.find(name="3 people")
        app.find(Role.LABEL, "0 of 12 trained hosts")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        session.screenshot("people-board")
        app.find(Role.LIST_ITEM, re.compile("Ditte Holm")).focus()
        app.keys("ctrl+Right")
        wait_state(profile, "contacted")
        app.wait_focus(re.compile("Ditte Holm"), Role.LIST_ITEM, within=app.find(Role.LIST, "Hosts with the status Contacted"))
        app.keys("ctrl+Right")
        wait_state(profile, "trained")
        app.find(name=re.compile("Undo"))
        app.keys("ctrl+z")
        wait_state(profile, "contacted")
        app.keys("ctrl+z")
        wait_state(profile, "lead")
        app.close()


def drags_a_host_on(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        app = session.launch(GANGART, "--profile", profile, "--page", "people")
        app.wait_active()
        app.keys("ctrl+g")
        app.find(Role.LABEL, "Ditte Holm").drag_onto(app.find(Role.LABEL, "Trained"))
        wait_state(profile, "trained")
        app.find(Role.LABEL, "1 of 12 trained hosts")
        app.close()


def finds_who_has_not_led_and_exports_everything(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = make_profile(folder)
        app = session.launch(GANGART, "--profile", profile, "--page", "people")
        app.wait_active()
        app.keys("ctrl+g")
        app.find(name="3 people")
        app.find(name="Only who has not led a walk for eight weeks").focus()
        app.keys("space")
        app.find(name="1 of 3 people")
        app.find(Role.LIST_ITEM, re.compile("Birthe Ravn; Tirsdagsholdet; No walk since")).focus()
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Write an e-mail")
        app.find(Role.LABEL, "Has not led a walk for eight weeks")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        session.screenshot("people-person")
        app.find(Role.PUSH_BUTTON, "Export everything").focus()
        app.keys("Return")
        book = os.path.join(folder, "birthe.ods")
        app.save_file("Export everything about this person (.ods, .xlsx or .json)", book)
        with zipfile.ZipFile(book) as parts:
            text = parts.read("content.xml").decode()
        for said in ("birthe.ravn@example.org", "Tirsdagsholdet", "Sammen om gang"):
            expect(said in text, f"{said} is not in the file")
        expect("Carl" not in text, "Somebody else is in the file")
        app.close()


if __name__ == "__main__":
    driver.run([moves_a_host_on_by_keyboard, drags_a_host_on, finds_who_has_not_led_and_exports_everything])
