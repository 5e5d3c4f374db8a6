# SPDX-License-Identifier: GPL-3.0-or-later
"""A real gangart-server for tests: started on a free port, with an organisation, spoken to over HTTP."""
import http.client
import json
import os
import re
import sqlite3
import subprocess
import tempfile
import uuid
from collections import namedtuple
from urllib.parse import urlsplit

program = "gangart-server"
Answer = namedtuple("Answer", "status headers text")


# The namespace of what an id follows from (src/model/ga-id.c).
FACTS = uuid.UUID("6f3a1d52-8c07-4e91-a42b-5ed0137c660a")


def derive(entity, *values):
    """The id of a record that follows from what it is."""
    return str(uuid.uuid5(FACTS, ":".join((entity, *values))))


def make_database():
    """A new database in the PostgreSQL of GANGART_TEST_DATABASE, as options; none where that is not set."""
    url = os.environ.get("GANGART_TEST_DATABASE")
    if url is None:
        return []
    name = f"test_{uuid.uuid4().hex}"
    subprocess.run(["psql", "-q", "-d", url, "-c", f"CREATE DATABASE {name}"], check=True)
    return ["--database", url.replace("/gangart?", f"/{name}?")]


def bearer(who, **more):
    return {"Authorization": f"Bearer {who['access']}", **more}


class Server:
    """Runs until the test ends. GANGART_TEST_DATABASE, if set, is the PostgreSQL in which it gets a database.
    A folder DATA that is given stays, and is taken up where it is there; DATABASE is that of these options."""

    def __init__(self, test, organisation="Gåforbundet", data=None, options=(), database=None):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        self.data = data or os.path.join(folder.name, "data")
        self.log_path = os.path.join(folder.name, "log")
        self.place = ["--data", self.data, *(make_database() if database is None else database)]
        self.options = options
        if data is None or not os.path.exists(data):
            self.administrator_code = self.run("init", "--organisation", organisation).split()[-1]
        self.process = None
        self.listen = "127.0.0.1:0"
        test.addCleanup(self.stop)
        self.start()

    def start(self):
        """The first time on a free port, then on the same one again."""
        self.process, self.url = self.serve(self.listen)
        self.listen = urlsplit(self.url).netloc

    def serve(self, listen="127.0.0.1:0"):
        """A process that serves, and where."""
        with open(self.log_path, "a", encoding="utf-8") as log:
            process = subprocess.Popen([program, "serve", *self.place, *self.options, "--listen", listen],
                                       stdout=subprocess.PIPE, stderr=log, text=True)
        line = process.stdout.readline().split()
        assert line, self.log()
        return process, line[-1]

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        status = self.process.wait(30)
        self.process.stdout.close()
        self.process = None
        assert status == 0, f"The server ended with {status}: {self.log()}"

    def log(self):
        with open(self.log_path, encoding="utf-8") as log:
            return log.read()

    def run(self, command, *arguments):
        answer = self.try_to_run(command, *arguments)
        assert answer.returncode == 0, answer
        return answer.stdout

    def try_to_run(self, command, *arguments):
        return subprocess.run([program, command, *self.place, *arguments], check=False, capture_output=True, text=True)

    def back_up(self, name="backup"):
        path = os.path.join(self.data, name)
        self.run("backup", path)
        return path

    def execute(self, sql):
        """In the database itself."""
        if "--database" in self.place:
            subprocess.run(["psql", "-q", "-d", self.place[-1], "-c", sql], check=True, capture_output=True)
            return
        database = sqlite3.connect(os.path.join(self.data, "server.db"))
        database.executescript(sql)
        database.close()

    def select(self, sql):
        """Of SQLite."""
        database = sqlite3.connect(os.path.join(self.data, "server.db"))
        rows = database.execute(sql).fetchall()
        database.close()
        return rows

    def damage(self, table, column):
        """A row of it has no value where it must have one."""
        if "--database" in self.place:
            self.execute(f"ALTER TABLE {table} ALTER {column} DROP NOT NULL; UPDATE {table} SET {column} = NULL WHERE ctid = "
                         f"(SELECT max(ctid) FROM {table})")
            return
        [sql] = self.select(f"SELECT sql FROM sqlite_schema WHERE name = '{table}'")[0]
        loose = re.sub(rf'("{column}" \w+) NOT NULL', r"\1", sql)
        assert sql != loose
        self.execute("PRAGMA writable_schema = ON; "
                     f"UPDATE sqlite_schema SET sql = '{loose}' WHERE name = '{table}'")
        self.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = (SELECT max(rowid) FROM {table})")

    def lose(self):
        """The disk that the database was on."""
        if "--database" in self.place:
            self.execute("DROP SCHEMA public CASCADE; DROP SCHEMA names CASCADE; CREATE SCHEMA public")
            return
        for name in os.listdir(self.data):
            if name.startswith("server"):
                os.unlink(os.path.join(self.data, name))

    def invite(self, role, *spaces, organisation=None):
        words = [word for space in spaces for word in ("--space", space)]
        if organisation is not None:
            words += ["--organisation", organisation]
        return self.run("invite", "--role", role, *words).split()[-1]

    def ask(self, method, path, body=b"", headers=None):
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        try:
            connection.request(method, path, body, {"Gangart-Schema": "1", **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        finally:
            connection.close()

    def ask_json(self, method, path, body, access=None):
        headers = {"Authorization": f"Bearer {access}"} if access else {}
        answer = self.ask(method, path, json.dumps(body).encode(), headers)
        assert answer.status == 200, answer
        return [json.loads(line) for line in answer.text.splitlines() if line]

    def enrol(self, code):
        """A computer: what joining answered, with its client id."""
        client = str(uuid.uuid4())
        [welcome] = self.ask_json("POST", "/v1/enrol", {"code": code, "client": client, "device": "Test"})
        return dict(welcome, client=client)

    def pull(self, who, spaces=None):
        body = {"client": who["client"], "lineage": who["lineage"], "epoch": who["epoch"], "head": 0,
                "spaces": spaces or {}}
        return self.ask_json("POST", "/v1/pull", body, who["access"])

    def push(self, who, number, operations):
        body = {"client": who["client"], "number": number, "lineage": who["lineage"], "epoch": who["epoch"], "head": 0,
                "now": 1790000000000000, "more": False, "operations": operations}
        return self.ask_json("POST", "/v1/push", body, who["access"])[0]

    def find_kommune(self, who, code):
        fields = []
        for line in self.pull(who):
            if isinstance(line, dict) and "rows" in line:
                fields = line["fields"] if line["rows"] == "kommune" else []
            elif isinstance(line, list) and fields and line[4 + fields.index("code")] == code:
                return line[0]
        raise AssertionError(f"The server knows no kommune {code}.")

    def make_walk_group(self, code="0751", name="Åstien"):
        """A community made by a consultant, and an invitation for its host."""
        consultant = self.enrol(self.invite("consultant", f"kommune:{code}"))
        kommune = self.find_kommune(consultant, code)
        community = str(uuid.uuid4())
        receipt = self.push(consultant, 1, [{
            "n": 1, "entity": "community", "id": community, "op": "insert", "base": 0, "clock": 117309440000000000,
            "fields": {"name": name, "activity": "walk", "kommune": kommune, "status": "active"}}])
        assert receipt["answers"] == [], receipt
        return {"kommune": kommune, "community": community, "code": self.invite("host", f"community:{community}"),
                "kommune_space": f"kommune:{kommune}", "community_space": f"community:{community}"}
