# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in and out by keyboard: what a file would do is seen before it is done, one undo takes it back.
Usage: test_files.py GANGART GANGARTCTL"""

import json
import os
import subprocess
import sys
import zipfile

import driver
from driver import Failure, wait

GANGART, GANGARTCTL = (os.path.abspath(path) for path in sys.argv[1:3])


def ctl(session, home, *arguments, given=None):
    profile = os.path.join(session.folder(home), "data", "gangart")
    os.makedirs(profile, exist_ok=True)
    said = subprocess.run([GANGARTCTL, "--profile", profile, "--json", *arguments], input=given, check=True,
                          capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines()]


def write(session, home, name, text):
    path = os.path.join(session.folder(home), name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def start(session, home, page="people"):
    folder = session.folder(home)
    app = session.launch(GANGART, "--page", page,
                         env={"HOME": folder, "XDG_DATA_HOME": os.path.join(folder, "data"), "XDG_CONFIG_HOME": os.path.join(folder, "config")})
    app.wait_active()
    return app


def open_file(app, path):
    app.keys("F10")
    app.choose("Import a file…")
    app.open_file("Import a file", path)
    return wait(lambda: next((w for w in app.windows if w.name == "Import"), None), "the import")


def says(app, text):
    wait(lambda: any(text in w.name for w in app.find_all(showing=False)), f"“{text}”")


def a_spreadsheet_is_looked_at_imported_and_taken_back(session):
    ctl(session, "table", "put", "person", given=json.dumps({"name": "Bodil", "email": "bodil@example.org"}))
    path = write(session, "table", "hjælpere.csv", "navn;post;farve\nBodil;bodil@example.org;rød\nEgon;egon@example.org;blå\nFie;ikke en adresse;grøn\n")
    app = start(session, "table")
    dialog = open_file(app, path)
    says(app, "Rows: 3. New: 3.")
    session.screenshot("files-before")
    bad = dialog.unnamed_controls()
    if bad:
        raise Failure(f"{bad} without a name")
    # The column that nobody knows is said to be the e-mail; so one is there already, and one is wrong.
    app.tab_to("post: Leave out")
    app.keys("space", "Down", "Down", "Return")
    dialog.find(name="post: E-mail")
    says(app, "New: 1.")
    session.screenshot("files-mapped")
    app.tab_to("Leave out the rows that have problems")
    app.keys("space")
    says(app, "Rows: 3. New: 1.")
    app.keys("alt+i")
    wait(lambda: sorted(r["name"] for r in ctl(session, "table", "list", "person")) == ["Bodil", "Egon"], "the row that was right")
    session.screenshot("files-imported")
    app.keys("ctrl+z")
    wait(lambda: [r["name"] for r in ctl(session, "table", "list", "person")] == ["Bodil"], "all of it to go")
    app.close("ctrl+q")


def a_calendar_asks_whose_walks_it_holds(session):
    ctl(session, "calendar", "put", "community", given=json.dumps({"name": "Stien", "kommune": "0751"}))
    path = write(session, "calendar", "ture.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260106T100000\nEND:VEVENT\nEND:VCALENDAR\n")
    app = start(session, "calendar")
    open_file(app, path)
    says(app, "Choose the community whose walks these are.")
    session.screenshot("files-calendar")
    app.keys("space")
    # A community that is not there yet has no walks to import, so it is not offered to be added.
    app.keyboard("Ny")
    says(app, "Nothing found. Try fewer letters.")
    if any("Ny" in w.name for w in app.find_all()):
        raise Failure("A community without walks is offered to be added")
    app.keys("BackSpace")
    app.keys("BackSpace")
    app.keyboard("st")
    app.keys("Return")
    says(app, "Rows: 1. New: 1.")
    app.keys("alt+i")
    wait(lambda: [m["start"] for m in ctl(session, "calendar", "list", "meeting")] == ["2026-01-06T10:00"], "the walk")
    # Seen, and left: nothing changes.
    open_file(app, path)
    app.keys("Escape")
    wait(lambda: not any(w.name == "Import" for w in app.windows), "the window to close")
    app.close("ctrl+q")


def a_broken_file_is_told(session):
    ctl(session, "broken", "put", "person", given=json.dumps({"name": "Bodil"}))
    path = write(session, "broken", "a.xlsx", "PK\x03\x04 and nothing else")
    app = start(session, "broken")
    open_file(app, path)
    says(app, "The workbook is damaged")
    app.keys("Escape")
    app.close("ctrl+q")


def a_list_is_exported_as_it_is_seen(session):
    ctl(session, "out", "put", "person", given="\n".join(json.dumps({"name": n}) for n in ("Bodil", "Egon", "Bo")))
    app = start(session, "out")
    app.keys("ctrl+l")
    app.keyboard("Bo")
    wait(lambda: any("2 found" in w.name for w in app.find_all(showing=False)), "two of them")
    app.keys("F10")
    app.choose("Export this list…")
    path = os.path.join(session.folder("out"), "list.ods")
    app.save_file("Export this list (.xlsx, .ods or .csv)", path)
    wait(lambda: os.path.exists(path), "the file")
    text = zipfile.ZipFile(path).read("content.xml").decode()
    if "Bodil" not in text or ">Bo<" not in text or "Egon" in text:
        raise Failure(text)
    app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([a_spreadsheet_is_looked_at_imported_and_taken_back, a_calendar_asks_whose_walks_it_holds, a_broken_file_is_told,
                a_list_is_exported_as_it_is_seen])
