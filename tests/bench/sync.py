# SPDX-License-Identifier: GPL-3.0-or-later
"""What is promised about sync, each beside its baseline, against a real server on this computer.

sync.py BUILD NAME…     NAME: first rows idle edit pushes waiting postgresql
"""
import json
import os
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from urllib.parse import urlsplit

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "server"))
import server  # noqa: E402
from filling import KOMMUNE, Clean, open_full  # noqa: E402
from using import Use  # noqa: E402

BUILD = os.path.abspath(sys.argv[1])
CTL = os.path.join(BUILD, "src/ctl/gangartctl")
SERVING = os.path.join(BUILD, "tests/bench/bench-serving")
FIRST_ROWS = 1_000_000
ROWS = 50_000
EDITS = 60  # TIMES of bench-edit.c
ASSOCIATIONS = ["First", "Second", "Third", "Fourth"]
COMPUTERS = 6  # of each
PROCESSES = 3
ROUNDS = 3
MOST_STALL = "50"


def say(name, measured, baseline, unit, bound):
    def show(value):
        return value if isinstance(value, str) else f"{value:.3g}" if value < 100 else f"{value:.0f}"
    print(f"{name}\t{show(measured)}\t{show(baseline)}\t{unit}\t{bound}", flush=True)


def compare(pairs):
    """Of what was measured in turns with its baseline, as the computer may have other work now and then: the median of
    how many times as long it took, as so many times the baseline's median, and that."""
    usual = statistics.median(theirs for _, theirs in pairs)
    return statistics.median(mine / theirs for mine, theirs in pairs) * usual, usual


def folder(clean):
    made = tempfile.TemporaryDirectory()
    clean.addCleanup(made.cleanup)
    return made.name


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def timed(*command, **more):
    start = time.monotonic()
    said = run(*command, **more)
    return time.monotonic() - start, said


def peak_of(process):
    """Peak resident memory of a process that runs, in MiB."""
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024


def resident_of(process):
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def port_of(url):
    return str(urlsplit(url).port)


def enrol(profile, url, code):
    token = os.path.join(os.path.dirname(profile), os.path.basename(profile) + ".token")
    run(CTL, "--profile", profile, "enrol", url, code, "--token-file", token, "--device", "bench")
    return token


def sync(profile, token):
    return timed(CTL, "--profile", profile, "sync", "--token-file", token, "--json")


def count_rows(profile, *tables):
    database = sqlite3.connect(f"file:{profile}/gangart.db?mode=ro", uri=True)
    try:
        return sum(database.execute(f'SELECT count(*) FROM "{table}" WHERE _rev > 0').fetchone()[0] for table in tables)
    finally:
        database.close()


def make_group(running):
    """A walking group on the server, and its host's computer there."""
    group = running.make_walk_group(KOMMUNE)
    return group, running.enrol(group["code"])


def make_computers(running, count, organisation=None):
    """Computers for bench-serving, each the host of a group of its own."""
    consultant = running.enrol(running.invite("consultant", f"kommune:{KOMMUNE}", organisation=organisation))
    kommune = running.find_kommune(consultant, KOMMUNE)
    lines = []
    for number in range(count):
        community = str(uuid.uuid4())
        running.push(consultant, number + 1, [{
            "n": number + 1, "entity": "community", "id": community, "op": "insert", "base": 0,
            "clock": 117309440000000000 + number,
            "fields": {"name": f"Gruppe {number}", "activity": "walk", "kommune": kommune, "status": "active"}}])
        who = running.enrol(running.invite("host", f"community:{community}", organisation=organisation))
        lines.append(" ".join([who["client"], who["lineage"], who["access"], community, str(uuid.uuid4())]))
    return lines


def write_computers(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def start_bare(clean, *arguments):
    process = subprocess.Popen([os.path.join(BUILD, "tests/bench/bare-soup"), *arguments], stdout=subprocess.PIPE,
                               text=True)
    clean.addCleanup(process.stdout.close)
    clean.addCleanup(process.wait)
    clean.addCleanup(process.kill)
    return process.stdout.readline().strip()


def ask_often(url, request, path, times=500):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(request)
    took, size = run(SERVING, "ask", port_of(url), str(times), path).split()
    return float(took), int(size)


def bench_idle():
    with Clean() as clean:
        running = server.Server(clean)
        here = folder(clean)
        _, host = make_group(running)
        [head] = [line["head"] for line in running.pull(host) if "head" in line]
        request = (f"GET /v1/wait?head={head}&seconds=0 HTTP/1.1\r\nHost: localhost\r\n"
                   f"Authorization: Bearer {host['access']}\r\nGangart-Schema: 1\r\n\r\n")
        bare = start_bare(clean)
        path = os.path.join(here, "request")
        _, size = ask_often(running.url, request, path)
        mine, raw = compare([(ask_often(running.url, request, path)[0], ask_often(bare, request, path)[0])
                             for _ in range(ROUNDS)])
        say("sync with nothing to do", mine, raw, "ms", "3x")
        say("the same, on the wire", size, "-", "bytes", "600")


def time_pushes(running, here):
    """Milliseconds of each, from computers that have pushed nothing yet."""
    computers = os.path.join(here, "computers")
    write_computers(computers, make_computers(running, 16))
    return 1000 / float(run(SERVING, "pushes", port_of(running.url), "5", computers))


def bench_pushes():
    with Clean() as clean:
        running = server.Server(clean)
        here = folder(clean)
        mine, raw = compare([(time_pushes(running, here), 1000 / float(run(SERVING, "commits", here, "5")))
                             for _ in range(ROUNDS)])
        # A rate: the bound is on how many times slower it may be.
        say("pushes of one change, time each", mine, raw, "ms", f"{1 / 0.3:.2f}x")


def bench_waiting():
    with Clean() as clean:
        running = server.Server(clean)
        computers = os.path.join(folder(clean), "computers")
        write_computers(computers, make_computers(running, 4))
        cost, told = run(SERVING, "wait", port_of(running.url), "2000", computers, str(running.process.pid)).split()
        say("2,000 waiting clients, memory", float(cost), "-", "MB", "100")
        say("2,000 waiting clients, until all are told", float(told), "-", "ms", "300")


def make_rows_profile(path, group):
    """A profile with ROWS participants of one community that has come from the server."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8", delete=False) as file:
        for number in range(ROWS):
            file.write(json.dumps({"community": group["community"], "name": f"Walker {number}",
                                   "joined": "2026-01-06"}) + "\n")
    with open(file.name, encoding="utf-8") as lines:
        run(CTL, "--profile", path, "put", "participant", stdin=lines)
    return file.name


def pouch(here, rows):
    """The same rows through PouchDB: seconds up and down."""
    modules = os.path.join(BUILD, "pouchdb")
    if not os.path.isdir(os.path.join(modules, "node_modules", "pouchdb-server")):
        os.makedirs(modules, exist_ok=True)
        run("npm", "install", "--no-audit", "--no-fund", "--prefix", modules, "pouchdb@9", "pouchdb-server@4")
    documents = os.path.join(here, "documents.ndjson")
    with open(rows, encoding="utf-8") as read, open(documents, "w", encoding="utf-8") as written:
        for line in read:
            written.write(json.dumps({"_id": str(uuid.uuid4()), **json.loads(line)}) + "\n")
    said = run("node", os.path.join(os.path.dirname(__file__), "pouchdb.js"), documents, os.path.join(here, "pouch"),
               env={**os.environ, "NODE_PATH": os.path.join(modules, "node_modules")})
    return json.loads(said)


def move_rows(clean):
    """Up from one computer and down to another, each new: seconds and worst stalls, and the seconds of PouchDB."""
    running = server.Server(clean, options=["--watch-main-loop"])
    here = folder(clean)
    group = running.make_walk_group(KOMMUNE)
    first, second = os.path.join(here, "first"), os.path.join(here, "second")
    token = enrol(first, running.url, group["code"])
    sync(first, token)
    rows = make_rows_profile(first, group)
    clean.addCleanup(os.unlink, rows)
    up, stall, _ = sync_watched(first, token)
    stall_of_server = worst_stall(running)
    other = enrol(second, running.url, running.invite("host", f"community:{group['community']}"))
    down, _, _ = sync_watched(second, other)
    assert count_rows(second, "participant") == ROWS
    return {"up": up, "down": down, "client": stall, "server": stall_of_server}, pouch(here, rows)


def bench_rows():
    rounds = []
    for _ in range(ROUNDS):
        with Clean() as clean:
            rounds.append(move_rows(clean))
    for way in ("up", "down"):
        say(f"{ROWS:,} rows {way}", *compare([(mine[way], theirs[way]) for mine, theirs in rounds]), "s", "0.1x")
    for who in ("client", "server"):
        worst = max(mine[who] for mine, _ in rounds)
        say(f"{ROWS:,} rows up, longest stall of the {who}'s main loop", worst, "-", "ms", MOST_STALL)


def read_answers(running, who, here):
    """All of a first pull with curl: seconds, and the files."""
    spaces, files, spent = {}, [], 0.0
    while True:
        body = json.dumps({"client": who["client"], "lineage": who["lineage"], "epoch": who["epoch"], "head": 0,
                           "spaces": spaces})
        path = os.path.join(here, f"answer{len(files)}")
        took, _ = timed("curl", "-sS", "--fail", "--compressed", "-H", f"Authorization: Bearer {who['access']}",
                        "-H", "Gangart-Schema: 1", "-d", "@-", "-o", path, f"{running.url}v1/pull", input=body)
        spent += took
        files.append(path)
        space = None
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("["):
                    continue
                value = json.loads(line)
                space = value.get("space", space)
                if "page" in value or "end" in value:
                    spaces[space] = value.get("page", value.get("end"))
        if not value["more"]:
            return spent, files


def sync_watched(profile, token):
    """Seconds, the worst stall of the main loop in milliseconds, and peak MiB of a sync."""
    with subprocess.Popen([os.path.join(BUILD, "tests/bench/bench-sync"), profile, token], stdout=subprocess.PIPE,
                          text=True) as process:
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    took, stall = said.split()
    return float(took), float(stall), usage.ru_maxrss / 1024


def read_metric(url, name):
    with urllib.request.urlopen(f"{url}metrics") as answer:
        [value] = re.findall(rf"^{name} (\S+)", answer.read().decode(), re.M)
    return float(value)


def worst_stall(running):
    """Of the main loop of a server that watches it, in milliseconds."""
    return read_metric(running.url, "gangart_main_loop_worst_stall_seconds") * 1000


def bench_first():
    with Clean() as clean:
        here = folder(clean)
        running, spaces = open_full(clean, os.path.join(BUILD, "full-server"), "--watch-main-loop")
        profile = os.path.join(here, "new")
        token = enrol(profile, running.url, running.invite("host", *spaces))
        before = resident_of(running.process)
        mine, stall, peak = sync_watched(profile, token)
        stall_of_server, peak_of_server = worst_stall(running), peak_of(running.process)
        # What the client needs anyway is told by one that has nothing to do.
        floor = sync_watched(profile, token)[2]
        got = count_rows(profile, "attendance", "meeting", "participant")
        assert got >= FIRST_ROWS, got
        who = running.enrol(running.invite("host", *spaces))
        fetched, files = read_answers(running, who, here)
        raw = float(run(os.path.join(BUILD, "tests/bench/bench-raw-insert"), os.path.join(profile, "gangart.db"),
                        os.path.join(here, "raw.db"), *files))
        say(f"first sync of {got:,} rows", mine, fetched + raw, "s", "2x")
        say("the same, memory of the client", peak - floor, "-", "MB", "64")
        say("the same, memory of the server", peak_of_server - before, "-", "MB", "64")
        say("the same, longest stall of the client's main loop", stall, "-", "ms", MOST_STALL)
        say("the same, longest stall of the server's main loop", stall_of_server, "-", "ms", MOST_STALL)


def end(process):
    process.terminate()
    process.wait()
    process.stdout.close()


def count_writes(servers):
    """Of all: how many there were, and in how many transactions."""
    return [sum(read_metric(url, f"gangart_{name}_total") for _, url in servers) for name in ("writes", "commits")]


def push_from_all(running, servers, here):
    """Pushes a second of all associations together, each at the server that its address leads to; then how many share
    a transaction, and what Use tells."""
    loads = []
    for number, name in enumerate(ASSOCIATIONS):
        computers = os.path.join(here, f"computers{number}")
        write_computers(computers, make_computers(running, COMPUTERS, name))
        loads.append([SERVING, "pushes", port_of(servers[number % len(servers)][1]), "5", computers])
    before = count_writes(servers)
    use = Use(os.environ["GANGART_TEST_DATABASE"], [process for process, _ in servers])
    started = [subprocess.Popen(load, stdout=subprocess.PIPE, text=True) for load in loads]
    rate = sum(float(load.communicate()[0]) for load in started)
    used = use.end()
    writes, commits = (after - first for after, first in zip(count_writes(servers), before))
    return rate, writes / commits, *used


def describe(shares):
    return ", ".join(f"{name} {share:.0f} %" for name, share in shares.items())


def push_in_turns(running, ways, here):
    """Milliseconds of a push for each of the ways, which are lists of servers; tells what each of them used."""
    took = [[] for _ in ways]
    for _ in range(ROUNDS):
        for servers, times in zip(ways, took):
            rate, together, shares, waits = push_from_all(running, servers, here)
            times.append(1000 / rate)
            cost = (shares["servers"] + shares["PostgreSQL"]) / 100 * os.cpu_count() / rate
            print(f"{len(servers)} processes: {rate:.0f} pushes a second, each {1000 * cost:.2f} ms of a processor, "
                  f"{together:.1f} in a transaction; processors: {describe(shares)}; sessions: {describe(waits)}",
                  file=sys.stderr)
    return [statistics.median(times) for times in took]


def bench_postgresql():
    if "GANGART_TEST_DATABASE" not in os.environ:
        run_in_postgresql = os.path.join(os.path.dirname(__file__), "..", "server", "with-postgresql")
        subprocess.run([run_in_postgresql, "--durable", sys.executable, __file__, BUILD, "postgresql"], check=True)
        return
    with Clean() as clean:
        running = server.Server(clean, ASSOCIATIONS[0])
        here = folder(clean)
        for name in ASSOCIATIONS[1:]:
            running.run("init", "--organisation", name)
        servers = [(running.process, running.url)]
        while len(servers) < PROCESSES:
            servers.append(running.serve())
            clean.addCleanup(end, servers[-1][0])
        one, more = push_in_turns(running, [servers[:1], servers], here)
        # A rate: the bound is on how many times shorter it must be.
        say(f"pushes of {len(ASSOCIATIONS)} associations to {PROCESSES} servers, time each", more, one, "ms",
            f"{1 / 1.3:.2f}x")


class Relay:
    """Stands between a client and the server, and counts what passes."""

    def __init__(self, clean, url):
        self.target = (urlsplit(url).hostname, urlsplit(url).port)
        self.passed = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        clean.addCleanup(self.listener.close)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            beyond = socket.create_connection(self.target)
            for source, target in ((client, beyond), (beyond, client)):
                threading.Thread(target=self.carry, args=(source, target), daemon=True).start()

    def carry(self, source, target):
        try:
            while data := source.recv(65536):
                self.passed += len(data)
                target.sendall(data)
        except OSError:
            return  # whoever carries the other way has closed it
        target.close()


def edit_often(url, running, here, group, name, *port, ready=lambda: None):
    """Edits until each is acknowledged, in turns with requests at PORT: how many times as long they took, and the
    milliseconds of a request."""
    profile = os.path.join(here, name)
    token = enrol(profile, url, running.invite("host", f"community:{group['community']}"))
    sync(profile, token)
    edit = [os.path.join(BUILD, "tests/bench/bench-edit"), profile, token, group["community"], *port]
    with subprocess.Popen(edit, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        ready()
        ratio, request = map(float, process.stdout.read().split())
    return ratio, request


def bench_edit():
    with Clean() as clean:
        running = server.Server(clean)
        here = folder(clean)
        group = running.make_walk_group(KOMMUNE)
        bare = start_bare(clean, os.path.join(here, "bare.db"))
        ratio, raw = edit_often(running.url, running, here, group, "direct", port_of(bare))
        relay = Relay(clean, running.url)
        before = []
        edit_often(relay.url, running, here, group, "relayed", ready=lambda: before.append(relay.passed))
        size = (relay.passed - before[0]) / EDITS
        say("a changed field, from commit to acknowledged", ratio * raw, raw, "ms", "4x")
        say("the same, on the wire", size, "-", "bytes", "1500")


def main():
    server.program = os.path.join(BUILD, "src/server/gangart-server")
    for name in sys.argv[2:]:
        globals()[f"bench_{name}"]()


main()
