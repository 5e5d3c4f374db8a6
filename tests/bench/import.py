# SPDX-License-Identifier: GPL-3.0-or-later
"""Import of 100,000 people from CSV beside `sqlite3 .import` into a table with the same indexes.

Ours is validated, captured in the change log, searchable, and taken back by one undo, which is shown once at the end.
The baseline's table has our table's columns, indexes and full-text index, in the same journal mode.

import.py GANGARTCTL
"""
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROWS = 100_000
TIMES = 5
FIRST = ["Anna", "Bo", "Clara", "Dan", "Ella", "Finn", "Gry", "Hans", "Ida", "Jens", "Kåre", "Lærke", "Søren", "Åse"]
LAST = ["Askholt", "Bjergvig", "Damkær", "Egelund", "Fuglsø", "Grenholm", "Havvig", "Ibskær", "Åbrink", "Østvig"]

BASELINE = """
PRAGMA journal_mode = wal;
PRAGMA synchronous = full;
CREATE TABLE person (name TEXT, email TEXT, phone TEXT, kommune TEXT);
CREATE INDEX by_name ON person (name COLLATE nocase);
CREATE INDEX by_email ON person (email COLLATE nocase);
CREATE INDEX by_kommune ON person (kommune);
CREATE VIRTUAL TABLE search USING fts5 (words, detail = none, tokenize = "unicode61 remove_diacritics 2");
BEGIN;
.mode csv
.import --skip 1 {file} person
INSERT INTO search (rowid, words) SELECT rowid, name || ' ' || email || ' ' || phone FROM person;
COMMIT;
SELECT count(*) FROM person;
"""


def write_people(path):
    chance = random.Random(1)
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "email", "phone", "kommune"])
        for number in range(ROWS):
            name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}"
            rows.writerow([name, f"person{number}@example.org", f"{chance.randrange(10**7, 10**8)}", "0615"])


def timed(command, **more):
    start = time.monotonic()
    done = subprocess.run(command, check=True, capture_output=True, text=True, **more)
    return time.monotonic() - start, done.stdout


def ours(gangartctl, profile, people):
    took, said = timed([gangartctl, "--profile", profile, "import", "person", people, "--json"])
    assert f'"created":{ROWS}' in said.replace(" ", ""), said
    return took


def baseline(folder, people):
    took, said = timed(["sqlite3", os.path.join(folder, "raw.db")], input=BASELINE.format(file=people))
    assert said.split()[-1] == str(ROWS), said
    return took


def show_undo(gangartctl, profile):
    found = subprocess.run([gangartctl, "--profile", profile, "list", "person", "--limit", "1", "--json"], check=True,
                           capture_output=True, text=True).stdout
    assert found.strip(), "Nothing was imported."
    subprocess.run([gangartctl, "--profile", profile, "undo"], check=True, capture_output=True)
    left = subprocess.run([gangartctl, "--profile", profile, "list", "person", "--json"], check=True,
                          capture_output=True, text=True).stdout
    assert not left.strip(), "One undo did not take the import back."


def main():
    gangartctl = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        people = os.path.join(folder, "people.csv")
        write_people(people)
        mine, raw = [], []
        for turn in range(TIMES):
            profile = os.path.join(folder, f"profile{turn}")
            # Making the profile is not part of importing into it.
            subprocess.run([gangartctl, "--profile", profile, "list", "person"], check=True, capture_output=True)
            mine.append(ours(gangartctl, profile, people))
            with tempfile.TemporaryDirectory() as beside:
                raw.append(baseline(beside, people))
        show_undo(gangartctl, profile)
    print(f"import of {ROWS:,} people\t{statistics.median(mine):.2f}\t{statistics.median(raw):.2f}\ts\t5x")


main()
