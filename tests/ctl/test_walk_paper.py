#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a walk host prints, read back by another program."""

import os
import subprocess

import ctl

NAMES = ["Anna", "Bente", "Åse Holm"]


def make(p, entity, **fields):
    return p.put(entity, fields)[0]


def make_group(p, **fields):
    place = make(p, "venue", name="Parkens indgang", address="Havnegade 1, 8700 Horsens", latitude=55.8615, longitude=9.8502)
    union = make(p, "organisation", name="Gåforeningen")
    return make(p, "community", **{"name": "Tirsdagsgåturen", "kommune": "0615", "venue": place["id"], "controller": union["id"],
                                   "level": "easy", "distance_m": 4000, **fields})


def make_walk(p, group, start="2031-01-07T10:00", **fields):
    return make(p, "meeting", community=group["id"], start=start, **fields)


def names_of(p, group):
    p.put("participant", *({"community": group["id"], "name": name} for name in reversed(NAMES)))


def test_a_list_has_names_in_order_and_the_walk(p):
    group = make_group(p)
    host = make(p, "person", name="Karen Vært")
    walk = make_walk(p, group, host=host["id"])
    names_of(p, group)
    make(p, "participant", community=group["id"], name="Rejst", joined="2030-01-01", left="2030-06-01")
    pages = p.print_as("da", "list", walk["id"])
    assert len(pages) == 1, pages
    ctl.says(pages, "Tirsdagsgåturen", "tirsdag den 7. januar 2031 kl. 10.00", "Parkens indgang, Havnegade 1, 8700 Horsens",
             "Karen Vært", "Gåforeningen", "Uden navn", *NAMES)
    at = [pages[0].index(name) for name in NAMES]
    assert at == sorted(at), pages
    assert "Rejst" not in pages[0]


def test_a_long_list_goes_on_and_keeps_room_for_new_walkers(p):
    group = make_group(p)
    walk = make_walk(p, group)
    p.put("participant", *({"community": group["id"], "name": f"Deltager {i:03}"} for i in range(60)))
    pages = p.print_as("en", "list", walk["id"])
    assert len(pages) >= 3, len(pages)
    ctl.says(pages, *(f"Deltager {i:03}" for i in range(60)))
    assert "Without a name" in pages[-1] and "Deltager 000" in pages[0], pages


def test_a_group_that_reveals_health_is_a_walk_without_names(p):
    group = make_group(p, name="Hjertegruppen", reveals_health=True)
    host = make(p, "person", name="Karen Vært", phone="12345678", basis="consent", consent_on="2026-01-01")
    make(p, "role", person=host["id"], community=group["id"], role="contact")
    walk = make_walk(p, group, host=host["id"])
    make_walk(p, group, start="2031-01-14T10:00", status="cancelled", reason="illness")
    names_of(p, group)
    for words in (("list", walk["id"]), ("programme", group["id"]), ("poster", group["id"])):
        text = " ".join(p.print_as("en", *words))
        for hidden in ("Hjerte", "Karen", "12345678", "ill", *NAMES):
            assert hidden not in text, (words, hidden, text)
        assert "Walk" in text, text
    ctl.says(p.print_as("en", "list", walk["id"]), "How many came", "New today")


def test_a_programme_is_the_season_with_what_is_cancelled(p):
    group = make_group(p)
    host = make(p, "person", name="Karen Vært")
    make_walk(p, group, host=host["id"])
    make_walk(p, group, start="2031-01-14T10:00", status="cancelled", reason="ice")
    make_walk(p, group, start="2031-03-04T09:30")
    make_walk(p, group, start="2020-01-07T10:00")
    pages = p.print_as("da", "programme", "Tirsdagsgåturen")
    ctl.says(pages, "7. januar 2031 – 4. marts 2031", "tirsdag den 7. januar 2031 10.00", "Karen Vært",
             "tirsdag den 14. januar 2031", "Aflyst: Glat føre", "9.30")
    assert "2020" not in " ".join(pages)
    text = " ".join(p.print_as("da", "programme", group["id"], "--from", "14-1-2031", "--to", "14-01-2031"))
    assert "14. januar 2031" in text and "7. januar" not in text and "marts" not in text, text
    ctl.says(p.print_as("en", "programme", group["id"], "--from", "2035-01-01"), "No walks are planned.")


def test_a_poster_is_one_page_and_tells_when_and_where(p):
    group = make_group(p, price={"amount": 2000, "currency": "DKK"})
    make(p, "schedule", community=group["id"], rule="FREQ=WEEKLY;BYDAY=TU", **{"from": "2031-01-01", "at": "10:00"})
    pages = p.print_as("da", "poster", group["id"])
    assert len(pages) == 1, pages
    ctl.says(pages, "Tirsdagsgåturen", "Hver tirsdag kl. 10.00", "Parkens indgang", "4 km", "20,00 kr.")
    long = make_group(p, name="En meget lang gåtur " * 9)
    p.put("schedule", *({"community": long["id"], "rule": f"FREQ=WEEKLY;BYDAY={day}", "from": "2031-01-01", "at": "10:00"}
                        for day in ("MO", "TU", "WE", "TH", "FR", "SA")))
    assert len(p.print_as("da", "poster", long["id"])) == 1


def read_code(p, group):
    """What a phone reads in the square code of a poster."""
    paper, picture = p.path("Plakat.pdf"), p.path("Plakat")
    p.do("print", "poster", group["id"], "-o", paper)
    subprocess.run(["pdftoppm", "-png", "-r", "100", "-singlefile", paper, picture], check=True)
    return subprocess.run(["zbarimg", "-q", "--raw", picture + ".png"], check=True, capture_output=True).stdout.decode().strip()


def test_a_phone_reads_the_way_from_a_poster(p):
    assert read_code(p, make_group(p)) == "geo:55.8615,9.8502"
    place = make(p, "venue", name="Broen", address="Ågade 2, 8700 Horsens")
    assert read_code(p, make_group(p, name="Uden kort", venue=place["id"])) == "Broen, Ågade 2, 8700 Horsens"


def test_a_poster_is_free_only_where_somebody_said_so(p):
    unsaid, free = make_group(p), make_group(p, name="Gratisturen", price={"amount": 0, "currency": "DKK"})
    assert "free" not in " ".join(p.print_as("en", "poster", unsaid["id"]))
    ctl.says(p.print_as("en", "poster", free["id"]), "It is free")


def test_a_poster_names_only_who_agreed_to_it(p):
    group = make_group(p)
    for name, role, more in (("Ida Spurgt", "contact", {}), ("Bo Vært", "host", {"basis": "consent", "consent_on": "2026-01-01"}),
                             ("Eva Fortrudt", "contact", {"basis": "consent", "consent_on": "2026-01-01",
                                                          "consent_withdrawn": "2026-02-01"})):
        person = make(p, "person", name=name, phone="1111" + name, **more)
        make(p, "role", person=person["id"], community=group["id"], role=role)
    assert "1111" not in " ".join(p.print_as("en", "poster", group["id"]))
    person = make(p, "person", name="Grethe Holm", phone="22 33 44 55", basis="consent", consent_on="2026-01-01")
    make(p, "role", person=person["id"], community=group["id"], role="contact")
    text = " ".join(p.print_as("en", "poster", group["id"]))
    assert "Grethe, 22 33 44 55" in text and "Holm" not in text, text


def test_what_cannot_be_printed_is_told(p):
    group = make_group(p)
    walk = make_walk(p, group)
    path = p.path("Papir.pdf")
    for kind in ("list", "poster", "programme"):
        p.refuse("print", kind, "x", "-o", path)
    p.refuse("print", "list", walk["id"], "--from", "2031-01-01", "-o", path, code=2)
    p.refuse("print", "programme", group["id"], "--from", "x", "-o", path, code=2)
    p.refuse("print", "programme", group["id"], "--from", "2031-01-02", "--to", "2031-01-01", "-o", path, code=2)
    p.refuse("print", "poster", group["id"], code=2)
    assert not os.path.exists(path)


ctl.main()
