# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to look at, and for whom, with a real server. Usage: test_deciding.py GANGART GANGARTCTL GANGART_SERVER"""

import json
import re

import driver
from desks import Cleanups, Desk, all_named, expect, invite, server
from driver import Role, wait


def disagree(there, group, session):
    """Two hosts of a community have called it something else. Returns: the desk of one of them"""
    here, other = Desk(session, "here"), Desk(session, "elsewhere")
    here.enrol(there, invite(there, group, "Kirsten"))
    other.enrol(there, invite(there, group, "Bo"))
    for desk, name in (here, "Åstien nord"), (other, "Åstien syd"):
        desk.ctl("put", "community", given=json.dumps({"id": group["community"], "name": name}))
    here.ctl("sync")
    other.ctl("sync")
    here.ctl("sync")
    return here


def only_the_hosts_of_a_community_are_asked_about_it(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group, neighbours = there.make_walk_group(), there.make_walk_group(name="Skovtur")
        here = disagree(there, group, session)
        next_door, town = Desk(session, "next-door"), Desk(session, "town")
        next_door.enrol(there, invite(there, neighbours, "Carl"))
        town.enrol(there, there.invite("coordinator", group["kommune_space"]))
        expect(len(here.ctl("conflicts")) == 1, "The host is not asked")
        for desk in next_door, town:
            expect(desk.ctl("conflicts") == [], "Somebody is asked who may not decide")
            app = desk.open("--page", "communities")
            app.find(Role.STATUS_BAR, "Everything is sent")
            expect(not app.find_all(Role.PUSH_BUTTON, "1 thing to look at"), "The foot counts it")
            expect(not app.find_all(Role.LIST_ITEM, "To look at"), "The sidebar has it")
            session.screenshot("nothing-to-decide")
            app.close("ctrl+q")
        # Who becomes a host of it is asked from then on.
        there.run("account", "grant", "Carl", "--role", "host", "--space", group["community_space"])
        app = next_door.open("--page", "communities")
        app.find(Role.PUSH_BUTTON, "1 thing to look at")
        app.keys("alt+3")
        app.tab_to("1 thing to look at")
        app.keys("Return")
        app.find(Role.LABEL, "Two people changed this at the same time.")
        there.run("account", "grant", "Carl", "--role", "host", "--space", group["community_space"], "--remove")
        app.find(Role.LABEL, re.compile("^You no longer have access to Åstien"), timeout=70)
        app.keys("Return")
        app.find(Role.LABEL, "Nothing to look at")
        app.close("ctrl+q")


def hand_over_a_name(there, group, session):
    """Kirsten is taken off a community while a name waits on her computer. Returns: her desk"""
    leaving = Desk(session, "leaving")
    leaving.enrol(there, invite(there, group, "Kirsten"))
    leaving.ctl("put", "participant", given=json.dumps({"community": group["community"], "name": "Rosalinde"}))
    there.run("account", "grant", "Kirsten", "--role", "host", "--space", group["community_space"], "--remove")
    return leaving


def looks_well_in_danish(session, desk):
    for name, factor, env in ("dark", 1, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}), ("200", 2, {}):
        session.scale_text(factor)
        desk.env.update(env)
        app = desk.open(language="da")
        app.resize(1000, 700)
        app.tab_to("1 ting at se på")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Tag det ikke med")
        session.screenshot(f"danish-handed-over-{name}")
        expect(app.frame()[2] == 1000, f"The window has grown to {app.frame()}")
        app.close("ctrl+q")
        desk.env.pop("ADW_DEBUG_COLOR_SCHEME", None)
    session.scale_text(1)


def a_name_that_was_handed_over_is_not_dropped_by_enter(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group, other = there.make_walk_group(), there.make_walk_group(name="Skovtur")
        staying = Desk(session, "staying")
        staying.enrol(there, invite(there, group, "Bo"))
        leaving = hand_over_a_name(there, group, session)
        there.run("account", "grant", "Kirsten", "--role", "host", "--space", other["community_space"])
        leaving.ctl("sync")
        expect(leaving.ctl("conflicts") == [], "Who has handed something over is asked about it")
        staying.ctl("sync")
        looks_well_in_danish(session, staying)
        app = staying.open()
        app.tab_to("1 thing to look at")
        app.keys("Return")
        app.find(Role.LABEL, "Rosalinde")
        app.wait_focus("Rosalinde")
        all_named(app)
        session.screenshot("handed-over")
        app.keys("Return", "space")
        app.find(Role.PUSH_BUTTON, "Leave it out")
        for key, stop in (("Tab", "Leave it out"), ("shift+Tab", "Rosalinde"), ("Tab", "Leave it out"), ("Tab", "Take it")):
            app.keys(key)
            app.wait_focus(stop)
        app.keys("Return")
        app.find(Role.LABEL, "Nothing to look at")
        wait(lambda: [p["name"] for p in staying.ctl("list", "participant")] == ["Rosalinde"], "the name to be there")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([
        only_the_hosts_of_a_community_are_asked_about_it,
        a_name_that_was_handed_over_is_not_dropped_by_enter,
    ])
