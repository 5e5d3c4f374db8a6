# SPDX-License-Identifier: GPL-3.0-or-later
"""Records who came: through the accessibility bus, and again with nothing but keys."""

import datetime
import re
import subprocess
import sys

import driver
from driver import Role, State, wait

PROGRAM, MAKE_PROFILE = sys.argv[1:]
COMMUNITY = "Løb & Gang ved åen"
DUE = re.compile(f"^{COMMUNITY}, .* at 10:00$")


def profile(session, name, *kind):
    folder = session.folder(name)
    subprocess.run([MAKE_PROFILE, folder, *kind], check=True)
    return folder


def open_today(session, folder):
    app = session.launch(PROGRAM, "--profile", folder, "--page", "today")
    app.wait_focus(role=Role.LIST_ITEM)
    return app


class Keys:
    """Presses keys one by one and counts them; a letter with Ctrl held is one press."""

    def __init__(self, app):
        self.app = app
        self.count = 0

    def press(self, *names):
        self.count += len(names)
        self.app.keys(*names)

    def type(self, text):
        self.count += len(text)
        self.app.keyboard(text)


def total(app, text):
    """Waits for the total that is read out, and until it is saved."""
    app.find(Role.LABEL, text)
    app.find(Role.STATUS_BAR, "Saved")


def ticked(app):
    return {box.name for box in app.find_all(Role.CHECK_BOX) if box.has(State.CHECKED)}


def entry_ready(app):
    wait(lambda: app.find(Role.TEXT, "Add a name").text == "", "the field to be empty")


def assistive_technology_records(session):
    app = open_today(session, profile(session, "atspi"))
    assert not app.unnamed_controls(), app.unnamed_controls()
    app.find(Role.PUSH_BUTTON, f"Record who came to {COMMUNITY}").activate()
    app.find(Role.LABEL, "Nothing is recorded yet")
    assert not app.unnamed_controls(), app.unnamed_controls()
    app.find(Role.PUSH_BUTTON, "Everyone came").activate()
    total(app, "15 came: 15 by name")
    app.find(Role.CHECK_BOX, "Knud").activate()
    total(app, "14 came: 14 by name")
    assert "Knud" not in ticked(app) and "Agnete" in ticked(app)
    app.find(Role.TEXT, "Add a name").set_text("Rigmor")
    app.find(Role.PUSH_BUTTON, "Add “Rigmor”, new today").activate()
    total(app, "15 came: 15 by name")
    app.find(Role.CHECK_BOX, "The host counts").activate()
    total(app, "16 came: 15 by name, and the host")
    session.screenshot("attendance")
    app.find(Role.PUSH_BUTTON, "Back").activate()
    app.find(Role.LABEL, "Next walks")
    app.wait_gone(Role.PUSH_BUTTON, f"Record who came to {COMMUNITY}")
    session.screenshot("today")
    app.close()


def three_missing_in_ten_presses(session):
    app = open_today(session, profile(session, "keys"))
    keys = Keys(app)
    keys.press("Return")
    app.find(Role.TEXT, "Add a name")
    keys.press("ctrl+e")
    total(app, "15 came: 15 by name")
    for letter in ("d", "k", "o"):
        keys.type(letter)
        keys.press("Return")
        entry_ready(app)
    total(app, "12 came: 12 by name")
    missing = {"Dagny", "Knud", "Orla"}
    assert not missing & ticked(app), ticked(app)
    assert keys.count <= 10, keys.count
    # Ctrl+Z takes back the last of them, and the page that comes after a restart shows the rest.
    keys.press("ctrl+z")
    total(app, "13 came: 13 by name")
    app.close()


def worst_three_in_ten_presses(session):
    """Three whose numbers have two digits, from Today with everyone ticked at once."""
    app = open_today(session, profile(session, "worst"))
    keys = Keys(app)
    keys.press("ctrl+e")
    total(app, "15 came: 15 by name")
    for number in ("10", "12", "14"):
        keys.type(number)
        keys.press("Return")
        entry_ready(app)
    total(app, "12 came: 12 by name")
    assert not {"Jytte", "Lilly", "Nanna"} & ticked(app), ticked(app)
    assert keys.count <= 10, keys.count
    app.close()


def arrows_and_space_tick(session):
    app = open_today(session, profile(session, "arrows"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("Down", "Down", "space")
    total(app, "1 came: 1 by name")
    assert "Bodil" in ticked(app), ticked(app)
    app.wait_focus("Bodil")
    # A letter goes to the field; somebody who had left is found there.
    app.keyboard("po")
    app.find(Role.CHECK_BOX, "Poul")
    app.keys("Return")
    total(app, "2 came: 2 by name")
    app.keys("ctrl+u")
    app.keyboard("12")
    total(app, "14 came: 2 by name, 12 without a name")
    app.close()


def twenty_names_are_typed(session):
    names = ["Aase", "Bente", "Christian", "Ditte", "Else", "Finn", "Grethe", "Hanne", "Ib", "Jens", "Karl", "Lis",
             "Mette", "Niels", "Ove", "Peter", "Rita", "Svend", "Tove", "Ulla"]
    app = open_today(session, profile(session, "twenty", "empty"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    for name in names:
        app.keyboard(name)
        app.keys("Return")
    total(app, "20 came: 20 by name")
    assert ticked(app) == set(names), ticked(app)
    app.close()


def a_name_typed_twice_stays(session):
    """Who copies a paper list may meet a name twice; somebody new who is unticked and ticked again is new still."""
    app = open_today(session, profile(session, "twice", "empty"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    for _ in range(2):
        app.keyboard("Karen")
        app.keys("Return")
        entry_ready(app)
    app.find(Role.LABEL, "1 came: 1 by name")
    for came in ("Nobody", "1"):
        app.keyboard("ka")
        app.keys("Return")
        app.find(Role.LABEL, re.compile(f"^{came} came"))
    app.find(Role.LABEL, "New today")
    app.close()


def who_is_known_is_offered(session):
    """Another spelling is the same name; a letter more is asked about, and Enter still adds somebody new."""
    app = open_today(session, profile(session, "known"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.find(Role.TEXT, "Add a name").set_text("Gudrún")
    app.find(Role.LABEL, "Enter: came")
    app.keys("Return")
    total(app, "1 came: 1 by name")
    entry_ready(app)
    app.keyboard("Bodill")
    app.find(Role.LABEL, "Is it somebody you know already?")
    app.find(Role.PUSH_BUTTON, "Add “Bodill”, new today")
    session.screenshot("known-already")
    app.keys("Down", "space")
    total(app, "2 came: 2 by name")
    assert ticked(app) == {"Gudrun", "Bodil"}, ticked(app)
    entry_ready(app)
    app.keyboard("Paul")
    app.find(Role.CHECK_BOX, "Poul")
    app.keys("Return")
    total(app, "3 came: 3 by name")
    assert ticked(app) == {"Gudrun", "Bodil", "Paul"}, ticked(app)
    app.close()


def names_follow_a_bare_number(session):
    """Five came, it said that evening; the list that turns up later is of those five, and nobody is counted twice."""
    app = open_today(session, profile(session, "bare"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("ctrl+u")
    app.keyboard("5")
    total(app, "5 came: 5 without a name")
    app.find(Role.LIST, "Pages").find(Role.LIST_ITEM, "Communities").select()
    app.find(Role.LIST, "Latest walks").find(Role.LIST_ITEM, re.compile("5 came$")).click()
    box = app.find(Role.CHECK_BOX, "Who is ticked is one of the 5 without a name")
    assert box.has(State.CHECKED)
    session.screenshot("bare-number")
    for name, counted in (("bod", "1 by name, 4"), ("kn", "2 by name, 3"), ("Rigmor", "3 by name, 2")):
        app.find(Role.TEXT, "Add a name")
        app.keyboard(name)
        app.keys("Return")
        total(app, f"5 came: {counted} without a name")
        entry_ready(app)
    app.keyboard("bod")
    app.keys("Return")
    total(app, "5 came: 2 by name, 3 without a name")
    app.keys("ctrl+z")
    total(app, "5 came: 3 by name, 2 without a name")
    app.keys("shift+Tab")
    app.wait_focus(re.compile("^Who is ticked is one of the"), Role.CHECK_BOX)
    app.keys("space")
    app.find(Role.TEXT, "Add a name").focus()
    entry_ready(app)
    app.keyboard("or")
    app.keys("Return")
    total(app, "6 came: 4 by name, 2 without a name")
    app.close()


def letters_after_the_number_are_a_name(session):
    """Whoever goes on with names where the number was written loses neither."""
    app = open_today(session, profile(session, "letters"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("ctrl+u")
    app.keyboard("9")
    app.keys("Return")
    total(app, "9 came: 9 without a name")
    app.keyboard("Rig")
    app.wait_focus("Add a name")
    wait(lambda: app.find(Role.TEXT, "Add a name").text == "Rig", "the letters to stand in the name")
    app.keyboard("mor")
    app.keys("Return")
    total(app, "10 came: 1 by name, 9 without a name")
    # A name that takes a tick away says so: nobody was meant to go.
    entry_ready(app)
    app.keyboard("rig")
    app.keys("Return")
    total(app, "9 came: 9 without a name")
    app.find(Role.STATUS_BAR, "Rigmor: did not come. Ctrl+Z takes it back.")
    app.close()


def names_beside_a_number_are_not_of_it(session):
    """Who is named before the number is known is not one of those without a name."""
    app = open_today(session, profile(session, "beside"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keyboard("bod")
    app.keys("Return")
    total(app, "1 came: 1 by name")
    entry_ready(app)
    app.keys("ctrl+u")
    app.keyboard("3")
    total(app, "4 came: 1 by name, 3 without a name")
    box = app.find(Role.CHECK_BOX, "Who is ticked is one of the 3 without a name")
    assert not box.has(State.CHECKED)
    box.click()
    app.find(Role.TEXT, "Add a name").focus()
    app.keyboard("kn")
    app.keys("Return")
    total(app, "4 came: 2 by name, 2 without a name")
    app.find(Role.CHECK_BOX, "Who is ticked is one of the 3 without a name")
    app.close()


def two_names_become_one(session):
    """Who was added a second time is made one with the first, from the row, and one undo makes two again."""
    app = open_today(session, profile(session, "merge"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    for name in ("Bodil", "Bodil Holm"):
        app.keyboard(name)
        app.keys("Return")
        entry_ready(app)
    total(app, "2 came: 2 by name")
    app.find(name="More about Bodil Holm").click()
    app.find(Role.MENU_ITEM, "Is written down twice…")
    app.keys("Up", "Return")
    app.find(Role.DIALOG, "Two names, one person")
    assert not app.unnamed_controls(), app.unnamed_controls()
    app.find(Role.LABEL, "Of these on the same walk")
    app.find(Role.LABEL, "1 + 1")
    app.find(name=re.compile("^Written down as: Bodil Holm"))
    app.find(name=re.compile("^Also written down as: Bodil,"))
    app.find(name="Name that stays: Bodil Holm")
    session.screenshot("two-names")
    app.keys("alt+m")
    app.wait_gone(Role.DIALOG, "Two names, one person")
    app.find(Role.STATUS_BAR, "Participants made one")
    total(app, "1 came: 1 by name")
    assert ticked(app) == {"Bodil Holm"}, ticked(app)
    app.keys("ctrl+z")
    total(app, "2 came: 2 by name")
    assert ticked(app) == {"Bodil", "Bodil Holm"}, ticked(app)
    app.close()


def nobody_is_made_one_unasked(session):
    """Where no two names are alike the other one is to be chosen first."""
    app = session.launch(PROGRAM, "--profile", profile(session, "alike"), "--page", "communities")
    app.find(Role.PUSH_BUTTON, "Somebody is written down twice…").activate()
    app.find(Role.DIALOG, "Two names, one person")
    app.find(name="Also written down as: Choose a name")
    assert not app.find(Role.PUSH_BUTTON, "Make one of them").has(State.SENSITIVE)
    assert not app.unnamed_controls(), app.unnamed_controls()
    app.keys("Escape")
    app.close()


def somebody_leaves_the_group(session):
    app = open_today(session, profile(session, "leaves"))
    app.keys("Return")
    app.find(Role.CHECK_BOX, "Bodil")
    app.find(name="More about Bodil").click()
    app.find(Role.MENU_ITEM, "Has left the group")
    app.keys("Down", "Down", "Down", "Return")
    app.find(Role.STATUS_BAR, "Participant has left")
    app.wait_gone(Role.CHECK_BOX, "Bodil")
    app.close()


def search_leads_back_to_the_walk(session):
    app = open_today(session, profile(session, "search"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("ctrl+f")
    app.find(Role.ENTRY, "Search")
    app.keys("Escape")
    app.find(Role.TEXT, "Add a name")
    for leave in "Escape", "alt+Left":
        app.keys("ctrl+f")
        app.keyboard(COMMUNITY[:4])
        app.tab_to(COMMUNITY)
        app.keys(leave)
        app.find(Role.TEXT, "Add a name")
    # The focus is not caught where nothing is found.
    app.keys("ctrl+f")
    app.keyboard("zzz")
    app.find(Role.STATUS_BAR, "0 found")
    app.keys("Tab")
    app.wait_focus("Search", Role.PUSH_BUTTON)
    app.close()


def a_walk_is_cancelled_by_keys(session):
    app = open_today(session, profile(session, "cancel"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("ctrl+Delete")
    app.find(Role.PUSH_BUTTON, "Host is ill")
    assert not app.unnamed_controls(), app.unnamed_controls()
    app.keys("Return")
    app.find(Role.LABEL, "Cancelled: Ice")
    app.find(Role.LABEL, re.compile(f"^The walk with {COMMUNITY} on .* at 10:00 is cancelled because of ice.$"))
    app.wait_focus("Copy message")
    app.keys("Return")
    app.find(Role.STATUS_BAR, re.compile("^Message copied"))
    app.find(Role.PUSH_BUTTON, "Hold after all").activate()
    app.find(Role.LABEL, "Nothing is recorded yet")
    app.close()


def a_walk_that_was_held_is_not_cancelled(session):
    app = open_today(session, profile(session, "held"))
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keyboard("bod")
    app.keys("Return")
    total(app, "1 came: 1 by name")
    entry_ready(app)
    app.keys("ctrl+Delete")
    app.find(Role.PUSH_BUTTON, "Host is ill")
    app.keys("Return")
    app.find(name="Somebody has been recorded at this walk, so it was held. Take back who came first.")
    session.screenshot("held-not-cancelled")
    total(app, "1 came: 1 by name")
    app.close()


def undo_and_redo_are_pressed_fast(session):
    """A toast that is replaced while it still comes in must not take the program with it."""
    app = open_today(session, profile(session, "fast"))
    app.find(Role.PUSH_BUTTON, f"Record who came to {COMMUNITY}").activate()
    app.find(Role.LABEL, "Nothing is recorded yet")
    for _ in range(15):
        app.keys("space", "Down", "space", "Up", "ctrl+z", "Down", "ctrl+shift+z")
    app.check_alive()
    app.close()


def a_walk_beside_the_plan_is_added_from_today(session):
    app = open_today(session, profile(session, "extra"))
    app.keys("ctrl+n")
    app.find(Role.DIALOG, "New walk")
    app.wait_focus(f"Community: {COMMUNITY}")
    app.keys("Tab")
    app.keyboard(f"{datetime.date.today() + datetime.timedelta(days=1)} 7:15")
    app.keys("ctrl+s")
    app.wait_gone(Role.DIALOG, "New walk")
    app.find(Role.STATUS_BAR, "Walk added")
    app.find(Role.LIST_ITEM, re.compile(f"^{COMMUNITY}, .*7:15"))
    app.close("ctrl+q")


def a_reminder_leads_to_today(session):
    """What a notification does when it is pressed comes over the bus, also to a window that shows something else."""
    folder = profile(session, "reminder")
    app = session.launch(PROGRAM, "--profile", folder, "--page", "communities")
    app.find(Role.LABEL, COMMUNITY)
    subprocess.run(["gdbus", "call", "--session", "--dest", "io.github.gangart.Gangart",
                    "--object-path", "/io/github/gangart/Gangart",
                    "--method", "org.freedesktop.Application.ActivateAction", "today", f"[<'{folder}'>]", "{}"], check=True,
                   capture_output=True)
    app.find(Role.PUSH_BUTTON, f"Record who came to {COMMUNITY}")
    app.close()


def a_walk_of_last_month_is_recorded_late(session):
    app = open_today(session, profile(session, "late"))
    app.keys("ctrl+n")
    app.find(Role.DIALOG, "New walk")
    app.wait_focus(f"Community: {COMMUNITY}")
    app.keys("Tab")
    app.keyboard(f"{datetime.date.today() - datetime.timedelta(days=40)} 1730")
    app.keys("ctrl+s")
    app.wait_gone(Role.DIALOG, "New walk")
    app.find(Role.LABEL, re.compile(" at 17:30$"))
    app.find(Role.LABEL, "Nothing is recorded yet")
    # Poul left since.
    for name in ("bod", "pou"):
        app.keyboard(name)
        app.keys("Return")
        entry_ready(app)
    total(app, "2 came: 2 by name")
    assert ticked(app) == {"Bodil", "Poul"}, ticked(app)
    app.close()


def a_walk_to_come_is_not_recorded(session):
    app = open_today(session, profile(session, "to-come"))
    app.keys("ctrl+n")
    app.find(Role.DIALOG, "New walk")
    app.keys("Tab")
    app.keyboard(f"{datetime.date.today() + datetime.timedelta(days=1)} 7:15")
    app.keys("ctrl+s")
    app.wait_gone(Role.DIALOG, "New walk")
    app.find(Role.LIST_ITEM, re.compile("7:15$")).click()
    app.find(Role.LABEL, "This walk is still to come. Regrets can be noted already, and who came on the day itself.")
    app.find(Role.LABEL, "Nothing is recorded yet")
    app.keyboard("Rigmor")
    app.keys("Return")
    app.find(Role.LABEL, re.compile("^This walk is on .*, and today is .*"))
    assert not app.unnamed_controls(), app.unnamed_controls()
    session.screenshot("walk-to-come")
    app.keys("ctrl+e")
    app.find(Role.LABEL, "Nothing is recorded yet")
    assert not ticked(app), ticked(app)
    app.close()


def the_menu_opens_on_the_first_page(session):
    app = session.launch(PROGRAM, "--profile", session.folder("none"))
    app.wait_active()
    app.find(Role.PUSH_BUTTON, "Menu")
    app.keys("F10")
    app.choose("Preferences")
    app.find(Role.DIALOG, "Preferences")
    app.keys("Escape")
    app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([assistive_technology_records, three_missing_in_ten_presses, worst_three_in_ten_presses,
                arrows_and_space_tick, twenty_names_are_typed, a_name_typed_twice_stays,
                who_is_known_is_offered, names_follow_a_bare_number, letters_after_the_number_are_a_name,
                names_beside_a_number_are_not_of_it, two_names_become_one,
                nobody_is_made_one_unasked,
                somebody_leaves_the_group, search_leads_back_to_the_walk, a_walk_is_cancelled_by_keys,
                a_walk_that_was_held_is_not_cancelled,
                undo_and_redo_are_pressed_fast, a_walk_beside_the_plan_is_added_from_today,
                a_walk_of_last_month_is_recorded_late, a_walk_to_come_is_not_recorded, a_reminder_leads_to_today,
                the_menu_opens_on_the_first_page])
