# SPDX-License-Identifier: GPL-3.0-or-later
"""What build-aux/run does where there is no display. Usage: test_record_walk.py GANGART GANGARTCTL"""

import os
import subprocess
import sys

import driver
from driver import Failure

GANGART, GANGARTCTL = (os.path.abspath(path) for path in sys.argv[1:3])
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "record_walk.py")


def leaves_pictures_and_the_report(session):
    folder = session.folder("run")
    ran = subprocess.run([sys.executable, SCRIPT, "--program", GANGART, "--ctl", GANGARTCTL, "--output", folder],
                         capture_output=True, text=True)
    if ran.returncode != 0:
        raise Failure(ran.stdout + ran.stderr)
    for name, mark in (("today.png", b"\x89PNG"), ("attendance.png", b"\x89PNG"),
                       ("attendance-report.png", b"\x89PNG"), ("attendance-report.pdf", b"%PDF")):
        with open(os.path.join(folder, name), "rb") as file:
            if not file.read().startswith(mark):
                raise Failure(f"{name} does not begin with {mark}")


if __name__ == "__main__":
    driver.run([leaves_pictures_and_the_report])
