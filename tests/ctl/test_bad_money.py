#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may not be written of agreements and money, by each way that needs no window: put, import, and a push that goes
around the program. Each is refused with a sentence at its field, in the language of who reads it, and nothing is half done.
The window's forms: tests/e2e/test_bad_money.py."""

import json
import os
import uuid
from collections import namedtuple

import ctl
from computers import Cleanups, Computer, consultant, server

DANISH = {**os.environ, "LANGUAGE": "da", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
SPACE = "\u00a0"

# `of`: the record that is changed, none for a new one; `fields` as put takes them, `cells` as a file writes them, `sent`
# as a push does where that differs; `field`, its labels, and what is said of it, in English and Danish.
Bad = namedtuple("Bad", "entity of fields cells sent field labels says")


def money(oere, currency="DKK"):
    return {"amount": oere, "currency": currency}


def make(p, entity, **fields):
    return p.put(entity, fields)[0]


class Office:
    """A profile with one of each, shared through a server, and a computer that pushes what it likes."""

    def __init__(self, p, cleanups):
        self.there = server.Server(cleanups)
        self.profile = office = consultant(p, self.there, "office")
        self.party = make(office, "organisation", name="Åen", kind="health_centre")["id"]
        self.agreement = make(office, "agreement", title="Gå", partner=self.party, kommune="0751", kind="visionskommune",
                              start="2022-01-01", end="2026-12-30")["id"]
        self.round = make(office, "round", title="Pulje", frame=money(6000000))["id"]
        self.application, self.investment = self.apply("Tur", 4000000)
        self.other, _ = self.apply("Løb", 1000000)
        self.alone = make(office, "application", round=self.round, applicant=self.party, kommune="0751", purpose="Alene",
                          amount=money(100))["id"]
        office.put("application", {"id": self.application, "status": "approved", "submitted": "2026-02-01",
                                   "decided_on": "2026-03-01", "decided_amount": money(4000000)})
        self.grant = make(office, "grant", application=self.application, amount=money(4000000), start="2026-04-01",
                          until="2027-03-31")["id"]
        self.tranche = make(office, "tranche", grant=self.grant, due="2026-05-01", amount=money(3000000))["id"]
        office.sync()
        self.raw = self.there.enrol(self.there.invite("consultant", "kommune:0751"))
        self.pushes = 0

    def apply(self, purpose, oere):
        made = make(self.profile, "application", round=self.round, applicant=self.party, kommune="0751", purpose=purpose,
                    amount=money(oere))["id"]
        return made, make(self.profile, "investment", application=made, party=self.party, kind="money",
                          amount=money(1000))["id"]

    def push(self, bad, who=None):
        """What the server answers to it; it is refused."""
        self.pushes += 1
        fields = bad.fields if bad.sent is None else bad.sent
        operation = {"n": 1, "entity": bad.entity, "id": bad.of or str(uuid.uuid4()), "base": 0, "fields": fields,
                     "op": "insert" if bad.of is None else "update", "clock": 117309440000000000 + self.pushes}
        (answer,) = self.there.push(who or self.raw, self.pushes if who is None else 1, [operation])["answers"]
        assert answer["state"] == "refused", answer
        return answer


def add(of, entity, sent=None, **fields):
    """A new record, and the line of a file that would bring it."""

    def written(value):
        if not isinstance(value, dict):
            return str(value)
        kroner, oere = divmod(abs(value["amount"]), 100)
        return f"{'-' if value['amount'] < 0 else ''}{kroner},{oere:02} {value['currency']}"

    plain = {name: value["amount"] if isinstance(value, dict) else value for name, value in fields.items()}
    currency = {value["currency"] for value in fields.values() if isinstance(value, dict)}
    for code in currency:
        plain["currency"] = code
    return dict(entity=entity, of=of, fields=fields, cells={name: written(value) for name, value in fields.items()},
                sent=plain if sent is None else sent)


def list_bad(o):
    yield Bad(**add(o.agreement, "agreement", status="active"), field="end", labels=("End", "Slut"),
              says=("for at least 5 years: to 31 December 2026 or later", "31. december 2026"))
    yield Bad(**add(o.agreement, "agreement", end="2021-12-31"), field="end", labels=("End", "Slut"),
              says=("The end is before the start.", "Slutningen ligger før starten."))
    yield Bad(**add(o.investment, "investment", sent={"amount": 0}, amount=money(0)), field="amount",
              labels=("Worth", "Værdi"), says=("more than nothing", "mere end ingenting"))
    yield Bad(**add(None, "investment", application=o.application, party=o.party, kind="hours", hours=0), field="hours",
              labels=("Hours", "Timer"), says=("more than nothing", "mere end ingenting"))
    yield Bad(**add(o.alone, "application", status="submitted"), field="status", labels=("Status", "Status"),
              says=("All parties invest.", "Alle parter"))
    yield Bad(**add(None, "tranche", grant=o.grant, due="2026-06-01", amount=money(1000001)), field="amount",
              labels=("Amount", "Beløb"), says=(f"Of the grant DKK{SPACE}10,000.00 is left", f"10.000,00{SPACE}kr."))
    yield Bad(**add(o.round, "round", sent={"frame": 3999999}, frame=money(3999999)), field="frame",
              labels=("Frame", "Ramme"), says=(f"DKK{SPACE}40,000.00 has been granted", f"40.000,00{SPACE}kr."))
    for oere in -1, 10**12:
        yield Bad(**add(None, "round", title="N", status="planned", frame=money(oere)), field="frame",
                  labels=("Frame", "Ramme"), says=("between 0.00 and 9,999,999,999.99", "9.999.999.999,99"))
    yield Bad(**add(o.other, "application", sent={"currency": "NOK"}, amount=money(10000, "NOK")), field="amount",
              labels=("Amount applied for", "Ansøgt beløb"), says=("counted in DKK", "DKK"))
    yield Bad(**add(None, "budget_line", application=o.other, text="x", amount=money(10000, "NOK")), field="amount",
              labels=("Amount", "Beløb"), says=("This is in NOK, but the whole round is counted in DKK.", "NOK"))
    yield Bad(**add(None, "grant_report", grant=o.grant, received="2026-03-31", as_expected="Ja",
                    gained="Glæde"), field="received",
              labels=("Received on", "Modtaget den"), says=("cannot be older than the grant", "bevillingen"))


def look(office):
    return [office.list(entity) for entity in ("agreement", "round", "application", "investment", "budget_line", "grant",
                                               "tranche", "grant_report")]


def refuses(office, label, sentence, *words, stdin="", env=None):
    """Nothing is said but that."""
    answer = office.run(*words, stdin=stdin, env=env)
    assert (answer.code, answer.out) == (1, ""), (words, stdin, answer.code, answer.out)
    assert (not label or f"{label}: " in answer.err) and sentence in answer.err, (label, sentence, answer.err)


def test_put_and_import_and_the_server_refuse_alike(p):
    with Cleanups() as cleanups:
        o = Office(p, cleanups)
        office, before = o.profile, look(o.profile)
        for bad in list_bad(o):
            line = json.dumps({**({"id": bad.of} if bad.of else {}), **bad.fields})
            cells = {**({"id": bad.of} if bad.of else {}), **bad.cells}
            path = p.path("bad.csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write(";".join(cells) + "\n" + ";".join(cells.values()) + "\n")
            for label, sentence, env in zip(bad.labels, bad.says, (None, DANISH)):
                refuses(office, label, sentence, "put", bad.entity, stdin=line, env=env)
                refuses(office, label, sentence, "import", bad.entity, path, "--update", env=env)
            answer = o.push(bad)
            assert answer["code"] in ("invalid", "beside") and answer["field"] == bad.field, answer
            assert f"{bad.labels[0]}: " in answer["message"] and bad.says[0] in answer["message"], answer
            assert office.sync()["conflicts"] == 0 and look(office) == before, bad


def test_who_may_not_decide_is_told_by_each(p):
    with Cleanups() as cleanups:
        o = Office(p, cleanups)
        computer = Computer(p, "coordinator")
        computer.enrol(o.there, o.there.invite("coordinator", "kommune:0751"))
        computer.sync()
        bad = Bad(**add(o.other, "application", status="declined", submitted="2026-02-01", decided_on="2026-03-02",
                        decision_reason="Nej"),
                  field=None, labels=None, says=("Only the consultants of this kommune", "Kun kommunens idrætskonsulenter"))
        before = look(o.profile)
        path = p.path("bad.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(";".join(("id", *bad.cells)) + "\n" + ";".join((bad.of, *bad.cells.values())) + "\n")
        for sentence, env in zip(bad.says, (None, DANISH)):
            refuses(computer, "", sentence, "put", "application", env=env, stdin=json.dumps({"id": bad.of, **bad.fields}))
            refuses(computer, "", sentence, "import", "application", path, "--update", env=env)
        answer = o.push(bad, o.there.enrol(o.there.invite("coordinator", "kommune:0751")))
        assert (answer["code"], answer["message"]) == ("not-allowed", "Your access does not allow this change."), answer
        assert o.profile.sync()["conflicts"] == 0 and look(o.profile) == before


class Raw:
    """A client of somebody's own, who writes what and in what order they like."""

    def __init__(self, o):
        self.there, self.who, self.number, self.clock = o.there, o.raw, o.pushes, 117309440000001000
        self.kommune = o.there.find_kommune(o.raw, "0751")
        self.o = o

    def insert(self, entity, **fields):
        self.clock += 1
        return {"entity": entity, "id": str(uuid.uuid4()), "op": "insert", "base": 0, "clock": self.clock, "fields": fields}

    def apply(self, **fields):
        """A submitted application, and what a party of it invests."""
        made = self.insert("application", round=self.o.round, applicant=self.o.party, kommune=self.kommune, purpose="Rå",
                           amount=1000, currency="DKK", status="submitted", submitted="2026-03-15", **fields)
        return made, self.insert("investment", application=made["id"], party=self.o.party, kind="hours", hours=3,
                                 currency="DKK")

    def push(self, *operations, more=False):
        self.number += 1
        body = {"client": self.who["client"], "number": self.number, "lineage": self.who["lineage"],
                "epoch": self.who["epoch"], "head": 0, "now": 1790000000000000, "more": more,
                "operations": [{"n": n, **operation} for n, operation in enumerate(operations, 1)]}
        (receipt,) = self.there.ask_json("POST", "/v1/push", body, self.who["access"])
        return [(a["state"], a["code"], a.get("field")) for a in receipt.get("answers", [])]


def test_what_is_new_is_whole_by_the_end_of_its_push(p):
    with Cleanups() as cleanups:
        o = Office(p, cleanups)
        raw = Raw(o)
        there = len(o.profile.list("application"))
        alone = ("refused", "beside", "status")
        missing = ("refused", "missing", "application")
        made, invested = raw.apply()
        other = raw.insert("organisation", name="Andre", kind="health_centre")
        line = raw.insert("budget_line", application=made["id"], text="Veste", amount=1, currency="DKK")
        # It is refused with what belongs to it, and what came beside it is done.
        told = raw.push(made, line, other)
        assert told == [alone, missing], told
        assert raw.push(invested) == [missing]
        goal = raw.insert("plan_goal", title="Flere går", kommune=raw.kommune)
        aim = raw.insert("initiative", name="Gå glad", agreement=o.agreement, status="active", goals=goal["id"],
                         data_source="Profilen")
        measure = raw.insert("indicator", initiative=aim["id"], name="Ture", target=12, due="2027-12-31", measured_by="hand")
        assert raw.push(goal, aim) == [alone] and raw.push(aim, measure) == []
        o.profile.sync()
        assert len(o.profile.list("application")) == there and o.profile.list("budget_line") == []
        assert o.profile.list("organisation", "--where", "name=Andre")
        # With its parts it comes, in one push or in parts of one, whatever is done after it was whole.
        told = raw.push(*raw.apply())
        assert told == [], told
        made, invested = raw.apply()
        assert raw.push(made, more=True) == [] and raw.push(invested) == []
        closes = {**raw.insert("round", closes="2026-03-01"), "id": o.round, "op": "update", "base": 10**6}
        assert raw.push(*raw.apply(), closes) == []
        o.profile.sync()
        assert len(o.profile.list("application")) == there + 3


def list_bad_afterwards(o):
    """Once the tranche is paid, a third of it is back, and the report has come."""
    back = f"DKK{SPACE}10,000.00 of this grant has come back"
    yield Bad(**add(o.tranche, "tranche", paid_on=None), field="paid_on", labels=("Paid on",), says=(back,))
    yield Bad(**add(o.tranche, "tranche", sent={"amount": 999999}, amount=money(999999)), field="amount", labels=("Amount",),
              says=(back,))
    yield Bad(**add(None, "grant", application=o.second, returned_on="2026-06-01", amount=money(100000),
                    returned=money(100000)), field="returned", labels=("Money returned",), says=("has been paid, and no more",))
    yield Bad(**add(o.grant, "grant", start="2026-12-01"), field="start", labels=("Start",),
              says=("The report came before that day",))
    yield Bad(**add(o.investment, "investment", application=o.other), field="application", labels=("Application",),
              says=("submitted with this, so it stays",))
    yield Bad(**add(o.application, "application", submitted=None), field="submitted", labels=("Submitted on",),
              says=("before it is decided",))
    yield Bad(**add(o.other, "application", status="declined", decided_on="2026-03-01", decision_reason="Nej"),
              field="submitted", labels=("Submitted on",), says=("before it is decided",))
    yield Bad(**add(o.longer, "agreement", status="active"), field="extends", labels=("Extends",),
              says=("has not been in force yet",))


def test_what_was_paid_and_what_came_in_stays_so(p):
    with Cleanups() as cleanups:
        o = Office(p, cleanups)
        office = o.profile
        o.second, _ = o.apply("Cykel", 100000)
        office.put("application", {"id": o.second, "status": "approved", "submitted": "2026-02-01",
                                   "decided_on": "2026-03-01", "decided_amount": money(100000)})
        office.put("application", {"id": o.other, "status": "withdrawn"})
        o.longer = make(office, "agreement", title="Videre", partner=o.party, kommune="0751", kind="visionskommune",
                        extends=o.agreement, start="2027-01-01", end="2027-01-01")["id"]
        office.put("tranche", {"id": o.tranche, "paid_on": "2026-05-01"})
        office.put("grant", {"id": o.grant, "returned": money(1000000), "returned_on": "2026-06-01"})
        make(office, "grant_report", grant=o.grant, received="2026-11-01", as_expected="Ja", gained="Glæde")
        office.sync()
        before = look(office)
        for bad in list_bad_afterwards(o):
            refuses(office, bad.labels[0], bad.says[0], "put", bad.entity,
                    stdin=json.dumps({**({"id": bad.of} if bad.of else {}), **bad.fields}))
            answer = o.push(bad)
            assert answer["code"] in ("invalid", "beside") and answer["field"] == bad.field, answer
            assert bad.says[0] in answer["message"], answer
            assert office.sync()["conflicts"] == 0 and look(office) == before, bad


def test_undoing_a_deletion_asks_nothing_that_was_asked_before(p):
    party = make(p, "organisation", name="Åen", kind="health_centre")["id"]
    fund = make(p, "round", title="Pulje", frame=money(6000000))["id"]
    made = make(p, "application", round=fund, applicant=party, kommune="0751", purpose="Tur", amount=money(4000000))["id"]
    make(p, "investment", application=made, party=party, kind="hours", hours=4)
    p.put("application", {"id": made, "status": "submitted", "submitted": "2026-03-10"})
    p.put("round", {"id": fund, "closes": "2026-03-01", "ceiling": money(1000000)})
    before = p.list("application"), p.list("investment")
    p.do("delete", "application", made)
    assert p.list("application") == []
    p.do("undo")
    assert (p.list("application"), p.list("investment")) == before


def test_amounts_are_read_as_the_language_writes_them_and_never_otherwise(p):
    for text, language, env in ("1,234.50", "en", None), ("1.234,50", "da", DANISH):
        other = "1.234,50" if language == "en" else "1,234.50"
        answer = p.run("put", "round", "--json", env=env, stdin=json.dumps({"title": language, "frame": text}))
        assert answer.code == 0 and answer.records[0]["frame"] == money(123450), answer.err
        refuses(p, ("Frame", "Ramme")[language == "da"], f"such as {text}" if language == "en" else f"såsom {text}", "put",
                "round", stdin=json.dumps({"title": "x", "frame": other}), env=env)
    with open(p.path("bad.csv"), "w", encoding="utf-8") as file:
        file.write('title;frame\nx;1.234\ny;"1,234"\n')
    for label, sentence, env in ("Frame", "can be two amounts", None), ("Ramme", "to forskellige beløb", DANISH):
        refuses(p, label, sentence, "import", "round", p.path("bad.csv"), env=env)
    assert [r["frame"] for r in p.list("round")] == [money(123450)] * 2


ctl.main()
