# SPDX-License-Identifier: GPL-3.0-or-later
"""A funding round of more than 40 pages, from the command to the file on the disk.

paper.py GANGARTCTL
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

APPLICATIONS = 42
LEAST_PAGES = 40
TIMES = 10


def money(kroner):
    return {"amount": kroner * 100 + 50, "currency": "DKK"}


class Office:
    def __init__(self, gangartctl, profile):
        self.command = [gangartctl, "--profile", profile]

    def put(self, entity, records):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        done = subprocess.run([*self.command, "put", entity, "--json"], input=lines, check=True, capture_output=True, text=True)
        return [json.loads(line)["id"] for line in done.stdout.splitlines()]

    def make_round(self):
        fund = self.put("round", [{"title": "Bevæg dig", "frame": money(10_000_000), "terms": "Vilkår. " * 500}])[0]
        applicants = self.put("organisation", [{"name": f"Gåforeningen {i:03}"} for i in range(APPLICATIONS)])
        applications = self.put("application", [
            {"round": fund, "applicant": applicant, "kommune": "0615", "purpose": "Gåture for alle, også om aftenen",
             "amount": money(40_000), "communities_promised": 3, "hosts_promised": 6} for applicant in applicants])
        self.put("budget_line", [{"application": a, "text": text, "category": "materials", "amount": money(10_000)}
                                 for a in applications for text in ("Veste", "Kurser", "Oplysning", "Kørsel")])
        self.put("investment", [{"application": a, "party": party, "kind": kind, "hours": 120, "amount": money(5_000)}
                                for a, party in zip(applications, applicants) for kind in ("hours", "money")])
        self.put("application", [{"id": a, "status": "partly_approved", "decided_on": "2026-03-01",
                                  "decided_amount": money(30_000), "decision_reason": "God plan. " * 30} for a in applications])
        grants = self.put("grant", [{"application": a, "amount": money(30_000), "start": "2026-04-01", "until": "2027-03-31",
                                     "conditions": "Turene er åbne for alle."} for a in applications])
        self.put("tranche", [{"grant": g, "due": due, "amount": money(10_000)} for g in grants
                             for due in ("2026-04-15", "2027-01-15")])
        return fund

    def print_round(self, fund, path):
        start = time.monotonic()
        subprocess.run([*self.command, "print", "round", fund, "-o", path], check=True)
        return time.monotonic() - start


def main():
    with tempfile.TemporaryDirectory() as folder:
        office = Office(sys.argv[1], os.path.join(folder, "profile"))
        path = os.path.join(folder, "round.pdf")
        fund = office.make_round()
        office.print_round(fund, path)
        pages = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.count(b"\f")
        assert pages >= LEAST_PAGES, f"only {pages} pages"
        took = statistics.median(office.print_round(fund, path) for _ in range(TIMES))
        print(f"PDF of a round, {pages} pages\t{took * 1000:.0f}\t-\tms\t1000")


main()
