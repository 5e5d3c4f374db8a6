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

Nothing here sleeps: wait() looks until what is expected has come (waiting.py). How widgets are found and what they
can do is in widgets.py.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback

from waiting import TIMEOUT, Failure, read_line, wait
from widgets import ROOT, Bus, Role, State, Widget, describe, is_like

PR_SET_PDEATHSIG = 1
SCREEN = "1366x1000x24"
LEAKS_OF_OTHERS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "lsan.supp")


def read_file(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


# Programs


def active_geometry():
    """The window that has the keyboard, as X sees it: X, Y, WIDTH, HEIGHT."""
    said = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"],
                          check=True, capture_output=True, text=True).stdout
    return {name: int(value) for name, value in (line.split("=") for line in said.split())}


class App(Widget):
    """The running program under test; as a Widget it is the root of its windows."""

    def __init__(self, process, log, bus):
        super().__init__(ROOT, self)
        self.process = process
        self.log = log
        self.bus = bus
        self.bus_name = None

    def answer(self, path, method, signature="()", *arguments):
        """What its object at this path answers to "org.some.Interface.Method"."""
        return self.bus.answer(self.bus_name, path, method, signature, *arguments)

    def wait_started(self):
        self.bus_name = wait(self._look_for, "the program on the accessibility bus", 3 * TIMEOUT)
        wait(lambda: any(w.showing for w in self.windows), "its first window", 3 * TIMEOUT)

    def _look_for(self):
        self.check_alive()
        return self.bus.name_of(self.process.pid)

    def check_alive(self):
        code = self.process.poll()
        if code is not None:
            raise Failure(f"The program has ended with {code}")

    def toolkit(self):
        """The version of GTK it runs on, such as (4, 8)."""
        return tuple(int(part) for part in self.told("Application.Version", "0.0").split(".")[:2])

    def said(self):
        """What the program has printed."""
        return read_file(self.log)

    @property
    def windows(self):
        return self.children

    def focused_widget(self):
        """The widget that has the keyboard's focus, or None."""
        found = [item for item, _ in self._walk(True) if item.has(State.FOCUSED)]
        return Widget(found[-1].path, self) if found else None

    def wait_focus(self, name=None, role=None, within=None, timeout=None):
        """Waits until such a widget, or one within another, has the keyboard's focus. Returns it."""

        def look():
            self.check_alive()
            widget = self.focused_widget()
            if widget is None or not is_like(widget, role, name):
                return None
            return widget if within is None or within.holds(widget) else None

        return wait(look, lambda: f"the focus to come to {describe(role, name or within)}; "
                                  f"{self.focused_widget()!r} has it", timeout)

    def wait_active(self):
        """Waits until one of its windows takes the keyboard; keys before that would be lost."""

        def look():
            self.check_alive()
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
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "8", "--", text], check=True)

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

    def open_file(self, title, path):
        """Answers the question for a file to read by its path."""
        wait(lambda: (self.active_window() or self).name == title, "the dialog to choose in")
        wait(lambda: self.focused_widget() is not None, "the dialog to take the keyboard")
        # The key that asks for a path in the toolkit's own dialog; typing one does in GTK 4.8 alone. What is typed letter by
        # letter gets in the way of what GTK 4.18 completes meanwhile.
        self.keys("ctrl+l")
        wait(lambda: self.focused_widget() is not None and self.focused_widget().speaks("EditableText"), "where a path is typed")
        self.focused_widget().set_text(path)
        # It hears no Return while it reads a folder.
        for _ in range(5):
            self.keys("Return")
            with contextlib.suppress(Failure):
                wait(lambda: title not in [window.name for window in self.windows], "the dialog to go", TIMEOUT / 5)
                return
        raise Failure(f"{title!r} does not take {path}")

    def save_file(self, title, path):
        """Answers the question for a file by its path, and waits until the file is there and that is said."""
        self.find(name=title)
        wait(lambda: self.focused_widget() is not None and self.focused_widget().speaks("EditableText"), "the name of the file")
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
        self.bus = Bus()

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
        app = App(process, os.path.join(self.scratch, log), self.bus)
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
            if app.bus_name is not None and app.process.poll() is None:
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
