# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in the real window, from the first start to the second: through the accessibility bus, and
again with nothing but keys. Usage: test_main_job.py GANGART GANGARTCTL"""

import datetime
import json
import os
import re
import subprocess
import sys

import driver
from driver import Failure, Role, wait
from visiting import go_to, visit_every_page_and_dialog

GANGART, GANGARTCTL = (os.path.abspath(path) for path in sys.argv[1:3])
COMMUNITY = "Gåturen ved åen"
CAME = 8
FIGURES = re.compile(f"; Held 1; Cancelled 0; By name 1; Without a name {CAME - 1}; Visits {CAME};")


def expect(condition, what):
    if not condition:
        raise Failure(what)


def start(session, home, language="en", *arguments):
    """The program as somebody finds it whose folders these are."""
    folder = session.folder(home)
    return session.launch(GANGART, *arguments, language=language,
                          env={"HOME": folder, "XDG_DATA_HOME": os.path.join(folder, "data"),
                               "XDG_CONFIG_HOME": os.path.join(folder, "config")})


def ctl(session, home, *arguments, given=None):
    profile = os.path.join(session.folder(home), "data", "gangart")
    said = subprocess.run([GANGARTCTL, "--profile", profile, "--json", *arguments], input=given, check=True,
                          capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines()]


def all_named(app):
    bad = app.unnamed_controls()
    expect(not bad, f"{bad} without a name")


def a_month_ago(weekday=None):
    """Four weeks ago, or the first such weekday (0 is Monday) after."""
    day = datetime.date.today() - datetime.timedelta(days=28)
    return day + datetime.timedelta(days=(weekday - day.weekday()) % 7 if weekday is not None else 0)


def fill_by_keys(app, name, text):
    app.tab_to(name)
    app.keys("ctrl+a", "BackSpace")
    app.keyboard(text)


def insight_tells(app):
    go_to(app, "Insight")
    app.find(Role.IMAGE, "Attendance by month")
    app.find(Role.TABLE_ROW, FIGURES)


def after_a_restart(session, home):
    app = start(session, home)
    app.find(Role.LABEL, "Next walks")
    expect(not app.find_all(name="Start on this computer"), "The first-start page came again")
    app.keys("alt+3")
    app.find(Role.LIST_ITEM, COMMUNITY)
    insight_tells(app)
    app.close()


def assistive_technology_does_the_main_job(session):
    app = start(session, "atspi")
    all_named(app)
    app.find(Role.LIST_ITEM, "Start on this computer").click()
    app.find(Role.PUSH_BUTTON, "Add a community").activate()
    editor = app.find(Role.DIALOG, "New community")
    editor.find(Role.TEXT, "Name").set_text(COMMUNITY)
    editor.find(Role.PUSH_BUTTON, "Save").activate()
    app.wait_gone(Role.DIALOG)

    app.find(Role.PUSH_BUTTON, "Plan walks").activate()
    editor = app.find(Role.DIALOG, "Plan walks")
    editor.find(Role.TEXT, "From").set_text(a_month_ago().isoformat())
    editor.find(name=re.compile(r"^[56]\d walks from .* to "))
    editor.find(Role.PUSH_BUTTON, "Save").activate()
    app.wait_gone(Role.DIALOG)
    app.find(Role.LIST, "Pages").find(Role.LIST_ITEM, "Today").select()

    app.find(Role.PUSH_BUTTON, f"Record who came to {COMMUNITY}").activate()
    app.find(Role.TEXT, "Add a name").set_text("Rigmor")
    app.find(Role.PUSH_BUTTON, "Add “Rigmor”, new today").activate()
    app.find(Role.LABEL, "1 came: 1 by name")
    app.find(Role.SPIN_BUTTON, "Without a name").set_text(str(CAME - 1))
    app.find(Role.LABEL, f"{CAME} came: 1 by name, {CAME - 1} without a name")
    app.find(Role.STATUS_BAR, "Saved")
    insight_tells(app)
    session.screenshot("main-job-insight")
    app.close()
    after_a_restart(session, "atspi")


def keys_alone_do_the_main_job(session):
    app = start(session, "keys")
    app.wait_focus("Start on this computer")
    app.keys("Return")
    app.wait_focus("Add a community")
    app.keys("Return")
    app.wait_focus("Name")
    app.keyboard(COMMUNITY)
    app.tab_to("Meets regularly")
    app.keys("space")
    app.find(Role.COMBO_BOX, "Day")
    app.tab_to("Day")
    app.keys("space")
    app.wait_focus(role=Role.LIST_ITEM)
    app.keys("Home", "Down", "Return")
    app.wait_focus("Day")
    fill_by_keys(app, "From", a_month_ago(weekday=1).strftime("%d-%m-%Y"))
    app.find(name=re.compile("walks from Tuesday"))
    app.keys("ctrl+s")
    app.wait_gone(Role.DIALOG)
    app.wait_focus(COMMUNITY, Role.LIST_ITEM)
    session.screenshot("main-job-community")

    app.keys("alt+1")
    app.find(Role.PUSH_BUTTON, f"Record who came to {COMMUNITY}")
    app.wait_focus(re.compile(f"^{COMMUNITY}, "), Role.LIST_ITEM)
    app.tab_to(f"Record who came to {COMMUNITY}")
    app.keys("Return")
    app.wait_focus("Add a name")
    app.keyboard("Rigmor")
    app.keys("Return")
    app.find(Role.LABEL, "1 came: 1 by name")
    app.keys("ctrl+u")
    app.keyboard(str(CAME - 1))
    app.find(Role.LABEL, f"{CAME} came: 1 by name, {CAME - 1} without a name")
    app.find(Role.STATUS_BAR, "Saved")
    app.keys("alt+Left")
    app.find(Role.LABEL, "Next walks")
    insight_tells(app)
    app.close()
    after_a_restart(session, "keys")


def each_program_shows_what_the_other_did(session):
    app = start(session, "both")
    app.find(Role.LIST_ITEM, "Start on this computer").click()
    app.keys("alt+3")
    app.find(name="No communities yet")
    made = ctl(session, "both", "put", "community", given='{"name": "Skovløberne"}\n')[0]
    app.find(Role.LIST_ITEM, "Skovløberne")
    ctl(session, "both", "put", "community", given=json.dumps({"id": made["id"], "name": "Skovgængerne"}))
    app.find(Role.LIST_ITEM, "Skovgængerne")

    app.keys("ctrl+n")
    app.find(Role.DIALOG, "New community").find(Role.TEXT, "Name").set_text(COMMUNITY)
    app.keys("ctrl+s")
    app.wait_gone(Role.DIALOG)
    names = sorted(record["name"] for record in ctl(session, "both", "list", "community"))
    expect(names == [COMMUNITY, "Skovgængerne"], f"gangartctl lists {names}")
    ctl(session, "both", "undo")
    app.wait_gone(Role.LIST_ITEM, COMMUNITY)
    app.close()


def every_page_and_dialog_names_its_controls(session):
    app = start(session, "names", "en", "--example")
    visit_every_page_and_dialog(session, app, all_named)


def large_text_in_danish_is_not_cut(session):
    """Keeps pictures to be looked at, and finds what would be wider than the window."""
    for factor in (1, 2):
        session.scale_text(factor)
        app = start(session, "danish", "da", "--example")
        app.wait_focus(role=Role.LIST_ITEM)
        picture(session, app, "today", factor)
        app.keys("alt+3")
        app.find(Role.LIST, "Fællesskaber")
        if factor > 1:
            # There is room for the list or for what is chosen in it.
            picture(session, app, "list", factor)
            app.keys("ctrl+l", "Down", "Return")
        app.find(Role.PUSH_BUTTON, "Planlæg ture")
        picture(session, app, "communities", factor)
        go_to(app, "Indsigt")
        app.find(Role.IMAGE, re.compile("^Fremmøde"))
        picture(session, app, "insight", factor)
        app.keys("alt+1")
        app.find(Role.PUSH_BUTTON, re.compile("^Skriv ned, hvem")).activate()
        app.wait_focus(role=Role.TEXT)
        wait(lambda: count_names(app) >= 5, "names to be seen")
        picture(session, app, "attendance", factor)
        app.close()
    session.scale_text(1)


def count_names(app):
    """How many are seen above the foot of a sheet on which nobody is ticked."""
    foot, *_ = app.find_all(Role.LABEL, "Der er ikke skrevet noget endnu")
    boxes = [box.extents for box in app.find_all(Role.CHECK_BOX)]
    return sum(y + height <= foot.extents[1] for _, y, _, height in boxes)


def picture(session, app, page, factor):
    session.screenshot(f"danish-{page}-{factor * 100}")
    frame = app.active_window().extents
    # GTK 4.18 leaves paddings out of where they lie, those of the window and of what is in it.
    lost = 12 if app.toolkit() >= (4, 18) else 0
    for widget in app.find_all(Role.PUSH_BUTTON) + app.find_all(Role.TEXT):
        x, _, width, _ = widget.extents
        expect(x >= -lost and x + width <= frame[2], f"{widget!r} lies at {widget.extents} in a window of {frame}")


if __name__ == "__main__":
    driver.run([assistive_technology_does_the_main_job, keys_alone_do_the_main_job,
                each_program_shows_what_the_other_did, every_page_and_dialog_names_its_controls,
                large_text_in_danish_is_not_cut])
