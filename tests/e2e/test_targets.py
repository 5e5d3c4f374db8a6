# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control of the calendar, of plans, imports, papers, partners, rounds and help has a name and is large enough to be
hit. Usage: test_targets.py GANGART"""

import os
import re
import sys

import driver
from driver import Failure, Role, State, wait
from visiting import go_to

GANGART = os.path.abspath(sys.argv[1])


def look(app, where):
    """Names and sizes of what is shown there."""
    unnamed, small = app.unnamed_controls(), app.small_targets()
    if unnamed or small:
        raise Failure(f"{where}: without a name {unnamed}, too small {small}")


def start(session, page):
    app = session.launch(GANGART, "--example")
    app.wait_focus(role=Role.LIST_ITEM, timeout=3 * driver.TIMEOUT)  # the example is made first
    go_to(app, page)
    return app


def leave(app, title):
    app.keys("Escape")
    app.wait_gone(Role.DIALOG, title)


def calendar_and_its_keys(session):
    app = start(session, "Calendar")
    for view, title in (("Week", "^Week [0-9]+, "), ("Agenda", "^From "), ("Month", "^[A-Z][a-z]+ [0-9]{4}$")):
        app.find(Role.RADIO_BUTTON, view).activate()
        app.find(name=re.compile(title))
        look(app, view)
    # The list of a day's walks leaves Page Down to the calendar.
    shown = app.find(name=re.compile("^[A-Z][a-z]+ [0-9]{4}$")).name
    app.find_all(Role.LIST_ITEM, re.compile("^[0-9]+:[0-9]+ "))[-1].focus()
    app.keys("Next")
    app.wait_gone(name=shown)
    app.keys("Prior")
    app.find(name=shown)
    app.close()


def plans_and_papers(session):
    app = start(session, "Communities")
    app.tab_to("Filter")
    app.keys("Down")
    app.find(Role.PUSH_BUTTON, "Plan walks").activate()
    app.find(Role.DIALOG, "Plan walks")
    look(app, "a plan")
    leave(app, "Plan walks")
    app.find_all(name="More")[-1].focus()
    app.keys("space")
    app.choose("Print programme")
    app.find(Role.DIALOG, "Programme")
    app.wait_focus("Print…")
    look(app, "a paper")
    leave(app, "Programme")
    app.close()


def partners_and_rounds(session):
    app = start(session, "Funding")
    app.tab_to("Filter")
    app.keys("Down")
    app.find(name=re.compile("Amounts in DKK.$"))
    for view in "Board", "Compare", "Results", "Table":
        app.find(Role.PAGE_TAB, view).click()
        wait(lambda: app.find(Role.PAGE_TAB, view).has(State.SELECTED), f"{view} to be shown")
        look(app, view)
    app.keys("alt+5", "ctrl+g")
    app.wait_focus("Organisation")
    app.keyboard("horsens")
    app.find(Role.LIST_ITEM, re.compile("Horsens"))
    app.keys("Return")
    app.find(Role.PUSH_BUTTON, "Save as PDF…")
    look(app, "a partner")
    app.keys("F1")
    app.find(Role.HEADING, "Agreements and initiatives")
    look(app, "help")
    app.close()


def imports(session):
    path = os.path.join(session.folder("import"), "people.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("name;email\nBodil;bodil@example.org\n")
    app = start(session, "People")
    app.keys("F10")
    app.choose("Import a file…")
    app.open_file("Import a file", path)
    app.find(name="email: E-mail")
    look(app, "an import")
    app.close()


if __name__ == "__main__":
    driver.run([calendar_and_its_keys, plans_and_papers, partners_and_rounds, imports])
