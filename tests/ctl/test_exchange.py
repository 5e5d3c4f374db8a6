#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in and out."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

import ctl

# In an order in which each finds what it refers to.
ENTITIES = ("kommune", "organisation", "person", "venue", "community", "schedule", "role", "meeting", "meeting_note", "participant", "attendance")
REPORT = {"rows", "created", "updated", "unchanged", "duplicates", "problems", "applied"}


def write(p, name, text):
    with open(p.path(name), "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)
    return p.path(name)


def test_a_spreadsheet_is_imported_and_taken_back_with_one_undo(p):
    file = write(p, "people.csv", "Navn;E-mail;Kommune\r\nBodil;bodil@example.org;Horsens\r\nEgon;egon@example.org;0791\r\n")
    (report,) = p.do("import", "person", file, "--json").records
    assert REPORT <= set(report) and report["created"] == 2 and report["applied"]
    assert [r["name"] for r in p.list("person")] == ["Bodil", "Egon"]
    p.do("undo")
    assert p.list("person") == []


def test_a_dry_run_tells_and_changes_nothing(p):
    file = write(p, "people.csv", "name,email\nBodil,bodil@example.org\n")
    (report,) = p.do("import", "person", file, "--dry-run", "--json").records
    assert report["created"] == 1 and not report["applied"]
    assert "Created: 1." in p.do("import", "person", file, "--dry-run").out
    assert p.list("person") == []


def test_a_bad_row_refuses_the_file_and_is_named(p):
    file = write(p, "groups.csv", "name,started\nÅstien,2026-01-06\nBakken,31/13\n")
    answer = p.run("import", "community", file)
    assert answer.code == 1 and "3" in answer.err and "31/13" in answer.err and answer.out == ""
    answer = p.run("import", "community", file, "--json")
    (report,) = answer.records
    assert answer.code == 1 and not report["applied"] and report["problems"][0]["row"] == 3
    assert report["problems"][0]["field"] == "started" and report["problems"][0]["value"] == "31/13"
    assert p.list("community") == []
    said = p.do("import", "community", file, "--skip-bad", "--dry-run").out
    assert "left out" in said and "Row 3, Started on: “31/13” is not a date." in said and "Nothing was changed" in said
    assert said.replace("Nothing was changed.\n", "") == p.do("import", "community", file, "--skip-bad").out
    p.do("undo")
    (report,) = p.do("import", "community", file, "--skip-bad", "--json").records
    assert report["applied"] and [r["name"] for r in p.list("community")] == ["Åstien"]


def test_what_cannot_be_read_to_its_end_is_refused_whatever_is_skipped(p):
    file = write(p, "people.csv", 'navn;email\nA;a@example.org\n"B"x;b@example.org\nC;c@example.org\n')
    reason = p.refuse("import", "person", file, "--skip-bad")
    assert "Row 3" in reason and "behind the quotation mark" in reason and "could not be read" in reason
    assert p.list("person") == []


def test_update_changes_what_is_there_and_a_map_names_columns(p):
    (made,) = p.put("person", {"name": "Bodil", "email": "bodil@example.org"})
    file = write(p, "people.csv", "post,hvem,sted\nbodil@example.org,Bodil Holt,Horsens\n")
    words = ("--map", "post=email", "--map", "hvem=name", "--map", "sted=kommune", "--json")
    assert p.do("import", "person", file, *words).records[0]["duplicates"] == 1
    assert p.list("person") == [made]
    assert p.do("import", "person", file, "--update", *words).records[0]["updated"] == 1
    (changed,) = p.list("person")
    assert changed["id"] == made["id"] and changed["name"] == "Bodil Holt"


def test_what_is_no_table_is_refused(p):
    for name, text in (("empty.csv", ""), ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0"), ("blank.csv", "\n"), ("odd.csv", "farve,form\nrød,rund\n"),
                       ("quote.csv", 'name\n"Bodil\n'), ("twice.csv", "name,name\nA,B\n")):
        p.refuse("import", "person", write(p, name, text))
    p.refuse("import", "person", p.path("missing.csv"))
    p.refuse("import", "person", p.scratch)
    p.refuse("import", "nothing", p.path("missing.csv"), code=2)
    assert p.list("person") == []


def test_what_is_exported_imports_again(p):
    p.put("person", {"name": "Bodil; Holt", "email": "bodil@example.org", "note": "To\nlinjer"}, {"name": "=1+1", "email": "egon@example.org"})
    before = p.list("person")
    for name in ("people.csv", "people.json"):
        p.do("export", "person", p.path(name))
        other = ctl.Profile(p.path("other-" + name))
        other.do("import", "person", p.path(name))
        assert other.list("person") == before, name


def test_a_community_without_a_kommune_is_told_with_what_is_near(p):
    file = write(p, "groups.csv", "name,latitude,longitude\nGå,,\nHorsens Fodslaw,,\nStien,55.86,9.85\n")
    said = p.do("import", "community", file).out.splitlines()
    assert "Row 2: “Gå” has no kommune." in said
    assert "Row 3: Horsens is proposed as the kommune of “Horsens Fodslaw”." in said
    assert any(line.startswith("Row 4: “Stien” has no kommune. Nearest: Horsens, ") for line in said)


def test_a_position_is_written_as_it_is_and_rounded_alike(p):
    for name, latitude, longitude, shown in (("A", 55.123456, 12.524, '"latitude":55.123456,"longitude":12.524,'),
                                             ("B", -0.000001, 9, '"latitude":-0.000001,"longitude":9.0,'),
                                             ("C", 55.1234567, 55.12345649999, '"latitude":55.123457,"longitude":55.123456,')):
        text = json.dumps({"name": name, "latitude": latitude, "longitude": longitude})
        assert shown in p.do("put", "venue", "--json", stdin=text).out
        other = ctl.Profile(p.path(name))
        other.do("import", "venue", write(p, "venues.json", text))
        assert shown in other.do("export", "venue", "--format", "json").out


def test_lines_end_alike_wherever_they_come_from(p):
    note = "a\r\nb\rc\n\r\nd"
    (put,) = p.put("person", {"name": "Asta", "note": note})
    assert put["note"] == "a\nb\nc\n\nd"
    p.do("import", "person", write(p, "people.json", json.dumps({"name": "Bo", "note": note})))
    p.do("import", "person", write(p, "people.csv", f'name,note\nCilla,"{note}"\n'))
    assert {r["note"] for r in p.list("person")} == {put["note"]}
    assert "one line" in p.refuse("put", "person", stdin=json.dumps({"name": "A\r\nB"}))


def test_a_whole_profile_exported_and_imported_is_the_same(p):
    p.do("generate", "--size", "host", "--seed", "3")
    for kind in ("csv", "json"):
        other = ctl.Profile(p.path("other-" + kind))
        for entity in ENTITIES:
            before, after = p.path(f"before-{entity}.{kind}"), p.path(f"after-{entity}.{kind}")
            p.do("export", entity, before)
            with open(before, "rb") as file:
                text = file.read()
            other.do("import", entity, before)
            other.do("export", entity, after)
            with open(after, "rb") as file:
                assert file.read() == text, (entity, kind)


def test_export_goes_to_standard_output_filtered_and_harmless(p):
    p.put("person", {"name": "=HYPERLINK()", "kommune": "0615"}, {"name": "Egon"})
    text = p.do("export", "person", "--where", "kommune=Horsens").out.lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert not row["name"].startswith("=") and "HYPERLINK" in row["name"]
    assert p.do("export", "person", "--format", "json", "--sort", "-name", "--limit", "1").records[0]["name"]
    assert "Egon" not in p.do("export", "person", "--without-personal").out
    p.refuse("export", "person", "--format", "gif", code=2)
    p.refuse("export", "person", os.path.join(p.scratch, "no", "such.csv"))


def test_export_takes_its_file_behind_an_option_as_a_report_does(p):
    p.put("person", {"name": "Egon"})
    p.do("export", "person", p.path("a.json"))
    p.do("export", "person", "-o", p.path("b.json"))
    with open(p.path("a.json"), "rb") as a, open(p.path("b.json"), "rb") as b:
        assert a.read() == b.read()
    p.refuse("export", "person", p.path("a.json"), "-o", p.path("c.json"), code=2)
    assert not os.path.exists(p.path("c.json"))


def test_a_reader_that_has_seen_enough_of_an_export_is_no_error(p):
    p.put("person", *({"name": f"Person {i}", "note": "x" * 3000} for i in range(200)))
    done = subprocess.run(f"'{sys.argv[1]}' --profile '{p.folder}' export person | head -n 1 > /dev/null; exit ${{PIPESTATUS[0]}}",
                          shell=True, executable="/bin/bash", capture_output=True, check=False)
    assert done.returncode == 0 and done.stderr == b"", done


def read_folder(folder):
    return {name: open(os.path.join(folder, name), encoding="utf-8").read() for name in sorted(os.listdir(folder))}


def test_everything_goes_into_an_empty_profile_and_comes_out_as_it_was(p):
    p.do("generate", "--size", "example")
    for form in ("csv", "json"):
        p.do("export", "--all", p.path(form), "--format", form)
        assert f"investment.{form}" in os.listdir(p.path(form)), os.listdir(p.path(form))
        with tempfile.TemporaryDirectory() as folder:
            other = ctl.Profile(folder)
            assert "Nothing was changed." in other.do("import", "--all", p.path(form), "--dry-run").out
            assert other.list("application") == []
            other.do("import", "--all", p.path(form))
            other.do("export", "--all", other.path("again"), "--format", form)
            assert read_folder(other.path("again")) == read_folder(p.path(form)), form
            other.do("check")
            other.do("undo")
            assert other.list("application") == [] and other.list("organisation") == []


def test_what_lacks_its_parts_is_named_and_nothing_is_imported(p):
    p.do("generate", "--size", "example")
    p.do("export", "--all", p.path("all"))
    p.refuse("export", "--all", p.path("all"))
    os.remove(p.path("all/investment.csv"))
    with open(p.path("all/contents.json"), "r+", encoding="utf-8") as contents:
        said = json.load(contents)
        del said["records"]["investment"]
        contents.seek(0)
        contents.truncate()
        json.dump(said, contents)
    with tempfile.TemporaryDirectory() as folder:
        other = ctl.Profile(folder)
        said = other.refuse("import", "--all", p.path("all"))
        assert " · " in said and "All parties invest." in said, said
        assert other.list("organisation") == []
        assert "nothing to import" in other.refuse("import", "--all", folder)
    p.refuse("import", "--all", p.path("all"), "--skip-bad", code=2)
    p.refuse("export", "--all", p.path("new"), "--limit", "3", code=2)


def test_an_export_of_everything_that_is_not_whole_does_not_import(p):
    p.put("person", *({"name": f"Person {i}"} for i in range(3)))
    p.put("organisation", {"name": "Gymnastics club"})
    whole = p.path("whole")
    p.do("export", "--all", whole)

    def refused(change):
        with tempfile.TemporaryDirectory() as folder:
            half = os.path.join(folder, "half")
            shutil.copytree(whole, half)
            change(half)
            other = ctl.Profile(os.path.join(folder, "profile"))
            said = other.refuse("import", "--all", half)
            assert other.list("person") == [], said
            return said

    def cut(folder):
        with open(os.path.join(folder, "person.csv"), "r+", encoding="utf-8") as file:
            lines = file.readlines()
            file.seek(0)
            file.truncate()
            file.writelines(lines[:-1])

    def empty(folder):
        with open(os.path.join(folder, "person.csv"), "w", encoding="utf-8"):
            pass

    # As it stands when the export was killed: what is written last is not there.
    assert "contents.json" in refused(lambda folder: os.remove(os.path.join(folder, "contents.json")))
    assert "“person.csv”" in refused(cut)
    said = refused(empty)
    assert "person.csv" in said and "The file is empty" in said, said
    assert "“person”" in refused(lambda folder: os.remove(os.path.join(folder, "person.csv")))


def test_an_export_without_personal_data_says_that_it_is_for_reading(p):
    p.put("person", {"name": "Egon"})
    p.do("export", "--all", p.path("all"), "--without-personal")
    assert "without what says something of a person" in p.refuse("import", "--all", p.path("all"))


ctl.main()
