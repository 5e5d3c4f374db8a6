# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for what a program does in its own time."""

import os
import select
import time

TIMEOUT = float(os.environ.get("GA_E2E_TIMEOUT", "20"))
FIRST_LOOK_AFTER = 0.01
LATEST_LOOK_AFTER = 0.1


class Failure(AssertionError):
    """A test's expectation did not come true."""


def wait(condition, what, timeout=None):
    """Returns the first true value of condition(); fails with `what` when there is none in time.

    It looks again soon at first, and then less often, so that looking does not keep a slow program from its work."""
    limit = time.monotonic() + (timeout or TIMEOUT)
    pause = FIRST_LOOK_AFTER
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > limit:
            raise Failure(f"Waited in vain for {what() if callable(what) else what}")
        select.select([], [], [], pause)
        pause = min(1.5 * pause, LATEST_LOOK_AFTER)


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
