#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dossier of a partner."""

import ctl


def dossier(p, partner):
    return p.do("report", "dossier", partner, "--format", "json").records


def agree(p):
    p.put("organisation", {"name": "Åen", "kind": "health_centre", "kommuner": ["0615"]})
    p.put("agreement", {"title": "Gå sammen", "partner": "Åen", "kommune": "0615"})
    p.put("clause", {"agreement": "Gå sammen", "side": "ours", "heading": "Ansvar", "due": "2026-01-01"})
    p.put("community", {"name": "Åstien", "kommune": "0615", "organisation": "Åen"}, {"name": "Bakken", "kommune": "0791"})


def parts(records):
    return [r["part"] for r in records]


def test_an_organisation_and_a_kommune(p):
    agree(p)
    said = dossier(p, "Åen")
    assert parts(said) == ["partner", "agreement", "clause", "community"], said
    assert said[1]["overdue"] == 1 and said[1]["record"]["title"] == "Gå sammen"
    assert (said[3]["held"], said[3]["visits"]) == (0, 0)
    assert parts(dossier(p, "horsens")) == ["partner", "agreement", "clause", "community", "organisation"]
    assert parts(dossier(p, "0791")) == ["partner", "community"]


def test_a_table_tells_each_part(p):
    agree(p)
    said = p.do("report", "dossier", "Åen").out
    assert "Gå sammen" in said and "No hosts yet." in said and "Åstien" in said


def test_on_paper(p):
    agree(p)
    p.do("report", "dossier", "Åen", "-o", p.path("åen.pdf"))
    with open(p.path("åen.pdf"), "rb") as file:
        assert file.read(5) == b"%PDF-"


def test_what_is_expected_stands_on_paper_with_its_state(p):
    agree(p)
    p.put("clause", {"agreement": "Gå sammen", "side": "theirs", "heading": "Frivillige", "state": "under_way",
                     "text": "I finder tyve nye værter."})
    ctl.says(p.print_as("en", "dossier", "Åen"), "Frivillige", "I finder tyve nye værter.", "Under way")


def test_wrong_usage(p):
    p.refuse("report", "dossier", code=2)
    p.refuse("report", "attendance", "Åen", code=2)
    p.refuse("report", "dossier", "Åen", "--format", "csv", code=2)
    p.refuse("report", "dossier", "Åen", "--format", "pdf", code=2)
    p.refuse("report", "dossier", "Nowhere")


ctl.main()
