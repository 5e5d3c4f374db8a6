#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spreadsheets that come in: as programs write them, as people spoil them, and as nobody should."""

import os
import struct
import zipfile

import ctl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
# In an order in which each finds what it refers to.
ENTITIES = ("kommune", "organisation", "person", "venue", "community", "schedule", "role", "meeting", "participant", "attendance")
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm\\-yyyy;@"/>
<numFmt numFmtId="165" formatCode="#,##0.00&quot; kr. dyh&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs><cellStyles/></styleSheet>"""


def relations(*targets):
    entries = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in targets)
    return f'<Relationships xmlns="{PACKAGE}">{entries}</Relationships>'


def pack(path, parts, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return path


def parts_of_xlsx(rows, shared="", settings="", sheets=None):
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("a", "officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>' +
                           (sheets or '<sheet name="Ark1" sheetId="1" r:id="s1"/>') + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(("s0", "worksheet", "worksheets/other.xml"), ("s1", "worksheet", "worksheets/sheet1.xml"),
                                                ("x", "styles", "styles.xml"), ("y", "sharedStrings", "sharedStrings.xml")),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/other.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>hemmelig</v></c></row></sheetData></worksheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }


def make_xlsx(path, rows, **more):
    return pack(path, parts_of_xlsx(rows, **more))


def make_ods(path, rows, before="", kind="spreadsheet"):
    names = " ".join(f'xmlns:{n}="{OASIS}{n}:1.0"' for n in ("office", "table", "text", "number")) + ' xmlns:calcext="urn:calcext"'
    content = (f'<?xml version="1.0"?>{before}<office:document-content {names}><office:automatic-styles><number:text>-</number:text>'
               f'</office:automatic-styles><office:body><office:{kind}><table:table table:name="A">{rows}</table:table>'
               f'<table:table table:name="B"><table:table-row><table:table-cell><text:p>other</text:p></table:table-cell></table:table-row>'
               f"</table:table></office:{kind}></office:body></office:document-content>")
    return pack(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def text(value, column="A"):
    return f'<c r="{column}1" t="inlineStr"><is><t>{value}</t></is></c>'


def headings(*names):
    return '<row r="1">' + "".join(text(n, chr(65 + i)) for i, n in enumerate(names)) + "</row>"


def ods_row(*cells, more=""):
    return f"<table:table-row{more}>" + "".join(c if c.startswith("<") else f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells) + "</table:table-row>"


def refuse(p, path, *words, entity="person"):
    reason = p.refuse("import", entity, path)
    assert all(word in reason for word in words), reason
    assert "Unhandled" not in reason and p.list(entity) == []


def test_a_whole_profile_in_spreadsheets_is_the_same(p):
    p.do("generate", "--size", "host", "--seed", "3")
    for kind in ("xlsx", "ods"):
        other = ctl.Profile(p.path("other-" + kind))
        for entity in ENTITIES:
            book, before, after = (p.path(f"{name}-{entity}.{end}") for name, end in (("book", kind), ("before", "csv"), ("after", "csv")))
            p.do("export", entity, book)
            other.do("import", entity, book)
            p.do("export", entity, before)
            other.do("export", entity, after)
            with open(before, "rb") as one, open(after, "rb") as two:
                assert one.read() == two.read(), (entity, kind)
    with zipfile.ZipFile(p.path("book-meeting.ods")) as book:
        first = book.infolist()[0]
        assert book.testzip() is None and first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED


def test_a_workbook_as_excel_writes_it(p):
    shared = ("<si><t>navn</t></si><si><r><t>Gå</t></r><r><t xml:space=\"preserve\">sammen_x000D_\n&amp; hjem</t></r><rPh><t>aside</t></rPh></si>"
              "<si><t>startet</t></si><si><t>pris</t></si>")
    rows = ('<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c><c r="E2" t="str"><f>1</f><v>offentlig</v></c>'
            '<c r="F2" t="inlineStr"><is><t>distance</t></is></c></row><row r="3"/>'
            '<row r="5"><c r="B5" t="inlineStr"><is><t>Åstien</t></is></c><c r="C5" s="1"><f>TODAY()</f><v>46028</v></c>'
            '<c r="D5" s="3"><v>1234.5600000000001</v></c><c r="E5" t="b"><v>1</v></c><c r="F5"><v>4.5E3</v></c></row>'
            '<row><c t="s"/><c t="inlineStr"><is><t>Bakken</t></is></c></row>')
    path = make_xlsx(p.path("book.csv"), rows, shared=shared,
                     sheets='<sheet name="Skjult" sheetId="1" state="hidden" r:id="s0"/><sheet name="Vist" sheetId="2" r:id="s1"/>')
    (report,) = p.do("import", "community", path, "--json").records
    assert report["created"] == 2 and report["rows"] == 2
    two, one = sorted(p.list("community"), key=lambda r: r["name"])
    assert (one["name"], one["started"], one["public"], one["distance_m"]) == ("Åstien", "2026-01-06", True, 4500)
    assert one["price"] == {"amount": 123456, "currency": "DKK"} and two["name"] == "Bakken"
    p.do("undo")
    assert p.list("community") == []
    rows = headings("fællesskab", "dato") + '<row r="2">' + text("Åstien", "A") + '<c r="B2" s="2"><v>44566.4305555555</v></c></row>'
    p.put("community", {"name": "Åstien"})
    p.do("import", "meeting", make_xlsx(p.path("b.xlsm"), rows, settings='<workbookPr date1904="1"/>'))
    assert p.list("meeting")[0]["start"] == "2026-01-06T10:20"


def test_a_workbook_as_libreoffice_writes_it(p):
    cell = "<table:table-cell"
    rows = ('<table:table-column/><table:table-header-rows>' + ods_row("navn", "startet", "pris", "offentlig", more=' table:number-rows-repeated="1"') +
            "</table:table-header-rows>" + ods_row(f'{cell} table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="7"') +
            ods_row(f'{cell}><office:annotation><text:p>pinned</text:p></office:annotation><text:p>Å<text:s text:c="2"/>sti<text:span>en</text:span></text:p></table:table-cell>',
                    f'{cell} office:value-type="date" office:date-value="2026-01-06T00:00:00"><text:p>06.01.26</text:p></table:table-cell>'.replace("T00:00:00", ""),
                    f'{cell} office:value-type="currency" office:value="12.5"><text:p>12,50 kr.</text:p></table:table-cell>',
                    f'{cell} table:formula="of:=TRUE()" office:value-type="boolean" office:boolean-value="true" calcext:value-type="boolean"><text:p>SAND</text:p></table:table-cell>') +
            ods_row("To", '<table:table-cell/>', '<table:covered-table-cell><text:p>7</text:p></table:covered-table-cell>', more=' table:number-rows-repeated="2"') +
            ods_row(f'{cell} table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="1048567"'))
    (report,) = p.do("import", "community", make_ods(p.path("a.ods"), rows), "--json").records
    assert report["rows"] == 3 and report["created"] == 3, report
    one, two, _ = sorted(p.list("community"), key=lambda r: r["name"], reverse=True)
    assert (one["name"], one["started"], one["public"], one["price"]["amount"]) == ("Å  stien", "2026-01-06", True, 1250)
    assert two["name"] == "To" and "price" not in {k: v for k, v in two.items() if v is not None}


def test_a_table_that_is_not_shown_is_passed_over(p):
    hidden = ('<office:styles xmlns:office="o" xmlns:style="s" xmlns:table="t"><style:style style:name="ta2" style:family="table">'
              '<style:table-properties table:display="false"/></style:style><style:style style:name="ta1" style:family="table">'
              '<style:table-properties table:display="true"/></style:style></office:styles>')
    inner = '<table:table-cell><table:table><table:table-row/></table:table></table:table-cell>'
    secret = ods_row("name", inner) + ods_row("Hemmelig")
    with zipfile.ZipFile(make_ods(p.path("a.ods"), secret)) as book:
        content = book.read("content.xml").decode()
    content = content.replace("<office:body>", hidden + "<office:body>").replace('<table:table table:name="A">', '<table:table table:name="A" table:style-name="ta2">')
    shown = f'<table:table table:name="B" table:style-name="ta1">{ods_row("name")}{ods_row("Bodil")}</table:table>'
    p.do("import", "person", pack(p.path("b.ods"), {"content.xml": content.replace('<table:table table:name="B">', shown + '<table:table table:name="C">')}))
    assert [r["name"] for r in p.list("person")] == ["Bodil"]
    p.do("undo")
    content = content.replace('<table:table table:name="B">', '<table:table table:name="B" table:style-name="ta2">')
    refuse(p, pack(p.path("c.ods"), {"content.xml": content}), "no spreadsheet")


def test_a_text_that_is_not_there_costs_its_row(p):
    rows = headings("name", "email") + '<row r="2">' + text("A") + '<c r="B2" t="s"><v>1</v></c></row><row r="3">' + text("B") + '<c r="B3" t="s"><v>x</v></c></row>' \
        '<row r="4">' + text("C") + '<c r="B4" t="s"><v>0</v></c></row>'
    path = make_xlsx(p.path("a.xlsx"), rows, shared="<si><t>c@example.org</t></si>")
    refuse(p, path, "Row 2, “email”: the text of the cell is not in the file", "Row 3, “email”: the text")
    p.do("import", "person", path, "--skip-bad")
    assert [(r["name"], r["email"]) for r in p.list("person")] == [("C", "c@example.org")]


def test_a_formula_without_a_result_costs_its_row(p):
    rows = headings("name", "email") + '<row r="2">' + text("A") + '<c r="B2"><f>1+1</f></c></row><row r="3">' + text("B") + \
        '<c r="B3" t="e"><f>NA()</f><v>#N/A</v></c></row><row r="4">' + text("C") + '<c r="B4" t="str"><f>""</f><v></v></c></row>'
    path = make_xlsx(p.path("a.xlsx"), rows)
    refuse(p, path, "Row 2, “email”: the cell holds a formula", "Row 3, “email”: the formula in the cell has an error")
    (report,) = p.do("import", "person", path, "--skip-bad", "--json").records
    assert report["created"] == 1 and p.list("person")[0]["name"] == "C"
    rows = ods_row("name", "email") + ods_row("A", '<table:table-cell table:formula="of:=1+1"/>') + \
        ods_row("B", '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value=""><text:p>#N/A</text:p></table:table-cell>')
    p.do("undo")
    refuse(p, make_ods(p.path("a.ods"), rows), "Row 2, “email”: the cell holds a formula", "Row 3, “email”: the formula in the cell has an error")


def test_a_hidden_id_tells_two_of_one_name_apart_and_a_changed_name_counts(p):
    twins = p.put("community", {"name": "Åstien", "kommune": "0615"}, {"name": "Åstien", "kommune": "0751"}, {"name": "Bakken"})

    def row(day, name, community):
        return "<row>" + text(name) + text(f"2026-01-{day:02}T10:00", "B") + text(community["id"], "C") + "</row>"

    rows = headings("Community", "Start", "community_id") + row(1, "Åstien", twins[1]) + row(2, "Åstien", twins[0]) + row(3, "Bakken", twins[0])
    p.do("import", "meeting", make_xlsx(p.path("a.xlsx"), rows))
    assert [m["community"] for m in p.list("meeting")] == [twins[1]["id"], twins[0]["id"], twins[2]["id"]]
    rows = headings("Community", "Start") + row(4, "Åstien", twins[0]).replace('<c r="C1"', '<c r="Z1"')
    reason = p.run("import", "meeting", make_xlsx(p.path("b.xlsx"), rows)).err
    assert "column Z has no heading" in reason, reason


def test_what_is_no_table_in_a_workbook_is_told(p):
    row = headings("name") + '<row r="2">' + text("A") + text("B", "C") + "</row>"
    refuse(p, make_xlsx(p.path("long.xlsx"), row), "Row 2 is too long: column C has no heading")
    refuse(p, make_xlsx(p.path("twice.xlsx"), headings("name", "Name")), "columns 1 and 2")
    refuse(p, make_xlsx(p.path("twice.xlsx"), headings("name", "Å", "A\u030a")), "columns 2 and 3")
    refuse(p, make_xlsx(p.path("none.xlsx"), ""), "empty")
    refuse(p, make_ods(p.path("none.ods"), ""), "empty")
    refuse(p, make_ods(p.path("letter.ods"), "", kind="text"), "no spreadsheet")
    refuse(p, pack(p.path("a.zip"), {"picture.png": b"\x89PNG"}), "no spreadsheet")
    refuse(p, pack(p.path("a.docx"), {"[Content_Types].xml": "<Types/>", "_rels/.rels": relations(("a", "officeDocument", "word/document.xml")),
                                      "word/document.xml": "<document/>"}), "no spreadsheet")
    refuse(p, pack(p.path("a.xlsb"), {"[Content_Types].xml": "<Types/>", "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.bin")),
                                      "xl/workbook.bin": b"\x83\x01"}), "XLSB")
    with open(p.path("old.xls"), "wb") as file:
        file.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    refuse(p, p.path("old.xls"), "XLS", "password")


def test_a_damaged_workbook_is_told_and_changes_nothing(p):
    whole = make_xlsx(p.path("a.xlsx"), headings("name") + "".join(f'<row r="{i}">{text(os.urandom(20).hex())}</row>' for i in range(2, 500)))
    with open(whole, "rb") as file:
        data = file.read()
    for end in (10, 100, len(data) // 2, len(data) - 30):
        with open(p.path("cut.xlsx"), "wb") as file:
            file.write(data[:end])
        refuse(p, p.path("cut.xlsx"))
    parts = parts_of_xlsx(headings("name"))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-40]
    refuse(p, pack(p.path("xml.xlsx"), parts), "no XML")
    beyond = '<row r="2"><c r="A2" t="inlineStr"><is><t>Bo</t></is></c><c r="ZZZZ2" t="inlineStr"><is><t>Li</t></is></c></row>'
    answer = p.run("import", "person", make_xlsx(p.path("beyond.xlsx"), headings("name") + beyond))
    assert answer.code == 1 and "Row 2 is too long: column XFE has no heading" in answer.err, answer.err
    # The bit that says a part has a password.
    for mark, offset in (b"PK\x01\x02", 8), (b"PK\x03\x04", 6):
        at = data.find(mark)
        while at >= 0:
            place = at + offset
            data = data[:place] + struct.pack("<H", struct.unpack("<H", data[place:place + 2])[0] | 1) + data[place + 2:]
            at = data.find(mark, at + 1)
    with open(p.path("locked.xlsx"), "wb") as file:
        file.write(data)
    refuse(p, p.path("locked.xlsx"), "password")


def test_a_bomb_does_not_go_off(p):
    blank = "<row/>" * (1024 * 1024 // 6)
    with zipfile.ZipFile(p.path("bomb.xlsx"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name, part in parts_of_xlsx("").items():
            if name != "xl/worksheets/sheet1.xml":
                book.writestr(name, part)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for _ in range(60):
                sheet.write(blank.encode())
            sheet.write(b"</sheetData></worksheet>")
    refuse(p, p.path("bomb.xlsx"), "unpacks to far more than its size")
    cell = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"A" * 11_000_000}</t></is></c></row>'
    refuse(p, make_xlsx(p.path("cell.xlsx"), headings("name") + cell), "a text of more than 10 MB in one piece")
    # Few bytes that stand for many: a row, and a text, that is repeated.
    rows = ods_row("name") + ods_row("A" * 150, more=' table:number-rows-repeated="1048570"')
    refuse(p, make_ods(p.path("rows.ods"), rows), "unpacks to far more than its size")
    shared = f"<si><t>{'A' * 500000}</t></si>"
    rows = headings("name") + "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(2, 2000))
    refuse(p, make_xlsx(p.path("shared.xlsx"), rows, shared=shared), "unpacks to far more than its size")


def test_nothing_is_fetched_and_no_entity_grows(p):
    laughs = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
    refuse(p, make_ods(p.path("laughs.ods"), ods_row("name") + ods_row("&a11;"), before=laughs), "DOCTYPE")
    with open(p.path("secret"), "w", encoding="utf-8") as file:
        file.write("name")
    outside = f'<!DOCTYPE a [<!ENTITY out SYSTEM "file://{p.path("secret")}">]>'
    refuse(p, make_ods(p.path("outside.ods"), ods_row("&out;"), before=outside), "DOCTYPE")


ctl.main()
