#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that lies below a path of an address, with other pages beside it, as a proxy shows it."""

import contextlib
import http.client
import http.server
import os
import threading
from urllib.parse import urlsplit

import ctl
from computers import Cleanups, Computer, server

FOLDER = "/walks"


class Proxy(http.server.BaseHTTPRequestHandler):
    """Takes the path off, as the location in nginx.conf does; there is nothing beside it."""

    protocol_version = "HTTP/1.1"
    behind = None

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.path.startswith((f"{FOLDER}/v1/", f"{FOLDER}/join")):
            self.send_error(404)
            return
        connection = http.client.HTTPConnection(self.behind, timeout=100)
        connection.request(self.command, self.path[len(FOLDER):], body, dict(self.headers))
        answer = connection.getresponse()
        text = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else text)
        connection.close()

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on

    def log_message(self, *words):
        pass


@contextlib.contextmanager
def proxy_before(there):
    handler = type("Handler", (Proxy,), {"behind": urlsplit(there.url).netloc})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        proxy.daemon_threads = True
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}{FOLDER}"
        proxy.shutdown()


def join(p, name, *where):
    computer = Computer(p, name)
    (status,) = computer.do("enrol", *where, "--token-file", computer.token, "--device", "Desk", "--json").records
    return computer, status


def test_a_server_below_a_path(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        with proxy_before(there) as address:
            group = there.make_walk_group()
            one, status = join(p, "one", f"{address}/join#{group['code']}")
            assert status["server"] == f"{address}/"
            other, status = join(p, "other", address, there.invite("host", group["community_space"]))
            assert status["server"] == f"{address}/"
            one.sync()
            other.sync()
            # What is sent, what comes, and a document.
            path = one.path("Rute.gpx")
            with open(path, "wb") as file:
                file.write(os.urandom(5000))
            one.put("participant", {"community": group["community"], "name": "Asta"})
            one.do("attach", "community", group["community"], path)
            one.sync()
            other.sync()
            assert other.names("participant") == ["Asta"]
            (attached,) = other.list("attachment")
            copy = other.path("copy")
            other.do("save", attached["id"], copy, "--token-file", other.token)
            with open(path, "rb") as sent, open(copy, "rb") as came:
                assert sent.read() == came.read()
            # The page of the link asks beside itself.
            page = http.client.HTTPConnection(urlsplit(address).netloc)
            page.request("GET", f"{FOLDER}/join")
            assert b"<html" in page.getresponse().read()
            page.close()


def test_beside_it_another_page_answers(p):
    with Cleanups() as cleanups:
        there = server.Server(cleanups)
        with proxy_before(there) as address:
            computer = Computer(p, "one")
            code = there.invite("consultant", "kommune:0751")
            told = computer.refuse("enrol", address[:-len(FOLDER)], code, "--token-file", computer.token)
            assert "Something else than the server answers" in told and not computer.status()["joined"], told


if __name__ == "__main__":
    ctl.main()
