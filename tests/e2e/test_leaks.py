# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory that the real window loses on its pages and in its dialogs. Usage: test_leaks.py GANGART"""

import os
import sys

import driver
from visiting import visit_every_page_and_dialog

GANGART = os.path.abspath(sys.argv[1])


def no_page_and_no_dialog_leaks(session):
    """Apart from the names: to read all of them takes minutes where each allocation keeps its whole stack."""
    app = session.launch(GANGART, "--example", leaks=True)
    visit_every_page_and_dialog(session, app, lambda app: None)


if __name__ == "__main__":
    # Whole stacks take three times as long, on a busy machine more.
    driver.run([no_page_and_no_dialog_leaks], seconds=1500)
