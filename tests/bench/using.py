# SPDX-License-Identifier: GPL-3.0-or-later
"""Who uses the processors while servers over a PostgreSQL are under load, and what its sessions wait for."""
import collections
import glob
import os
import resource
import subprocess
import time
from urllib.parse import parse_qs, urlsplit

TICKS = os.sysconf("SC_CLK_TCK")
SAMPLES = ("SELECT CASE WHEN wait_event IS NULL THEN 'running' WHEN wait_event = 'ClientRead' THEN 'its server' "
           "ELSE wait_event END FROM pg_stat_activity WHERE backend_type = 'client backend' AND state <> 'idle' "
           "AND pid <> pg_backend_pid() \\watch 0.2\n")


def read_fields(pid):
    """Those of /proc/PID/stat after the name; none when it has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()
    except OSError:
        return None


def used_by(pids):
    """Seconds of processor."""
    found = [fields for fields in map(read_fields, pids) if fields is not None]
    return sum(int(fields[11]) + int(fields[12]) for fields in found) / TICKS


def list_postgresql(url):
    """Its processes, by the folder of its socket."""
    with open(os.path.join(parse_qs(urlsplit(url).query)["host"][0], "data/postmaster.pid"), encoding="utf-8") as file:
        postmaster = file.readline().strip()
    others = [os.path.basename(os.path.dirname(path)) for path in glob.glob("/proc/[0-9]*/stat")]
    return [postmaster] + [pid for pid in others if (read_fields(pid) or ["", ""])[1] == postmaster]


class Use:
    """From when it is made until end(); the load must be children that have been waited for."""

    def __init__(self, url, servers):
        self.url = url
        self.servers = servers
        self.sampler = subprocess.Popen(  # pylint: disable=consider-using-with
            ["psql", "-X", "-A", "-t", "-q", "-d", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.sampler.stdin.write(SAMPLES)
        self.sampler.stdin.close()
        self.before = self.look()
        self.start = time.monotonic()

    def look(self):
        load = resource.getrusage(resource.RUSAGE_CHILDREN)
        with open("/proc/stat", encoding="utf-8") as stat:
            times = [int(word) / TICKS for word in stat.readline().split()[1:]]
        return {"servers": used_by(process.pid for process in self.servers),
                "PostgreSQL": used_by(list_postgresql(self.url)),
                "load": load.ru_utime + load.ru_stime,
                "nobody": times[3] + times[4]}

    def end(self):
        """Percent of all processors that each had, and percent of their time that sessions waited for each thing."""
        after = self.look()
        whole = (time.monotonic() - self.start) * os.cpu_count()
        self.sampler.terminate()
        waits = collections.Counter(line for line in self.sampler.stdout.read().splitlines() if line)
        self.sampler.stdout.close()
        self.sampler.wait()
        shares = {name: 100 * (after[name] - self.before[name]) / whole for name in after}
        shares["others"] = max(0, 100 - sum(shares.values()))
        return shares, {name: 100 * count / sum(waits.values()) for name, count in waits.most_common(5)}
