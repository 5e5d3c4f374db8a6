#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop is told of tomorrow's walk and of who came, once and without a sound, and pressing that leads to Today.
Usage: test_reminders.py GANGART WALKS_PROFILE"""

import datetime
import os
import re
import subprocess
import sys

import driver
from driver import Role, wait
from gi.repository import Gio, GLib

PROGRAM, MAKE_PROFILE = sys.argv[1:]
COMMUNITY = "Løb & Gang ved åen"
CLOCK = datetime.timedelta(hours=16)  # GA_REMINDER_CLOCK
STARTING = datetime.timedelta(seconds=30)  # before it, for a program to start in
NAME = "org.freedesktop.Notifications"
LOW = 0
INTERFACE = Gio.DBusNodeInfo.new_for_xml(f"""
<node><interface name="{NAME}">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>""").interfaces[0]


class Desktop:
    """Shows what programs tell it, as desktops do (https://specifications.freedesktop.org/notification-spec)."""

    def __init__(self):
        self.shown = []  # title, body, actions, hints
        self.closed = []
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.bus.register_object("/org/freedesktop/Notifications", INTERFACE, self.called, None, None)
        self.bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", (NAME, 0)), None, Gio.DBusCallFlags.NONE, -1, None)

    def called(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        answer = None
        if method == "Notify":
            _program, _replaces, _icon, title, body, actions, hints, _timeout = arguments.unpack()
            self.shown.append((title, body, actions, hints))
            answer = GLib.Variant("(u)", (len(self.shown),))
        elif method == "CloseNotification":
            self.closed.append(arguments.unpack()[0])
        elif method == "GetCapabilities":
            answer = GLib.Variant("(as)", (["body", "actions"],))
        else:
            answer = GLib.Variant("(ssss)", ("desktop", "gangart", "1", "1.2"))
        invocation.return_value(answer)

    def press(self, number):
        self.bus.emit_signal(None, "/org/freedesktop/Notifications", NAME, "ActionInvoked",
                             GLib.Variant("(us)", (number, "default")))

    def end(self):
        """Leaves its name to the next one."""
        self.bus.close_sync(None)

    def look(self, condition):
        """Whether it is so, once what programs said by now is heard."""
        while GLib.MainContext.default().iteration(False):
            pass
        return condition()


def make_zone_in_which_it_is_nearly_time(session):
    """A folder of zones in which it soon is time where walks are, on the day of UTC. Programs look at that zone alone,
    whatever their computer's is."""
    now = datetime.datetime.now(datetime.timezone.utc)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = round((today + CLOCK - STARTING - now).total_seconds())
    folder = session.folder("zones")
    offset = f"{'-' if ahead < 0 else ''}{datetime.timedelta(seconds=abs(ahead))}"
    subprocess.run(["/usr/sbin/zic", "-d", folder, "-"], check=True, text=True,
                   input=f"Zone Europe/Copenhagen {offset} - XXX\n")
    return folder


def open_and_wait_for_one(session, name, page):
    """A desktop, and a window whose one notification it shows."""
    desktop = Desktop()
    environment = {"TZDIR": make_zone_in_which_it_is_nearly_time(session)}
    folder = session.folder(name)
    subprocess.run([MAKE_PROFILE, folder], check=True, env={**os.environ, **environment})
    app = session.launch(PROGRAM, "--profile", folder, "--page", page, env=environment)
    app.find(name=re.compile(COMMUNITY))
    assert desktop.look(lambda: desktop.shown == []), desktop.shown
    wait(lambda: desktop.look(lambda: desktop.shown), "a notification", timeout=90)
    return app, desktop


def record(app):
    app.find(Role.PUSH_BUTTON, f"Record who came to {COMMUNITY}").activate()
    app.find(Role.PUSH_BUTTON, "Everyone came").activate()
    app.find(name="15 came: 15 by name")


def a_desktop_is_told_once_and_leads_to_today(session):
    app, desktop = open_and_wait_for_one(session, "pressed", "communities")
    (title, body, actions, hints), = desktop.shown
    assert title == f"Tomorrow at 10:00: {COMMUNITY}", title
    assert body == "Who came to 1 walk is still to be recorded.", body
    assert "default" in actions, actions
    assert hints["urgency"] == LOW and "sound-name" not in hints, hints
    desktop.press(1)
    record(app)
    app.close("ctrl+q")
    assert desktop.look(lambda: len(desktop.shown) == 1), desktop.shown
    desktop.end()


def what_is_done_is_no_longer_asked_for(session):
    app, desktop = open_and_wait_for_one(session, "done", "today")
    record(app)
    wait(lambda: desktop.look(lambda: desktop.closed == [1]), lambda: f"it to be taken away; {desktop.closed} were")
    app.close("ctrl+q")
    assert desktop.look(lambda: len(desktop.shown) == 1), desktop.shown
    desktop.end()


if __name__ == "__main__":
    driver.run([a_desktop_is_told_once_and_leads_to_today, what_is_done_is_no_longer_asked_for])
