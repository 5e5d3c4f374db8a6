# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a real window: a virtual display, a session bus, the program under test, and its widgets.

A test file looks like this; run it with /usr/bin/python3, whose gi knows Atspi:

    import driver
    from driver import Role

    def adds_a_walker(session):
        app = session.launch("_build/src/app/gangart", "--example", language="da")
        app.find(Role.ENTRY, "Navn").type_text("Bodil")
        app.find(Role.PUSH_BUTTON, "Tilføj").activate()
        app.find(Role.LABEL, "Bodil")
        session.screenshot("walker-added")
        app.close()

    if __name__ == "__main__":
        driver.run([adds_a_walker])

run() prints TAP, gives each test a time limit, and after a failure adds what the window showed, what the
program said and a picture. Everything started is ended, whatever happens; the display, the bus and their
children also end when the test process is killed.

Nothing here sleeps: wait() looks again whenever the accessibility bus has news, at the latest after 50 ms.
"""

import contextlib
import ctypes
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

Role = Atspi.Role
State = Atspi.StateType

TIMEOUT = float(os.environ.get("GA_E2E_TIMEOUT", "20"))
PR_SET_PDEATHSIG = 1
SCREEN = "1366x1000x24"
LEAKS_OF_OTHERS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "lsan.supp")


class Failure(AssertionError):
    """A test's expectation did not come true."""


# Waiting


def wait(condition, what, timeout=None):
    """Returns the first true value of condition(); fails with `what` when there is none in time."""
    limit = time.monotonic() + (timeout or TIMEOUT)
    context = GLib.MainContext.default()
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > limit:
            raise Failure(f"Waited in vain for {what() if callable(what) else what}")
        # At-spi's own cache lives on events, which this loop hands to it.
        wake = GLib.timeout_add(50, lambda: True)
        context.iteration(True)
        while context.iteration(False):
            pass
        GLib.source_remove(wake)


def read_file(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


# Widgets


class Widget:
    """One accessible object of the program; `of` is the App it belongs to."""

    def __init__(self, accessible, of):
        self.accessible = accessible
        self.of = of

    def __repr__(self):
        return f"{self.role.value_nick} {self.name!r}"

    def __eq__(self, other):
        return isinstance(other, Widget) and self.accessible == other.accessible

    def __hash__(self):
        return hash(self.accessible)

    def ask(self, question, otherwise):
        """The answer, or `otherwise` when the widget is gone by now."""
        try:
            return question(self.accessible)
        except GLib.Error:
            return otherwise

    @property
    def name(self):
        return self.ask(Atspi.Accessible.get_name, "") or ""

    @property
    def description(self):
        return self.ask(Atspi.Accessible.get_description, "") or ""

    @property
    def role(self):
        return self.ask(Atspi.Accessible.get_role, Role.INVALID)

    @property
    def parent(self):
        parent = self.ask(Atspi.Accessible.get_parent, None)
        return Widget(parent, self.of) if parent is not None else None

    @property
    def children(self):
        count = self.ask(Atspi.Accessible.get_child_count, 0)
        found = (self.ask(lambda a, i=i: a.get_child_at_index(i), None) for i in range(count))
        return [Widget(child, self.of) for child in found if child is not None]

    def walk(self, depth=0, shown=False):
        """Yields (widget, depth) for this one and everything below it, in reading order; with shown without
        what is on the hidden pages of a stack, where most of a window is."""
        yield self, depth
        stacked = shown and self.role == Role.PANEL and self.name == "GtkStackPage"
        for child in self.children:
            if not stacked or child.showing:
                yield from child.walk(depth + 1, shown)

    def speaks(self, interface):
        return interface in (self.ask(Atspi.Accessible.get_interfaces, None) or [])

    def has(self, state):
        states = self.ask(Atspi.Accessible.get_state_set, None)
        return states is not None and states.contains(state)

    @property
    def extents(self):
        """Where it lies in its window: x, y, width, height; all 0 when it has no place."""
        if not self.speaks("Component"):
            return 0, 0, 0, 0
        rect = self.ask(lambda a: Atspi.Component.get_extents(a, Atspi.CoordType.WINDOW), None)
        return (rect.x, rect.y, rect.width, rect.height) if rect is not None else (0, 0, 0, 0)

    @property
    def showing(self):
        """Whether it is on a page that is shown, be it scrolled out of sight.

        GTK 4.8 says SHOWING of windows only, and VISIBLE of everything on a hidden page of a stack; but
        what is not mapped contains no point, not even its own middle."""
        if self.has(State.SHOWING):
            return True
        if not self.has(State.VISIBLE):
            return False
        x, y, width, height = self.extents
        return width > 0 and height > 0 and self.ask(
            lambda a: Atspi.Component.contains(a, x + width // 2, y + height // 2, Atspi.CoordType.WINDOW), False)

    @property
    def focused(self):
        return self.has(State.FOCUSED)

    @property
    def sensitive(self):
        return self.has(State.SENSITIVE)

    @property
    def text(self):
        """What stands in an entry or a label."""
        if not self.speaks("Text"):
            return self.name
        return self.ask(lambda a: Atspi.Text.get_text(a, 0, Atspi.Text.get_character_count(a)), "")

    @property
    def value(self):
        """The number of a spin button, slider or progress bar."""
        return self.ask(Atspi.Value.get_current_value, None) if self.speaks("Value") else None

    def _editable(self):
        """Some entries keep their text in a child."""
        for widget, _ in self.walk():
            if widget.speaks("EditableText"):
                return widget
        raise Failure(f"{self!r} takes no text")

    def set_text(self, text):
        """Replaces the text through accessibility."""
        editable = self._editable()
        Atspi.EditableText.set_text_contents(editable.accessible, text)
        wait(lambda: editable.text == text, lambda: f"{text!r} in {self!r}; it holds {editable.text!r}")

    def type_text(self, text):
        """Adds to the text through accessibility."""
        self.set_text(self._editable().text + text)

    @property
    def actions(self):
        """Names of its own actions, without those of its class such as "clipboard.copy"."""
        if not self.speaks("Action"):
            return []
        count = self.ask(Atspi.Action.get_n_actions, 0)
        return [self.ask(lambda a, i=i: Atspi.Action.get_action_name(a, i), "") for i in range(count)]

    def activate(self, action=None):
        """Does the action called so, else the widget's first own one, through accessibility."""
        names = self.actions
        own = [name for name in names if "." not in name]
        wanted = action or (own[0] if own else None)
        if wanted not in names:
            raise Failure(f"{self!r} cannot be activated, its actions are {names}; try click() or select()")
        if not Atspi.Action.do_action(self.accessible, names.index(wanted)):
            raise Failure(f"{self!r} refused {wanted}")

    def select(self):
        """Selects it in its list, through accessibility."""
        parent = self.accessible.get_parent()
        if not Atspi.Selection.select_child(parent, self.accessible.get_index_in_parent()):
            raise Failure(f"{self!r} cannot be selected")
        wait(lambda: self.has(State.SELECTED), f"{self!r} to be selected")

    def click(self, button=1):
        """Clicks its middle with the real pointer; it must lie in the active window and in sight."""
        left, top, _, _ = self.of.frame()
        x, y, width, height = self.extents
        subprocess.run(["xdotool", "mousemove", "--sync", str(left + x + width // 2),
                        str(top + y + height // 2), "click", str(button)], check=True)

    def focus(self):
        """Presses Tab until it, or something in it, has the focus; GTK 4.8 knows no other way from
        outside, and it shows that the keyboard gets there."""
        seen = []
        while not any(w.focused for w, _ in self.walk()):
            before = self.of.focused_widget()
            if before in seen:
                raise Failure(f"Tab goes round without reaching {self!r}, by {seen}")
            seen.append(before)
            self.of.keys("Tab")
            wait(lambda: self.of.focused_widget() not in (before, None), f"Tab to leave {before!r}")

    def is_like(self, role, name):
        """Of this role and name, if they are given; a name is text that must be equal, or a compiled pattern that
        must be found."""
        if role is not None and self.role != role:
            return False
        return name is None or (name.search(self.name) if isinstance(name, re.Pattern) else self.name == name)

    def find_all(self, role=None, name=None, showing=True):
        """Every widget below (and this one) that is like this."""
        return [widget for widget, _ in self.walk(shown=showing)
                if widget.is_like(role, name) and (widget.showing or not showing)]

    def find(self, role=None, name=None, showing=True, timeout=None):
        """Waits for the first such widget."""
        def look():
            self.of.check_alive()
            self.accessible.clear_cache()
            return next(iter(self.find_all(role, name, showing)), None)

        return wait(look, describe(role, name), timeout)

    def wait_gone(self, role=None, name=None, timeout=None):
        """Waits until no such widget is showing any more."""

        def look():
            self.of.check_alive()
            self.accessible.clear_cache()
            return not self.find_all(role, name)

        wait(look, f"{describe(role, name)} to go", timeout)

    def dump(self):
        """The tree as text."""
        lines = []
        for widget, depth in self.walk():
            states = [s for s in ("focusable", "focused", "selected", "checked")
                      if widget.has(getattr(State, s.upper()))] + ([] if widget.showing else ["hidden"])
            text = widget.text
            said = f" text={text!r}" if text and text != widget.name else ""
            lines.append(f"{'  ' * depth}{widget!r}{said} [{' '.join(states)}]")
        return "\n".join(lines)

    def unnamed_controls(self):
        """Showing controls that take the focus and say nothing, or only their class or a mnemonic."""
        bad = []
        for widget, _ in self.walk(shown=True):
            if not (widget.has(State.FOCUSABLE) and widget.showing):
                continue
            name = widget.name.strip()
            if not name or re.search(r"(^|\s)_\w", name) or name.startswith(("Gtk", "Adw")):
                bad.append(widget)
        return bad


def describe(role, name):
    return " ".join(([role.value_nick] if role is not None else []) + ([repr(name)] if name is not None else []))


def active_geometry():
    """The window that has the keyboard, as X sees it: X, Y, WIDTH, HEIGHT."""
    said = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"],
                          check=True, capture_output=True, text=True).stdout
    return {name: int(value) for name, value in (line.split("=") for line in said.split())}


class App(Widget):
    """The running program under test; as a Widget it is the root of its windows."""

    def __init__(self, process, log):
        super().__init__(None, self)
        self.process = process
        self.log = log

    def wait_started(self):
        self.accessible = wait(self._look_for, "the program on the accessibility bus", 3 * TIMEOUT)
        wait(lambda: any(w.showing for w in self.children), "its first window", 3 * TIMEOUT)

    def _look_for(self):
        self.check_alive()
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            try:
                child = desktop.get_child_at_index(i)
                if child is not None and child.get_process_id() == self.process.pid:
                    return child
            except GLib.Error:
                continue
        return None

    def check_alive(self):
        code = self.process.poll()
        if code is not None:
            raise Failure(f"The program has ended with {code}")

    def said(self):
        """What the program has printed."""
        return read_file(self.log)

    @property
    def windows(self):
        return self.children

    def focused_widget(self):
        """The widget that has the keyboard's focus, or None."""
        self.accessible.clear_cache()
        found = [w for w, _ in self.walk(shown=True) if w.focused]
        return found[-1] if found else None

    def wait_focus(self, name=None, role=None, within=None, timeout=None):
        """Waits until such a widget, or one within another, has the keyboard's focus. Returns it."""

        def look():
            self.check_alive()
            widget = self.focused_widget()
            if widget is None or not widget.is_like(role, name):
                return None
            return widget if within is None or widget in [w for w, _ in within.walk()] else None

        return wait(look, lambda: f"the focus to come to {describe(role, name or within)}; "
                                  f"{self.focused_widget()!r} has it", timeout)

    def wait_active(self):
        """Waits until one of its windows takes the keyboard; keys before that would be lost."""

        def look():
            self.check_alive()
            self.accessible.clear_cache()
            return self.active_window() is not None

        wait(look, "an active window")

    def active_window(self):
        """Its window that takes the keyboard, or None. GTK 4.8 says ACTIVE of frames and not of dialogs, and does
        not call the one for files a dialog."""
        for window in self.windows:
            if window.has(State.ACTIVE):
                return window
        dialogs = [w for w in self.windows if w.role != Role.FRAME and w.showing]
        if not dialogs:
            return None
        asked = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], capture_output=True, text=True)
        return next((w for w in dialogs if w.name == asked.stdout.strip()), None)

    def frame(self):
        """Where its active window lies on the screen: x, y, width, height."""
        self.wait_active()
        _, _, width, height = self.active_window().extents
        geometry = active_geometry()
        # The window's border of resizing handles is no part of what accessibility measures.
        return (geometry["X"] + (geometry["WIDTH"] - width) // 2,
                geometry["Y"] + (geometry["HEIGHT"] - height) // 2, width, height)

    def resize(self, width, height):
        """Gives the active window this size, its border apart."""
        _, _, w, h = self.frame()
        outer = active_geometry()
        subprocess.run(["xdotool", "getactivewindow", "windowsize", str(width + outer["WIDTH"] - w),
                        str(height + outer["HEIGHT"] - h)], check=True)
        wait(lambda: self.frame()[2:] == (width, height), lambda: f"a window of {width} × {height}: {self.frame()}")

    def keys(self, *names):
        """Presses real keys one after another, in xdotool's names: "Tab", "ctrl+f", "aring"."""
        self.wait_active()
        subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)

    def keyboard(self, text):
        """Types text with real keys; letters of the Danish keyboard only."""
        self.wait_active()
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "8", text], check=True)

    def _go_to(self, name, key, most):
        for _ in range(most):
            before = self.focused_widget()
            if before is not None and before.name == name:
                return
            self.keys(key)
            wait(lambda: self.focused_widget() not in (before, None), f"{key} to go on from {before!r}")
        raise Failure(f"{key} does not reach {name!r}")

    def tab_to(self, name):
        """Presses Tab until something so named has the focus."""
        self._go_to(name, "Tab", 60)

    def choose(self, name):
        """Chooses so in the menu that is open, by keys."""
        self._go_to(name, "Down", 12)
        self.keys("Return")

    def save_file(self, title, path):
        """Answers the question for a file by its path, and waits until the file is there and that is said."""
        dialog = self.find(name=title)
        wait(lambda: any(w.focused and w.speaks("EditableText") for w, _ in dialog.walk()), "the name of the file")
        # The toolkit's own dialog has the keyboard without calling itself active.
        for words in ("key", "ctrl+a"), ("type", "--delay", "8", path), ("key", "Return"):
            subprocess.run(["xdotool", *words], check=True)
        wait(lambda: os.path.exists(path), "the file")
        self.find(name=f"Saved “{os.path.basename(path)}”")

    def close(self, *keys, code=0):
        """Asks the program to end, by these keys (else Ctrl+Q), and waits until it has, with `code`."""
        self.keys(*(keys or ("ctrl+q",)))
        self.wait_ended(code)

    def wait_ended(self, code=0):
        ended = wait(lambda: self.process.poll() is not None, "the program to end") and self.process.returncode
        if ended != code:
            raise Failure(f"The program ended with {ended} and not {code}")

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


# The session


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def read_line(descriptor, what):
    """The first line that a child writes when it is ready."""
    said = b""
    limit = time.monotonic() + TIMEOUT
    while not said.endswith(b"\n"):
        if not select.select([descriptor], [], [], max(limit - time.monotonic(), 0))[0]:
            raise Failure(f"{what} did not start")
        got = os.read(descriptor, 4096)
        if not got:
            raise Failure(f"{what} ended at once")
        said += got
    return said.decode().strip()


class Display:
    """A virtual display, a session bus and a home of their own, which this process then uses.

    With inherit the display and bus of the environment are used, and only the home is new."""

    def __init__(self, inherit=False):
        self.scratch = tempfile.mkdtemp(prefix="gangart-e2e-")
        self.children = []
        try:
            self._start(inherit)
        except BaseException:
            self.end()
            raise

    def folder(self, name, mode=0o755):
        path = os.path.join(self.scratch, name)
        os.makedirs(path, mode, exist_ok=True)
        return path

    def _start(self, inherit):
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ.update({
            "HOME": self.folder("home"),
            "XDG_DATA_HOME": self.folder("home/.local/share"),
            "XDG_CONFIG_HOME": self.folder("home/.config"),
            "XDG_CACHE_HOME": self.folder("home/.cache"),
            "XDG_STATE_HOME": self.folder("home/.local/state"),
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            # Mesa's drivers leak at exit, and nothing here needs them (GTK before and after 4.16).
            "GDK_DEBUG": "gl-disable",
            "GDK_DISABLE": "gl",
            "GSETTINGS_BACKEND": "memory",
            "GTK_A11Y": "atspi",
        })
        os.environ.setdefault("LSAN_OPTIONS", f"print_suppressions=0:suppressions={LEAKS_OF_OTHERS}")
        if inherit:
            return
        os.environ["XDG_RUNTIME_DIR"] = self.folder("runtime", 0o700)
        number = self._serve("Xvfb", ["Xvfb", "-displayfd", "{fd}", "-screen", "0", SCREEN,
                                      "-nolisten", "tcp", "-noreset"])
        os.environ["DISPLAY"] = f":{number}"
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._serve(
            "dbus-daemon", ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}"])

    def _spawn(self, command, log, **options):
        with open(os.path.join(self.scratch, log), "wb") as output:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                     preexec_fn=die_with_parent, **options)
        self.children.append(child)
        return child

    def _serve(self, name, command):
        """Starts a server that writes where it is to the descriptor {fd} once it is ready."""
        reader, writer = os.pipe()
        try:
            self._spawn([word.format(fd=writer) for word in command], f"{name}.log", pass_fds=[writer])
            os.close(writer)
            return read_line(reader, name)
        finally:
            os.close(reader)

    def end(self):
        for child in reversed(self.children):
            child.terminate()
        for child in reversed(self.children):
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.children.clear()
        shutil.rmtree(self.scratch, ignore_errors=True)


class Session(Display):
    """A display with a window manager and a Danish keyboard, whose programs can be driven.

    One a process: Atspi keeps its bus."""

    def __init__(self, inherit=False):
        self.apps = []
        self.launched = 0
        self.scaler = None
        super().__init__(inherit)

    def _start(self, inherit):
        super()._start(inherit)
        self._spawn(["openbox"], "openbox.log")
        wait(lambda: "window id" in subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], check=True,
                                                   capture_output=True, text=True).stdout, "the window manager")
        subprocess.run(["setxkbmap", "dk"], check=True)
        # In the middle it would lie over the window, and pictures would show what it lies on as hovered.
        subprocess.run(["xdotool", "mousemove", "9999", "9999"], check=True)
        Atspi.init()
        Atspi.set_timeout(5000, 20000)

    def launch(self, *command, language="en", env=None, leaks=False):
        """Starts a program and waits for its first window. Language is what LANGUAGE takes: da, nb, en.

        With leaks a sanitizer build ends with an error when it has lost memory. That takes whole stacks, to
        tell ours from what libraries lose (tests/lsan.supp), and three times as long."""
        sanitizer = "fast_unwind_on_malloc=0:malloc_context_size=10" if leaks else "detect_leaks=0"
        environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", "LANGUAGE": language,
                       "G_DEBUG": "fatal-warnings", "ASAN_OPTIONS": sanitizer, **(env or {})}
        self.launched += 1
        log = f"app-{self.launched}.log"
        process = self._spawn(list(command), log, env=environment)
        self.children.remove(process)
        app = App(process, os.path.join(self.scratch, log))
        self.apps.append(app)
        app.wait_started()
        return app

    def scale_text(self, factor):
        """Large text, as the desktop's setting gives it; 1 is normal. For programs started afterwards."""
        if self.scaler is not None:
            self.scaler.terminate()
            self.scaler.wait()
            self.children.remove(self.scaler)
        settings = os.path.join(self.scratch, "xsettings")
        with open(settings, "w", encoding="utf-8") as file:
            file.write(f"Xft/DPI {round(96 * 1024 * factor)}\n")
        self.scaler = self._spawn(["xsettingsd", "-c", settings], "xsettingsd.log")
        log = os.path.join(self.scratch, "xsettingsd.log")
        wait(lambda: "ownership" in read_file(log), lambda: f"xsettingsd; it said: {read_file(log)}")

    def screenshot(self, name):
        """Keeps a picture of the screen as BUILD/screenshots/NAME.png. Returns the path."""
        folder = os.path.join(os.environ.get("GA_BUILD_DIR", "_build-test"), "screenshots")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"{name}.png")
        subprocess.run(["import", "-window", "root", path], check=True)
        return path

    def picture(self, app, path):
        """Keeps a picture of the program's active window alone at this path."""
        x, y, width, height = app.frame()
        subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "+repage", "-strip", path],
                       check=True)
        return path

    def end_apps(self):
        for app in self.apps:
            app.kill()
        self.apps.clear()

    def end(self):
        self.end_apps()
        super().end()


# Running tests


def comment(text):
    for line in text.splitlines():
        print(f"# {line}")


def report_failure(session, name, error):
    comment("".join(traceback.format_exception(error)))
    for app in session.apps:
        with contextlib.suppress(Exception):
            comment("The program said:")
            comment(app.said())
            if app.accessible is not None and app.process.poll() is None:
                comment("The window showed:")
                comment(app.dump())
    with contextlib.suppress(Exception):
        comment(f"A picture: {session.screenshot(f'{name}-failed')}")


@contextlib.contextmanager
def time_limit(seconds):
    def stop(*_):
        raise Failure(f"It took longer than {seconds} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def run(tests, seconds=600):
    """Runs each test(session) under its limit, prints TAP and exits: 0 when all are well."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.stdout.reconfigure(line_buffering=True)
    failed = 0
    session = Session()
    try:
        print(f"1..{len(tests)}")
        for number, test in enumerate(tests, 1):
            name = test.__name__.replace("_", "-")
            try:
                with time_limit(seconds):
                    test(session)
                print(f"ok {number} {name}")
            except Exception as error:  # whatever a test does must not end the others
                failed += 1
                print(f"not ok {number} {name}")
                report_failure(session, name, error)
            session.end_apps()
    finally:
        session.end()
    sys.exit(1 if failed else 0)
