# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit to every page and dialog of the example."""

import re

import driver
from driver import Role


def go_to(app, page):
    """Opens a page by the key of its place in the sidebar."""
    places = [item.name for item in app.find(Role.LIST_ITEM, page).parent.children]
    app.keys(f"alt+{places.index(page) + 1}")


def visit_every_page_and_dialog(session, app, look):
    app.wait_focus(role=Role.LIST_ITEM, timeout=3 * driver.TIMEOUT)  # the example is made first
    look(app)
    for page, landmark in (("Communities", "Add community"), ("People", "Add person"),
                           ("Partnerships", "Add agreement"), ("Insight", "Export")):
        go_to(app, page)
        app.find(name=landmark)
        app.wait_focus(re.compile("^(Filter|Show: Visits)$"))
        look(app)

    go_to(app, "Communities")
    for key, title in (("ctrl+n", "New community"), ("ctrl+e", "Edit community"), ("ctrl+comma", "Preferences"),
                       ("ctrl+question", "Keyboard shortcuts")):
        open_and_leave(session, app, look, lambda: app.keys(key), title)
    open_and_leave(session, app, look, lambda: app.find(Role.PUSH_BUTTON, "Plan walks").activate(), "Plan walks")
    open_and_leave(session, app, look, lambda: about(app), "About Gangart")
    go_to(app, "People")
    open_and_leave(session, app, look, lambda: app.keys("ctrl+n"), "New person")
    ask_whether_to_discard(app, look)

    app.keys("ctrl+f")
    app.keyboard("ma")
    app.find(Role.LIST_ITEM, re.compile("^Mandeturen"))
    look(app)
    go_to(app, "Today")
    app.find(Role.PUSH_BUTTON, re.compile("^Record who came")).activate()
    app.find(Role.TEXT, "Add a name")
    look(app)
    open_and_leave(session, app, look, lambda: app.keys("ctrl+Delete"), "Cancel walk")
    app.close()


def about(app):
    app.keys("F10")
    app.find(Role.MENU_ITEM, "About Gangart")
    app.keys("Up", "Return")


def open_and_leave(session, app, look, opens, title):
    opens()
    dialog = app.find(Role.DIALOG, title)
    app.wait_focus(within=dialog)
    look(app)
    session.screenshot(f"dialog-{title.lower().replace(' ', '-')}")
    app.keys("Escape")
    app.wait_gone(Role.DIALOG, title)


def ask_whether_to_discard(app, look):
    app.keys("ctrl+n")
    editor = app.find(Role.DIALOG, "New person")
    editor.find(Role.TEXT, "Name").set_text("Rigmor")
    # Ending the program asks as well, and only once.
    app.keys("ctrl+q")
    app.find(Role.DIALOG, "Discard what you wrote?")
    app.keys("ctrl+q", "Escape")
    app.wait_gone(Role.DIALOG, "Discard what you wrote?")
    app.wait_focus(within=editor)
    app.keys("Escape")
    app.find(Role.DIALOG, "Discard what you wrote?")
    look(app)
    app.keys("Tab", "Return")
    app.wait_gone(Role.DIALOG)
