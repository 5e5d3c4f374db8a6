# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of insight in the real window, by keyboard alone. Usage: test_insight.py GANGART GANGARTCTL"""

import os
import re
import subprocess
import sys
import tempfile

import driver
from driver import Failure, Role, wait

GANGART, GANGARTCTL = (os.path.abspath(path) for path in sys.argv[1:3])
FIGURE = re.compile(r"^\w+ \d{4}, (By name|Without a name): [\d,]+$")


def expect(condition, what):
    if not condition:
        raise Failure(what)


def make_profile(folder):
    profile = os.path.join(folder, "profile")
    subprocess.run([GANGARTCTL, "--profile", profile, "generate", "--size", "host", "--seed", "3"], check=True,
                   stdout=subprocess.DEVNULL)
    return profile


def choose(app, name, steps, chosen):
    """Moves the choice called so by arrow keys, until it is named as it should be then."""
    app.find(name=re.compile(f"^{name}: ")).focus()
    app.keys("space")
    app.wait_focus(role=Role.LIST_ITEM)
    app.keys(*["Down"] * steps, "Return")
    app.find(name=f"{name}: {chosen}")


def asks_and_exports_by_keyboard(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        app = session.launch(GANGART, "--profile", make_profile(folder), "--page", "insight")
        app.find(Role.IMAGE, "Attendance by month")
        app.find(Role.LABEL, "Active communities")
        expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} without a name")
        choose(app, "Counted by", 1, "Week")
        app.find(Role.IMAGE, "Attendance by week")
        choose(app, "Counted by", 5, "Arena")
        choose(app, "Period", 3, "This year against last")
        app.find(Role.IMAGE, "Attendance against the year before")
        session.screenshot("insight-compared")

        export_table(app, os.path.join(folder, "table.csv"))
        app.close()


def export_table(app, path):
    app.find(name="Export").focus()
    app.keys("space")
    app.find(Role.MENU_ITEM, re.compile("spreadsheet"))
    app.keys("Up", "Return")
    app.save_file("Save attendance", path)
    with open(path, encoding="utf-8-sig") as file:
        lines = file.read().splitlines()
    expect(re.match(r"Month,\d{4}( until [^,]+)?,\d{4}$", lines[0]), f"The file begins with {lines[0]!r}")
    expect(lines[-1].startswith("Total,"), f"The file ends with {lines[-1]!r}")


def tells_figures_by_arrow_keys(session):
    with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
        app = session.launch(GANGART, "--profile", make_profile(folder), "--page", "insight")
        app.find(Role.IMAGE, "Attendance by month").focus()
        app.keys("Home")
        first = app.find(Role.IMAGE, FIGURE).name
        app.keys("Right")
        second = wait(lambda: next((w.name for w in app.find_all(Role.IMAGE, FIGURE) if w.name != first), None),
                      "the second figure")
        app.find(Role.LABEL, second)
        session.screenshot("insight-figure")
        app.keys("Left")
        app.find(Role.IMAGE, first)
        app.close()


if __name__ == "__main__":
    driver.run([asks_and_exports_by_keyboard, tells_figures_by_arrow_keys])
