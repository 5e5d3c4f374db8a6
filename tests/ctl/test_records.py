#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records, history and the file itself."""

import json
import os
import resource
import stat
import subprocess
import sys

import ctl

HORSENS = "e34a9e52-b724-53e6-beb9-41d067446764"


def test_a_new_profile_knows_the_kommuner(p):
    assert len(p.list("kommune", "--where", "country=DK")) == 99
    assert p.list("kommune", "--where", "code=0615")[0]["id"] == HORSENS


def test_put_creates_and_prints_the_records(p):
    made = p.put("community", {"name": "Åstien", "kommune": "0615"}, {"name": "Bakken", "price": {"amount": 2500, "currency": "DKK"}})
    assert [r["name"] for r in made] == ["Åstien", "Bakken"]
    assert made[0]["kommune"] == HORSENS and made[0]["status"] == "active"
    assert made[1]["price"] == {"amount": 2500, "currency": "DKK"}
    assert p.list("community", "--where", f"id={made[0]['id']}") == made[:1]


def test_put_changes_the_fields_named_and_no_others(p):
    (made,) = p.put("community", {"name": "Åstien", "kommune": "Horsens", "level": "easy"})
    (changed,) = p.put("community", {"id": made["id"], "level": "brisk"})
    assert changed == {**made, "level": "brisk"}


def test_put_without_an_id_never_changes_what_is_there(p):
    (horsens,) = p.list("kommune", "--where", "code=0615")
    reason = p.refuse("put", "kommune", stdin=json.dumps({"country": "DK", "code": "0615", "name": "Andet"}))
    assert HORSENS in reason and "exists already" in reason
    assert p.list("kommune", "--where", "code=0615") == [horsens]
    (walk,) = p.put("meeting", {"community": p.put("community", {"name": "Å"})[0]["id"], "start": "2026-01-06T10:00"})
    (anna,) = p.put("participant", {"community": walk["community"], "name": "Anna"})
    there = {"meeting": walk["id"], "participant": anna["id"], "first_time": True}
    (kept,) = p.put("attendance", there)
    assert kept["id"] in p.refuse("put", "attendance", stdin=json.dumps({**there, "first_time": False}))
    assert p.list("attendance") == [kept]
    lines = json.dumps({"country": "NO", "code": "9999", "name": "Ny"}) + "\n"
    assert "Line 2" in p.refuse("put", "kommune", stdin=lines * 2)


def test_put_saves_all_or_nothing_and_names_the_line(p):
    reason = p.refuse("put", "community", stdin='{"name":"A"}\n\n{"name":"B","colour":"red"}\n')
    assert "Line 3" in reason and "colour" in reason
    assert p.list("community") == []
    assert p.list("community", "--where", "name=A") == []


def test_put_refuses_what_is_no_record(p):
    for line in ('{"name":', "[1]", '"x"', "7", "[" * 100000, '{"name": "A"} {"name": "B"}', "\0"):
        assert "Line 1" in p.refuse("put", "community", stdin=line + "\n"), line[:20]
    assert "Line 1" in p.refuse("put", "community", stdin=b'{"name": "\xff"}\n')
    for fields in ({"name": ""}, {"name": None}, {"name": "A", "level": "steep"}, {"name": "A", "started": "31/13"},
                   {"name": "A", "kommune": "Nowhere"}, {"name": "A", "distance_m": "far"}, {"name": "A", "distance_m": -1},
                   {"name": "A", "id": "not-an-id"}, {"name": "A", "id": HORSENS}, {"name": "A", "public": 7}):
        p.refuse("put", "community", stdin=json.dumps(fields) + "\n")
    assert p.list("community") == []


def test_put_refuses_json_that_would_crash_the_parser_or_lose_a_value(p):
    deep = "[" * 200000 + "]" * 200000
    for line in ('{"name":"A\\u0000B"}', '{"name":"A","name":"B"}', "{'name':'A'}", '{/* x */"name":"A"}',
                 "{'x':'\"','name':" + deep + ",'z':'\"'}", '{/*"*/"name":' + deep + '/*"*/}', '{"name":' + deep + "}"):
        assert "Line 1" in p.refuse("put", "community", stdin=line + "\n"), line[:20]
    assert p.list("community") == []
    assert p.put("community", {"name": 'A\\u0000 "/#:{['})[0]["name"] == 'A\\u0000 "/#:{['


def test_put_takes_a_list_as_a_list_and_each_of_it_once(p):
    (made,) = p.put("organisation", {"name": "Å", "kommuner": ["0615", "615", HORSENS]})
    assert made["kommuner"] == [HORSENS]
    assert len(p.put("organisation", {"name": "B", "kommuner": ["0101", "0615", "0101"]})[0]["kommuner"]) == 2
    for text in ("0615", HORSENS, 615, True):
        assert "list of texts was expected" in p.refuse("put", "organisation", stdin=json.dumps({"name": "C", "kommuner": text}))


def test_put_reads_a_mark_crlf_and_a_last_line_without_an_end(p):
    p.do("put", "community", stdin=b'\xef\xbb\xbf{"name":"A"}\r\n{"name":"B"}')
    assert [r["name"] for r in p.list("community")] == ["A", "B"]


def test_put_reads_a_file_and_a_pipe_of_many_records(p):
    lines = "".join(f'{{"name":"Person {i:05}","email":"p{i}@example.org"}}\n' for i in range(5000))
    assert p.do("put", "person", stdin=lines).out.count("\n") == 5001
    with open(p.path("people"), "w", encoding="utf-8") as people:
        people.write(lines.replace("Person", "Human"))
    with open(p.path("people"), "rb") as people:
        subprocess.run([sys.argv[1], "--profile", p.folder, "put", "person"], stdin=people, check=True, stdout=subprocess.DEVNULL)
    assert len(p.list("person")) == 10000
    p.do("undo")
    assert len(p.list("person")) == 5000


def test_list_filters_by_what_people_write(p):
    p.put("community", {"name": "Åstien", "kommune": "0615", "started": "2026-01-06", "target_group": "seniors"},
          {"name": "Bakken", "status": "paused"}, {"name": "Aase", "started": "2025-05-01"})

    def names(*words):
        return [r["name"] for r in p.list("community", *words)]

    assert names("--where", "kommune=615") == names("--where", "kommune=horsens") == ["Åstien"]
    assert names("--where", f"kommune={HORSENS}") == ["Åstien"]
    assert names("--where", "started=6.1.2026") == ["Åstien"]
    assert names("--where", "started>=2025-12-01") == ["Åstien"]
    assert names("--where", "started<2025-12-01") == ["Aase"]
    assert names("--where", "target_group=ældre") == names("--where", "target_group=seniors") == ["Åstien"]
    assert names("--where", "kommune=", "--where", "status=active") == ["Aase"]
    assert names("--where", "kommune!=") == ["Åstien"]
    assert names("--where", "status!=active") == ["Bakken"]


def test_list_sorts_in_danish_order_and_stops_at_the_limit(p):
    p.put("community", *({"name": n} for n in ("Åstien", "Zeta", "Ærø", "Aalborg", "Østen", "Bakken")))
    order = ["Bakken", "Zeta", "Ærø", "Østen", "Aalborg", "Åstien"]
    assert [r["name"] for r in p.list("community", "--sort", "name")] == order
    assert [r["name"] for r in p.list("community", "--sort", "-name")] == order[::-1]
    assert [r["name"] for r in p.list("community", "--sort=-name", "--limit", "2")] == order[:-3:-1]


def test_a_list_has_or_lacks_a_value(p):
    p.put("organisation", {"name": "A", "kind": "club", "kommuner": ["0101", "0615"]}, {"name": "B", "kind": "club"},
          {"name": "C", "kind": "club", "kommuner": ["0615"]})

    def names(where):
        return [r["name"] for r in p.list("organisation", "--where", where)]
    assert names("kommuner=0101") == ["A"] and names("kommuner!=0101") == ["B", "C"]
    assert names("kommuner!=") == ["A", "C"] and names("kommuner=") == ["B"]
    kommuner = p.list("kommune", "--where", "country=DK")
    spelt = p.list("kommune", "--where", "country=DK", "--where", "aliases=Copenhagen")
    others = p.list("kommune", "--where", "country=DK", "--where", "aliases!=Copenhagen")
    assert len(spelt) == 1 and len(others) == len(kommuner) - 1 and spelt[0] not in others


def test_list_shows_titles_in_columns(p):
    p.put("community", {"name": "Å", "kommune": "0615"}, {"name": "En meget lang sti"})
    lines = p.do("list", "community").out.splitlines()
    assert len(lines) == 3 and "Horsens" in lines[2]
    assert lines[0].index("Status") == lines[1].index("Active") == lines[2].index("Active")


def test_list_keeps_a_record_on_its_line(p):
    p.put("community", {"name": "Å"})
    (walk,) = p.put("meeting", {"community": "Å", "start": "2026-01-06T10:00"})
    p.put("meeting_note", {"meeting": walk["id"], "text": "To linjer\nog en fane\t"})
    lines = p.do("list", "meeting_note").out.splitlines()
    assert len(lines) == 2 and "To linjer og en fane" in lines[1]


def test_wrong_usage_ends_with_2_and_shows_the_usage(p):
    for words in ((), ("frobnicate",), ("list",), ("list", "nothing"), ("list", "community", "extra"),
                  ("list", "community", "--colour"), ("list", "community", "--where", "name"),
                  ("list", "community", "--where", "colour=red"), ("list", "community", "--sort", "colour"),
                  *(("list", "organisation", "--where", f"kommuner{sign}0101") for sign in ("<", ">", "<=", ">=")),
                  ("list", "kommune", "--where", "aliases<A"),
                  ("list", "community", "--limit", "many"), ("put",), ("put", "nothing"), ("delete", "community"),
                  ("list", "community", "--limit", "-1"), ("history", "--limit", "-1"), ("history", "community"), ("undo", "all"), ("backup",)):
        assert "Usage: gangartctl" in p.refuse(*words, code=2), words


def test_a_value_that_cannot_be_read_is_refused(p):
    assert p.refuse("list", "community", "--where", "started=31/13").startswith("gangartctl: Started on: “31/13” is not a date")
    assert p.refuse("list", "community", "--where", "kommune=Nowhere").startswith("gangartctl: Kommune: There is none with")
    p.put("community", {"name": "Å", "public": True}, {"name": "Å"})
    assert p.refuse("list", "meeting", "--where", "community=Å").startswith("gangartctl: Community: 2 are called “Å”")


def test_the_field_of_a_refused_value_is_named_once_and_by_its_label(p):
    for fields, start in (({"name": ""}, "Name: This must"), ({"name": "A", "kommune": "Nowhere"}, "Kommune: There is none with"),
                          ({"name": "A", "level": "steep"}, "Pace: "), ({"name": "A", "distance_m": "far"}, "Usual distance in metres: "),
                          ({"name": "A", "distance_m": 1.5}, "Usual distance in metres: ")):
        reason = p.refuse("put", "community", stdin=json.dumps(fields))
        assert reason.startswith("gangartctl: Line 1: " + start), reason


def test_help_and_version_go_to_standard_output(p):
    general = p.do("--help").out
    for command in ("entities", "list", "put", "delete", "history", "undo", "redo", "schedule", "attend", "backup", "restore", "check"):
        assert f"\n  {command}" in general, command
        assert f"gangartctl [OPTION…] {command}" in p.do(command, "--help").out
    assert p.do("--version").out.startswith("gangartctl 0.")
    assert not os.path.exists(p.folder)


def test_undo_redo_and_history_survive_a_restart(p):
    (made,) = p.put("community", {"name": "Åstien"})
    p.put("community", {"id": made["id"], "name": "Ådalen"})
    assert "Change records" in p.do("undo").out
    assert p.list("community")[0]["name"] == "Åstien"
    p.do("undo")
    assert p.list("community") == []
    p.refuse("undo")
    p.do("redo")
    assert p.do("redo", "--json").records == [{"redone": "Change records", "kept": 0}]
    assert p.list("community")[0]["name"] == "Ådalen"
    p.refuse("redo")
    history = p.do("history", "community", made["id"], "--json").records
    assert history[-1]["operation"] == "insert" and history[-1]["fields"]["name"] == [None, "Åstien"]
    assert "Name" in p.do("history").out


def test_history_tells_what_differs_alone(p):
    p.put("community", {"name": "Åstien"})
    p.do("schedule", "Åstien", "--rule", "FREQ=WEEKLY;BYDAY=TU", "--from", "2026-01-06", "--at", "10:00", "--until", "2026-01-07")
    (walk,) = p.list("meeting")
    p.put("meeting", {"id": walk["id"], "start": "2026-01-06T11:00"})
    history = p.do("history", "meeting", walk["id"], "--json").records
    assert history[0]["fields"] == {"start": ["2026-01-06T10:00", "2026-01-06T11:00"]}
    assert p.do("history", "meeting", walk["id"], "--limit", "1").out.rstrip().endswith("  Start")


def test_delete_takes_what_belongs_to_it_and_undo_brings_it_back(p):
    (community,) = p.put("community", {"name": "Åstien"})
    p.put("participant", {"community": community["id"], "name": "Bodil"}, {"community": "Åstien", "name": "Egon"})
    p.refuse("delete", "community", community["id"], HORSENS)
    assert len(p.list("community")) == 1 and len(p.list("participant")) == 2
    out = p.do("delete", "community", community["id"]).out
    assert out == "1 record deleted.\n2 records that belonged to it went too.\n"
    assert p.list("community") == p.list("participant") == []
    p.do("undo")
    assert p.list("community") == [community] and len(p.list("participant")) == 2


def test_a_record_named_twice_is_deleted_once(p):
    (made,) = p.put("person", {"name": "Bodil"})
    assert p.do("delete", "person", made["id"], made["id"].upper()).out == "1 record deleted.\n"
    assert p.list("person") == []


def test_entities_tell_their_fields(p):
    names = [e["entity"] for e in p.do("entities", "--json").records]
    assert {"kommune", "community", "meeting", "attendance"} <= set(names)
    fields = {f["field"]: f for f in p.do("entities", "participant", "--json").records}
    assert fields["name"]["personal"] and fields["name"]["required"] and not fields["community"]["personal"]
    assert fields["community"]["target"] == "community"
    assert "participant" in p.do("entities").out


def test_backup_and_restore_bring_back_what_was(p):
    (made,) = p.put("community", {"name": "Åstien"})
    p.do("backup", p.path("copy.db"))
    p.do("delete", "community", made["id"])
    p.do("restore", p.path("copy.db"))
    assert p.list("community") == [made]
    assert any(name.endswith(".db") for name in os.listdir(os.path.join(p.folder, "backups")))
    p.do("check")


def test_backups_to_one_name_at_once_all_succeed_and_touch_nothing_else(p):
    p.put("community", {"name": "Åstien"})
    with open(p.path("copy.db.part"), "w", encoding="utf-8") as mine:
        mine.write("mine")
    command = [sys.argv[1], "--profile", p.folder, "backup", "--force", p.path("copy.db")]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
    with open(p.path("copy.db.part"), encoding="utf-8") as mine:
        assert mine.read() == "mine"
    assert sorted(os.listdir(p.scratch)) == ["copy.db", "copy.db.part", "profile"]
    p.do("restore", p.path("copy.db"))


def test_restore_refuses_what_is_no_backup(p):
    (made,) = p.put("community", {"name": "Åstien"})
    with open(p.path("nonsense"), "wb") as nonsense:
        nonsense.write(b"nonsense" * 1000)
    with open(p.path("empty"), "wb"):
        pass
    p.do("backup", p.path("newer"))
    p.do("backup", p.path("foreign"))
    for name, at in (("newer", 63), ("foreign", 68)):
        with open(p.path(name), "r+b") as file:
            file.seek(at)
            file.write(b"\x63")
    for name, words in (("nonsense", "damaged, or no backup"), ("empty", "damaged, or no backup"), ("missing", "no file"),
                        ("newer", "newer version"), ("foreign", "another program"), (".", "cannot be read")):
        reason = p.refuse("restore", p.path(name))
        assert words in reason and p.path(name) in reason and "as they were" in reason, reason
    assert p.list("community") == [made]


def test_a_damaged_profile_names_the_last_backup_and_takes_it(p):
    (made,) = p.put("community", {"name": "Åstien"})
    live = os.path.join(p.folder, "gangart.db")
    os.mkdir(os.path.join(p.folder, "backups"))
    last = os.path.join(p.folder, "backups", "gangart-2026-01-06.db")
    for damage in (b"", b"nonsense" * 1000):
        if os.path.exists(last):
            os.unlink(last)
        p.do("backup", p.path("good.db"))
        with open(live, "wb") as file:
            file.write(damage)
        assert "no backup on this computer" in p.refuse("list", "community")
        os.rename(p.path("good.db"), last)
        reason = p.refuse("list", "community")
        assert last in reason and "Tuesday 6 January 2026" in reason, reason
        assert "as they were" in p.refuse("restore", p.path("missing"))
        with open(live, "rb") as file:
            assert file.read() == damage
        assert "damaged file is kept" in p.do("restore", last).out
        assert p.list("community") == [made]
        assert any(name.startswith("gangart.db.damaged-") for name in os.listdir(p.folder))


def test_a_document_that_is_missing_or_damaged_is_named_and_attached_again(p):
    (community,) = p.put("community", {"name": "Åstien"})
    with open(p.path("Aftale.txt"), "w", encoding="utf-8") as file:
        file.write("Hej")
    (made,) = p.do("attach", "community", community["id"], p.path("Aftale.txt"), "--json").records
    p.do("check")
    where = os.path.join(p.folder, "files", made["sha256"])
    for words in "missing", "damaged":
        os.unlink(where)
        if words == "damaged":
            with open(where, "w", encoding="utf-8") as file:
                file.write("Hex")
        answer = p.run("check")
        assert (answer.code, answer.out) == (1, f"The file of “Aftale.txt” is {words}.\n"), answer.out
        # What goes to logs names no document.
        assert "attach the file once more" in answer.err and "Restore" not in answer.err, answer.err
        assert "Aftale" not in answer.err, answer.err
        p.do("attach", "community", community["id"], p.path("Aftale.txt"))
        p.do("check")


def test_a_full_disk_is_said_and_all_can_be_read(p):
    (made,) = p.put("community", {"name": "Åstien"})
    p.do("backup", p.path("old.db"))
    before = os.stat(os.path.join(p.folder, "gangart.db")).st_mtime_ns

    def run(*words):
        # Nothing can be written: Python leaves SIGXFSZ ignored.
        return p.run(*words, restore_signals=False,
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)))

    answer = run("list", "community", "--json")
    assert (answer.code, answer.err, answer.records) == (0, "", [made]), (answer.code, answer.err)
    for words in ("status",), ("history",), ("check",), ("entities", "community"), ("report", "attendance", "--format", "json"):
        answer = run(*words)
        assert answer.code == 0 and answer.err == "", (words, answer.err)
    for words in ("undo",), ("restore", p.path("old.db")), ("delete", "community", made["id"]), ("backup", p.path("copy.db")), \
            ("attach", "community", made["id"], sys.argv[0]):
        answer = run(*words)
        assert answer.code == 1 and "disk is full" in answer.err and "Make room" in answer.err, (words, answer.err)
    assert os.listdir(p.folder) and before == os.stat(os.path.join(p.folder, "gangart.db")).st_mtime_ns
    assert not os.path.exists(p.path("copy.db"))
    p.put("community", {"name": "Søstien"})
    assert len(p.list("community")) == 2


def test_backup_leaves_the_file_of_the_profile_itself_alone(p):
    p.put("community", {"name": "Åstien"})
    live = os.path.join(p.folder, "gangart.db")
    before = os.stat(live).st_ino
    assert "itself" in p.refuse("backup", live)
    os.symlink(live, p.path("link"))
    p.refuse("backup", p.path("link"))
    assert os.stat(live).st_ino == before


def test_nothing_is_written_onto_a_file_of_the_profile(p):
    (made,) = p.put("community", {"name": "Åstien"})
    names = ["gangart.db", "gangart.db-wal", "gangart.db-shm", "gangart.stamp", "sync.lock", "files/document"]
    os.makedirs(os.path.join(p.folder, "files"), exist_ok=True)
    os.symlink(os.path.join(p.folder, "gangart.db"), p.path("link"))
    os.symlink("profile/gangart.db-wal", p.path("link-wal"))
    paths = [os.path.join(p.folder, name) for name in names]
    paths += [p.path("link"), p.path("link-wal"), os.path.join(p.scratch, "profile", "..", "profile", "gangart.db")]
    for path in paths:
        assert "itself" in p.refuse("backup", path)
        for form in ("csv", "json"):
            assert "itself" in p.refuse("export", "community", path, "--format", form)
        for form in ("table", "csv", "json", "png", "svg", "pdf"):
            assert "itself" in p.refuse("report", "attendance", "--format", form, "-o", path)
    assert p.list("community") == [made]
    assert os.path.islink(p.path("link")) and os.path.islink(p.path("link-wal"))
    p.do("check")


def test_the_guard_knows_a_profile_whose_file_lies_elsewhere(p):
    (made,) = p.put("community", {"name": "Åstien"})
    os.rename(os.path.join(p.folder, "gangart.db"), p.path("elsewhere.db"))
    os.symlink(p.path("elsewhere.db"), os.path.join(p.folder, "gangart.db"))
    for name in ("elsewhere.db", "elsewhere.db-wal", "profile/gangart.db"):
        assert "itself" in p.refuse("export", "community", p.path(name))
    assert p.list("community") == [made]


def test_what_is_no_file_is_not_written_onto(p):
    os.mkfifo(p.path("pipe"))
    os.mkdir(p.path("folder"))
    for path in (p.path("pipe"), p.path("folder")):
        reasons = [p.refuse("backup", path), p.refuse("export", "kommune", path), p.refuse("export", "kommune", path, "--format", "json")]
        reasons += [p.refuse("report", "attendance", "--format", form, "-o", path) for form in ("table", "csv", "json", "png", "svg", "pdf")]
        assert all("not a file" in reason for reason in reasons), reasons
    assert stat.S_ISFIFO(os.stat(p.path("pipe")).st_mode) and os.path.isdir(p.path("folder"))


def test_a_link_leads_to_the_file_that_is_written(p):
    os.mkdir(p.path("there"))
    os.symlink("there/file", p.path("link"))
    ways = [("backup", p.path("link"))]
    ways += [("export", "kommune", p.path("link"), "--format", form) for form in ("csv", "json")]
    ways += [("report", "attendance", "--format", form, "-o", p.path("link")) for form in ("table", "csv", "json", "svg")]
    for words in ways:
        with open(p.path("there/file"), "wb"):
            pass
        p.do(*words)
        assert os.path.islink(p.path("link")) and os.path.getsize(p.path("there/file")) > 0, words
        assert os.listdir(p.path("there")) == ["file"], words


def test_a_file_that_is_there_is_replaced_only_when_told(p):
    (community,) = p.put("community", {"name": "Åstien"})
    with open(p.path("Program: juni.pdf"), "wb") as file:
        file.write(b"Hej")
    # A name with a colon is no address.
    (document,) = p.do("attach", "community", community["id"], p.path("Program: juni.pdf"), "--json").records
    assert document["name"] == "Program: juni.pdf"
    answer = p.run("attach", "community", community["id"], "Program: juni.pdf", cwd=p.scratch)
    assert (answer.code, answer.err) == (0, ""), answer.err
    for words in ("backup",), ("save", document["id"]):
        with open(p.path("mine"), "wb") as file:
            file.write(b"mine")
        reason = p.refuse(*words, p.path("mine"))
        assert "already" in reason and "--force" in reason, reason
        with open(p.path("mine"), "rb") as file:
            assert file.read() == b"mine", words
        p.do(*words, p.path("mine"), "--force")
        with open(p.path("mine"), "rb") as file:
            assert file.read() != b"mine", words
        assert "no folder" in p.refuse(*words, p.path("nowhere/mine"))


def test_restore_does_not_wait_for_a_pipe(p):
    os.mkfifo(p.path("pipe"))
    p.refuse("restore", p.path("pipe"))


def test_a_link_that_leads_nowhere_is_told(p):
    os.mkdir(p.folder)
    os.symlink(p.path("gone.db"), os.path.join(p.folder, "gangart.db"))
    assert "cannot be found" in p.refuse("list", "community")
    assert not os.path.exists(p.path("gone.db"))


def test_a_profile_may_be_named_like_an_address(p):
    (made,) = p.put("community", {"name": "Åstien"})
    other = ctl.Profile(p.scratch)
    other.folder = "file:profile?mode=ro"
    assert other.run("put", "community", stdin='{"name":"B"}', cwd=p.scratch).code == 0
    assert p.list("community") == [made]


def test_check_finds_a_damaged_file(p):
    p.put("person", *({"name": f"Person {i}", "note": "x" * 500} for i in range(500)))
    assert p.do("check", "--json").records == [{"sound": True, "findings": []}]
    with open(os.path.join(p.folder, "gangart.db"), "r+b") as file:
        size = file.seek(0, 2)
        file.seek(size // 2)
        file.write(b"\xaa" * 20000)
    assert p.run("check").code == 1


def test_a_reader_that_has_seen_enough_is_no_error(p):
    p.put("community", *({"name": f"Group {i:04} {'x' * 100}"} for i in range(1000)))
    done = subprocess.run(f"'{sys.argv[1]}' --profile '{p.folder}' list community | head -n 1; exit ${{PIPESTATUS[0]}}",
                          shell=True, executable="/bin/bash", capture_output=True, check=False)
    assert done.returncode == 0 and done.stderr == b"", done
    done = subprocess.run(f"'{sys.argv[1]}' --profile '{p.folder}' list community >&-", shell=True, check=False)
    assert done.returncode == 0
    p.do("check")


def test_a_full_disk_under_the_answer_is_an_error(p):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.argv[1], "--profile", p.folder, "list", "kommune"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1 and b"could not be written" in done.stderr and b"saved" not in done.stderr


def test_a_change_whose_answer_is_lost_is_said_to_be_saved(p):
    # Reading from it is allowed, writing to it is not.
    with open(os.devnull, "rb") as deaf:
        for words, stdin in ((("put", "community"), b'{"name": "A"}'), (("undo",), b""), (("redo",), b"")):
            done = subprocess.run([sys.argv[1], "--profile", p.folder, *words], input=stdin, stdout=deaf, stderr=subprocess.PIPE, check=False)
            assert done.returncode == 1 and b"The change was saved" in done.stderr, (words, done)
    assert [r["name"] for r in p.list("community")] == ["A"]


def test_messages_are_translated_and_keys_are_not(p):
    env = {**os.environ, "LANGUAGE": "da", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    p.put("community", {"name": "Åstien"})
    assert p.run("entities", env=env).out.splitlines()[0].split() == ["Art", "Navn"]
    (record,) = p.run("list", "community", "--json", env=env).records
    assert record["status"] == "active" and record["name"] == "Åstien"
    assert "findes ikke" in p.run("list", "nothing", env=env).err


def test_an_organisation_is_never_part_of_itself(p):
    top, middle, low = p.put("organisation", {"name": "Top"}, {"name": "Middle"}, {"name": "Low"})
    p.put("organisation", {"id": middle["id"], "parent": "Top"}, {"id": low["id"], "parent": "Middle"})
    before = p.list("organisation")
    for parent, reason in (("Top", "part of itself"), ("Middle", "itself part of"), ("Low", "itself part of")):
        said = p.refuse("put", "organisation", stdin=json.dumps({"id": top["id"], "parent": parent}))
        assert "Part of: " in said and reason in said
    assert p.list("organisation") == before


def test_a_name_of_nothing_that_is_seen_is_none(p):
    for kind in ("person", "community", "participant"):
        for name in ("\u200b", "\u00a0", "\u202e", "\u2066\u2069", "\u3000\u200d", "\ufeff"):
            assert "filled in" in p.refuse("put", kind, stdin=json.dumps({"name": name})), (kind, name)
    p.put("person", {"name": "Karen\u202e Hansen\u2069"})
    assert [each["name"] for each in p.list("person")] == ["Karen Hansen"]


def test_who_puts_a_walk_or_a_plan_twice_is_told(p):
    (group,) = p.put("community", {"name": "Åstien", "activity": "walk", "kommune": "0101"})
    walk = {"community": group["id"], "start": "2026-12-08T10:00"}
    plan = {"community": group["id"], "rule": "FREQ=WEEKLY;BYDAY=TU", "from": "2026-12-08", "at": "11:00"}
    for entity, record, other in (("meeting", walk, {"start": "2026-12-08T10:30"}), ("schedule", plan, {"at": "11:30"})):
        (first,) = p.put(entity, record)
        p.put(entity, {**record, **other})
        answer = p.run("put", entity, "--json", stdin="\n" + json.dumps(record))
        assert answer.code == 0 and len(answer.records) == 1, answer.err
        assert answer.err.startswith("gangartctl: Line 2: ") and answer.err.endswith(f"{first['id']}\n"), answer.err
        # What is there is changed in silence, and may be two of other things.
        p.put(entity, {"id": first["id"], **record})
    p.put("person", {"name": "Bodil Jensen"}, {"name": "Bodil Jensen"})


ctl.main()
