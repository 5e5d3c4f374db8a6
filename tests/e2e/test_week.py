# SPDX-License-Identifier: GPL-3.0-or-later
"""A consultant's week, by keyboard: from what needs somebody to the grant, two applications side by side, and an
initiative that is adjusted. Usage: test_week.py GANGART GANGARTCTL"""

import datetime
import os
import re
import tempfile

import driver
from driver import Role, wait
from profiles import Profile, all_named

def day(days):
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


def say(iso):
    """As the window does: 27 November 2026"""
    date = datetime.date.fromisoformat(iso)
    return f"{date.day} {date:%B} {date.year}"


def kroner(amount):
    return {"amount": amount * 100, "currency": "DKK"}


def apply(profile, fund, name, amount):
    applicant = profile.put("organisation", name=name)
    made = profile.put("application", round=fund["id"], applicant=applicant["id"], kommune="0615", purpose="Gåture",
                       amount=kroner(amount), communities_promised=3)
    profile.put("budget_line", application=made["id"], text="Veste", amount=kroner(amount // 4), category="materials")
    profile.put("investment", application=made["id"], party=applicant["id"], kind="hours", hours=40)
    return made


def make_fund(profile):
    """One grant with a tranche that is late, and two applications that wait."""
    fund = profile.put("round", title="Bevæg dig", frame=kroner(100000))
    made = apply(profile, fund, "Østervang", 20000)
    profile.put("application", id=made["id"], status="approved", submitted=day(-70), decided_on=day(-60),
                decided_amount=kroner(20000))
    given = profile.put("grant", application=made["id"], amount=kroner(20000), until=day(200))
    profile.put("tranche", grant=given["id"], due=day(-3), amount=kroner(5000))
    for name, amount in ("Zebraerne", 30000), ("Gåforeningen", 25000):
        waits = apply(profile, fund, name, amount)
        profile.put("application", id=waits["id"], status="submitted", submitted=day(-5))
    path = os.path.join(profile.folder, "Bevilling.pdf")
    with open(path, "wb") as file:
        file.write(b"%PDF-1.4" + bytes(2000))
    profile.ctl("attach", "grant", given["id"], path)


def what_needs_somebody_opens_where_it_is_seen_to(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_fund(profile)
        app = profile.open(session, "today")
        app.find(Role.LABEL, "Needs you")
        app.find(Role.LIST_ITEM, "2 applications wait for a decision, Bevæg dig")
        all_named(app)
        app.tab_to(f"Tranche is overdue, Østervang · Gåture, 3 days ago, {say(day(-3))}")
        session.screenshot("week-needs-you")
        app.keys("Return")
        app.find(Role.LABEL, "Left of the grant")
        app.find(Role.LABEL, "Bevilling.pdf", showing=False)
        all_named(app)
        app.find(Role.PUSH_BUTTON, "Paid today").focus()
        app.keys("Return")
        wait(lambda: profile.ctl("list", "tranche")[0]["paid_on"] == day(0), "the tranche to be paid")
        app.keys("alt+1")
        app.find(Role.LABEL, "Needs you")
        app.wait_gone(Role.LIST_ITEM, re.compile("^Tranche is overdue"))
        app.close("ctrl+q")


def two_applications_are_compared_and_one_is_decided(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_fund(profile)
        app = profile.open(session, "funding")
        app.find(name="3 applications. Amounts in DKK.")
        app.find(Role.PAGE_TAB, "Compare").focus()
        app.keys("space")
        app.find(Role.LABEL, "≠ means that they differ")
        app.find(Role.LABEL, re.compile("^Amount applied for, which differs: DKK.25,000.00"))
        app.find(Role.LABEL, re.compile("^Purpose: Gåture"))
        all_named(app)
        session.screenshot("week-comparison")
        app.tab_to("Decide the one application")
        app.keys("Return")
        app.find(name="Decide application")
        app.find(Role.LABEL, "Gåforeningen puts in")
        session.screenshot("week-decision")
        app.keys("Escape")
        app.wait_gone(name="Decide application")
        app.close("ctrl+q")


def make_initiative(profile):
    partner = profile.put("organisation", name="Sundhedscenter Åen", kind="health_centre")
    agreement = profile.put("agreement", title="Gå sammen", partner=partner["id"], kommune="0615")
    goal = profile.put("plan_goal", title="Flere i bevægelse", kommune="0615")
    made = profile.put("initiative", name="Gå glad", agreement=agreement["id"], goals=[goal["id"]],
                       data_source="Sundhedsprofilen")
    profile.put("indicator", initiative=made["id"], name="Fremmøder", target=5000, due=day(300))
    profile.put("initiative", id=made["id"], status="active")


def an_initiative_under_way_is_adjusted_with_a_reason(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_initiative(profile)
        app = profile.open(session, "partnerships")
        app.tab_to("Filter")
        app.keys("Down")
        app.tab_to("More about Gå glad")
        app.keys("Return")
        app.choose("Adjust…")
        app.find(name="Edit initiative")
        app.find(name="The initiative is under way. Give the reason why it is adjusted.")
        app.tab_to("Why it is adjusted")
        app.keyboard("Flere kom end ventet")
        session.screenshot("week-adjust")
        app.keys("ctrl+Return")
        wait(lambda: [r["reason"] for r in profile.ctl("list", "revision")] == ["Flere kom end ventet"], "the revision")
        app.find(Role.LABEL, "Flere kom end ventet", showing=False)
        app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([what_needs_somebody_opens_where_it_is_seen_to, two_applications_are_compared_and_one_is_decided,
                an_initiative_under_way_is_adjusted_with_a_reason])
