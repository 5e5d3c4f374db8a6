# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody may not see or change, or no longer, with a real server.
Usage: test_access.py GANGART GANGARTCTL GANGART_SERVER"""

import contextlib
import datetime
import json
import os
import re
import sqlite3
import uuid

import driver
from desks import Cleanups, Desk, agree, all_named, expect, invite, join, server
from driver import Role


def who_loses_access_is_told_and_joins_again(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "leaving")
        here.enrol(there, invite(there, group, "Kirsten"))
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "Åstien")
        there.run("account", "revoke", "Kirsten")
        app.find(Role.LABEL, "You no longer have access to Gåforbundet", timeout=70)
        # Nothing waited, and she has no passphrase.
        app.find(Role.LABEL, "The access of this computer was ended. The names are gone from it, and so is everything "
                             "else that came from the server.\n\nIf this is a mistake, ask whoever invited you for a new "
                             "invitation.")
        all_named(app)
        session.screenshot("access-lost")
        app.keys("Escape")
        app.find(Role.STATUS_BAR, "You no longer have access")
        app.keys("alt+1")
        app.find(Role.LABEL, "With an invitation you share the walks of a community. Ask whoever runs it for one.")
        all_named(app)
        session.screenshot("today-without-access")
        app.tab_to("Join again…")
        app.keys("alt+3")
        expect(here.ctl("list", "community") == [], "The community is still there")
        app.keys("F10")
        app.choose("Join with an invitation…")
        app.find(Role.DIALOG, "Join with an invitation")
        app.keyboard(f"{there.url}/join#" + there.invite("host", group["community_space"]))
        app.keys("Return")
        agree(app)
        app.wait_gone(Role.DIALOG, "Join with an invitation")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.find(Role.LABEL, "Åstien")
        app.close("ctrl+q")


def a_computer_that_was_not_lost_signs_in_again(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "found")
        there.ask_json("POST", "/v1/enrol", {"code": invite(there, group, "Kirsten"), "client": str(uuid.uuid4()),
                                             "device": "Laptop", "passphrase": "tre gode ord"})
        here.ctl("enrol", there.url, "--account", "Kirsten", "--device", "Desk", given="tre gode ord\n")
        here.ctl("sync")
        computers = [json.loads(line) for line in there.run("account", "devices", "Kirsten", "--json").splitlines()]
        [number] = [computer["device"] for computer in computers if computer["name"] == "Desk"]
        session.scale_text(2)
        app = here.open("--page", "communities", language="da")
        app.resize(1000, 700)
        app.find(Role.LABEL, "Åstien")
        there.run("account", "revoke", "Kirsten", "--device", str(number))
        app.find(Role.LABEL, "Du har ikke længere adgang til Gåforbundet", timeout=70)
        all_named(app)
        session.screenshot("danish-reported-lost-200")
        app.keys("Return")
        app.find(Role.DIALOG, "Log ind på din konto")
        # It is known still where, and as whom.
        app.wait_focus("Adgangssætning")
        all_named(app)
        session.screenshot("danish-found-again-200")
        app.keyboard("tre gode ord")
        app.keys("Return")
        app.wait_gone(Role.DIALOG, "Log ind på din konto")
        app.find(Role.STATUS_BAR, "Alt er sendt")
        app.find(Role.LABEL, "Åstien")
        app.close("ctrl+q")
        session.scale_text(1)


def what_could_not_be_handed_over_is_told(session):
    """A document that the server has no room for, on a computer that was off when its access ended."""
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "no-room")
        here.enrol(there, invite(there, group, "Kirsten"))
        path = os.path.join(here.home, "Aftale.pdf")
        with open(path, "wb") as file:
            file.write(b"%PDF-1.4")
        here.ctl("attach", "community", group["community"], path)
        with contextlib.closing(sqlite3.connect(os.path.join(there.data, "server.db"))) as database, database:
            database.execute("INSERT INTO file (tenant, sha, account, size, at) SELECT tenant, 'x', number, 209715200, "
                             "9000000000000000 FROM account WHERE name = 'Kirsten'")
        there.run("account", "revoke", "Kirsten")
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "You no longer have access to Gåforbundet", timeout=70)
        app.find(Role.LABEL, re.compile("stands under “To look at”"))
        all_named(app)
        session.screenshot("not-handed-over")
        app.keys("Escape")
        app.wait_gone(Role.LABEL, "You no longer have access to Gåforbundet")
        app.tab_to("1 thing to look at")
        app.keys("Return")
        app.find(Role.LABEL, re.compile("no more room for files of yours"))
        app.find(Role.LABEL, re.compile("Aftale.pdf"))
        all_named(app)
        session.screenshot("not-handed-over-page")
        app.close("ctrl+q")


def who_is_taken_off_a_community_is_told(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "one-less")
        here.enrol(there, invite(there, group, "Kirsten"))
        there.run("account", "grant", "Kirsten", "--role", "coordinator", "--space", group["kommune_space"])
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "Åstien")
        there.run("account", "grant", "Kirsten", "--role", "host", "--space", group["community_space"], "--remove")
        app.find(Role.LABEL, "You no longer have access to Åstien", timeout=70)
        # Nothing waited that could have been handed over.
        app.find(Role.LABEL, "Somebody has ended it, and what you may no longer see is gone from this computer. If this "
                             "is a mistake, ask whoever invited you for a new invitation.")
        all_named(app)
        session.screenshot("one-access-less")
        app.keys("Return")
        app.wait_gone(Role.LABEL, "You no longer have access to Åstien")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.close("ctrl+q")
        # Once told is told.
        app = here.open("--page", "communities")
        app.find(Role.STATUS_BAR, "Everything is sent")
        expect(not app.find_all(Role.LABEL, "You no longer have access to Åstien"), "It is told a second time")
        app.close("ctrl+q")


def the_sheet_of_a_walk_says_that_access_has_ended(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group, other = there.make_walk_group(), there.make_walk_group("0101", "Skovtur")
        here = Desk(session, "sheet-gone")
        here.enrol(there, there.run("invite", "--role", "host", "--space", group["community_space"], "--space",
                                    other["community_space"], "--name", "Kirsten").split()[-1])
        day = datetime.date.today() - datetime.timedelta(days=1)
        here.ctl("put", "meeting", given=json.dumps({"community": group["community"], "start": f"{day}T10:00"}))
        here.ctl("sync")
        app = here.open("--page", "today")
        app.wait_focus(re.compile("^Åstien"))
        app.keys("Return")
        app.find(Role.LABEL, "Nothing is recorded yet")
        there.run("account", "grant", "Kirsten", "--role", "host", "--space", group["community_space"], "--remove")
        app.find(Role.LABEL, "You no longer have access to Åstien", timeout=70)
        app.keys("Return")
        app.find(Role.LABEL, "You no longer have access to this community")
        expect(not app.find_all(Role.LABEL, re.compile("Ctrl\\+Z")), "Undo is offered for what cannot be undone")
        all_named(app)
        session.screenshot("sheet-without-access")
        app.close("ctrl+q")


def ones_own_communities_come_first(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        for name in "Bakken", "Skovtur":
            there.make_walk_group(name=name)
        here = Desk(session, "own-first")
        here.enrol(there, invite(there, group, "Kirsten"))
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "Bakken")
        app.find(Role.PUSH_BUTTON, "Invite a host…")
        tops = {name: app.find(Role.LIST_ITEM, name).extents[1] for name in ("Åstien", "Bakken", "Skovtur")}
        expect(tops["Åstien"] < tops["Bakken"] < tops["Skovtur"], f"They stand in the order of {tops}")
        session.screenshot("own-first")
        app.close("ctrl+q")


def who_has_no_community_is_told_what_to_do(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        alone, office = Desk(session, "alone"), Desk(session, "office-today")
        office.enrol(there, there.administrator_code)
        app = alone.open("--page", "communities")
        app.tab_to("Start on this computer")
        app.keys("Return")
        app.keys("alt+1")
        app.find(Role.PUSH_BUTTON, "Add a community")
        app.find(Role.PUSH_BUTTON, "Join with an invitation…")
        all_named(app)
        session.screenshot("today-alone")
        app.close("ctrl+q")
        session.scale_text(2)
        app = office.open("--page", "today", language="da")
        app.resize(1000, 700)
        app.find(Role.PUSH_BUTTON, "Brug en invitation …")
        expect(not app.find_all(Role.PUSH_BUTTON, "Tilføj et fællesskab"), "Who may not is offered to add one")
        all_named(app)
        session.screenshot("danish-today-office-200")
        app.tab_to("Brug en invitation …")
        app.keys("Return")
        app.find(Role.DIALOG, "Brug en invitation")
        app.keys("Escape")
        app.close("ctrl+q")
        session.scale_text(1)


def hosts_stand_in_the_order_of_the_alphabet(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "hosts")
        here.enrol(there, invite(there, group, "Kirsten"))
        days = {"Ågot": None, "Bodil": None, "Zenia": None, "Aage": datetime.date.today(),
                "Carl": datetime.date.today() - datetime.timedelta(days=1)}
        for name, until in days.items():
            person = here.ctl("put", "person", given=json.dumps({"name": name, "kommune": group["kommune"]}))[0]["id"]
            here.ctl("put", "role", given=json.dumps({"person": person, "community": group["community"], "role": "host",
                                                      "from": "2026-01-06", "until": until and str(until)}))
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "Zenia")
        app.find(Role.LABEL, re.compile("^Host until "))
        expect(not app.find_all(Role.LABEL, "Carl"), "Who is host no longer stands among the hosts")
        tops = [app.find(Role.LABEL, name).extents[1] for name in ("Bodil", "Zenia", "Aage", "Ågot")]
        expect(tops == sorted(tops), f"They stand at {tops}")
        session.screenshot("hosts")
        app.keys("alt+4")
        app.find(Role.PUSH_BUTTON, "Edit role").activate()
        app.find(Role.LABEL, re.compile("It ends nobody's access"))
        session.screenshot("edit-role")
        app.keys("Escape")
        app.close("ctrl+q")


def restore_without_grants(there, backup):
    """As where the database from before is damaged: of access the server knows what the backup does."""
    there.stop()
    with sqlite3.connect(os.path.join(there.data, "server.db")) as database:
        database.execute("DROP TABLE access")
    database.close()
    there.run("restore", backup)
    there.start()


def who_has_access_that_the_server_has_forgotten_is_told(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group, further = there.make_walk_group(), there.make_walk_group("0101")
        here = Desk(session, "forgotten")
        here.enrol(there, invite(there, group, "Kirsten"))
        backup = os.path.join(there.data, "backup")
        there.run("backup", backup)
        there.run("account", "grant", "Kirsten", "--role", "host", "--space", further["community_space"])
        here.ctl("sync")
        here.ctl("put", "participant", given=json.dumps({"community": further["community"], "name": "Asta"}))
        here.ctl("sync")
        app = here.open("--page", "communities")
        app.find(Role.STATUS_BAR, "Everything is sent")
        restore_without_grants(there, backup)
        app.find(Role.LABEL, "The server has forgotten your access to Åstien", timeout=70)
        all_named(app)
        session.screenshot("access-forgotten")
        app.keys("Return")
        app.wait_gone(Role.LABEL, "The server has forgotten your access to Åstien")
        app.find(Role.STATUS_BAR, "3 changes wait for the server")
        expect([one["name"] for one in here.ctl("list", "participant")] == ["Asta"], "What was done there is gone")
        there.run("account", "grant", "Kirsten", "--role", "host", "--space", further["community_space"])
        app.find(Role.STATUS_BAR, "Everything is sent", timeout=70)
        app.close("ctrl+q")


def what_one_may_not_change_is_only_read(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        office, town = Desk(session, "office"), Desk(session, "town")
        office.enrol(there, there.administrator_code)
        town.enrol(there, there.invite("coordinator", group["kommune_space"]))
        app = office.open("--page", "communities")
        app.find(Role.LABEL, "Only hosts and consultants can add something here.")
        expect(not app.find_all(Role.PUSH_BUTTON, "Add community"), "An administrator is offered to add a community")
        app.keys("ctrl+n")
        expect(not app.find_all(Role.DIALOG), "Ctrl+N opens a form that cannot be saved")
        session.screenshot("office")
        app.close("ctrl+q")
        app = town.open("--page", "communities")
        app.keys("alt+3")
        app.find(Role.LABEL, "Only the hosts of this community and the consultants of its kommune can change this.")
        for name in "Edit", "Plan walks", "Add host", "Attach a file…":
            expect(not app.find_all(Role.PUSH_BUTTON, name), f"A coordinator is offered {name!r}")
        all_named(app)
        session.screenshot("town")
        app.keys("ctrl+f")
        app.keyboard("Odense")
        app.keys("Down")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Save as PDF…")
        all_named(app)
        session.screenshot("kommune")
        expect(not app.find_all(Role.PUSH_BUTTON, "Edit"), "What cannot be changed can be edited")
        app.close("ctrl+q")


def a_kommune_of_others_is_refused_at_its_field(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        desk = Desk(session, "refused")
        desk.enrol(there, group["code"])
        app = desk.open("--page", "communities")
        app.find(Role.LABEL, "Åstien")
        app.keys("ctrl+n")
        app.find(Role.DIALOG)
        app.keyboard("Alene")
        app.keys("Tab", "Tab")
        app.keys("Return")
        app.find(Role.LABEL, "Albertslund")
        app.keys("Down", "Return")
        app.find(Role.PUSH_BUTTON, "Kommune: Albertslund")
        app.tab_to("Save")
        app.keys("Return")
        app.find(Role.LABEL, "You can add this only in a kommune where you are host or consultant.")
        app.wait_focus("Kommune: Albertslund")
        session.screenshot("kommune-of-others")
        told = app.find_all(None, "You can add this only in a kommune where you are host or consultant.")
        expect(len(told) == 1, f"It is told at {told}")
        chosen = app.find(Role.LABEL, "Albertslund")
        expect(chosen.extents[2] > 60, f"What was chosen is squeezed into {chosen.extents}")
        # In none it stays on this computer, which nobody has to allow.
        app.keys("shift+Tab")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Kommune: Choose…")
        app.keys("ctrl+s")
        app.wait_gone(Role.DIALOG)
        app.find(Role.LABEL, "Alene")
        app.close("ctrl+q")


def a_community_is_moved_nowhere_else(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        desk = Desk(session, "moved")
        desk.enrol(there, group["code"])
        app = desk.open("--page", "communities")
        app.find(Role.LABEL, "Åstien")
        app.keys("alt+3")
        app.find(Role.PUSH_BUTTON, "Edit")
        app.keys("ctrl+e")
        app.find(Role.DIALOG)
        kommune = app.find(Role.PUSH_BUTTON, re.compile("^Kommune: ")).name
        app.tab_to(kommune)
        app.keys("Return")
        app.find(Role.LABEL, "Albertslund")
        app.keys("Down", "Return")
        app.find(Role.PUSH_BUTTON, "Kommune: Albertslund")
        app.keys("ctrl+s")
        app.find(Role.LABEL, "You can move this only to a kommune where you are host or consultant.")
        app.wait_focus("Kommune: Albertslund")
        session.screenshot("moved-nowhere")
        app.tab_to("Cancel")
        app.keys("Return")
        app.find(Role.DIALOG, "Discard what you wrote?")
        app.keys("Tab", "Return")
        app.wait_gone(Role.DIALOG)
        app.close("ctrl+q")


def a_community_without_a_kommune_is_not_shared(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        desk = Desk(session, "apart")
        desk.enrol(there, group["code"])
        desk.ctl("put", "community", given=json.dumps({"name": "Alene", "activity": "walk"}))
        app = desk.open("--page", "communities")
        # What one hosts stands first.
        app.tab_to("Åstien")
        app.keys("Down")
        app.find(Role.LABEL, "Choose a kommune to share it with others.")
        app.find(Role.STATUS_BAR, "1 community is on this computer only")
        expect(not app.find_all(Role.PUSH_BUTTON, "Invite a host…"), "Somebody is invited to what stays here")
        all_named(app)
        session.screenshot("apart")
        app.keys("Up")
        app.wait_gone(Role.LABEL, "Choose a kommune to share it with others.")
        app.find(Role.PUSH_BUTTON, "Invite a host…")
        app.close("ctrl+q")


def the_walks_of_others_are_only_read(session):
    """The sheet of one opens by Return, keeps the focus and goes back by Return; nobody asks who came to it."""
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        host, town = Desk(session, "walking"), Desk(session, "watching")
        host.enrol(there, group["code"])
        for days in -1, 1:
            day = datetime.date.today() + datetime.timedelta(days=days)
            host.ctl("put", "meeting", given=json.dumps({"community": group["community"], "start": f"{day}T10:00"}))
        host.ctl("sync")
        town.enrol(there, there.invite("coordinator", group["kommune_space"]))
        app = town.open("--page", "today")
        app.find(Role.STATUS_BAR, "Everything is sent")
        expect(not app.find_all(Role.LIST, "Who came?"), "A coordinator is asked who came")
        app.wait_focus(re.compile("^Åstien"))
        session.screenshot("today-of-others")
        app.keys("Return")
        app.find(Role.LABEL, "Only the hosts of this community and the consultants of its kommune can change this.")
        app.wait_focus("Back")
        all_named(app)
        session.screenshot("sheet-of-others")
        app.keys("Tab")
        app.find(Role.LABEL, "Only the hosts of this community and the consultants of its kommune can change this.")
        app.keys("shift+Tab")
        app.keys("Return")
        app.wait_focus(re.compile("^Åstien"))
        app.close("ctrl+q")


def invite_coordinator(there, group, name):
    return there.run("invite", "--role", "coordinator", "--space", group["kommune_space"], "--name", name).split()[-1]


def who_sees_no_names_is_told_why(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        town = Desk(session, "counting")
        town.enrol(there, invite_coordinator(there, group, "Inger"))
        app = town.open("--page", "people")
        app.find(Role.LABEL, "Names stay in their communities")
        app.find(Role.LABEL, "Only hosts and consultants see names. How many come stands under Insight.")
        expect(not app.find_all(Role.PUSH_BUTTON, "Add person"), "Somebody is offered to add whom she cannot see")
        expect(not app.find_all(Role.LABEL, "Nobody yet"), "It is told that there is nobody")
        all_named(app)
        session.screenshot("no-names")
        # As a host she sees them at once, and stands among them.
        there.run("account", "grant", "Inger", "--role", "host", "--space", group["community_space"])
        app.find(Role.LABEL, "Inger", timeout=70)
        app.wait_gone(Role.LABEL, "Names stay in their communities")
        app.close("ctrl+q")


def today_asks_for_the_walks_of_whoever_becomes_consultant(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group, other = there.make_walk_group(), there.make_walk_group(name="Skovtur")
        host, coming = Desk(session, "hosting"), Desk(session, "coming")
        host.enrol(there, group["code"])
        day = datetime.date.today() - datetime.timedelta(days=1)
        host.ctl("put", "meeting", given=json.dumps({"community": group["community"], "start": f"{day}T10:00"}))
        host.ctl("sync")
        coming.enrol(there, invite(there, other, "Carl"))
        app = coming.open("--page", "today")
        app.find(Role.STATUS_BAR, "Everything is sent")
        expect(not app.find_all(Role.LIST, "Who came?"), "Who is host of another community is asked who came")
        there.run("account", "grant", "Carl", "--role", "consultant", "--space", group["kommune_space"])
        app.find(Role.LIST, "Who came?", timeout=70)
        app.close("ctrl+q")


def show_what_does_not_fit(session, desk, link, menu, join, told, **options):
    app = desk.open(**options)
    app.resize(1000, 700)
    app.keys("F10")
    app.choose(menu)
    app.find(Role.DIALOG, join)
    app.keyboard(link)
    app.keys("Return")
    app.find(Role.ALERT, re.compile(told))
    all_named(app)
    return app


def what_may_not_be_shared_is_told_before_joining(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        desk = Desk(session, "unshared")
        (community,) = desk.ctl("put", "community", given=json.dumps({"name": "Bakken", "kommune": "0751"}))
        desk.ctl("put", "participant", given=json.dumps({"community": community["id"], "name": "Asta"}))
        code = there.run("invite", "--role", "coordinator", "--space", "kommune:0751", "--name", "Kirsten").split()[-1]
        link = f"{there.url}/join#{code}"
        for name, factor, env in ("dark", 1, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}), ("200", 2, {}):
            session.scale_text(factor)
            desk.env.update(env)
            app = show_what_does_not_fit(session, desk, link, "Brug en invitation …", "Brug en invitation",
                                         "Deltagere: 1", language="da")
            session.screenshot(f"danish-unshared-{name}")
            app.keys("Escape")
            app.close("ctrl+q")
            desk.env.pop("ADW_DEBUG_COLOR_SCHEME", None)
        session.scale_text(1)
        app = show_what_does_not_fit(session, desk, link, "Join with an invitation…", "Join with an invitation",
                                     r"Communities: 1 \(.*\), Participants: 1|Participants: 1, Communities: 1")
        app.find(Role.LABEL, "Coordinator")
        expect(not app.find_all(Role.PUSH_BUTTON, "Join"), "It can be joined all the same")
        expect(not app.find_all(Role.LABEL, re.compile("is shared there, too")), "It is said that it is shared")
        app.wait_focus("I have another invitation")
        session.screenshot("unshared")
        app.keys("Return")
        app.wait_focus("Invitation")
        app.keys("Escape")
        app.find(Role.STATUS_BAR, "Everything is saved on this computer only")
        app.close("ctrl+q")
        other = Desk(session, "shared-elsewhere")
        other.enrol(there, code)


def sign_in(app, there, words):
    """From the page of the first start or the menu, with the dialog in front."""
    app.tab_to(words[0])
    app.keys("Return")
    app.keyboard(there.url)
    app.tab_to(words[1])
    app.keyboard("Kirsten")
    app.tab_to(words[2])
    app.keyboard("tre gode ord")
    app.keys("Return")


def what_may_not_be_shared_is_told_when_signing_in(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        code = there.run("invite", "--role", "administrator", "--name", "Kirsten").split()[-1]
        there.ask_json("POST", "/v1/enrol", {"code": code, "client": str(uuid.uuid4()), "device": "Old laptop",
                                             "passphrase": "tre gode ord"})
        desk = Desk(session, "unshared-with-account")
        desk.ctl("put", "community", given=json.dumps({"name": "Bakken", "kommune": "0751"}))
        session.scale_text(2)
        app = desk.open(language="da")
        app.resize(1000, 700)
        app.keys("F10")
        app.choose("Brug en invitation …")
        app.find(Role.DIALOG, "Brug en invitation")
        sign_in(app, there, ("Jeg har allerede en konto", "Dit navn", "Adgangssætning"))
        app.find(Role.ALERT, re.compile("Fællesskaber: 1"))
        app.wait_focus("Jeg har en invitation")
        all_named(app)
        session.screenshot("danish-unshared-with-account-200")
        app.keys("Escape")
        session.scale_text(1)
        app.find(Role.STATUS_BAR, "Alt er kun gemt på denne computer")
        app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([
        what_may_not_be_shared_is_told_before_joining,
        what_may_not_be_shared_is_told_when_signing_in,
        who_loses_access_is_told_and_joins_again,
        a_computer_that_was_not_lost_signs_in_again,
        what_could_not_be_handed_over_is_told,
        who_is_taken_off_a_community_is_told,
        the_sheet_of_a_walk_says_that_access_has_ended,
        ones_own_communities_come_first,
        who_has_no_community_is_told_what_to_do,
        hosts_stand_in_the_order_of_the_alphabet,
        who_has_access_that_the_server_has_forgotten_is_told,
        what_one_may_not_change_is_only_read,
        a_kommune_of_others_is_refused_at_its_field,
        a_community_is_moved_nowhere_else,
        a_community_without_a_kommune_is_not_shared,
        the_walks_of_others_are_only_read,
        who_sees_no_names_is_told_why,
        today_asks_for_the_walks_of_whoever_becomes_consultant,
    ])
