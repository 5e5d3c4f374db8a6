# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs in memory to go through a list of 100,000 people to its end by Page Down, in the real window, whose
rows assistive technology reads as well.

scroll.py GANGART GANGARTCTL
"""
import csv
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import driver  # noqa: E402
from driver import Role, wait  # noqa: E402

PEOPLE = 100_000
AT_ONCE = 20  # keys between two looks at where the focus is
BOUND = 30


def make_profile(gangartctl, folder):
    people = os.path.join(folder, "people.csv")
    with open(people, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "email", "phone", "kommune"])
        for number in range(1, PEOPLE + 1):
            rows.writerow([f"Person {number:06}", f"person{number}@example.org", f"{20_000_000 + number}", "0615"])
    profile = os.path.join(folder, "profile")
    subprocess.run([gangartctl, "--profile", profile, "import", "person", people], check=True, stdout=subprocess.DEVNULL)
    return profile


def memory(app):
    """MiB that the program alone holds, with those that it shares counted in parts."""
    with open(f"/proc/{app.process.pid}/smaps_rollup", encoding="utf-8") as rollup:
        return int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1)) / 1024


def focused_number(app):
    widget = app.focused_widget()
    found = re.fullmatch(r"Person (\d+)", widget.name) if widget is not None else None
    return int(found.group(1)) if found else 0


def scroll_to_end(app):
    """Returns how many keys it took."""
    at, keys = focused_number(app), 0
    while at < PEOPLE:
        app.keys(*["Page_Down"] * AT_ONCE)
        keys += AT_ONCE
        before = at
        at = wait(lambda: (now := focused_number(app)) > before and now, f"Page Down to go on from {before}")
    return keys


def main():
    gangart, gangartctl = (os.path.abspath(path) for path in sys.argv[1:3])
    session = driver.Session()
    try:
        with tempfile.TemporaryDirectory(prefix="gangart-") as folder:
            app = session.launch(gangart, "--profile", make_profile(gangartctl, folder), "--page", "people")
            app.wait_active()
            app.find(Role.LIST_ITEM, "Person 000001").focus()
            before = memory(app)
            keys = scroll_to_end(app)
            grown = memory(app) - before
            app.close()
    finally:
        session.end()
    print(f"{PEOPLE:,} people by {keys:,} Page Down: memory\t{grown:.1f}\t-\tMiB\t{BOUND}")


if __name__ == "__main__":
    main()
