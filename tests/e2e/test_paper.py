# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host prints: seen before it is printed, and saved as a file whose text can be read."""

import os
import re
import subprocess
import sys

import driver
from driver import Role

PROGRAM, MAKE_PROFILE = sys.argv[1:]
COMMUNITY = "Løb & Gang ved åen"


def profile(session, name):
    folder = session.folder(name)
    subprocess.run([MAKE_PROFILE, folder], check=True)
    return folder


def save(app, path, *words):
    """Saves the paper that is shown, and reads it back."""
    app.keys("ctrl+s")
    app.save_file("Save as PDF", path)
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.decode()
    for word in words:
        assert word in text, (word, text)


def leave(app, title):
    """At once, although it is still told there that a file was saved."""
    app.keys("Escape")
    app.wait_gone(Role.DIALOG, title)


def list_of_a_walk(session):
    """One key from the sheet to the list; all of it from the keyboard."""
    folder = profile(session, "list")
    app = session.launch(PROGRAM, "--profile", folder, "--page", "today")
    app.wait_focus(role=Role.LIST_ITEM)
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("ctrl+p")
    app.find(Role.DIALOG, "Attendance list")
    app.keys("Escape")
    app.wait_gone(Role.DIALOG, "Attendance list")
    app.keys("ctrl+p")
    app.find(Role.DIALOG, "Attendance list")
    app.find(Role.IMAGE, "Page 1 of 2")
    app.wait_focus("Print…")
    assert not app.unnamed_controls(), app.unnamed_controls()
    session.screenshot("paper-list")
    save(app, os.path.join(folder, "list.pdf"), COMMUNITY, "Agnete", "Orla", "Without a name")
    leave(app, "Attendance list")
    app.find(Role.TEXT, "Add a name")
    app.close()


def programme_and_poster_of_a_community(session):
    folder = profile(session, "community")
    app = session.launch(PROGRAM, "--profile", folder, "--page", "communities")
    app.find(name=re.compile(COMMUNITY)).select()
    for item, title, words in (("Print programme", "Programme", [COMMUNITY]),
                               ("Print poster", "Poster", [COMMUNITY, "Point the camera of a phone here"])):
        app.find_all(name="More")[-1].focus()
        app.keys("space")
        app.choose(item)
        app.find(Role.DIALOG, title)
        app.find(Role.IMAGE, "Page 1 of 1")
        assert not app.unnamed_controls(), app.unnamed_controls()
        session.screenshot("paper-" + title.lower())
        save(app, os.path.join(folder, title + ".pdf"), *words)
        leave(app, title)
    app.close()


driver.run([list_of_a_walk, programme_and_poster_of_a_community])
