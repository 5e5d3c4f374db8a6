# SPDX-License-Identifier: GPL-3.0-or-later
"""Help in words in the real window, by keyboard. Usage: test_help.py GANGART"""

import os
import re
import sys

import driver
from driver import Failure, Role

GANGART = os.path.abspath(sys.argv[1])


def expect(condition, what):
    if not condition:
        raise Failure(what)


def open_help(app, title):
    """Asks for help where one is, and waits for the page of that title."""
    app.keys("F1")
    app.wait_focus(title)
    return app.find(Role.HEADING, title)


def opens_where_one_is(session):
    app = session.launch(GANGART, "--example", "--page", "funding")
    app.find(Role.LIST_ITEM, "Funding")
    open_help(app, "A funding round and its decisions")
    expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
    app.keys("Escape")
    app.wait_gone(Role.HEADING, "A funding round and its decisions")

    # Beside a form that holds back its window.
    app.keys("alt+4", "ctrl+n")
    app.find(Role.DIALOG, "New person")
    open_help(app, "People, names and consent")
    app.close()


def is_read_by_keyboard(session):
    app = session.launch(GANGART, "--example")
    app.find(Role.LIST, "Who came?")
    open_help(app, "Record who came")
    app.keys("Down")
    app.find(Role.HEADING, "Copy a list from paper")
    app.keys("alt+Left")
    app.find(Role.HEADING, "Record who came")

    # A link leads to another page, and back again.
    app.keys("ctrl+f")
    app.keyboard("a list on paper")
    app.keys("Return")
    app.find(Role.LABEL, re.compile("^Regrets can be noted")).focus()
    app.keys("Tab", "Return")
    app.find(Role.HEADING, "Copy a list from paper")
    app.keys("alt+Left")
    app.find(Role.HEADING, "Record who came")

    app.keys("ctrl+question")
    app.find(Role.DIALOG, "Keyboard shortcuts")
    app.keys("Escape")
    app.wait_gone(Role.DIALOG, "Keyboard shortcuts")
    app.close()


def folds_in_large_danish_letters(session):
    app = session.launch(GANGART, "--example", language="da")
    app.find(Role.LIST, "Hvem kom?")
    open_help(app, "Skriv ned, hvem der kom")
    session.screenshot("help-da")
    app.resize(460, 700)
    app.find(Role.PUSH_BUTTON, "Indhold")
    session.screenshot("help-folded")
    session.scale_text(2)
    app.resize(1100, 900)
    session.screenshot("help-large")
    app.close()


if __name__ == "__main__":
    driver.run([opens_where_one_is, is_read_by_keyboard, folds_in_large_danish_letters])
