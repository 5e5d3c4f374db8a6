# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host prints: seen before it is printed, and saved as a file whose text can be read."""

import os
import re
import subprocess
import sys

import driver
from driver import Role, wait

PROGRAM, MAKE_PROFILE = (os.path.abspath(path) for path in sys.argv[1:])
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


def press(*names):
    """The toolkit's own dialog has the keyboard without calling itself active."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def printed_by_the_desktop(session):
    """The desktop's question for a printer is answered by keys, with the printer that every computer has."""
    folder = profile(session, "print")
    os.chdir(folder)  # where it puts a file
    app = session.launch(PROGRAM, "--profile", folder, "--page", "today")
    app.wait_focus(role=Role.LIST_ITEM)
    app.keys("Return")
    app.find(Role.TEXT, "Add a name")
    app.keys("ctrl+p")
    app.find(Role.DIALOG, "Attendance list")
    app.wait_focus("Print…")
    app.keys("Return")
    dialog = app.find(Role.DIALOG, "Print")
    dialog.find(Role.LABEL, "Print to File")
    button = dialog.find(Role.PUSH_BUTTON, re.compile("Print$"))
    press("Tab")
    app.wait_focus(role=Role.TABLE_ROW)
    press("Down", "space")
    wait(lambda: button.sensitive, "a printer to be chosen")
    press("alt+p")
    app.wait_gone(Role.DIALOG, "Print")
    paper = os.path.join(folder, "output.pdf")
    wait(lambda: os.path.exists(paper), "the paper")
    text = wait(lambda: subprocess.run(["pdftotext", paper, "-"], capture_output=True).stdout.decode(), "words on it")
    pages = subprocess.run(["pdfinfo", paper], check=True, capture_output=True, text=True).stdout
    assert COMMUNITY in text and "Orla" in text, text
    assert re.search(r"Pages: +2\n", pages) and "A4" in pages, pages
    leave(app, "Attendance list")
    app.close()


driver.run([list_of_a_walk, printed_by_the_desktop, programme_and_poster_of_a_community])
