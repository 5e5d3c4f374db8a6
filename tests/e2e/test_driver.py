# SPDX-License-Identifier: GPL-3.0-or-later
"""The driver's own test, on a small window that is part of it. Usage: test_driver.py SAMPLE_PROGRAM"""

import os
import re
import subprocess
import sys

import driver
from driver import Failure, Role, State

SAMPLE = os.path.abspath(sys.argv[1])


def expect(condition, what):
    if not condition:
        raise Failure(what)


def expect_failure(action, pattern):
    try:
        action()
    except Failure as failure:
        expect(re.search(pattern, str(failure)), f"{failure} does not say {pattern}")
        return
    raise Failure(f"It did not fail with {pattern}")


def finds_and_activates(session):
    app = session.launch(SAMPLE)
    app.find(Role.LABEL, "Nobody yet")
    app.find(name="Name").set_text("Åse Østergård")
    app.find(Role.PUSH_BUTTON, "Add").activate()
    app.find(Role.LABEL, re.compile("^Added Åse"))
    app.wait_gone(Role.LABEL, "Nobody yet")
    expect(len(app.find_all(Role.LIST_ITEM)) == 2, "The list has not two rows")
    app.close()


def types_with_real_keys(session):
    app = session.launch(SAMPLE)
    app.find(name="Name").focus()
    app.keyboard("Kære Øjvind på Ærø")
    app.keys("Return")
    app.find(Role.LABEL, "Added Kære Øjvind på Ærø")
    app.close()


def moves_the_focus_by_keyboard(session):
    app = session.launch(SAMPLE)
    app.find(name="Name").focus()
    app.keyboard("Bo")
    app.keys("Tab")
    app.wait_focus("Add")
    app.keys("space")
    app.find(Role.LABEL, "Added Bo")
    app.close()


def clicks_with_the_pointer(session):
    app = session.launch(SAMPLE)
    app.find(name="Name").set_text("Yrsa")
    app.find(Role.PUSH_BUTTON, "Add").click()
    app.find(Role.LABEL, "Added Yrsa")
    app.close()


def selects_a_row(session):
    app = session.launch(SAMPLE)
    row = app.find(Role.LIST_ITEM, "Bodil")
    expect(not row.has(State.SELECTED), "The row is selected before")
    row.select()
    app.close()


def ignores_pages_that_are_not_shown(session):
    app = session.launch(SAMPLE)
    turn = app.find(Role.PUSH_BUTTON, "Turn the page")
    expect(not app.find_all(Role.PUSH_BUTTON, "Second page"), "The second page shows before it is turned to")
    turn.activate()
    app.find(Role.PUSH_BUTTON, "Second page")
    app.wait_gone(Role.PUSH_BUTTON, "Turn the page")
    app.close()


def appends_text(session):
    app = session.launch(SAMPLE)
    entry = app.find(name="Name")
    entry.type_text("Bod")
    entry.type_text("il æøå")
    app.find(Role.PUSH_BUTTON, "Add").activate()
    app.find(Role.LABEL, "Added Bodil æøå")


def keeps_a_picture(session):
    session.launch(SAMPLE).find(Role.PUSH_BUTTON, "Add")
    path = session.screenshot("driver-sample")
    size, colours = subprocess.run(["identify", "-format", "%wx%h %k", path], check=True, capture_output=True,
                                   text=True).stdout.split()
    expect(size == "1366x1000", f"The picture is {size}")
    expect(int(colours) > 2, "The picture is empty")


def finds_controls_without_a_name(session):
    app = session.launch(SAMPLE)
    app.find(Role.PUSH_BUTTON, "Add")
    expect(app.unnamed_controls() == [], f"{app.unnamed_controls()} in a good window")
    app.close()
    app = session.launch(SAMPLE, "nameless")
    app.find(Role.PUSH_BUTTON, "Add")
    # GTK 4.8 reads the mnemonic out, and GTK 4.18 does not.
    expect([bad.name for bad in app.unnamed_controls()] in (["GtkImage", "_Save Save"], [""]),
           f"{app.unnamed_controls()} in a window with two bad controls")


def says_what_it_waited_for(session):
    app = session.launch(SAMPLE)
    expect_failure(lambda: app.find(Role.PUSH_BUTTON, "Nowhere", timeout=0.3), "in vain for .*button 'Nowhere'")
    expect("'Add'" in app.dump(), "The dump lacks the button")


def notices_that_the_program_ended(session):
    app = session.launch(SAMPLE)
    app.process.terminate()
    expect_failure(lambda: app.find(Role.PUSH_BUTTON, "Nowhere"), "has ended with -15")


def starts_again(session):
    session.launch(SAMPLE).close()
    app = session.launch(SAMPLE, language="da")
    app.find(Role.PUSH_BUTTON, "Add")
    app.close()


def scales_text(session):
    def height():
        app = session.launch(SAMPLE)
        pixels = app.find(Role.PUSH_BUTTON, "Add").extents[3]
        app.close()
        return pixels

    normal = height()
    session.scale_text(2)
    large = height()
    session.scale_text(1)
    expect(large > normal, f"The button is {large} px high with large text and {normal} without")


if __name__ == "__main__":
    driver.run([
        finds_and_activates,
        types_with_real_keys,
        moves_the_focus_by_keyboard,
        clicks_with_the_pointer,
        selects_a_row,
        ignores_pages_that_are_not_shown,
        appends_text,
        keeps_a_picture,
        finds_controls_without_a_name,
        says_what_it_waited_for,
        notices_that_the_program_ended,
        starts_again,
        scales_text,
    ])
