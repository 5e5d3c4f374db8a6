# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hosts and a real server: joining by keyboard, the line at the foot of the sidebar, what two said
differently, inviting, a computer that was lost, and a further one. Usage: test_join.py GANGART GANGARTCTL GANGART_SERVER"""

import contextlib
import datetime
import json
import os
import subprocess
import sys
import uuid

import driver
from driver import Failure, Role, wait

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
import server  # noqa: E402

GANGART, GANGARTCTL, server.program = (os.path.abspath(path) for path in sys.argv[1:4])


class Cleanups(contextlib.ExitStack):
    addCleanup = contextlib.ExitStack.callback


def expect(condition, what):
    if not condition:
        raise Failure(what)


class Desk:
    """Somebody's home folder, with a file for the token where others have a keyring."""

    def __init__(self, session, name):
        self.session = session
        self.home = session.folder(name)
        self.env = {"HOME": self.home, "XDG_DATA_HOME": os.path.join(self.home, "data"),
                    "XDG_CONFIG_HOME": os.path.join(self.home, "config"),
                    "GANGART_TOKEN_FILE": os.path.join(self.home, "token")}

    def open(self, *arguments, **options):
        app = self.session.launch(GANGART, *arguments, env=self.env, **options)
        app.wait_active()
        return app

    def ctl(self, *arguments, given=None):
        profile = os.path.join(self.home, "data", "gangart")
        os.makedirs(profile, exist_ok=True)
        said = subprocess.run([GANGARTCTL, "--profile", profile, *arguments, "--json"], input=given, check=True,
                              capture_output=True, text=True, env={**os.environ, **self.env}).stdout
        return [json.loads(line) for line in said.splitlines()]

    def enrol(self, there, code):
        self.ctl("enrol", there.url, code, "--device", "Desk")
        self.ctl("sync")


def invite(there, group, name):
    return there.run("invite", "--role", "host", "--space", group["community_space"], "--name", name).split()[-1]


def all_named(app):
    bad = app.unnamed_controls()
    expect(not bad, f"{bad} without a name")


def join(app, link, passphrase=None):
    """From the page of the first start, with nothing but keys."""
    app.tab_to("Join with an invitation")
    app.keys("Return")
    app.find(Role.DIALOG, "Join with an invitation")
    all_named(app)
    app.keyboard(link)
    if passphrase is not None:
        app.tab_to("Passphrase, if you like")
        app.keyboard(passphrase)
    app.keys("Return")


def tells_what_is_wrong_with_an_invitation(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        app = Desk(session, "wrong").open()
        join(app, f"{there.url}/join#AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-F")
        app.find(Role.LABEL, "The server does not know this code. It may have been used already, or be older than "
                             "14 days. Ask for a new one.")
        expect(app.focused_widget().name == "Invitation", "The field that is wrong has the focus")
        app.keys("Escape")
        app.close("ctrl+q")


def a_host_joins_and_sends(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        other = Desk(session, "other")
        other.enrol(there, there.invite("host", group["community_space"]))
        app = Desk(session, "host").open()
        join(app, f"{there.url}/join#{group['code']}")
        app.wait_gone(Role.DIALOG, "Join with an invitation")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.keys("alt+2")
        app.find(Role.LABEL, "Åstien")
        all_named(app)
        participant = json.dumps({"community": group["community"], "name": "Asta"})
        other.ctl("put", "participant", given=participant)
        other.ctl("sync")
        app.find(Role.LABEL, "Asta")
        session.screenshot("joined")
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
        app.keys("alt+2")
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


def whoever_joins_as_host_stands_among_the_people(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        first, second, laptop = (Desk(session, name) for name in ("first", "second", "laptop"))
        first.enrol(there, invite(there, group, "Kirsten"))
        app = second.open()
        join(app, f"{there.url}/join#{invite(there, group, 'Bodil')}", "tre gode ord")
        wait(lambda: len(second.ctl("list", "role")) == 1 and second.ctl("status")[0]["waiting"] == 0, "the role to be sent")
        app.keys("alt+2")
        app.find(Role.LABEL, "Bodil")
        session.screenshot("people")
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
        app.keys("alt+2")
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
        app.keys("alt+2")
        app.find(Role.LABEL, "Åstien")
        desk.ctl("put", "participant", given=json.dumps({"community": group["community"], "name": "Asta"}))
        app.find(Role.STATUS_BAR, "Everything is sent")
        lost = str(uuid.uuid4())
        [welcome] = there.ask_json("POST", "/v1/sign-in", {"account": "Kirsten", "passphrase": "tre gode ord",
                                                           "client": lost, "device": "Old laptop"})
        wait(lambda: "Asta" in json.dumps(there.pull(dict(welcome, client=lost))), "the name to be on the laptop")
        app.keys("F10")
        app.choose("Your computers")
        app.find(Role.DIALOG, "Your computers")
        app.find(Role.LABEL, "This computer")
        all_named(app)
        session.screenshot("computers")
        app.tab_to("Old laptop was lost…")
        app.keys("Return")
        app.tab_to("End its access")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "Old laptop has no access any more")
        app.find(Role.LABEL, "1 participant")
        app.find(Role.LABEL, "What you have to do")
        all_named(app)
        session.screenshot("lost-computer")
        expect(there.ask("POST", "/v1/pull", b"{}", {"Authorization": f"Bearer {welcome['access']}"}).status == 401,
               "The lost one still has access")
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
        app.find(Role.LABEL, "The server knows nobody of that name with that passphrase. Try again, and mind capital "
                             "letters. Who has no passphrase joins with an invitation.")
        session.screenshot("sign-in-refused")
        app.keys("ctrl+a")
        app.keyboard("tre gode ord")
        app.keys("Return")
        app.wait_gone(Role.DIALOG, "Sign in to your account")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.keys("alt+2")
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
            app.find(Role.LABEL, "This computer")
            wait(lambda: app.focused_widget() and app.focused_widget().role == Role.LIST_ITEM, "a computer to have the focus")
            app.tab_to("Choose a passphrase…")
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
            app.find(Role.LABEL, "Your passphrase is saved. Write it down: nobody else knows it.")
            there.ask_json("POST", "/v1/sign-in", {"account": "Kirsten", "passphrase": new, "client": str(uuid.uuid4()),
                                                   "device": "Laptop"})
            app.keys("Escape")  # the message goes, then the window
            app.wait_gone(Role.LABEL, "Your passphrase is saved. Write it down: nobody else knows it.")
            app.keys("Escape")
            app.wait_gone(Role.DIALOG, "Your computers")
        app.close("ctrl+q")


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
        all_named(app)
        session.screenshot("access-lost")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "You no longer have access")
        expect(here.ctl("list", "community") == [], "The community is still there")
        app.keys("F10")
        app.choose("Join with an invitation…")
        app.find(Role.DIALOG, "Join with an invitation")
        app.keyboard(f"{there.url}/join#" + there.invite("host", group["community_space"]))
        app.keys("Return")
        app.wait_gone(Role.DIALOG, "Join with an invitation")
        app.find(Role.STATUS_BAR, "Everything is sent")
        app.find(Role.LABEL, "Åstien")
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
        app.keys("alt+2")
        app.find(Role.LABEL, "Only the hosts of this community and the consultants of its kommune can change this.")
        for name in "Edit", "Plan walks", "Add host", "Attach a file…":
            expect(not app.find_all(Role.PUSH_BUTTON, name), f"A coordinator is offered {name!r}")
        all_named(app)
        session.screenshot("town")
        app.keys("ctrl+f")
        app.keyboard("Odense")
        app.keys("Down")
        app.keys("Return")
        app.find(Role.STATUS_BAR, "Only administrators can change this.")
        all_named(app)
        session.screenshot("kommune")
        expect(not app.find_all(Role.PUSH_BUTTON, "Save"), "What cannot be changed can be saved")
        app.keys("Return")
        app.wait_gone(Role.DIALOG)
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
        wait(lambda: app.focused_widget() and app.focused_widget().name == "Kommune: Albertslund",
             "the kommune to have the focus")
        session.screenshot("kommune-of-others")
        # In none it stays on this computer, which nobody has to allow.
        app.keys("shift+Tab")
        app.keys("Return")
        app.find(Role.PUSH_BUTTON, "Kommune: Choose…")
        app.keys("ctrl+s")
        app.wait_gone(Role.DIALOG)
        app.find(Role.LABEL, "Alene")
        app.close("ctrl+q")


def a_community_without_a_kommune_is_not_shared(session):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        group = there.make_walk_group()
        desk = Desk(session, "apart")
        desk.enrol(there, group["code"])
        desk.ctl("put", "community", given=json.dumps({"name": "Alene", "activity": "walk"}))
        app = desk.open("--page", "communities")
        app.find(Role.LABEL, "Choose a kommune to share it with others.")
        expect(not app.find_all(Role.PUSH_BUTTON, "Invite a host…"), "Somebody is invited to what stays here")
        all_named(app)
        session.screenshot("apart")
        app.tab_to("Alene")
        app.keys("Down")
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
        wait(lambda: app.focused_widget() and app.focused_widget().name.startswith("Åstien"), "the walk to have the focus")
        session.screenshot("today-of-others")
        app.keys("Return")
        app.find(Role.LABEL, "Only the hosts of this community and the consultants of its kommune can change this.")
        wait(lambda: app.focused_widget() and app.focused_widget().name == "Back", "Back to have the focus")
        all_named(app)
        session.screenshot("sheet-of-others")
        app.keys("Tab")
        app.find(Role.LABEL, "Only the hosts of this community and the consultants of its kommune can change this.")
        app.keys("shift+Tab")
        app.keys("Return")
        wait(lambda: app.focused_widget() and app.focused_widget().name.startswith("Åstien"), "the walk to be come back to")
        app.close("ctrl+q")


if __name__ == "__main__":
    driver.run([
        tells_what_is_wrong_with_an_invitation,
        a_host_joins_and_sends,
        two_say_something_different,
        two_records_of_one_thing_become_one,
        a_server_that_is_gone_is_explained,
        the_page_of_a_community_fits_in_large_danish_text,
        a_host_is_invited,
        whoever_joins_as_host_stands_among_the_people,
        a_lost_computer_loses_its_access,
        a_further_computer_signs_in_and_again_without_a_keyring,
        a_passphrase_is_chosen_later,
        who_loses_access_is_told_and_joins_again,
        what_one_may_not_change_is_only_read,
        a_kommune_of_others_is_refused_at_its_field,
        a_community_without_a_kommune_is_not_shared,
        the_walks_of_others_are_only_read,
    ])
