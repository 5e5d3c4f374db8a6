# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of partnerships, by keyboard alone. Usage: test_partnerships.py GANGART GANGARTCTL"""

import re
import tempfile

import driver
from driver import Role, wait
from profiles import Profile, expect

def agree(profile):
    partner = profile.put("organisation", name="Sundhedscenter Åen", kind="health_centre")
    agreement = profile.put("agreement", title="Gå sammen", partner=partner["id"], kommune="0615")
    profile.put("clause", agreement=agreement["id"], side="ours", heading="Readiness of the place", due="2026-01-31")
    return agreement


def choose_first(app):
    """The agreement that stands first, by arrow keys from the filter."""
    app.tab_to("Filter")
    app.keys("Down")
    app.find(name="Readiness of the place: Open")


def an_expectation_is_kept_and_open_again(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        agree(profile)
        app = profile.open(session, "partnerships")
        choose_first(app)
        app.find(Role.LABEL, "1 expectation is overdue.")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        app.find(Role.PUSH_BUTTON, "Readiness of the place: Open").focus()
        app.keys("Return")
        app.choose("Met")
        wait(lambda: profile.list("clause")[0]["state"] == "kept", "the state to be written")
        app.wait_focus("Readiness of the place: Met")
        app.wait_gone(Role.LABEL, "1 expectation is overdue.")
        session.screenshot("partnerships-kept")
        app.keys("ctrl+z")
        wait(lambda: profile.list("clause")[0]["state"] == "open", "the undo")
        app.find(Role.LABEL, "1 expectation is overdue.")
        app.close()


def pick(app, field, text):
    app.find(Role.PUSH_BUTTON, re.compile(rf"^{field}\b")).focus()
    app.keys("space")
    app.keyboard(text)
    app.find(Role.LIST_ITEM, re.compile(text))
    app.keys("Return")


def a_new_agreement_begins_with_what_is_usual(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        first = agree(profile)
        app = profile.open(session, "partnerships")
        app.keys("ctrl+n")
        app.find(name="New agreement")
        app.wait_active()
        app.keyboard("Løb sammen")
        pick(app, "Partner", "Sundhedscenter")
        pick(app, "Kommune", "Horsens")
        app.find(name="Begin with").focus()
        app.keys("space", "Down", "Down", "Return")
        # What is proposed is that of the kind of partner, and can be read before it is saved.
        app.find(Role.LABEL, re.compile("^The staff tell those whom they send"))
        session.screenshot("partnerships-new")
        app.keys("ctrl+s")
        wait(lambda: len(profile.list("clause")) == 11, "the headings to be written")
        app.find(name="Division of labour: Open")
        expect(all("text" in c for c in profile.list("clause") if c["agreement"] != first["id"]), "Nothing is expected")
        app.keys("ctrl+z")
        wait(lambda: [a["title"] for a in profile.list("agreement")] == ["Gå sammen"], "the undo")
        expect(len(profile.list("clause")) == 1, f"Left over: {profile.list('clause')}")
        app.close()


def an_agreement_leads_to_its_partner_and_back(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        agreement = agree(profile)
        profile.put("community", name="Åens venner", organisation=agreement["partner"], kommune="0615", started="2025-03-15")
        app = profile.open(session, "partnerships")
        choose_first(app)
        app.find(Role.LIST_ITEM, "Sundhedscenter Åen").focus()
        app.keys("Return")
        app.find(name="Community started: Åens venner")
        app.find(name="Gå sammen")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        session.screenshot("dossier")
        # It can be mended here alone, and what stands below follows.
        app.keys("ctrl+e")
        app.find(name="Edit organisation")
        app.wait_active()
        app.keyboard("Sundhedshuset Åen")
        app.keys("ctrl+s")
        wait(lambda: profile.list("organisation")[0]["name"] == "Sundhedshuset Åen", "the name to be written")
        app.find(Role.LABEL, "Sundhedshuset Åen")
        app.keys("alt+Left")
        app.find(name="Readiness of the place: Open")
        app.close()


def a_community_leads_back_to_the_agreement(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        agreement = agree(profile)
        goal = profile.put("plan_goal", title="Flere i bevægelse", kommune="0615")
        initiative = profile.put("initiative", name="Gå glad", agreement=agreement["id"], goals=[goal["id"]])
        profile.put("community", name="Åens venner", initiative=initiative["id"], kommune="0615", started="2025-03-15")
        for width in 1300, 640:
            app = profile.open(session, "partnerships")
            app.resize(width, 800)
            app.keys("ctrl+l", "Down", "Return")
            app.find(Role.LABEL, "Gå sammen")
            app.find(Role.LIST_ITEM, "Åens venner").focus()
            app.keys("Return")
            app.find(Role.PUSH_BUTTON, "Plan walks")
            app.find(Role.PUSH_BUTTON, "Back")
            session.screenshot(f"community-of-agreement-{width}")
            app.keys("alt+Left")
            # Where one was.
            app.wait_focus("Åens venner", Role.LIST_ITEM)
            app.find(name="Readiness of the place: Open")
            # Whoever goes there by the sidebar came from nowhere.
            app.keys("alt+3")
            app.wait_gone(name="Readiness of the place: Open")
            app.keys("alt+Left")
            expect(not app.find_all(name="Readiness of the place: Open"), "It leads to the agreement from anywhere")
            app.close()


def shows_the_list_or_the_agreement_where_there_is_no_room_for_both(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        agree(profile)
        for factor, width, env in ((1, 640, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}), (2, 1000, {})):
            session.scale_text(factor)
            app = profile.open(session, "partnerships", language="da", env=env)
            app.resize(width, 700)
            app.keys("ctrl+l", "Down", "Return")
            app.find(Role.PUSH_BUTTON, "Tilbage")
            app.wait_focus("Redigér")
            session.screenshot(f"partnerships-folded-{width}")
            expect(app.frame()[2] == width, f"The window has grown to {app.frame()}")
            app.keys("alt+Left")
            app.wait_focus("Gå sammen")
            expect(not app.find_all(Role.PUSH_BUTTON, "Tilbage"), "There is nothing to go back from")
            app.close("ctrl+q")
        session.scale_text(1)


def a_partner_is_chosen_by_name(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        agree(profile)
        app = profile.open(session, "partnerships")
        app.keys("ctrl+g")
        app.keyboard("hors")
        app.find(Role.LIST_ITEM, re.compile("Horsens"))
        app.keys("Return")
        app.find(Role.LABEL, "Organisations that serve it")
        # From one partner to the next, and back the same way.
        app.keys("ctrl+g")
        app.keyboard("sundh")
        app.find(Role.LIST_ITEM, re.compile("Sundhedscenter"))
        app.keys("Return")
        app.find(Role.LABEL, "Organisations within it")
        app.keys("alt+Left")
        app.find(Role.LABEL, "Organisations that serve it")
        app.keys("alt+Left")
        app.wait_gone(Role.LABEL, "Organisations that serve it")
        app.close()


if __name__ == "__main__":
    driver.run([an_expectation_is_kept_and_open_again, a_new_agreement_begins_with_what_is_usual,
                an_agreement_leads_to_its_partner_and_back, a_community_leads_back_to_the_agreement, a_partner_is_chosen_by_name,
                shows_the_list_or_the_agreement_where_there_is_no_room_for_both])
