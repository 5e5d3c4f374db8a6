# SPDX-License-Identifier: GPL-3.0-or-later
"""Rights to fields and to what an operation refers to: who gets which field of what, and who may name whose records.

test_sight.py GANGART_SERVER
"""
import sys
import unittest
import uuid

import server

# Who is not of the kommune's people gets no word about anybody; who is no host gets nobody's attendance.
PERSONAL = {"person": {"name", "email", "phone", "note", "basis", "consent_on", "consent_wording", "consent_withdrawn"},
            "role": {"person"}, "participant": {"name", "joined", "left"}, "attendance": {"meeting", "participant", "first_time"},
            "meeting_note": {"text"}, "meeting": {"host"}}
OPEN = {"venue": {"name", "kommune"}, "route": {"name", "kommune"}, "organisation": {"name", "kind"}, "kommune": {"name", "code"},
        "schedule": {"community", "rule", "from", "at"}, "community": {"name", "kommune"}, "meeting": {"community", "start", "venue"}}
# Entities of which a row may come at all; whether the personal fields do.
SEES = {
    "host": ({"kommune", "organisation", "person", "role", "venue", "route", "community", "schedule", "meeting", "meeting_note",
              "participant", "attendance"}, True),
    "consultant": ({"kommune", "organisation", "person", "role", "venue", "route", "community", "schedule", "meeting"}, True),
    "coordinator": ({"kommune", "organisation", "venue", "route", "community", "schedule", "meeting"}, False),
    "administrator": ({"kommune", "organisation"}, False),
}
# Of each entity a record that is right but for the one that it refers to, by its field.
REFERENCES = [
    ("attendance", "meeting", {"participant": "participant", "state": "=present"}),
    ("attendance", "participant", {"meeting": "meeting", "state": "=present"}),
    ("meeting_note", "meeting", {"text": "=Rain"}),
    ("participant", "community", {"name": "=Bo"}),
    ("meeting", "community", {"start": "=2026-02-03T10:00", "zone": "=Europe/Copenhagen", "status": "=planned"}),
    ("meeting", "schedule", {"community": "community", "start": "=2026-02-03T10:00", "zone": "=Europe/Copenhagen",
                             "status": "=planned"}),
    ("meeting", "venue", {"community": "community", "start": "=2026-02-03T10:00", "zone": "=Europe/Copenhagen",
                          "status": "=planned"}),
    ("meeting", "route", {"community": "community", "start": "=2026-02-03T10:00", "zone": "=Europe/Copenhagen",
                          "status": "=planned"}),
    ("meeting", "host", {"community": "community", "start": "=2026-02-03T10:00", "zone": "=Europe/Copenhagen",
                         "status": "=planned"}),
    ("schedule", "community", {"rule": "=FREQ=WEEKLY;BYDAY=TU", "from": "=2026-01-06", "at": "=10:00",
                               "zone": "=Europe/Copenhagen"}),
    ("role", "person", {"role": "=co_host", "community": "community"}),
    ("role", "community", {"role": "=co_host", "person": "person"}),
    ("community", "venue", {"name": "=Second", "activity": "=walk", "status": "=active", "kommune": "kommune"}),
]

IDENTITIES = {"attendance": ("meeting", "participant"), "meeting_note": ("meeting",), "recruitment": ("person",)}


class Sight(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.numbers = {}
        self.n = 0

    def push(self, who, entity, fields, operation="insert", record=None):
        """The id of a record, and the code of what was refused, if it was."""
        identity = [fields[name] for name in IDENTITIES.get(entity, ()) if name in fields]
        record = record or (server.derive(entity, *identity) if identity else str(uuid.uuid4()))
        self.n += 1
        number = self.numbers[who["client"]] = self.numbers.get(who["client"], 0) + 1
        receipt = self.server.push(who, number, [{
            "n": number, "entity": entity, "id": record, "op": operation, "base": who["head"],
            "clock": 117309440000000000 + self.n, "fields": fields}])
        return record, [answer.get("code") for answer in receipt["answers"] if answer["state"] == "refused"]

    def put(self, who, entity, fields):
        record, refused = self.push(who, entity, fields)
        self.assertEqual([], refused, (entity, fields))
        return record

    def make_place(self, code):
        """A kommune with one record of everything, its host and its consultant."""
        group = self.server.make_walk_group(code)
        host = self.server.enrol(group["code"])
        consultant = self.server.enrol(self.server.invite("consultant", f"kommune:{code}"))
        ids = {"kommune": group["kommune"], "community": group["community"]}
        here = {"kommune": ids["kommune"]}
        ids["venue"] = self.put(consultant, "venue", {"name": f"Hall {code}", **here})
        ids["route"] = self.put(consultant, "route", {"name": f"Lake {code}", **here})
        ids["organisation"] = self.put(consultant, "organisation", {"name": f"Club {code}", "kind": "kommune"})
        ids["person"] = self.put(consultant, "person", {"name": f"Asta {code}", "phone": "12345678", "note": "Mornings", **here})
        ids["schedule"] = self.put(host, "schedule", {"community": ids["community"], "rule": "FREQ=WEEKLY;BYDAY=TU",
                                                      "from": "2026-01-06", "at": "10:00", "zone": "Europe/Copenhagen"})
        ids["role"] = self.put(host, "role", {"person": ids["person"], "role": "host", "community": ids["community"]})
        ids["meeting"] = self.put(host, "meeting", {"community": ids["community"], "start": "2026-01-06T10:00",
                                                    "zone": "Europe/Copenhagen", "status": "held", "unnamed": 2,
                                                    "venue": ids["venue"], "host": ids["person"]})
        ids["participant"] = self.put(host, "participant", {"community": ids["community"], "name": f"Bo {code}",
                                                            "joined": "2026-01-06"})
        ids["attendance"] = self.put(host, "attendance", {"meeting": ids["meeting"], "participant": ids["participant"],
                                                          "state": "present", "first_time": 1})
        ids["meeting_note"] = self.put(host, "meeting_note", {"meeting": ids["meeting"], "text": "Tired"})
        return {"host": host, "consultant": consultant, "ids": ids}

    def find_fields(self, who):
        """What a first pull brings: of each entity the fields that hold something in any row, and all values."""
        fields, values, entity, names = {}, set(), None, []
        for line in self.server.pull(who):
            if isinstance(line, list) and entity is not None:
                held = {name: value for name, value in zip(names, line[4:]) if value is not None}
                fields.setdefault(entity, set()).update(held)
                values.update(str(value) for value in held.values())
            elif isinstance(line, dict):
                entity, names = line.get("rows"), line.get("fields", [])
        return fields, values

    def test_everybody_gets_the_fields_that_are_for_them_alone(self):
        here, there = self.make_place("0751"), self.make_place("0101")
        people = {"host": here["host"], "consultant": here["consultant"],
                  "coordinator": self.server.enrol(self.server.invite("coordinator", "kommune:0751")),
                  "administrator": self.server.enrol(self.server.invite("administrator", "national"))}
        for role, who in people.items():
            entities, personal = SEES[role]
            fields, values = self.find_fields(who)
            self.assertEqual(entities, set(fields) - {"conflict"}, role)
            for entity in entities:
                hidden = PERSONAL.get(entity, set())
                if personal:
                    self.assertTrue(fields[entity] & hidden or not hidden, (role, entity))
                else:
                    self.assertFalse(fields[entity] & hidden, (role, entity))
                self.assertLessEqual(OPEN.get(entity, set()), fields[entity], (role, entity))
            words = {"Asta 0751", "12345678", "Mornings", here["ids"]["person"]} if not personal else set()
            words |= {"Bo 0751", "Tired", here["ids"]["participant"]} if role != "host" else set()
            words |= {"Asta 0101", "Bo 0101", "Hall 0101", there["ids"]["community"]}
            self.assertFalse(words & values, role)

    def test_what_an_id_follows_from_has_no_other(self):
        here = self.make_place("0751")
        ids, host = here["ids"], here["host"]
        tick = {"meeting": ids["meeting"], "participant": ids["participant"], "state": "absent"}
        self.assertEqual(["invalid"], self.push(host, "attendance", tick, record=str(uuid.uuid4()))[1])
        self.assertEqual(["invalid"], self.push(host, "meeting_note", {"meeting": ids["meeting"], "text": "Wet"},
                                                record=str(uuid.uuid4()))[1])
        recruit = {"person": ids["person"], "state": "lead"}
        self.assertEqual(["invalid"], self.push(here["consultant"], "recruitment", recruit, record=str(uuid.uuid4()))[1])
        self.assertEqual([], self.push(here["consultant"], "recruitment", recruit)[1])
        other = self.put(host, "participant", {"community": ids["community"], "name": "Carl"})
        self.assertEqual(["invalid"], self.push(host, "attendance", {"participant": other}, "update", ids["attendance"])[1])
        self.assertEqual([], self.push(host, "attendance", {"state": "absent", "first_time": 0}, "update", ids["attendance"])[1])

    def test_nobody_names_a_record_that_they_do_not_see(self):
        here, there = self.make_place("0751"), self.make_place("0101")
        for entity, field, others in REFERENCES:
            target = {"host": "person"}.get(field, field)
            fields = {name: value[1:] if value[0] == "=" else here["ids"][value] for name, value in others.items()}
            for strange in (there["ids"][target], str(uuid.uuid4())):
                _, refused = self.push(here["host"], entity, {**fields, field: strange})
                self.assertIn(refused, (["reference"], ["missing"], ["not-allowed"], ["space"]), (entity, field))
            own = here["ids"].get(entity)
            if own is not None and (entity, field) != ("attendance", "meeting"):
                _, refused = self.push(here["host"], entity, {field: there["ids"][target]}, "update", own)
                self.assertIn(refused, (["reference"], ["missing"], ["not-allowed"], ["space"]), (entity, field, "update"))
        for entity, record in there["ids"].items():
            _, refused = self.push(here["host"], entity, {}, "delete", record)
            # What is national everybody sees.
            self.assertIn(refused, (["not-yours"],) if entity == "organisation" else
                          (["reference"], ["missing"], ["not-allowed"], ["space"]), (entity, "delete"))


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
