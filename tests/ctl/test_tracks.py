#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways of routes as GPX, in and out."""

import math
import xml.etree.ElementTree as ElementTree

import ctl

GPX = "{http://www.topografix.com/GPX/1/1}"


def point(latitude, longitude, height=None, tag="trkpt"):
    inside = f"<ele>{height}</ele>" if height is not None else ""
    return f'<{tag} lat="{latitude}" lon="{longitude}">{inside}</{tag}>'


def gpx(*parts, before=""):
    return f'<?xml version="1.0"?>{before}\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">' + "".join(parts) + "</gpx>"


def track(*segments, name=None):
    return "<trk>" + (f"<name>{name}</name>" if name is not None else "") + "".join(f"<trkseg>{''.join(s)}</trkseg>" for s in segments) + "</trk>"


def write(p, name, text):
    with open(p.path(name), "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return p.path(name)


def take(p, text, name="tur.gpx"):
    (report,) = p.do("import", "route", write(p, name, text), "--json").records
    assert report["problem_count"] == 0, report
    return report


def points(p):
    """The points of each stretch of each track, as an export tells them."""
    root = ElementTree.fromstring(p.do("export", "route", "--format", "gpx").out)
    return [[[(float(q.get("lat")), float(q.get("lon"))) for q in s.iter(GPX + "trkpt")] for s in t.iter(GPX + "trkseg")] for t in root.iter(GPX + "trk")]


def test_a_track_of_several_stretches_is_a_route(p):
    # A hundredth of a degree of latitude is 1112 metres; what lies between stretches was not walked.
    first = [point(55.86, 9.85, 10), point(55.87, 9.85, 30), point(55.87, 9.85, 28.5), point(55.88, 9.85, 60)]
    second = [point(56.5, -9.85, 100), point(56.51, -9.85, 90)]
    take(p, "\ufeff" + gpx("<metadata><author><name>Somebody</name></author></metadata><wpt lat='1' lon='1'><name>Bench</name></wpt>",
                           track(first, [point(1, 1)], second, name="Fjorden &amp; skoven")))
    (route,) = p.list("route")
    assert (route["name"], route["distance_m"], route["ascent_m"]) == ("Fjorden & skoven", 3336, 50), route
    assert points(p) == [[[(55.86, 9.85), (55.87, 9.85), (55.87, 9.85), (55.88, 9.85)], [(56.5, -9.85), (56.51, -9.85)]]]
    # "_p~iF~ps|U_ulLnnqC_mqNvxq`@" is the example of those who invented the form.
    p.do("undo")
    assert p.list("route") == []
    take(p, gpx("<trk><extensions><distance_m>7</distance_m></extensions>" + track([point(38.5, -120.2), point(40.7, -120.95), point(43.252, -126.453)])[5:]))
    (route,) = p.list("route")
    assert route["shape"] == "_p~iF~ps|U_ulLnnqC_mqNvxq`@" and route["name"] == "tur" and route.get("ascent_m") is None


def test_what_goes_out_comes_back_as_it_was(p):
    take(p, gpx(track([point(55.86, 9.85, 10), point(55.8712345678, 9.85, 30)], name="A"), track([point(55.1, 9.1), point(55.2, 9.2)])))
    assert [r["name"] for r in p.list("route")] == ["A", "tur 2"]
    p.put("route", {"name": "Without a way"})
    p.do("export", "route", p.path("a.gpx"))
    (report,) = p.do("import", "route", p.path("a.gpx"), "--update", "--json").records
    assert report["unchanged"] == 2 and report["rows"] == 2
    p.do("export", "route", p.path("b.gpx"))
    with open(p.path("a.gpx"), "rb") as a, open(p.path("b.gpx"), "rb") as b:
        assert a.read() == b.read()
    for kind in ("csv", "json", "xlsx", "ods"):
        other = ctl.Profile(p.path("other-" + kind))
        p.do("export", "route", p.path("r." + kind))
        other.do("import", "route", p.path("r." + kind))
        assert other.list("route") == p.list("route"), kind


def test_a_planned_route_counts_where_nothing_was_recorded(p):
    planned = "<rte><name>Plan</name>" + "".join(point(55 + i / 100, 9, tag="rtept") for i in range(3)) + "</rte>"
    take(p, gpx(planned))
    assert p.list("route")[0]["name"] == "Plan"
    p.do("undo")
    take(p, gpx("<metadata><name>Om fjorden</name></metadata>", planned, track([point(55, 9), point(56, 9)])))
    assert [r["name"] for r in p.list("route")] == ["Om fjorden"]


def test_a_million_points_become_a_way_that_can_be_drawn(p):
    # Ten times around a circle of a kilometre.
    with open(p.path("long.gpx"), "w", encoding="utf-8") as file:
        file.write('<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Long</name><trkseg>\n')
        for i in range(1_000_000):
            angle = i / 1_000_000 * 20 * math.pi
            file.write(f'<trkpt lat="{55 + 0.009 * math.cos(angle):.7f}" lon="{9 + 0.0157 * math.sin(angle):.7f}"/>\n')
        file.write("</trkseg></trk></gpx>")
    p.do("import", "route", p.path("long.gpx"))
    (route,) = p.list("route")
    ((way,),) = points(p)
    assert 60000 < route["distance_m"] < 66000 and 100 < len(way) <= 1000, (route["distance_m"], len(way))
    assert all(abs(math.hypot((a - 55) / 0.009, (b - 9) / 0.0157) - 1) < 0.02 for a, b in way)


def test_a_file_of_too_many_tracks_is_refused(p):
    tracks = [track([point(55 + i / 10000, 9.85), point(55 + i / 10000, 9.86)], name=f"Tur {i}") for i in range(1001)]
    take(p, gpx(*tracks[:1000]))
    p.do("undo")
    assert "more than 1,000 tracks" in p.refuse("import", "route", write(p, "many.gpx", gpx(*tracks)))
    assert p.list("route") == []


def test_what_is_no_track_is_told(p):
    for text, words in ((gpx(), "no track"), (gpx(track([point(1, 1)])), "no track"), (gpx(track([point(91, 1), point(1, 1)])), "Point 1"),
                        (gpx(track([point("nan", 1)])), "Point 1"), ("<a><gpx></gpx></a>", "no GPX"), (gpx(track([point(1, 1), point(1, 2)]))[:-20], "no XML"),
                        ('<gpx><trk><name>x', "no XML"), (gpx(track([point(1, 1), point(9, 9), point(1, 1)])), "Distance"),
                        (gpx(track([point("&a;", 1)]), before="<!DOCTYPE gpx [<!ENTITY a '1'>]>"), "DOCTYPE")):
        assert words in p.refuse("import", "route", write(p, "a.gpx", text)), words
    path = write(p, "a.csv", gpx(track([point(1, 1), point(1, 1.01)])))
    assert "GPX" in p.refuse("import", "venue", path)
    p.refuse("export", "venue", p.path("b.gpx"), "--format", "gpx", code=2)
    assert p.list("route") == []
    p.do("import", "route", path)


ctl.main()
