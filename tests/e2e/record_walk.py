#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records one walk of the example through the window, by keys, and leaves what came of it in a folder:
today.png, attendance.png, attendance-report.pdf and attendance-report.png.

Uses the display and the session bus of its environment; build-aux/run gives it virtual ones.
"""

import argparse
import contextlib
import glob
import json
import os
import re
import subprocess
import sys

import driver
from driver import Failure, Role

WITHOUT_NAME = 7


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="gangart")
    parser.add_argument("--ctl", required=True, help="gangartctl")
    parser.add_argument("--output", required=True, help="the folder for the pictures and the report")
    arguments = parser.parse_args()
    for name in ("program", "ctl", "output"):
        setattr(arguments, name, os.path.abspath(getattr(arguments, name)))
    return arguments


def open_example(session, program):
    """The window on the example, and the folder that it made for its copy."""
    folder = session.folder("example")
    app = session.launch(program, "--example", env={"TMPDIR": folder})
    app.wait_focus(role=Role.LIST_ITEM, timeout=3 * driver.TIMEOUT)
    return app, glob.glob(os.path.join(folder, "gangart-example-*"))[0]


def report(ctl, profile, *options):
    return subprocess.run([ctl, "--profile", profile, "report", "attendance", *options], check=True,
                          capture_output=True, text=True, env={**os.environ, "LANG": "C.UTF-8", "LANGUAGE": "en"}).stdout


def count(ctl, profile):
    """Walks held and those who came, of all time."""
    line = json.loads(report(ctl, profile, "--format", "json"))
    return line["held"], line["total"]


def record(session, app, output):
    """Ticks the first on the list, and counts some whose names nobody wrote down."""
    app.resize(1100, 740)
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("Down", "space")
    app.find(Role.LABEL, re.compile(": 1 by name"))
    app.keys("ctrl+u")
    app.keyboard(str(WITHOUT_NAME))
    said = app.find(Role.LABEL, re.compile(f" came: .*{WITHOUT_NAME} without a name")).name
    app.find(Role.STATUS_BAR, "Saved")
    session.picture(app, os.path.join(output, "attendance.png"))
    app.keys("alt+Left")
    app.find(Role.LABEL, "Next walks")
    session.picture(app, os.path.join(output, "today.png"))
    return int(said.split()[0])


def main():
    arguments = parse_arguments()
    os.environ["GA_BUILD_DIR"] = arguments.output
    session = driver.Session(inherit=True)
    try:
        with driver.time_limit(240):
            app, profile = open_example(session, arguments.program)
            held, total = count(arguments.ctl, profile)
            came = record(session, app, arguments.output)
            wanted = (held + 1, total + came)
            if count(arguments.ctl, profile) != wanted:
                raise Failure(f"The report tells of {count(arguments.ctl, profile)} and not of {wanted}")
            for kind in ("pdf", "png"):
                report(arguments.ctl, profile, "--by", "month", "-o",
                       os.path.join(arguments.output, f"attendance-report.{kind}"))
            app.close()
    except Exception as error:  # whatever went wrong, say what the window showed
        driver.report_failure(session, "record-walk", error)
        sys.exit(1)
    finally:
        with contextlib.suppress(Exception):
            session.end()


if __name__ == "__main__":
    main()
