#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spreadsheets, read back as a spreadsheet program reads them: types, sums, and no formula anywhere."""

import csv
import datetime
import json
import os
import resource
import zipfile
from xml.etree import ElementTree

import ctl

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TARGETS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
FORMATS = {0: "", 3: "#,##0", 14: "date", 22: "time", 49: "@"}


class Cell:
    def __init__(self, element, styles):
        self.format, self.bold = styles[int(element.get("s"))]
        self.is_text = element.get("t") == "inlineStr"
        self.value = element.find(f"{MAIN}is/{MAIN}t").text if self.is_text else element.find(f"{MAIN}v").text
        assert element.find(f"{MAIN}f") is None, "a formula"

    @property
    def day(self):
        assert self.format in ("date", "time"), self.format
        return datetime.datetime(1899, 12, 30) + datetime.timedelta(minutes=round(float(self.value) * 1440))


class Sheet:
    def __init__(self, root, styles):
        self.rows = []
        for number, row in enumerate(root.findall(f"{MAIN}sheetData/{MAIN}row"), 1):
            assert int(row.get("r")) == number
            self.rows.append({c.get("r").rstrip("0123456789"): Cell(c, styles) for c in row})
        pane = root.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        self.frozen = pane is not None and pane.get("state") == "frozen" and pane.get("ySplit") == "1"
        filters = root.find(f"{MAIN}autoFilter")
        self.filter = filters.get("ref") if filters is not None else None
        self.widths = [int(c.get("width")) for c in root.iter(f"{MAIN}col")]

    def find(self, heading):
        return next(column for column, cell in self.rows[0].items() if cell.value == heading)

    def get(self, heading, row=1):
        return self.rows[row].get(self.find(heading))

    def values(self, row):
        return [cell.value for cell in self.rows[row].values()]


def read_styles(book):
    root = ElementTree.fromstring(book.read("xl/styles.xml"))
    formats = dict(FORMATS)
    formats.update({int(f.get("numFmtId")): f.get("formatCode") for f in root.iter(f"{MAIN}numFmt")})
    bold = [font.find(f"{MAIN}b") is not None for font in root.find(f"{MAIN}fonts")]
    return [(formats[int(x.get("numFmtId"))], bold[int(x.get("fontId"))]) for x in root.find(f"{MAIN}cellXfs")]


def read(path):
    """The sheets by name, in order."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        parts = {o.get("PartName") for o in ElementTree.fromstring(book.read("[Content_Types].xml"))}
        styles = read_styles(book)
        targets = {r.get("Id"): r.get("Target") for r in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
        sheets = {}
        for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
            target = "xl/" + targets[sheet.get(RELATION)]
            assert "/" + target in parts
            sheets[sheet.get("name")] = Sheet(ElementTree.fromstring(book.read(target)), styles)
        return sheets


def read_one(path):
    (sheet,) = read(path).values()
    return sheet


def kroner(amount, currency="DKK"):
    return {"amount": round(amount * 100), "currency": currency}


def make(p, entity, **fields):
    return p.put(entity, fields)[0]


def apply(p, fund, name, amount):
    applicant = make(p, "organisation", name=name)
    made = make(p, "application", round=fund["id"], applicant=applicant["id"], kommune="0615", purpose="Gåture for alle",
                amount=amount)
    make(p, "investment", application=made["id"], party=applicant["id"], kind="hours", hours=120)
    return made


def decide(p, application, amount):
    status = "approved" if amount == application["amount"] else "partly_approved"
    p.put("application", {"id": application["id"], "status": status, "submitted": "2026-02-01", "decided_on": "2026-03-01",
                          "decided_amount": amount,
                          "decision_reason": "God plan"})


def make_round(p):
    """Two grants of three applications: one half paid, with accounts of which something came back, one that is returned in part."""
    fund = make(p, "round", title="Bevæg dig", frame=kroner(100000), closes="2026-02-15")
    first, second, third = (apply(p, fund, name, kroner(a)) for name, a in (("Ådalens gåklub", 40000), ("Østerløb", 20000.5), ("Zebra", 5000)))
    decide(p, first, kroner(30000))
    decide(p, second, second["amount"])
    decide(p, third, third["amount"])
    one = make(p, "grant", application=first["id"], amount=kroner(30000), start="2026-04-01", until="2027-03-31")
    two = make(p, "grant", application=second["id"], amount=second["amount"])
    p.put("tranche", {"grant": one["id"], "due": "2026-05-01", "amount": kroner(15000), "paid_on": "2026-05-02", "reference": "=1+1"},
          {"grant": one["id"], "due": "2026-11-01", "amount": kroner(15000)}, {"grant": two["id"], "amount": second["amount"], "paid_on": "2026-05-01"})
    p.put("grant", {"id": two["id"], "returned": kroner(500.25), "returned_on": "2026-09-01"})
    p.put("account_entry", {"grant": one["id"], "date": "2026-06-01", "text": "Kaffe & kager <3", "category": "food", "amount": kroner(1234.5), "voucher": "7"},
          {"grant": one["id"], "date": "2026-06-02", "text": "Retur", "amount": kroner(-12.5)},
          {"grant": two["id"], "date": "2026-07-01", "text": "+45 12 34 56 78", "amount": kroner(100)})
    return fund, one


def test_every_entity_is_exported(p):
    make_round(p)
    rows = {"application": 3, "investment": 3, "grant": 2, "tranche": 3, "account_entry": 3, "organisation": 3, "round": 1, "person": 0}
    for entity in p.do("entities", "--json").records:
        path = p.path(entity["entity"] + ".xlsx")
        p.do("export", entity["entity"], path)
        sheet = read_one(path)
        assert sheet.frozen and sheet.filter.startswith("A1:") and all(c.bold for c in sheet.rows[0].values())
        assert len(sheet.rows) == 1 + rows.get(entity["entity"], len(sheet.rows) - 1), entity


def test_cells_have_the_type_of_their_field(p):
    community = make(p, "community", name="Åstien", kommune="0615", price=kroner(12.5, "NOK"), distance_m=4500, started="2026-01-06", public=True)
    make(p, "venue", name="Havnen", latitude=55.676, longitude=-9.5)
    make(p, "meeting", community=community["id"], start="2026-03-01T10:20")
    p.do("export", "community", p.path("a.xlsx"))
    sheet = read_one(p.path("a.xlsx"))
    assert sheet.get("Id").value == community["id"]
    assert sheet.get("Name").value == "Åstien" and sheet.get("Name").format == "@"
    assert sheet.get("Kommune").value == "Horsens" and sheet.get("Kommune").is_text
    price = sheet.get("Price")
    assert price.value == "12.50" and price.format.startswith('"NOK\u00a0"#,##0.00'), price.format
    assert sheet.get("Usual distance in metres").value == "4500" and sheet.get("Usual distance in metres").format == "#,##0"
    assert sheet.get("Started on").day == datetime.datetime(2026, 1, 6)
    assert sheet.get("Status").value == "Active" and sheet.get("Status").is_text
    yes = [c for c in sheet.rows[1].values() if c.value == "Yes"]
    assert yes and all(c.is_text for c in yes)
    p.do("export", "meeting", "--format", "xlsx", "-o", p.path("b"))
    sheet = read_one(p.path("b"))
    assert sheet.get("Start").day == datetime.datetime(2026, 3, 1, 10, 20) and sheet.get("Start").format == "time"
    assert sheet.get("Community").value == "Åstien"
    p.do("export", "venue", p.path("c.xlsx"))
    sheet = read_one(p.path("c.xlsx"))
    assert sheet.get("Latitude").value == "55.676" and sheet.get("Longitude").value == "-9.5" and not sheet.get("Latitude").is_text


def test_a_text_is_never_a_formula(p):
    texts = ["=1+1", "+45 12 34 56 78", "-1", "@a", "'x", "0615", "1.234,50", " æøå ÆØÅ ", "<b>&amp;\"'", "_x0041_", "😀" * 20]
    p.put("person", *({"name": text} for text in texts))
    p.do("export", "person", p.path("a.xlsx"), "--sort", "name")
    with zipfile.ZipFile(p.path("a.xlsx")) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml") and b"<f " not in book.read("xl/worksheets/sheet1.xml")
    sheet = read_one(p.path("a.xlsx"))
    cells = [sheet.get("Name", row) for row in range(1, len(texts) + 1)]
    assert all(c.is_text and c.format == "@" for c in cells)
    # "_x0041_" would be read as "A", so its first sign is written as what it is.
    assert sorted(c.value.replace("_x005F_", "_") for c in cells) == sorted(text.strip() for text in texts)
    note = "Første\nanden\tlinje " + "å" * 500
    p.put("person", {"name": "Lang", "note": note})
    p.do("export", "person", p.path("a.xlsx"), "--where", "name=Lang")
    assert read_one(p.path("a.xlsx")).get("Note").value == note
    assert max(read_one(p.path("a.xlsx")).widths) == 60


def test_the_round_of_the_bookkeeper(p):
    fund, _ = make_round(p)
    p.do("report", "round", fund["id"], "--format", "xlsx", "-o", p.path("round.xlsx"))
    book = read(p.path("round.xlsx"))
    assert list(book) == ["Funding round", "Applications", "Grants", "Tranches", "Accounts"]
    facts = {cells[0].value: cells[1] for cells in ([*row.values()] for row in book["Funding round"].rows) if len(cells) == 2}
    assert facts["Title"].value == "Bevæg dig" and facts["Closes"].day == datetime.datetime(2026, 2, 15)
    told = {"Frame": "100000.00", "Granted": "50000.50", "Returned": "500.25", "Reserved: approved, not granted yet": "5000.00",
            "Still left": "45499.75", "Paid out": "35000.50", "Spent": "1322.00"}
    assert {k: facts[k].value for k in told} == told and all(facts[k].format.startswith('"DKK\u00a0"#,##0.00') for k in told)
    applications = book["Applications"]
    assert [applications.get("Applicant", r).value for r in (1, 2, 3)] == ["Zebra", "Østerløb", "Ådalens gåklub"]
    assert applications.get("Reason for the decision", 3).value == "God plan"
    assert applications.get("Amount applied for", 4).value == "65000.50" and applications.get("Amount decided", 4).value == "55000.50"
    grants = book["Grants"]
    assert grants.get("Amount", 3).value == "50000.50" and grants.get("Money returned", 3).value == "500.25"
    assert [grants.get("Left of the grant", r).value for r in (1, 2, 3)] == ["19400.25", "28778.00", "48178.25"]
    tranches = book["Tranches"]
    assert tranches.get("Amount", 4).value == "50000.50" and tranches.get("Paid out", 4).value == "35000.50"
    assert tranches.get("Payment reference", 2).value == "=1+1" and tranches.get("Payment reference", 2).is_text
    accounts = book["Accounts"]
    assert [accounts.get("Amount", r).value for r in (1, 2, 3, 4)] == ["100.00", "1234.50", "-12.50", "1322.00"]
    assert accounts.get("Text", 2).value == "Kaffe & kager <3" and accounts.get("Category", 2).value == "Food and drink"
    for sheet in list(book.values())[1:]:
        assert sheet.frozen and all(c.bold for c in sheet.rows[-1].values()) and not any(c.bold for c in sheet.rows[1].values())
        assert sheet.rows[-1]["A"].value == "In all"
        # What is filtered is not the sum.
        assert sheet.filter.rsplit(":", 1)[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(len(sheet.rows) - 1)


def test_a_draft_has_no_day_in_the_round(p):
    fund = make(p, "round", title="Bevæg dig", frame=kroner(100000))
    for name, status in ("Gåforeningen", "draft"), ("Zebra", "submitted"):
        made = apply(p, fund, name, kroner(5000))
        p.put("application", {"id": made["id"], "status": status, "submitted": "2026-02-17"})
    p.do("report", "round", fund["id"], "--format", "xlsx", "-o", p.path("round.xlsx"))
    applications = read(p.path("round.xlsx"))["Applications"]
    assert [applications.get("Applicant", r).value for r in (1, 2)] == ["Gåforeningen", "Zebra"]
    draft, sent = (applications.get("Submitted on", r) for r in (1, 2))
    assert draft is None or draft.day is None and not draft.value, draft
    assert sent.day == datetime.datetime(2026, 2, 17)


def test_the_figures_of_a_round_as_text(p):
    fund, _ = make_round(p)
    (told,) = p.do("report", "round", "Bevæg dig", "--format", "json").records
    assert list(told) == ["round", "title", "frame", "granted", "returned", "reserved", "left", "paid", "spent"]
    assert told["round"] == fund["id"] and told["left"] == kroner(45499.75) and told["spent"] == kroner(1322)
    assert "DKK\u00a045,499.75" in p.do("report", "round", fund["id"]).out
    p.do("report", "round", fund["id"], "-o", p.path("a.json"))
    with open(p.path("a.json"), encoding="utf-8") as file:
        assert json.load(file) == told


def test_an_empty_round_is_a_spreadsheet_too(p):
    fund = make(p, "round", title="Tom", frame=kroner(100, "NOK"))
    p.do("report", "round", fund["id"], "-o", p.path("a.xlsx"))
    assert [len(s.rows) for s in list(read(p.path("a.xlsx")).values())[1:]] == [2, 2, 2, 2]


def test_attendance_is_a_spreadsheet(p):
    p.put("community", {"name": "Åstien", "kommune": "0615"})
    meeting = make(p, "meeting", community="Åstien", start="2026-01-06T10:00")
    p.do("attend", meeting["id"], "--unnamed", "1234")
    for words in ("--format", "xlsx"), ():
        p.do("report", "attendance", "--by", "month", *words, "-o", p.path("a.xlsx"))
        sheet = read_one(p.path("a.xlsx"))
        assert sheet.values(0)[:3] == ["Month", "Held", "Cancelled"]
        assert sheet.get("Visits").value == "1234" and not sheet.get("Visits").is_text
        assert sheet.rows[-1]["A"].value == "Total" and sheet.rows[-1]["A"].bold


def test_words_follow_the_language(p):
    make_round(p)
    danish = dict(os.environ, LANGUAGE="da", LANG="C.UTF-8")
    answer = p.run("export", "grant", p.path("a.xlsx"), env=danish)
    assert answer.code == 0, answer.err
    sheet = read_one(p.path("a.xlsx"))
    assert sheet.get("Beløb").format == '#,##0.00"\u00a0kr."' and sheet.get("Beløb").value in ("30000.00", "20000.50")


def test_what_is_no_spreadsheet_is_refused(p):
    assert "needs a file" in p.refuse("export", "person", "--format", "xlsx", code=2)
    assert "needs a file" in p.refuse("report", "attendance", "--format", "xlsx", code=2)
    assert "needs a file" in p.refuse("report", "round", "x", "--format", "xlsx", code=2)
    assert "gif" in p.refuse("report", "round", "x", "--format", "gif", code=2)
    p.refuse("report", "round", code=2)
    p.refuse("report", "round", "Ukendt", "-o", p.path("a.xlsx"))
    assert not os.path.exists(p.path("a.xlsx"))


def test_a_full_disk_or_no_folder_leaves_what_was_there(p):
    p.put("person", *({"name": f"Person {i} {os.urandom(30).hex()}"} for i in range(2000)))
    folder = p.path("files")
    os.mkdir(folder)
    path = os.path.join(folder, "a.xlsx")
    with open(path, "w", encoding="utf-8") as file:
        file.write("before")
    for size in (0, 100, 65536):
        # Python leaves SIGXFSZ ignored.
        answer = p.run("export", "person", path, restore_signals=False,
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)))
        assert answer.code == 1 and "a.xlsx” was not written" in answer.err, answer.err
        assert os.listdir(folder) == ["a.xlsx"]
        with open(path, encoding="utf-8") as file:
            assert file.read() == "before"
    for words in (("export", "person"), ("report", "attendance", "-o")):
        assert "There is no folder" in p.refuse(*words, os.path.join(folder, "no", "a.xlsx"))
    p.do("export", "person", path)
    assert len(read_one(path).rows) == 2001


def test_amounts_below_nothing_come_back_from_a_file(p):
    """What came back of an expense has a minus, also where it has øre."""
    make_round(p)
    p.do("export", "account_entry", p.path("a.csv"))
    with open(p.path("a.csv"), encoding="utf-8-sig", newline="") as file:
        assert {r["text"]: r["amount"] for r in csv.DictReader(file, delimiter=";")}["Retur"] == "-12.50"
    (report,) = p.do("import", "account_entry", p.path("a.csv"), "--update", "--json").records
    assert report["unchanged"] == 3 and not report["problems"], report


def test_the_currency_written_with_an_amount_counts(p):
    def load(entity, text, *words):
        with open(p.path("in.csv"), "w", encoding="utf-8") as file:
            file.write(text)
        return p.run("import", entity, p.path("in.csv"), *words)

    assert load("round", "title;frame\nNorsk;500 NOK\nDansk;1.234,50 kr.\nEnglish;DKK 1,234.50\n").code == 0
    assert {r["title"]: r["frame"] for r in p.list("round")} == {"Norsk": kroner(500, "NOK"), "Dansk": kroner(1234.5), "English": kroner(1234.5)}
    answer = load("round", "title;frame\nNorsk;500 DKK\n", "--update")
    assert answer.code == 1 and "Row 2, Frame: " in answer.err and "counted in NOK" in answer.err, answer.err
    applicant = make(p, "organisation", name="Gåklubben")
    row = f"round;applicant;kommune;purpose;amount\nDansk;{applicant['id']};0615;Gåtur;"
    answer = load("application", row + "500 NOK\n")
    assert answer.code == 1 and "Row 2" in answer.err and "Amount applied for" in answer.err and "DKK" in answer.err, answer.err
    assert load("application", row + "500 DKK\n").code == 0
    assert p.list("application")[0]["amount"] == kroner(500)


ctl.main()
