# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of a community, by keyboard: seen, saved elsewhere, removed and brought back.
Usage: test_documents.py GANGART GANGARTCTL"""

import json
import os
import re
import subprocess
import sys

import driver
from driver import Failure, Role, wait

GANGART, GANGARTCTL = (os.path.abspath(path) for path in sys.argv[1:3])


def ctl(session, home, *arguments, given=None):
    profile = os.path.join(session.folder(home), "data", "gangart")
    os.makedirs(profile, exist_ok=True)
    said = subprocess.run([GANGARTCTL, "--profile", profile, "--json", *arguments], input=given, check=True,
                          capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines()]


def fill(session, home):
    (community,) = ctl(session, home, "put", "community",
                       given=json.dumps({"name": "Åstien", "kommune": "0751", "activity": "walk"}))
    path = os.path.join(session.folder(home), "Aftale.pdf")
    with open(path, "wb") as file:
        file.write(b"%PDF-1.4" + bytes(20000))
    ctl(session, home, "attach", "community", community["id"], path)


def start(session, home, language="en", env=None):
    folder = session.folder(home)
    app = session.launch(GANGART, "--page", "communities", language=language,
                         env={"HOME": folder, "XDG_DATA_HOME": os.path.join(folder, "data"),
                              "XDG_CONFIG_HOME": os.path.join(folder, "config"), **(env or {})})
    app.wait_active()
    return app


def a_document_is_removed_and_comes_back(session):
    fill(session, "keys")
    app = start(session, "keys")
    app.tab_to("Attach a file…")
    app.keys("Tab")
    app.keys("Tab")
    app.tab_to("More about Aftale.pdf")
    bad = app.unnamed_controls()
    if bad:
        raise Failure(f"{bad} without a name")
    session.screenshot("documents")
    app.keys("Return")
    app.choose("Remove")
    app.find(Role.LABEL, "Document removed", showing=False)
    wait(lambda: ctl(session, "keys", "list", "attachment") == [], "the document to go")
    app.keys("ctrl+z")
    wait(lambda: [d["name"] for d in ctl(session, "keys", "list", "attachment")] == ["Aftale.pdf"],
         "the document to come back")
    app.close("ctrl+q")


def the_focus_stays_among_the_documents(session):
    fill(session, "focus")
    community = ctl(session, "focus", "list", "community")[0]["id"]
    path = os.path.join(session.folder("focus"), "Rute.gpx")
    with open(path, "w", encoding="utf-8") as file:
        file.write("<gpx/>")
    ctl(session, "focus", "attach", "community", community, path)
    app = start(session, "focus")
    for name, after in ("Aftale.pdf", "Rute.gpx"), ("Rute.gpx", "Attach a file…"):
        app.tab_to(f"More about {name}")
        app.keys("Return")
        app.choose("Remove")
        wait(lambda: name not in [d["name"] for d in ctl(session, "focus", "list", "attachment")], f"{name} to go")
        app.wait_focus(re.compile(re.escape(after)))
    app.close("ctrl+q")


def a_file_is_chosen_and_attached(session):
    fill(session, "choose")
    path = os.path.join(session.folder("choose"), "Rute.gpx")
    with open(path, "w", encoding="utf-8") as file:
        file.write("<gpx/>")
    app = start(session, "choose")
    app.tab_to("Attach a file…")
    app.keys("Return")
    app.open_file("Attach a file", path)
    wait(lambda: {d["name"]: d["media_type"] for d in ctl(session, "choose", "list", "attachment")}.get("Rute.gpx"),
         "the document")
    app.find(Role.LABEL, "Rute.gpx", showing=False)
    app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([a_file_is_chosen_and_attached, a_document_is_removed_and_comes_back, the_focus_stays_among_the_documents])
