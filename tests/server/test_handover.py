# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits on a computer that has lost access is handed over, with its documents, and others decide about it.

test_handover.py GANGART_SERVER
"""
import hashlib
import json
import os
import sys
import unittest
import uuid

import server
from server import bearer

CLOCK = 117309440000000001


class Handover(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.group = self.server.make_walk_group()
        self.leaving, self.staying = (self.join(self.group["community_space"]) for _ in range(2))
        self.content = os.urandom(150000).hex().encode()
        self.sha = hashlib.sha256(self.content).hexdigest()
        self.path = f"/v1/files/{self.sha}"
        self.clock = CLOCK

    def join(self, *spaces):
        return dict(self.server.enrol(self.server.invite("host", *spaces)), number=0)

    def lose_everything(self):
        """Its access ends while it is off; it asks for its token and is given one to hand over with."""
        self.server.run("account", "revoke", self.leaving["account"])
        answer = self.server.ask("POST", "/v1/token", json.dumps({"refresh": self.leaving["refresh"]}).encode())
        self.assertEqual(401, answer.status)
        self.leaving["access"] = json.loads(answer.text)["access"]

    def lose_community(self):
        elsewhere = self.server.make_walk_group("0101")
        self.server.run("account", "grant", self.leaving["account"], "--role", "host", "--space",
                        elsewhere["community_space"])
        self.server.run("account", "grant", self.leaving["account"], "--role", "host", "--space",
                        self.group["community_space"], "--remove")

    def operation(self, op, entity, record, **fields):
        self.clock += 1
        return {"entity": entity, "id": record, "op": op, "base": 0, "clock": self.clock,
                **({"fields": fields} if op != "delete" else {})}

    def insert(self, entity, **fields):
        return self.operation("insert", entity, str(uuid.uuid4()), **fields)

    def document(self):
        return self.insert("attachment", community=self.group["community"], name="Aftale.pdf", sha256=self.sha,
                           size=len(self.content))

    def push(self, who, *operations):
        """Returns: for each operation its state, or why it was refused"""
        who["number"] += 1
        receipt = self.server.push(who, who["number"], [dict(one, n=n) for n, one in enumerate(operations, 1)])
        answers = {answer["n"]: answer for answer in receipt["answers"]}
        for answer in answers.values():
            self.assertEqual(answer["state"] == "refused", bool(answer.get("message")))
        return [answers.get(n, {"state": "accepted"}) for n in range(1, len(operations) + 1)]

    def states(self, who, *operations):
        return [answer.get("code", answer["state"]) for answer in self.push(who, *operations)]

    def put(self, who, start, end):
        return self.server.ask("PUT", self.path, self.content[start:end], bearer(
            who, **{"Content-Range": f"bytes {start}-{end - 1}/{len(self.content)}"})).status

    def have(self, who):
        return self.server.ask("HEAD", self.path, headers=bearer(who)).headers.get("Gangart-Have")

    def can_fetch(self, who):
        answer = self.server.ask("GET", self.path, headers=bearer(who))
        self.assertIn((answer.status, answer.text == self.content.decode()), ((200, True), (404, False)))
        return answer.status == 200

    def rows(self, who, entity):
        fields, rows = [], []
        for line in self.server.pull(who):
            if isinstance(line, dict) and "rows" in line:
                fields = line["fields"] if line["rows"] == entity else []
            elif isinstance(line, list) and fields:
                rows.append(dict(zip(fields, line[4:]), id=line[0]))
        return rows

    def decide(self, conflict, state):
        return self.operation("update", "conflict", conflict["id"], state=state)

    def test_a_document_comes_along_and_is_taken(self):
        self.lose_everything()
        self.assertEqual(200, self.put(self.leaving, 0, 200000))
        self.assertEqual("200000", self.have(self.leaving))
        self.assertEqual(200, self.put(self.leaving, 200000, 300000))
        document = self.document()
        self.assertEqual(["quarantined"], self.states(self.leaving, document))
        self.take(document)

    def test_a_document_of_a_community_that_was_lost_is_taken(self):
        self.lose_community()
        self.assertEqual(200, self.put(self.leaving, 0, 300000))
        document = self.document()
        self.assertEqual(["quarantined"], self.states(self.leaving, document))
        self.take(document)

    def take(self, document):
        """By who may decide: before that nobody else gets the file."""
        far = self.join(self.server.make_walk_group("0461")["community_space"])
        near = self.join(self.server.make_walk_group()["community_space"])
        self.assertEqual([True, False, False], [self.can_fetch(who) for who in (self.staying, near, far)])
        [conflict] = [one for one in self.rows(self.staying, "conflict") if one["kind"] == "quarantine"]
        self.assertEqual(["accepted"] * 2, self.states(self.staying, self.decide(conflict, "restored"), document))
        self.assertEqual([True, True, False], [self.can_fetch(who) for who in (self.staying, near, far)])
        self.assertEqual(["Aftale.pdf"], [row["name"] for row in self.rows(self.staying, "attachment")])

    def test_a_document_that_nobody_wants_is_nobodys(self):
        self.lose_everything()
        self.put(self.leaving, 0, 300000)
        self.push(self.leaving, self.document())
        [conflict] = self.rows(self.staying, "conflict")
        self.assertEqual(["accepted"], self.states(self.staying, self.decide(conflict, "kept")))
        self.assertFalse(self.can_fetch(self.staying))

    def test_what_cannot_be_offered_is_refused(self):
        walker = self.insert("participant", community=self.group["community"], name="Kim")
        self.assertEqual(["accepted"], self.states(self.leaving, walker))
        self.lose_everything()
        self.assertEqual(["file", "missing", "invalid", "not-allowed", "unknown-field"], self.states(
            self.leaving, self.document(),
            self.operation("update", "participant", str(uuid.uuid4()), name="Bo"),
            self.operation("update", "participant", walker["id"], name=""),
            self.operation("update", "kommune", self.group["kommune"], name="Nowhere"),
            self.operation("update", "participant", walker["id"], shoes=41)))
        self.assertEqual([], self.rows(self.staying, "conflict"))

    def test_who_has_lost_access_reads_no_files(self):
        self.assertEqual(200, self.put(self.staying, 0, 300000))
        self.assertEqual(["accepted"], self.states(self.staying, self.document()))
        self.assertEqual("300000", self.have(self.leaving))
        self.lose_everything()
        self.assertEqual("0", self.have(self.leaving))
        answer = self.server.ask("GET", self.path, headers=bearer(self.leaving))
        self.assertEqual((401, "revoked"), (answer.status, json.loads(answer.text)["code"]))

    def test_when_its_turn_is_over_nothing_more_comes(self):
        self.lose_everything()
        for _ in range(100):
            self.assertEqual(200, self.put(self.leaving, 0, 1000))
            self.push(self.leaving)
        self.assertEqual(401, self.put(self.leaving, 0, 1000))
        self.assertEqual(401, self.server.ask("HEAD", self.path, headers=bearer(self.leaving)).status)

    def test_what_comes_once_more_is_asked_once(self):
        walker = self.insert("participant", community=self.group["community"], name="Kim")
        before = self.insert("participant", community=self.group["community"], name="Ane")
        self.assertEqual(["accepted"], self.states(self.leaving, before))
        for lose in self.lose_community, self.lose_everything:
            lose()
            rename = self.operation("update", "participant", before["id"], name="Anne")
            remove = self.operation("delete", "participant", before["id"])
            for _ in range(2):
                self.assertEqual(3 * ["quarantined"], self.states(self.leaving, walker, rename, remove))
            self.assertEqual(3, len(self.rows(self.staying, "conflict")))
        # What had arrived before stands as it is.
        self.assertEqual(["accepted"], self.states(self.leaving, before))
        self.assertEqual(3, len(self.rows(self.staying, "conflict")))
        for conflict in self.rows(self.staying, "conflict"):
            self.assertEqual(["accepted"], self.states(self.staying, self.decide(conflict, "kept")))
        self.push(self.leaving, walker)
        self.assertEqual({"kept"}, {conflict["state"] for conflict in self.rows(self.staying, "conflict")})

    def test_what_stands_on_what_is_offered_may_come_later(self):
        for lose in self.lose_community, self.lose_everything:
            lose()
            before = len(self.rows(self.staying, "conflict"))
            meeting = self.insert("meeting", community=self.group["community"], start="2026-11-03T10:00",
                                  zone="Europe/Copenhagen", status="planned")
            walker = self.insert("participant", community=self.group["community"], name="Kim")
            tick = self.operation("insert", "attendance", server.derive("attendance", meeting["id"], walker["id"]),
                                  meeting=meeting["id"], participant=walker["id"], state="present", first_time=0)
            for one in meeting, walker, tick:
                self.assertEqual(["quarantined"], self.states(self.leaving, one))
            conflicts = self.rows(self.staying, "conflict")
            self.assertEqual(before + 3, len(conflicts))
            taken = {conflict["record"]: self.decide(conflict, "restored") for conflict in conflicts}
            self.assertEqual(["accepted"] * 6, self.states(self.staying, *[
                one for new in (meeting, walker, tick) for one in (taken[new["id"]], new)]))

    def restore(self, backup):
        """What it says. Everybody has heard of it."""
        self.server.stop()
        told = self.server.run("restore", backup)
        self.server.start()
        for who in self.leaving, self.staying:
            who.update(epoch=who["epoch"] + 1, number=0)
        return told

    def cards(self):
        """By the record that each is about."""
        return {card["record"]: card for card in self.rows(self.staying, "conflict")}

    def test_what_was_handed_over_is_there_after_a_restore(self):
        known = self.insert("participant", community=self.group["community"], name="Ane")
        self.states(self.leaving, known)
        backup = self.server.back_up()
        self.lose_everything()
        self.put(self.leaving, 0, 300000)
        walker = self.insert("participant", community=self.group["community"], name="Kim")
        rename = self.operation("update", "participant", known["id"], name="Anne")
        document = self.document()
        self.assertEqual(["quarantined"] * 3, self.states(self.leaving, walker, rename, document))
        cards = self.cards()
        self.assertEqual(3, len(cards))
        for _ in range(2):
            self.assertNotIn("handed over", self.restore(backup))
            self.assertEqual(cards, self.cards())
            self.assertTrue(self.can_fetch(self.staying))
        self.assertEqual(["accepted"] * 2, self.states(self.staying, self.decide(cards[document["id"]], "restored"), document))
        self.assertEqual(["Aftale.pdf"], [row["name"] for row in self.rows(self.staying, "attachment")])
        # It was asked, and is not asked again.
        self.lose_everything()
        self.assertEqual(["quarantined"] * 2, self.states(self.leaving, walker, rename))
        self.assertEqual(3, len(self.cards()))
        self.server.run("check")

    def test_what_somebody_had_taken_before_a_restore_is_asked_until_they_send_it_again(self):
        backup = self.server.back_up()
        self.lose_everything()
        taken, left = (self.insert("participant", community=self.group["community"], name=name) for name in ("Kim", "Bo"))
        self.states(self.leaving, taken, left)
        decisions = [self.decide(self.cards()[taken["id"]], "restored"), taken, self.decide(self.cards()[left["id"]], "kept")]
        self.assertEqual(["accepted"] * 3, self.states(self.staying, *decisions))
        self.restore(backup)
        self.assertEqual(("open", "kept"), tuple(self.cards()[one["id"]]["state"] for one in (taken, left)))
        self.assertEqual([], self.rows(self.staying, "participant"))
        self.assertEqual(["accepted"] * 2, self.states(self.staying, *decisions)[:2])
        self.assertEqual(("restored", "kept"), tuple(self.cards()[one["id"]]["state"] for one in (taken, left)))
        self.assertEqual(["Kim"], [row["name"] for row in self.rows(self.staying, "participant")])

    def test_what_the_backup_has_stands_as_it_was_then(self):
        self.lose_everything()
        walker = self.insert("participant", community=self.group["community"], name="Kim")
        self.states(self.leaving, walker)
        cards = self.cards()
        backup = self.server.back_up()
        self.states(self.staying, self.decide(cards[walker["id"]], "restored"), walker)
        self.restore(backup)
        self.assertEqual(cards, self.cards())
        self.assertEqual([], self.rows(self.staying, "participant"))

    def test_what_cannot_be_read_is_left_out_and_the_operator_is_told(self):
        backup = self.server.back_up()
        self.lose_everything()
        kim, bo = (self.insert("participant", community=self.group["community"], name=name) for name in ("Kim", "Bo"))
        self.states(self.leaving, kim)
        self.states(self.leaving, bo)
        self.server.damage("quarantine", "body")
        self.assertIn("handed over", self.restore(backup))
        self.assertEqual({kim["id"], bo["id"]}, set(self.cards()))
        self.server.execute(f"UPDATE conflict SET subject = NULL WHERE record = '{bo['id']}'")
        told = self.restore(backup)
        self.assertIn("handed over", told)
        self.assertNotIn("sign in again", told)
        self.assertEqual({kim["id"]}, set(self.cards()))
        self.assertNotIn("handed over", self.restore(backup))
        self.server.run("check")

    def test_after_a_restore_there_is_another_turn(self):
        hours = 2 * 3600 * 1000000
        self.server.execute(f"UPDATE device SET created = created - 2 * {hours}")
        # By what the backup knows it to have sent, its turn would still be counted.
        self.states(self.leaving, self.insert("participant", community=self.group["community"], name="Ane"))
        backup = self.server.back_up()
        kim, bo = (self.insert("participant", community=self.group["community"], name=name) for name in ("Kim", "Bo"))
        self.assertEqual(["accepted"], self.states(self.leaving, bo))
        self.lose_community()
        self.assertEqual(["quarantined"], self.states(self.leaving, kim))
        self.server.execute(f"UPDATE quarantine SET at = at - {hours}; UPDATE ended_access SET at = at - {hours}")
        self.assertEqual(["not-allowed"], self.states(self.leaving, dict(bo, op="update", fields={"name": "Bob"})))
        self.restore(backup)
        self.assertEqual(["quarantined"], self.states(self.leaving, bo))
        self.assertEqual({kim["id"], bo["id"]}, set(self.cards()))

    def test_whoever_has_lost_access_is_told_of_a_restore(self):
        backup = self.server.back_up()
        walker = self.insert("participant", community=self.group["community"], name="Kim")
        self.assertEqual(["accepted"], self.states(self.leaving, walker))
        self.lose_everything()
        self.restore(backup)
        body = {"client": self.leaving["client"], "lineage": self.leaving["lineage"], "epoch": 1, "head": 0, "spaces": {}}
        for path, asked in ("token", {"refresh": self.leaving["refresh"]}), ("pull", body):
            answer = self.server.ask("POST", f"/v1/{path}", json.dumps(asked).encode(), bearer(self.leaving))
            told = json.loads(answer.text)
            self.assertEqual((401, "revoked", self.leaving["lineage"], 2), (answer.status, told["code"], told["lineage"],
                                                                           told["epoch"]))
            self.assertGreater(told["fork"], 0)
            self.leaving["access"] = told.get("access", self.leaving["access"])
        self.assertEqual(["quarantined"], self.states(self.leaving, walker))
        self.assertEqual([walker["id"]], list(self.cards()))


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
