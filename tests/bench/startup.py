# SPDX-License-Identifier: GPL-3.0-or-later
"""Start to first painted frame, and peak memory by then, beside a bare libadwaita window.

Usage: startup.py FIRST_PAINT BARE_WINDOW COMMAND [ARGUMENT…]
The two are started in turns, so that what else the machine does hits both; medians are compared.
"""

import os
import statistics
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import driver  # noqa: E402

RUNS = 12


def measure(first_paint, command):
    """Returns milliseconds and peak KiB of one start."""
    result = subprocess.run([first_paint, *command], check=True, capture_output=True, text=True)
    milliseconds, peak, _share = result.stdout.split()
    return float(milliseconds), int(peak)


def main():
    first_paint, bare, *candidate = (os.path.abspath(word) if os.path.exists(word) else word for word in sys.argv[1:])
    display = driver.Display()
    for name in ("GDK_DEBUG", "GDK_DISABLE"):  # OpenGL is off for the leak checks only; users start with it
        os.environ.pop(name, None)
    try:
        measured, baseline = [], []
        for run in range(RUNS + 1):
            pair = measure(first_paint, [bare]), measure(first_paint, candidate)
            if run > 0:  # the first starts fill the caches, and the accessibility bus
                baseline.append(pair[0])
                measured.append(pair[1])
    finally:
        display.end()
    for column, (name, unit, factor, bound) in enumerate([
            ("start to first frame", "ms", 1, 1.6), ("peak memory at first frame", "MiB", 1024, 1.2)]):
        figures = [statistics.median(row[column] for row in rows) / factor for rows in (measured, baseline)]
        print(f"{name}\t{figures[0]:.1f}\t{figures[1]:.1f}\t{unit}\t{bound}x")


if __name__ == "__main__":
    main()
