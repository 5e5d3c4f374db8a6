# SPDX-License-Identifier: GPL-3.0-or-later
"""The widgets of a running program, as it tells assistive technology of them over D-Bus.

A look for a widget (Tree) takes what the program tells of all of them in one answer; libatspi would ask each for its role,
name and states one by one, which takes several times as long. A widget that was found (Widget) is asked anew each time.
"""

import contextlib
import re
import subprocess

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

from waiting import TIMEOUT, Failure, wait  # noqa: E402

Role = Atspi.Role
State = Atspi.StateType

PREFIX = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
CACHE = "/org/a11y/atspi/cache"
WINDOW = 1  # coordinates count from the window's corner


def is_like(widget, role, name):
    """Whether a Widget or Item is of this role and name, if they are given; a name is text that must be equal, or a
    compiled pattern that must be found."""
    if role is not None and widget.role != role:
        return False
    return name is None or (bool(name.search(widget.name)) if isinstance(name, re.Pattern) else widget.name == name)


def name_of_status(widget, role):
    """Its text, by which GTK 4.8 calls a status; GTK 4.18 calls it nothing."""
    return widget.content() if role == Role.STATUS_BAR else ""


def has_state(states, state):
    """Whether it is among the bits of an answer."""
    return bool(states[state // 32] >> state % 32 & 1)


class Bus:
    """The accessibility bus of the session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        [address] = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                      Gio.DBusCallFlags.NONE, -1, None).unpack()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)

    def answer(self, name, path, method, signature="()", *arguments):
        """What an object answers to "org.some.Interface.Method"."""
        interface, _, member = method.rpartition(".")
        return self.connection.call_sync(name, path, interface, member, GLib.Variant(signature, arguments), None,
                                         Gio.DBusCallFlags.NONE, int(1000 * TIMEOUT), None)

    def name_of(self, process):
        """The name on the bus of the program that runs as this process, or None."""
        for name, _ in self.answer(PREFIX + "Registry", ROOT, PREFIX + "Accessible.GetChildren").unpack()[0]:
            try:
                if self.answer("org.freedesktop.DBus", "/org/freedesktop/DBus",
                               "org.freedesktop.DBus.GetConnectionUnixProcessID", "(s)", name).unpack() == (process,):
                    return name
            except GLib.Error:
                continue
        return None


class Item:
    """What was told of one widget. Only what is asked for is read: most widgets are on pages that are not shown."""

    def __init__(self, told, app):
        self.told = told
        self.app = app
        self.path = told.get_child_value(0).get_child_value(1).get_string()

    @property
    def child_count(self):
        return self.told.get_child_value(4).get_int32()

    @property
    def name(self):
        name = self.told.get_child_value(6).get_string()
        return name or name_of_status(Widget(self.path, self.app), self.role)

    @property
    def role(self):
        return Role(self.told.get_child_value(7).get_uint32())

    def speaks(self, interface):
        return PREFIX + interface in self.told.get_child_value(5).unpack()

    @property
    def states(self):
        return self.told.get_child_value(9).unpack()

    def has(self, state):
        return has_state(self.states, state)


class Tree:
    """All widgets of a program at one moment."""

    def __init__(self, app):
        self.app = app
        self.items = {}
        with contextlib.suppress(GLib.Error):
            told = app.answer(CACHE, PREFIX + "Cache.GetItems").get_child_value(0)
            for number in range(told.n_children()):
                item = Item(told.get_child_value(number), app)
                self.items[item.path] = item

    def at(self, path):
        """What was told of a widget, or the widget itself where GTK did not think of it yet: it tells of those alone
        that somebody has asked for by their parent."""
        return self.items.get(path) or Widget(path, self.app)

    def walk(self, item, shown, depth=0):
        """Yields (item, depth) for this one and everything below it, in reading order; with shown without what is on
        the hidden pages of a stack, where most of a window is."""
        yield item, depth
        if item.child_count == 0 and item.path != ROOT:
            return
        # Those told of have hidden ones among them, which nothing but this tells apart.
        children = [self.at(path) for path in Widget(item.path, self.app).child_paths()]
        stacked = shown and item.role == Role.PANEL and item.name == "GtkStackPage"
        for child in children:
            if not stacked or self.showing(child):
                yield from self.walk(child, shown, depth + 1)

    def showing(self, item):
        """See Widget.showing."""
        return is_showing(Widget(item.path, self.app), item.states)


def is_showing(widget, states):
    if has_state(states, State.SHOWING):
        return True
    if not has_state(states, State.VISIBLE):
        return False
    x, y, width, height = widget.extents
    return width > 0 and height > 0 and widget.ask("Component.Contains", "(iiu)", x + width // 2, y + height // 2, WINDOW,
                                                   otherwise=False)


class Widget:
    """One widget of the program `of`, which is an App."""

    def __init__(self, path, of):
        self.path = path
        self.of = of

    def __repr__(self):
        return f"{self.role.value_nick} {self.name!r}"

    def __eq__(self, other):
        return isinstance(other, Widget) and (self.path, self.of.bus_name) == (other.path, other.of.bus_name)

    def __hash__(self):
        return hash(self.path)

    def ask(self, method, signature="()", *arguments, otherwise):
        """What it answers to "Interface.Method", or `otherwise` when it is gone by now."""
        try:
            return self.of.answer(self.path, PREFIX + method, signature, *arguments).unpack()[0]
        except GLib.Error:
            return otherwise

    def told(self, name, otherwise):
        """What its property "Interface.Name" holds, or `otherwise`."""
        interface, _, member = name.rpartition(".")
        try:
            return self.of.answer(self.path, "org.freedesktop.DBus.Properties.Get", "(ss)", PREFIX + interface,
                                  member).unpack()[0]
        except GLib.Error:
            return otherwise

    @property
    def name(self):
        return self.told("Accessible.Name", "") or name_of_status(self, self.role)

    @property
    def description(self):
        return self.told("Accessible.Description", "")

    @property
    def role(self):
        return Role(self.ask("Accessible.GetRole", otherwise=Role.INVALID))

    @property
    def parent(self):
        _, path = self.told("Accessible.Parent", ("", ""))
        return Widget(path, self.of) if path else None

    def child_paths(self):
        return [path for _, path in self.ask("Accessible.GetChildren", otherwise=[])]

    @property
    def children(self):
        return [Widget(path, self.of) for path in self.child_paths()]

    @property
    def child_count(self):
        return self.told("Accessible.ChildCount", 0)

    def speaks(self, interface):
        return PREFIX + interface in self.ask("Accessible.GetInterfaces", otherwise=[])

    @property
    def states(self):
        return self.ask("Accessible.GetState", otherwise=[0, 0])

    def has(self, state):
        return has_state(self.states, state)

    @property
    def extents(self):
        """Where it lies in its window: x, y, width, height; all 0 when it has no place."""
        return tuple(self.ask("Component.GetExtents", "(u)", WINDOW, otherwise=(0, 0, 0, 0)))

    @property
    def showing(self):
        """Whether it is on a page that is shown, be it scrolled out of sight.

        GTK 4.8 says SHOWING of windows only, and VISIBLE of everything on a hidden page of a stack; but
        what is not mapped contains no point, not even its own middle."""
        return is_showing(self, self.states)

    @property
    def focused(self):
        return self.has(State.FOCUSED)

    @property
    def sensitive(self):
        return self.has(State.SENSITIVE)

    @property
    def text(self):
        """What stands in an entry or a label."""
        return self.content() if self.speaks("Text") else self.name

    def content(self):
        return self.ask("Text.GetText", "(ii)", 0, self.told("Text.CharacterCount", 0), otherwise="")

    @property
    def value(self):
        """The number of a spin button, slider or progress bar."""
        return self.told("Value.CurrentValue", None)

    def _walk(self, shown):
        tree = Tree(self.of)
        return tree.walk(tree.at(self.path), shown)

    def _editable(self):
        """Some entries keep their text in a child."""
        for item, _ in self._walk(False):
            if item.speaks("EditableText"):
                return Widget(item.path, self.of)
        raise Failure(f"{self!r} takes no text")

    def set_text(self, text):
        """Replaces the text through accessibility."""
        editable = self._editable()
        editable.ask("EditableText.SetTextContents", "(s)", text, otherwise=False)
        wait(lambda: editable.text == text, lambda: f"{text!r} in {self!r}; it holds {editable.text!r}")

    def type_text(self, text):
        """Adds to the text through accessibility."""
        self.set_text(self._editable().text + text)

    @property
    def actions(self):
        """Names of its own actions, without those of its class such as "clipboard.copy"."""
        return [self.ask("Action.GetName", "(i)", number, otherwise="")
                for number in range(self.told("Action.NActions", 0))]

    def activate(self, action=None):
        """Does the action called so, else the widget's first own one, through accessibility."""
        names = self.actions
        own = [name for name in names if "." not in name]
        wanted = action or (own[0] if own else None)
        if wanted not in names:
            raise Failure(f"{self!r} cannot be activated, its actions are {names}; try click() or select()")
        if not self.ask("Action.DoAction", "(i)", names.index(wanted), otherwise=False):
            raise Failure(f"{self!r} refused {wanted}")

    def select(self):
        """Selects it in its list, through accessibility."""
        index = self.ask("Accessible.GetIndexInParent", otherwise=-1)
        if not self.parent.ask("Selection.SelectChild", "(i)", index, otherwise=False):
            raise Failure(f"{self!r} cannot be selected")
        wait(lambda: self.has(State.SELECTED), f"{self!r} to be selected")

    def click(self, button=1):
        """Clicks its middle with the real pointer; it must lie in the active window and in sight.

        GTK 4.18 leaves paddings out of where a widget lies: there it is activated, or pressed by key, instead."""
        if self.of.toolkit() >= (4, 18):
            self._press()
            return
        subprocess.run(["xdotool", "mousemove", "--sync", *self.middle(), "click", str(button)], check=True)

    def middle(self):
        """Where its middle lies on the screen, as xdotool takes it; it must lie in the active window."""
        left, top, _, _ = self.of.frame()
        x, y, width, height = self.extents
        if self.of.toolkit() >= (4, 18):
            lost_x, lost_y = self._lost()
            x, y = x + lost_x, y + lost_y
        return str(left + x + width // 2), str(top + y + height // 2)

    def _lost(self):
        """The paddings of all it lies in, which GTK 4.18 leaves out. One is what a widget has left beside the widest in it,
        and so above, but where it has room for more."""
        lost_x = lost_y = 0
        outer = self.parent
        while outer is not None and outer.role != Role.APPLICATION:
            x, y, width, height = outer.extents
            inner = [(left - x + w, top - y + h) for left, top, w, h in (child.extents for child in outer.children)
                     if w > 0 and left - x + w <= width and top - y + h <= height]
            if inner:
                beside = (width - max(right for right, _ in inner)) // 2
                above = (height - max(bottom for _, bottom in inner)) // 2
                lost_x += beside
                lost_y += above if above <= 1.5 * beside else beside
            outer = outer.parent
        return lost_x, lost_y

    def drag_onto(self, other):
        """Drags it with the real pointer onto another widget, and drops it when that one shows that it takes it."""

        def move(*words):
            subprocess.run(["xdotool", *words], check=True)

        def look():
            """What is seen above and to the left of the pointer, where what is dragged does not lie."""
            left, top = max(int(end[0]) - 64, 0), max(int(end[1]) - 44, 0)
            return subprocess.run(["import", "-window", "root", "-crop", f"60x40+{left}+{top}", "+repage", "rgb:-"],
                                  check=True, capture_output=True).stdout

        def takes():
            for step in "1", "-1":
                move("mousemove_relative", "--sync", "--", step, step)
            return look() != before

        start, end = self.middle(), other.middle()
        move("mousemove", "--sync", *end)
        before = look()
        move("mousemove", "--sync", *start, "mousedown", "1")
        for _ in range(12):
            move("mousemove_relative", "--sync", "2", "1")
        move("mousemove", "--sync", *end)
        wait(takes, f"{other!r} to take {self!r}")
        move("mouseup", "1")

    def _press(self):
        row = self.role == Role.LIST_ITEM
        # A menu's button has what is pressed as a part of it.
        for part in [] if row else [Widget(item.path, self.of) for item, _ in self._walk(True)]:
            if any("." not in name for name in part.actions):
                part.activate()
                return
        (self.parent if row else self).focus()
        while not self.holds_focus():
            before = self.of.focused_widget()
            self.of.keys("Down")
            wait(lambda: self.of.focused_widget() not in (before, None), f"Down to leave {before!r}")
        self.of.keys("Return" if row else "space")

    def holds_focus(self):
        """Whether it, or something in it, has the keyboard's focus."""
        return any(item.has(State.FOCUSED) for item, _ in self._walk(False))

    def holds(self, other):
        """Whether the other is this one or in it."""
        return any(item.path == other.path for item, _ in self._walk(False))

    def focus(self):
        """Presses Tab until it, or something in it, has the focus; GTK 4.8 knows no other way from
        outside, and it shows that the keyboard gets there."""
        seen = []
        while not self.holds_focus():
            before = self.of.focused_widget()
            if before in seen:
                raise Failure(f"Tab goes round without reaching {self!r}, by {seen}")
            seen.append(before)
            self.of.keys("Tab")
            wait(lambda: self.of.focused_widget() not in (before, None), f"Tab to leave {before!r}")

    def _matching(self, role, name, showing):
        tree = Tree(self.of)
        for item, _ in tree.walk(tree.at(self.path), showing):
            if is_like(item, role, name) and (not showing or tree.showing(item)):
                yield Widget(item.path, self.of)

    def find_all(self, role=None, name=None, showing=True):
        """Every widget below (and this one) that is like this."""
        return list(self._matching(role, name, showing))

    def find(self, role=None, name=None, showing=True, timeout=None):
        """Waits for the first such widget."""

        def look():
            self.of.check_alive()
            return next(self._matching(role, name, showing), None)

        return wait(look, describe(role, name), timeout)

    def wait_gone(self, role=None, name=None, timeout=None):
        """Waits until no such widget is showing any more."""

        def look():
            self.of.check_alive()
            return next(self._matching(role, name, True), None) is None

        wait(look, f"{describe(role, name)} to go", timeout)

    def dump(self):
        """The tree as text."""
        lines = []
        for item, depth in self._walk(False):
            widget = Widget(item.path, self.of)
            states = [s for s in ("focusable", "focused", "selected", "checked")
                      if item.has(getattr(State, s.upper()))] + ([] if widget.showing else ["hidden"])
            text = widget.text
            said = f" text={text!r}" if text and text != item.name else ""
            lines.append(f"{'  ' * depth}{item.role.value_nick} {item.name!r}{said} [{' '.join(states)}]")
        return "\n".join(lines)

    def unnamed_controls(self):
        """Showing controls that take the focus and say nothing, or only their class or a mnemonic."""
        bad = []
        tree = Tree(self.of)
        for item, _ in tree.walk(tree.at(self.path), True):
            name = item.name.strip()
            if (item.has(State.FOCUSABLE) and tree.showing(item) and
                    (not name or re.search(r"(^|\s)_\w", name) or name.startswith(("Gtk", "Adw")))):
                bad.append(Widget(item.path, self.of))
        return bad


    def small_targets(self):
        """Showing buttons and choices that are smaller than 32 pixels either way."""
        bad = []
        tree = Tree(self.of)
        for item, _ in tree.walk(tree.at(self.path), True):
            if item.role in TARGETS and item.has(State.FOCUSABLE) and tree.showing(item):
                widget = Widget(item.path, self.of)
                width, height = widget.extents[2:]
                if min(width, height) + PADDING < 32:
                    bad.append((widget, width, height))
        return bad


# What one aims at. A line of text and its row are one target, so they are not looked at.
TARGETS = (Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.COMBO_BOX, Role.PAGE_TAB)
# GTK 4.8 tells where the content of a button lies; around it are 5 pixels above and below, or more.
PADDING = 10


def describe(role, name):
    return " ".join(([role.value_nick] if role is not None else []) + ([repr(name)] if name is not None else []))
