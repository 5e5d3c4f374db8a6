# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts and a real server: joining by keyboard, the line at the foot of the sidebar, what two said differently,
inviting, a computer that was lost, and a further one. Usage: test_join.py GANGART GANGARTCTL GANGART_SERVER"""

import json
import os
import re
import subprocess
import uuid

import driver
from desks import Cleanups, Desk, agree, all_named, expect, invite, join, server, show_code
from driver import Role, wait


def tells_what_is_wrong_with_an_invitation(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        app = Desk(session, "wrong").open()
        show_code(app, f"{there.url}/join#AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-F")
        app.find(Role.LABEL, "The server does not know this code. It may have been used already, or be older than "
                             "14 days. Ask for a new one.")
        app.wait_focus("Invitation")  # the field that is wrong
        app.keys("Escape")
        app.close("ctrl+q")


def a_host_joins_and_sends(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        other = Desk(session, "other")
        other.enrol(there, there.invite("host", group["community_space"]))
        app = Desk(session, "host").open()
        show_code(app, f"{there.url}/join#{invite(there, group, 'Bodil')}")
        # What one agrees to is told before.
        for told in "Gåforbundet", "Bodil", "Host", "Åstien (Aarhus)":
            app.find(Role.LABEL, told)
        all_named(app)
        session.screenshot("invited")
        agree(app)
        app.wait_gone(Role.DIALOG, "Join with an invitation")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.keys("alt+3")
        app.find(Role.LABEL, "Åstien")
        all_named(app)
        participant = json.dumps({"community": group["community"], "name": "Asta"})
        other.ctl("put", "participant", given=participant)
        other.ctl("sync")
        app.find(Role.LABEL, "Asta")
        session.screenshot("joined")
        app.close("ctrl+q")


def what_is_here_already_goes_along_and_is_said_to(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "with-something")
        here.ctl("put", "community", given=json.dumps({"name": "Bakken", "kommune": "0751"}))
        app = here.open()
        app.keys("F10")
        app.choose("Join with an invitation…")
        app.find(Role.DIALOG, "Join with an invitation")
        app.keyboard(f"{there.url}/join#{invite(there, group, 'Bodil')}")
        app.keys("Return")
        app.find(Role.LABEL, re.compile("What is on this computer already is shared there, too"))
        session.screenshot("invited-with-something")
        agree(app)
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.close("ctrl+q")


def a_second_invitation_adds_to_the_first(session):
    with Cleanups() as cleanups:
        there, elsewhere = server.Server(cleanups), server.Server(cleanups)
        first, second, other = there.make_walk_group(), there.make_walk_group(), elsewhere.make_walk_group()
        desk = Desk(session, "twice-invited")
        app = desk.open()
        join(app, f"{there.url}/join#{invite(there, first, 'Bodil')}")
        app.wait_gone(Role.DIALOG, "Join with an invitation")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.keys("F10")
        app.choose("Join with an invitation…")
        app.find(Role.DIALOG, "Join with an invitation")
        app.find(Role.LABEL, "What the invitation gives you comes beside what you have already. Nothing that you have "
                             "goes away.")
        all_named(app)
        app.keyboard(f"{elsewhere.url}/join#{other['code']}")
        app.keys("Return")
        agree(app)
        app.find(Role.ALERT, "This invitation is not from “Gåforbundet”, where what you have here is shared. The two "
                             "are kept apart: use the invitation on another computer, or signed in to this one as "
                             "another user.")
        app.tab_to("I have another invitation")
        app.keys("Return")
        app.wait_focus("Invitation")
        app.keys("ctrl+a")
        app.keyboard(f"{there.url}/join#{second['code']}")
        app.keys("Return")
        agree(app)
        app.wait_gone(Role.DIALOG, "Join with an invitation")
        wait(lambda: {role["community"] for role in desk.ctl("list", "role")} == {first["community"], second["community"]},
             "both to be the host's")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.close("ctrl+q")


def two_say_something_different(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here, other = Desk(session, "here"), Desk(session, "elsewhere")
        here.enrol(there, invite(there, group, "Kirsten"))
        other.enrol(there, invite(there, group, "Bo"))
        for desk, name in (here, "Åstien nord"), (other, "Åstien syd"):
            desk.ctl("put", "community", given=json.dumps({"id": group["community"], "name": name}))
        here.ctl("sync")
        other.ctl("sync")
        app = here.open()
        app.find(Role.PUSH_BUTTON, "1 thing to look at")
        app.tab_to("1 thing to look at")
        app.keys("Return")
        app.find(Role.LABEL, "Two people changed this at the same time.")
        app.find(Role.LABEL, "Åstien nord")
        all_named(app)
        session.screenshot("conflict")
        app.find(Role.PUSH_BUTTON, "Keep “Åstien syd”")
        app.tab_to("Use “Åstien nord”")
        app.keys("Return")
        app.find(Role.LABEL, "Nothing to look at")
        wait(lambda: [c["name"] for c in here.ctl("list", "community")] == ["Åstien nord"], "the value to be back")
        app.find(Role.STATUS_BAR, "Everything is sent")
        other.ctl("sync")
        expect([c["name"] for c in other.ctl("list", "community")] == ["Åstien nord"], "The other has it, too")
        app.close("ctrl+q")


def fits_in_large_danish_text(session, here):
    session.scale_text(2)
    app = here.open(language="da")
    app.resize(1000, 700)
    app.tab_to("1 ting at se på")
    app.keys("Return")
    app.find(Role.PUSH_BUTTON, "Det er den samme")
    session.screenshot("danish-same-200")
    expect(app.frame()[2] == 1000, f"The window has grown to {app.frame()}")
    app.close("ctrl+q")
    session.scale_text(1)


def two_records_of_one_thing_become_one(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "twice")
        here.enrol(there, invite(there, group, "Kirsten"))
        here.ctl("put", "community", given=json.dumps({"name": "Åstien", "kommune": "0751"}))
        here.ctl("sync")
        fits_in_large_danish_text(session, here)
        app = here.open()
        app.find(Role.PUSH_BUTTON, "1 thing to look at")
        app.tab_to("1 thing to look at")
        app.keys("Return")
        app.find(Role.LABEL, "Is this the same one? Both are kept until you know.")
        all_named(app)
        session.screenshot("same")
        app.tab_to("They are the same")
        app.keys("Return")
        app.find(Role.LABEL, "Nothing to look at")
        wait(lambda: [c["id"] for c in here.ctl("list", "community")] == [group["community"]], "one to stay")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.close("ctrl+q")
        here.ctl("sync")
        expect(here.ctl("conflicts") == [], "The server has not taken it")
        expect(len(here.ctl("list", "community")) == 1, "The other one has come back")


def a_server_that_is_gone_is_explained(session):
    here = Desk(session, "left")
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here.enrol(there, group["code"])
    here.ctl("put", "community", given=json.dumps({"id": group["community"], "name": "Åstien nord"}))
    app = here.open()
    app.find(Role.STATUS_BAR, "1 change waits for the server")
    session.screenshot("left-alone")
    app.tab_to("Why?")
    app.keys("Return")
    app.find(Role.DIALOG, "Sending and receiving")
    app.find(Role.LABEL, "Last contact")
    app.find(Role.LABEL, "There is no connection to the server. What waits is sent when there is one.")
    all_named(app)
    session.screenshot("why")
    app.keys("Escape")
    app.close("ctrl+q")


def open_the_first_alone(app):
    """In large letters there is no room for the list of communities beside it."""
    app.keys("alt+3", "ctrl+l", "Down", "Return")
    app.find(Role.PUSH_BUTTON, "Tilbage")


def the_page_of_a_community_fits_in_large_danish_text(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "large")
        here.enrol(there, group["code"])
        path = os.path.join(here.home, "Samarbejdsaftale 2026.pdf")
        with open(path, "wb") as file:
            file.write(bytes(1500000))
        here.ctl("attach", "community", group["community"], path)
        here.ctl("sync")
        session.scale_text(2)
        app = here.open("--page", "communities", language="da")
        app.resize(1000, 700)
        open_the_first_alone(app)
        app.tab_to("Vedhæft en fil …")
        expect([w for w in app.find_all(Role.LABEL) if w.name.startswith("1,5\u00a0MB")], "The size has no comma")
        session.screenshot("danish-community-200")
        expect(app.frame()[2] == 1000, f"The window has grown to {app.frame()}")
        app.close("ctrl+q")
        session.scale_text(1)


def a_host_is_invited(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here, other = Desk(session, "inviting"), Desk(session, "invited")
        here.enrol(there, group["code"])
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "Åstien")
        app.find(Role.PUSH_BUTTON, "Invite a host…").activate()
        app.find(Role.DIALOG, "Invite a host")
        app.keyboard("Bodil")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Copy")
        all_named(app)
        session.screenshot("invitation")
        link = next(widget.name for widget in app.find_all(Role.STATUS_BAR) if "/join#" in widget.name)
        other.enrol(there, link.split("#")[1])
        expect([c["name"] for c in other.ctl("list", "community")] == ["Åstien"], "The invited has the community")
        app.keys("Escape")
        app.close("ctrl+q")


def an_invitation_that_nobody_used_is_withdrawn(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "withdrawing")
        here.enrol(there, invite(there, group, "Kirsten"))
        invite(there, group, "Bo")
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "Åstien")
        app.find(Role.PUSH_BUTTON, "Invite a host…").activate()
        app.find(Role.DIALOG, "Invite a host")
        app.keyboard("Bodil")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Copy")
        link = next(widget.name for widget in app.find_all(Role.STATUS_BAR) if "/join#" in widget.name)
        app.keys("Escape")
        app.wait_gone(Role.DIALOG, "Invite a host")
        app.find(Role.LABEL, "Invited, and not here yet")
        app.find(Role.LABEL, re.compile("^Host, invited by Kirsten .* 20[0-9][0-9]. Serves until .* 20[0-9][0-9]$"))
        all_named(app)
        session.screenshot("pending")
        app.tab_to("Withdraw: Bodil")
        app.keys("Return")
        app.wait_gone(Role.LABEL, "Bodil")
        app.wait_focus("Bo")
        for who in "Bo", "Made out to nobody":
            app.tab_to(f"Withdraw: {who}")
            app.keys("Return")
            app.wait_gone(Role.LABEL, who)
        app.wait_gone(Role.LABEL, "Invited, and not here yet")
        app.find(Role.STATUS_BAR, "The invitation was withdrawn. Nobody can join with it any more.")
        app.wait_focus("Invite a host…")
        expect(there.ask("POST", "/v1/invitation", json.dumps({"code": link.split("#")[1]}).encode()).status == 404,
               "The code serves still")
        # To write somebody down opens nothing to them, and says so.
        app.tab_to("Add host")
        app.keys("Return")
        app.find(Role.LABEL, "This writes down who is host. It gives nobody access to the names of the walkers: for "
                             "that, invite them.")
        session.screenshot("add-host")
        app.keys("Escape")
        app.close("ctrl+q")


def an_invitation_to_what_was_deleted_is_withdrawn(session):
    """It has no page any more, and stands on those of the host's other communities."""
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group, other = there.make_walk_group(name="Skovtur"), there.make_walk_group()
        here = Desk(session, "inviting-nowhere")
        here.enrol(there, there.invite("host", group["community_space"], other["community_space"]))
        app = here.open("--page", "communities")
        app.find(Role.LABEL, "Skovtur")
        app.find(Role.PUSH_BUTTON, "Invite a host…").activate()
        app.find(Role.DIALOG, "Invite a host")
        app.keyboard("Bodil")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Copy")
        app.keys("Escape")
        app.find(Role.LABEL, "Bodil")
        here.ctl("delete", "community", group["community"])
        app.wait_gone(Role.LABEL, "Skovtur")
        app.find(Role.STATUS_BAR, "Everything is sent")
        # Whoever comes back to a page finds on it what there is now.
        app.keys("alt+1")
        app.keys("alt+3")
        app.wait_focus("Filter")
        app.keyboard("Åst")
        app.find(Role.STATUS_BAR, "1 found")
        app.keys("Return")
        app.find(Role.LABEL, re.compile("^To a community that was deleted"))
        all_named(app)
        session.screenshot("invited-to-nowhere")
        # Who presses twice asks once.
        app.tab_to("Withdraw: Bodil")
        app.keys("Return", "Return")
        app.wait_gone(Role.LABEL, "Bodil")
        app.find(Role.STATUS_BAR, "The invitation was withdrawn. Nobody can join with it any more.")
        app.close("ctrl+q")


def an_invitation_fits_in_large_danish_text_and_is_copied_for_mail(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "inviting-large")
        here.enrol(there, group["code"])
        session.scale_text(2)
        app = here.open("--page", "communities", language="da")
        app.resize(1000, 700)
        there.run("invite", "--role", "host", "--space", group["community_space"], "--name", "Karen Margrethe")
        open_the_first_alone(app)
        app.find(Role.PUSH_BUTTON, re.compile("^Invitér en vært")).activate()
        app.find(Role.DIALOG, "Invitér en vært")
        app.keyboard("Bodil")
        app.keys("Return")
        mail = app.find(Role.PUSH_BUTTON, "Send som mail")
        session.screenshot("danish-invitation-200")
        expect(app.frame()[2] <= 600, f"The dialog is {app.frame()[2]} px wide")
        # Nothing here reads mail.
        mail.activate()
        app.find(Role.DIALOG, "Der blev ikke åbnet en mail")
        all_named(app)
        session.screenshot("danish-no-mail-200")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "Teksten er kopieret")
        app.keys("Escape")
        app.find(Role.LABEL, "Inviteret, men ikke med endnu")
        app.tab_to("Træk tilbage: Bodil")
        session.screenshot("danish-pending-200")
        expect(app.frame()[2] == 1000, f"The window has grown to {app.frame()}")
        app.tab_to("Tilføj vært")
        app.keys("Return")
        app.find(Role.DIALOG, "Tilføj vært")
        session.screenshot("danish-add-host-200")
        app.keys("Escape")
        app.close("ctrl+q")
        session.scale_text(1)


def the_buttons_of_an_invitation_stand_in_one_line_in_bokmal(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        here = Desk(session, "inviting-norwegian")
        here.enrol(there, group["code"])
        app = here.open("--page", "communities", language="nb")
        app.find(Role.PUSH_BUTTON, re.compile("^Inviter en ")).activate()
        app.find(Role.DIALOG, "Inviter en turleder")
        app.keyboard("Bodil")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Kopier").activate()
        said = app.find(Role.STATUS_BAR, "Invitasjonen er kopiert")
        buttons = [app.find(Role.PUSH_BUTTON, name) for name in ("Kopier", "Skriv ut …", "Send som e-post")]
        session.screenshot("bokmal-invitation")
        expect(len({button.extents[1] for button in buttons}) == 1, "The buttons do not stand in one line")
        expect(all(said.extents[1] + said.extents[3] <= button.extents[1] for button in buttons),
               "What was done is told on top of a button")
        app.keys("Escape")
        app.close("ctrl+q")


def whoever_joins_as_host_stands_among_the_people(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        first, second, laptop = (Desk(session, name) for name in ("first", "second", "laptop"))
        first.enrol(there, invite(there, group, "Kirsten"))
        app = second.open()
        join(app, f"{there.url}/join#{invite(there, group, 'Bodil')}", "tre gode ord")
        wait(lambda: len(second.ctl("list", "role")) == 1 and second.ctl("status")[0]["waiting"] == 0, "the role to be sent")
        app.keys("alt+3")
        app.find(Role.LABEL, "Bodil")
        session.screenshot("people")
        # To have joined is nothing to undo.
        app.keys("ctrl+z")
        app.find(Role.STATUS_BAR, "There is nothing to undo.")
        app.find(Role.LABEL, "Bodil")
        expect(len(second.ctl("list", "role")) == 1, "Ctrl+Z has taken her off the list")
        app.close("ctrl+q")
        first.ctl("sync")
        expect([p["name"] for p in first.ctl("list", "person")] == ["Bodil"], "The others do not see who has joined")
        # Not once a computer, and not against somebody's will.
        app = laptop.open()
        app.tab_to("Join with an invitation")
        app.keys("Return")
        app.tab_to("I already have an account")
        app.keys("Return")
        for text in there.url, "Bodil", "tre gode ord":
            app.keyboard(text)
            app.keys("Tab")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "Everything is sent")
        wait(lambda: len(laptop.ctl("list", "person")) == 1, "Bodil to be on the laptop")
        app.keys("alt+3")
        app.find(Role.LABEL, "Bodil")
        app.close("ctrl+q")
        expect(len(laptop.ctl("list", "role")) == 1, "Each computer has added a role")
        laptop.ctl("delete", "role", laptop.ctl("list", "role")[0]["id"])
        app = laptop.open("--page", "communities")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.close("ctrl+q")
        expect(laptop.ctl("list", "role") == [], "A role that was taken away has come back")


def a_lost_computer_loses_its_access(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        desk = Desk(session, "kept")
        app = desk.open()
        join(app, f"{there.url}/join#{invite(there, group, 'Kirsten')}", "tre gode ord")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.keys("alt+3")
        app.find(Role.LABEL, "Åstien")
        desk.ctl("put", "participant", given=json.dumps({"community": group["community"], "name": "Asta"}))
        path = os.path.join(desk.home, "list.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Asta")
        desk.ctl("attach", "community", group["community"], path)
        app.find(Role.STATUS_BAR, "Everything is sent")
        lost = str(uuid.uuid4())
        [welcome] = there.ask_json("POST", "/v1/sign-in", {"account": "Kirsten", "passphrase": "tre gode ord",
                                                           "client": lost, "device": "Old laptop"})
        wait(lambda: all(name in json.dumps(there.pull(dict(welcome, client=lost))) for name in ("Asta", "list.txt")),
             "the name and the document to be on the laptop")
        app.keys("F10")
        app.choose("Your computers")
        app.find(Role.DIALOG, "Your computers")
        app.find(Role.LABEL, re.compile("^This computer"))
        all_named(app)
        session.screenshot("computers")
        app.tab_to("Old laptop was lost…")
        app.keys("Return")
        app.tab_to("End its access")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "Old laptop has no access any more")
        app.find(Role.LABEL, "1 participant")
        app.find(Role.LABEL, "Aarhus")
        app.find(Role.LABEL, "1 person · 1 document")
        app.find(Role.LABEL, "What you have to do")
        all_named(app)
        session.screenshot("lost-computer")
        app.tab_to("Copy the list")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "Copied")
        expect(there.ask("POST", "/v1/pull", b"{}", {"Authorization": f"Bearer {welcome['access']}"}).status == 401,
               "The lost one still has access")
        app.keys("Escape")
        app.close("ctrl+q")
        # What it held is told later, too, as it was then.
        desk.ctl("put", "participant", given=json.dumps({"community": group["community"], "name": "Bo"}))
        session.scale_text(2)
        app = desk.open("--page", "communities", language="da")
        app.resize(1000, 700)
        app.find(Role.STATUS_BAR, "Alt er sendt")
        app.keys("F10")
        app.choose("Dine computere")
        app.find(Role.LABEL, "Mistede computere")
        session.screenshot("danish-computers-200")
        app.wait_focus(role=Role.LIST_ITEM)
        app.tab_to("Old laptop")
        app.keys("Return")
        app.find(Role.LABEL, "1 deltager")
        app.find(Role.LABEL, re.compile("^Meldt mistet: "))
        all_named(app)
        session.screenshot("danish-lost-computer-200")
        app.tab_to("Tilbage til dine computere")
        app.keys("Return")
        app.find(Role.LABEL, "Mistede computere")
        app.keys("Escape")
        app.close("ctrl+q")
        session.scale_text(1)


def a_lost_computer_says_that_it_is_empty(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        kept, lost = Desk(session, "kept-one"), Desk(session, "lost-one")
        there.ask_json("POST", "/v1/enrol", {"code": invite(there, group, "Kirsten"), "client": str(uuid.uuid4()),
                                             "device": "First", "passphrase": "tre gode ord"})
        for desk, name in (kept, "Desk"), (lost, "Old laptop"):
            desk.ctl("enrol", there.url, "--account", "Kirsten", "--device", name, given="tre gode ord\n")
            desk.ctl("sync")
        kept.ctl("put", "participant", given=json.dumps({"community": group["community"], "name": "Asta"}))
        kept.ctl("sync")
        lost.ctl("sync")
        app = kept.open("--page", "communities")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.keys("F10")
        app.choose("Your computers")
        app.find(Role.LABEL, re.compile("^This computer"))
        app.tab_to("Old laptop was lost…")
        app.keys("Return")
        app.tab_to("End its access")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "Old laptop has no access any more")
        expect(not app.find_all(Role.LABEL, re.compile("It has removed what was on it")),
               "It is empty before it has heard of it")
        # Somebody starts it.
        try:
            lost.ctl("sync")
        except subprocess.CalledProcessError:
            pass
        expect(lost.ctl("list", "participant") == [], "It has not removed what was on it")
        app.tab_to("Back to your computers")
        app.keys("Return")
        app.find(Role.LABEL, re.compile("It has removed what was on it"))
        app.wait_focus(role=Role.LIST_ITEM)
        app.tab_to("Old laptop")
        app.keys("Return")
        app.find(Role.LABEL, "It has connected since. Until then this was on it:")
        all_named(app)
        session.screenshot("lost-and-empty")
        app.keys("Escape")
        app.close("ctrl+q")


def sign_up(there, group):
    """Kirsten's other computer, which has joined with a passphrase."""
    client = str(uuid.uuid4())
    [welcome] = there.ask_json("POST", "/v1/enrol", {"code": invite(there, group, "Kirsten"), "client": client,
                                                     "device": "Old laptop", "passphrase": "tre gode ord"})
    return dict(welcome, client=client)


def count_computers(there, who):
    answer = there.ask("GET", "/v1/devices", b"", {"Authorization": f"Bearer {who['access']}"})
    return len(json.loads(answer.text))


def a_further_computer_signs_in_and_again_without_a_keyring(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        other = sign_up(there, group)
        desk = Desk(session, "further")
        del desk.env["GANGART_TOKEN_FILE"]
        app = desk.open()
        app.tab_to("Join with an invitation")
        app.keys("Return")
        app.find(Role.DIALOG, "Join with an invitation")
        app.tab_to("I already have an account")
        app.keys("Return")
        app.find(Role.DIALOG, "Sign in to your account")
        all_named(app)
        app.keyboard(there.url)
        app.tab_to("Your name")
        app.keyboard("Kirsten")
        app.tab_to("Passphrase")
        app.keyboard("tre gode mord")
        app.keys("Return")
        app.find(Role.LABEL, "The server cannot tell by this name and passphrase who you are. Try again, and mind capital "
                             "letters. If that does not help, ask for an invitation: you may have no passphrase, or share "
                             "your name with others.")
        session.screenshot("sign-in-refused")
        app.keys("ctrl+a")
        app.keyboard("tre gode ord")
        app.keys("Return")
        app.wait_gone(Role.DIALOG, "Sign in to your account")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.keys("alt+3")
        app.find(Role.LABEL, "Åstien")
        app.close("ctrl+q")
        # Nothing has kept the token; work goes on all the same.
        app = desk.open()
        app.find(Role.STATUS_BAR, "Sign in to go on sending and receiving")
        desk.ctl("put", "participant", given=json.dumps({"community": group["community"], "name": "Asta"}))
        session.screenshot("sign-in-asked")
        app.tab_to("Sign in…")
        app.keys("Return")
        app.find(Role.DIALOG, "Sign in to go on")
        all_named(app)
        session.screenshot("sign-in-again")
        app.keyboard("tre gode ord")
        app.keys("Return")
        app.wait_gone(Role.DIALOG, "Sign in to go on")
        app.find(Role.STATUS_BAR, "Everything is sent")
        expect("Asta" in json.dumps(there.pull(other)), "What waited has not come to the other computer")
        expect(count_computers(there, other) == 2, "It has become another computer")
        app.close("ctrl+q")


def a_passphrase_is_chosen_later(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        desk = Desk(session, "later")
        app = desk.open()
        join(app, f"{there.url}/join#{invite(there, group, 'Kirsten')}")
        app.find(Role.STATUS_BAR, "Everything is sent")
        for old, new in (None, "tre gode ord"), ("tre gode ord", "fire meget gode ord"):
            app.keys("F10")
            app.choose("Your computers")
            app.find(Role.LABEL, re.compile("^This computer"))
            if old is None:
                app.find(Role.LABEL, "To sign in on a further computer you need a passphrase, and you have none yet.")
                session.screenshot("no-passphrase")
            app.wait_focus(role=Role.LIST_ITEM)
            app.tab_to("Choose a passphrase…" if old is None else "Choose another passphrase…")
            app.keys("Return")
            app.find(Role.DIALOG, "Your passphrase")
            all_named(app)
            app.keyboard("kort")
            app.keys("Return")
            app.find(Role.LABEL, "Write at least 8 characters, such as three words.")
            app.keys("ctrl+a")
            app.keyboard(new)
            app.keys("Return")
            if old is not None:
                app.find(Role.LABEL, "You have a passphrase already. Write that one, too.")
                session.screenshot("passphrase")
                app.keyboard("noget andet")
                app.keys("Return")
                app.find(Role.LABEL, "That is not the one you have.")
                app.keys("ctrl+a")
                app.keyboard(old)
                app.keys("Return")
            app.wait_gone(Role.DIALOG, "Your passphrase")
            app.find(Role.LABEL, re.compile("^On a further computer you sign in at .* with your passphrase.$"))
            app.find(Role.LABEL, "Your passphrase is saved. Write it down: nobody else knows it.")
            there.ask_json("POST", "/v1/sign-in", {"account": "Kirsten", "passphrase": new, "client": str(uuid.uuid4()),
                                                   "device": "Laptop"})
            app.keys("Escape")  # the message goes, then the window
            app.wait_gone(Role.LABEL, "Your passphrase is saved. Write it down: nobody else knows it.")
            app.keys("Escape")
            app.wait_gone(Role.DIALOG, "Your computers")
        app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([
        tells_what_is_wrong_with_an_invitation,
        a_host_joins_and_sends,
        what_is_here_already_goes_along_and_is_said_to,
        a_second_invitation_adds_to_the_first,
        two_say_something_different,
        two_records_of_one_thing_become_one,
        a_server_that_is_gone_is_explained,
        the_page_of_a_community_fits_in_large_danish_text,
        a_host_is_invited,
        an_invitation_that_nobody_used_is_withdrawn,
        an_invitation_to_what_was_deleted_is_withdrawn,
        an_invitation_fits_in_large_danish_text_and_is_copied_for_mail,
        the_buttons_of_an_invitation_stand_in_one_line_in_bokmal,
        whoever_joins_as_host_stands_among_the_people,
        a_lost_computer_loses_its_access,
        a_lost_computer_says_that_it_is_empty,
        a_further_computer_signs_in_and_again_without_a_keyring,
        a_passphrase_is_chosen_later,
    ])
