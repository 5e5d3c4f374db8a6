# SPDX-License-Identifier: GPL-3.0-or-later
"""The calendar by keyboard and mouse: months, weeks and a list; walks moved alone, with later ones or with all, and
cancelled. Usage: test_calendar.py GANGART GANGARTCTL"""

import datetime
import re
import tempfile

import driver
from driver import Role, wait
from profiles import Profile, all_named, expect

def tuesday(weeks=0):
    """The first Tuesday that lies ahead, or so many weeks later."""
    today = datetime.date.today()
    return today + datetime.timedelta(((1 - today.weekday()) % 7 or 7) + 7 * weeks)


def say(date):
    """As the window does: Tuesday 6 January"""
    return f"{date:%A} {date.day} {date:%B}"


def starts(profile):
    return [walk["start"] for walk in profile.ctl("list", "meeting", "--sort", "start")]


def make_tuesdays(profile, n=4):
    """A community with as many Tuesdays; its first walk lies ahead."""
    profile.put("community", name="Åstien")
    profile.ctl("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", tuesday().isoformat(), "--at", "10:00",
                "--until", tuesday(n - 1).isoformat())
    return starts(profile)


def at(date, clock="10:00"):
    return f"{date.isoformat()}T{clock}"


def choose_tuesday(app):
    """From the chosen day, which is today, by arrow keys."""
    app.keys("alt+2")
    app.wait_focus(re.compile(f"^{say(datetime.date.today())}"))
    for _ in range((tuesday() - datetime.date.today()).days):
        app.keys("Right")
    app.wait_focus(re.compile(f"^{say(tuesday())}: 1 walk"))


def days_are_chosen_by_keys_and_told_in_words(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_tuesdays(profile)
        walks = profile.ctl("list", "meeting", "--sort", "start")
        profile.ctl("meetings", "cancel", walks[1]["id"], "--reason", "ice")
        app = profile.open(session, "calendar")
        choose_tuesday(app)
        all_named(app)
        app.keys("Down")
        app.wait_focus(re.compile(f"^{say(tuesday(1))}: 1 walk. 10:00 Åstien, Cancelled: Ice$"))
        app.find(Role.LIST_ITEM, "10:00 Åstien, Cancelled: Ice")
        session.screenshot("calendar-month")
        app.keys("Up", "Return")
        app.find(Role.PUSH_BUTTON, "Everyone came", timeout=30)
        app.keys("alt+Left")
        app.find(Role.RADIO_BUTTON, "Week").activate()
        app.find(name=re.compile("^Week [0-9]+, "))
        all_named(app)
        session.screenshot("calendar-week")
        app.find(Role.RADIO_BUTTON, "Agenda").activate()
        app.find(name=re.compile("^From "))
        wait(lambda: len(app.find_all(Role.LIST_ITEM, re.compile("^10:00 Åstien"))) == 4, "four walks in a list")
        all_named(app)
        session.screenshot("calendar-agenda")
        app.close("ctrl+q")


def move_to_wednesday(app):
    """Opens the question for the first walk, which is on a Tuesday."""
    choose_tuesday(app)
    app.tab_to("10:00 Åstien")
    app.keys("ctrl+Right")
    app.find(Role.LABEL, "Where does it go?")


def a_walk_moves_alone_with_later_ones_or_with_all(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        before = make_tuesdays(profile)
        wednesdays = [at(tuesday(n) + datetime.timedelta(1)) for n in range(4)]
        app = profile.open(session, "calendar")
        for keys, after in ((("Return",), wednesdays[:1] + before[1:]),
                            (("alt+l", "Return"), wednesdays),
                            (("alt+a", "Return"), wednesdays)):
            move_to_wednesday(app)
            all_named(app)
            session.screenshot("calendar-move")
            app.keys(*keys)
            wait(lambda: starts(profile) == after, lambda: f"{keys}: {starts(profile)}")
            app.wait_focus("10:00 Åstien")
            app.keys("ctrl+z")
            wait(lambda: starts(profile) == before, lambda: f"undo: {starts(profile)}")
            app.keys("t")
        app.close("ctrl+q")


def a_walk_is_dragged_to_another_day(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        community = profile.put("community", name="Åstien")
        profile.put("meeting", community=community["id"], start=at(tuesday(1)))
        target = tuesday(1) + datetime.timedelta(2)
        app = profile.open(session, "calendar")
        app.keys("alt+2")
        while not app.find_all(Role.LIST_ITEM, re.compile(f"^{say(tuesday(1))}: 1 walk")):
            app.keys("Next")
        walk = app.find(Role.LABEL, "10:00 Åstien")
        walk.drag_onto(app.find(Role.LIST_ITEM, re.compile(f"^{say(target)}: ")))
        wait(lambda: starts(profile) == [at(target)], lambda: f"the walk on its new day: {starts(profile)}")
        app.close("ctrl+q")


def the_form_of_a_walk_changes_later_ones_too(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_tuesdays(profile)
        app = profile.open(session, "calendar")
        choose_tuesday(app)
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Everyone came", timeout=30)
        app.find(Role.PUSH_BUTTON, "More about this walk").click()
        app.find(Role.MENU_ITEM, "Edit walk")
        app.choose("Edit walk")
        app.find(Role.TEXT, "Minutes").set_text("90")
        all_named(app)
        app.keys("alt+a")
        wait(lambda: app.find(Role.RADIO_BUTTON, "All walks of the schedule", showing=False).has(driver.State.CHECKED), "the choice")
        app.keys("ctrl+s")
        wait(lambda: {walk["duration_min"] for walk in profile.ctl("list", "meeting")} == {90}, "all to be longer")
        app.close("ctrl+q")


def what_cannot_be_is_said_where_it_is_written(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        before = make_tuesdays(profile)
        app = profile.open(session, "calendar")
        choose_tuesday(app)
        app.tab_to("10:00 Åstien")
        app.keys("m")
        app.find(Role.LABEL, "Where does it go?")
        app.find(Role.TEXT, "Day").set_text("29-3-2195")
        app.find(Role.TEXT, "At").set_text("02:30")
        app.keys("alt+m")
        app.find(Role.LABEL, re.compile("does not exist on that day"))
        app.find(Role.TEXT, "Day").set_text("soon")
        app.keys("alt+m")
        app.find(Role.LABEL, re.compile("not a date"))
        app.keys("Escape")
        expect(starts(profile) == before, "nothing moved")
        app.close("ctrl+q")


def a_move_that_is_given_up_leaves_the_calendar_where_it_is(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_tuesdays(profile)
        community = profile.ctl("list", "community")[0]["id"]
        later = (tuesday().replace(day=15) + datetime.timedelta(61)).replace(day=15)
        app = profile.open(session, "calendar")
        choose_tuesday(app)
        app.tab_to("10:00 Åstien")
        app.keys("m")
        app.find(Role.LABEL, "Where does it go?")
        app.keys("Escape")
        app.wait_gone(Role.LABEL, "Where does it go?")
        app.find(Role.PUSH_BUTTON, "Later").click()
        app.find(name=f"{later.replace(day=1) - datetime.timedelta(1):%B %Y}")
        app.find(Role.PUSH_BUTTON, "Later").click()
        app.find(Role.LIST_ITEM, re.compile(f"^{say(later)}: 0 walks"))
        profile.put("meeting", community=community, start=at(later))
        app.find(Role.LIST_ITEM, re.compile(f"^{say(later)}: 1 walk"))
        app.close("ctrl+q")


def a_walk_is_cancelled_for_ice_in_two_clicks(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_tuesdays(profile)
        app = profile.open(session, "calendar")
        choose_tuesday(app)
        app.find(Role.PUSH_BUTTON, "Cancel the walk 10:00 Åstien").click()
        app.find(Role.PUSH_BUTTON, "Ice").click()
        wait(lambda: [w.get("reason") for w in profile.ctl("list", "meeting", "--sort", "start")] == ["ice", None, None, None],
             "the walk to be cancelled, alone")
        app.find(Role.LIST_ITEM, "10:00 Åstien, Cancelled: Ice")
        app.close("ctrl+q")


def a_community_meets_every_tuesday_but_on_holidays(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        profile.ctl("status")
        app = profile.open(session, "communities")
        app.keys("ctrl+n")
        app.wait_focus("Name")
        app.keyboard("Åstien")
        app.tab_to("Meets regularly")
        app.keys("space")
        app.find(Role.COMBO_BOX, "Day")
        app.tab_to("Day")
        app.keys("space")
        app.wait_focus(role=Role.LIST_ITEM)
        app.keys("Home", "Down", "Return")
        app.wait_focus("Day")
        app.tab_to("From")
        app.keys("ctrl+a")
        app.keyboard("22-12-2190")
        app.tab_to("Not on public holidays")
        app.keys("space")
        app.find(name=re.compile("^[0-9]+ walks from"))
        all_named(app)
        session.screenshot("calendar-plan")
        app.keys("ctrl+s")
        app.wait_gone(Role.DIALOG)
        (plan,) = profile.ctl("list", "schedule")
        expect(plan["rule"] == "FREQ=WEEKLY;BYDAY=TU" and plan["skip_holidays"] and plan["months_ahead"] == 12, plan)
        expect(len(starts(profile)) >= 50, starts(profile))
        app.find(Role.PUSH_BUTTON, re.compile("^Edit: Every Tuesday at 10:00")).activate()
        app.find(Role.COMBO_BOX, "Repeats")
        all_named(app)
        session.screenshot("calendar-plan-edit")
        app.keys("Escape")
        app.wait_gone(Role.COMBO_BOX, "Repeats")
        app.find(Role.PUSH_BUTTON, re.compile("^Delete: Every Tuesday at 10:00")).activate()
        wait(lambda: starts(profile) == [], "the plan and its walks to go")
        app.find(name=re.compile("^[0-9]+ walks are planned no more"))
        app.keys("ctrl+z")
        wait(lambda: len(starts(profile)) >= 50, "all of it to come back")
        app.close("ctrl+q")


def a_plan_that_does_not_go_on_tells_only_the_walks_it_has(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        before = make_tuesdays(profile)
        (plan,) = profile.ctl("list", "schedule")
        profile.put("schedule", id=plan["id"], until=None)
        expect(profile.ctl("list", "schedule")[0].get("until") is None, profile.ctl("list", "schedule"))
        app = profile.open(session, "communities")
        app.find(Role.PUSH_BUTTON, re.compile("^Edit: Every Tuesday at 10:00")).activate()
        app.find(name=re.compile("^4 walks from"))
        app.find(Role.TEXT, "At").set_text("11:00")
        app.keys("ctrl+s")
        wait(lambda: starts(profile) == [start.replace("T10", "T11") for start in before], lambda: starts(profile))
        app.find(name="4 walks changed.")
        app.close("ctrl+q")


def a_plan_with_weeks_from_sunday_keeps_its_days(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        profile.put("community", name="Åstien")
        rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"
        profile.ctl("schedule", "Åstien", "--rule", rule, "--from", tuesday().isoformat(), "--at", "10:00", "--until", tuesday(4).isoformat())
        before = starts(profile)
        app = profile.open(session, "communities")
        app.find(Role.PUSH_BUTTON, re.compile("^Edit: ")).activate()
        app.find(name=re.compile("^[0-9]+ walks from"))
        session.screenshot("calendar-plan-sunday")
        app.find(Role.TEXT, "At").set_text("11:00")
        app.keys("ctrl+s")
        wait(lambda: starts(profile) == [start.replace("T10", "T11") for start in before], lambda: starts(profile))
        expect(profile.ctl("list", "schedule")[0]["rule"] == rule, profile.ctl("list", "schedule"))
        app.close("ctrl+q")


def a_plan_names_who_leads_and_where(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_tuesdays(profile)
        host = profile.put("person", name="Ane Holm")
        app = profile.open(session, "communities", language="da")
        app.find(Role.PUSH_BUTTON, re.compile("^Redigér: Hver tirsdag kl. 10.00")).activate()
        app.find(name=re.compile("^4 ture fra"))
        app.tab_to("Flere valg")
        app.keys("space")
        for label, typed in ("Mødested", "Torvet"), ("Vært", "ane"):
            app.tab_to(f"{label}: Vælg …")
            app.keys("Return")
            app.wait_focus(role=Role.ENTRY)
            app.keyboard(typed)
            wait(lambda: app.find_all(Role.LIST_ITEM, re.compile(typed, re.I)), typed)
            app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Vært: Ane Holm")
        all_named(app)
        session.screenshot("calendar-plan-named")
        app.keys("ctrl+s")
        app.wait_gone(Role.COMBO_BOX)
        (venue,) = profile.ctl("list", "venue")
        expect(venue["name"] == "Torvet", venue)
        walks = profile.ctl("list", "meeting")
        expect(all((walk["host"], walk["venue"]) == (host["id"], venue["id"]) for walk in walks), walks)
        app.close("ctrl+q")


def nothing_is_lost_in_large_letters(session):
    session.scale_text(2)
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        profile = Profile(folder)
        make_tuesdays(profile)
        profile.put("community", name="Gåklubben Vestbyen")
        app = profile.open(session, "calendar")
        app.resize(760, 700)
        choose_tuesday(app)
        app.tab_to("10:00 Åstien")
        session.screenshot("calendar-large")
        app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([days_are_chosen_by_keys_and_told_in_words, a_walk_moves_alone_with_later_ones_or_with_all,
                a_walk_is_dragged_to_another_day, the_form_of_a_walk_changes_later_ones_too,
                what_cannot_be_is_said_where_it_is_written,
                a_move_that_is_given_up_leaves_the_calendar_where_it_is, a_walk_is_cancelled_for_ice_in_two_clicks,
                a_community_meets_every_tuesday_but_on_holidays,
                a_plan_that_does_not_go_on_tells_only_the_walks_it_has, a_plan_with_weeks_from_sunday_keeps_its_days,
                a_plan_names_who_leads_and_where,
                nothing_is_lost_in_large_letters])
