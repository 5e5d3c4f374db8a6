# SPDX-License-Identifier: GPL-3.0-or-later
"""Inviting over HTTP: who may, what a code tells, what is pending. test_invite.py GANGART_SERVER"""
import json
import sys
import unittest
import uuid

import server
from server import bearer


class Inviting(unittest.TestCase):
    def setUp(self):
        self.server = server.Server(self)
        self.group = self.server.make_walk_group()
        self.host = self.server.enrol(self.group["code"])

    def refuse(self, status, code, method, path, body=b"", headers=None):
        answer = self.server.ask(method, path, body, headers)
        self.assertEqual((status, code), (answer.status, json.loads(answer.text)["code"]), answer)

    def test_hosts_invite_to_their_own_community_alone(self):
        def invite(role, space):
            return self.server.ask("POST", "/v1/invitations", json.dumps({"role": role, "spaces": [space]}).encode(),
                            bearer(self.host))

        answer = invite("host", self.group["community_space"])
        self.assertEqual("host", self.server.enrol(json.loads(answer.text)["code"])["role"])
        self.assertEqual(404, invite("host", f"community:{uuid.uuid4()}").status)
        self.assertEqual(403, invite("coordinator", self.group["kommune_space"]).status)
        self.assertEqual(403, invite("administrator", "national").status)
        self.assertEqual(400, invite("host", "national").status)
        self.assertEqual(400, invite("nobody", self.group["community_space"]).status)

    def look(self, code):
        return self.server.ask("POST", "/v1/invitation", json.dumps({"code": code}).encode())

    def list_invitations(self, who):
        return json.loads(self.server.ask("GET", "/v1/invitations", headers=bearer(who)).text)

    def test_a_code_tells_what_it_gives(self):
        code = self.server.run("invite", "--role", "host", "--space", self.group["community_space"],
                               "--name", "Bodil").split()[-1]
        told = json.loads(self.look(code.lower()).text)
        self.assertEqual(("Gåforbundet", "Bodil", "", "host", [self.group["community_space"]],
                          [{"kommune": "Aarhus", "community": "Åstien"}]),
                         tuple(told[name] for name in ("organisation", "name", "by", "role", "spaces", "places")))
        self.assertEqual(14 * 24 * 3600 * 1000000, told["expires"] - told["created"])
        for space, places in (self.group["kommune_space"], [{"kommune": "Aarhus"}]), ("national", []):
            role = "consultant" if places else "administrator"
            self.assertEqual(places, json.loads(self.look(self.server.invite(role, space)).text)["places"])
        self.server.enrol(code)
        for wrong in code, "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-F", "short":
            self.refuse(404, "unknown", "POST", "/v1/invitation", json.dumps({"code": wrong}).encode())
        self.refuse(400, "malformed", "POST", "/v1/invitation", b"{}")

    def test_codes_are_not_found_by_trying(self):
        for _ in range(20):
            self.assertEqual(404, self.look("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-F").status)
        self.refuse(429, "wait", "POST", "/v1/invitation", json.dumps({"code": self.server.invite(
            "host", self.group["community_space"])}).encode())

    def test_who_may_invite_sees_what_is_pending_and_withdraws_it(self):
        asked = {"role": "host", "spaces": [self.group["community_space"]], "name": "Bodil"}
        [made] = self.server.ask_json("POST", "/v1/invitations", asked, self.host["access"])
        other = self.server.make_walk_group()
        stranger = self.server.enrol(other["code"])
        town = self.server.enrol(self.server.invite("coordinator", self.group["kommune_space"]))
        consultant = self.server.enrol(self.server.invite("consultant", self.group["kommune_space"]))
        self.server.invite("consultant", self.group["kommune_space"])
        [pending] = self.list_invitations(self.host)
        self.assertEqual(("Bodil", "host", [self.group["community_space"]], made["expires"]),
                         tuple(pending[name] for name in ("name", "role", "spaces", "expires")))
        self.assertNotIn(made["code"], json.dumps(pending))
        self.assertEqual([pending], self.list_invitations(consultant))
        path = f"/v1/invitations/{pending['invitation']}"
        for who in stranger, town:
            self.assertEqual([], self.list_invitations(who))
            self.refuse(404, "unknown", "DELETE", path, headers=bearer(who))
        self.assertEqual(200, self.server.ask("DELETE", path, headers=bearer(self.host)).status)
        self.assertEqual([], self.list_invitations(self.host))
        self.assertEqual(404, self.look(made["code"]).status)
        self.refuse(404, "unknown", "DELETE", path, headers=bearer(self.host))
        self.refuse(404, "unknown", "POST", "/v1/accept", json.dumps({"code": made["code"]}).encode(), bearer(stranger))

    def test_an_invitation_to_what_was_deleted_is_withdrawn(self):
        asked = {"role": "host", "spaces": [self.group["community_space"]], "name": "Bodil"}
        [made] = self.server.ask_json("POST", "/v1/invitations", asked, self.host["access"])
        administrator = self.server.enrol(self.server.administrator_code)
        stranger = self.server.enrol(self.server.make_walk_group()["code"])
        consultant = self.server.enrol(self.server.invite("consultant", self.group["kommune_space"]))
        seen = self.server.pull(consultant)[0]["head"]
        receipt = self.server.push(consultant, 1, [{"n": 1, "entity": "community", "id": self.group["community"],
                                                    "op": "delete", "base": seen, "clock": 117309440000000001}])
        self.assertEqual([], receipt["answers"])
        [pending] = self.list_invitations(self.host)
        self.assertEqual([], pending["places"])
        self.assertIn(pending, self.list_invitations(administrator))
        path = f"/v1/invitations/{pending['invitation']}"
        self.assertEqual([], self.list_invitations(stranger))
        self.refuse(404, "unknown", "DELETE", path, headers=bearer(stranger))
        self.assertEqual(200, self.server.ask("DELETE", path, headers=bearer(self.host)).status)
        self.assertEqual([], self.list_invitations(self.host))
        self.assertEqual(404, self.look(made["code"]).status)


if __name__ == "__main__":
    server.program = sys.argv.pop(1)
    unittest.main()
