"""A small server for the tests of modules: their files, those of `static/`, and addresses that answer as told."""

import json
from collections import defaultdict
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from csp.utils import build_policy

HERE = Path(__file__).parent
FOLDERS = {"static": HERE.parent.parent / "static", "modules": HERE / "modules"}


class Handler(SimpleHTTPRequestHandler):
    """`PUT /answers/<name>` sets what that address answers in turn, `GET /heard/<name>` tells what it was asked."""

    def do_GET(self):
        _, kind, *rest = urlsplit(self.path).path.split("/")
        if kind in FOLDERS:
            super().do_GET()
        elif kind == "heard":
            self._send({"json": self.server.heard["/".join(rest)]})
        else:
            self._answer()

    def do_POST(self):
        self._answer()

    def do_PUT(self):
        self.server.answers[self._name()] = json.loads(self._body())
        self._send({"text": ""})

    def _name(self):
        return urlsplit(self.path).path.partition("/answers/")[2]

    def _body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

    def _answer(self):
        name = self._name()
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.server.heard[name].append(
            {
                "method": self.command,
                "address": self.path,
                "headers": headers,
                "type": headers.get("content-type", ""),
                "body": self._body(),
            }
        )
        answers = self.server.answers[name] or [{"status": 404}]
        self._send(answers.pop(0) if len(answers) > 1 else answers[0])

    def _send(self, answer):
        if answer.get("status") == 0:
            return  # the connection is closed without a word
        body = (json.dumps(answer["json"]) if "json" in answer else answer.get("text", "")).encode()
        kind = "application/json" if "json" in answer else answer.get("type", "text/html; charset=utf-8")
        self.send_response(answer.get("status", 200))
        for name, value in {"Content-Type": kind, "Content-Length": len(body), **answer.get("headers", {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def translate_path(self, path):
        _, kind, *rest = urlsplit(path).path.split("/")
        return str(FOLDERS[kind].joinpath(*rest))

    def log_message(self, *_args):
        """Say nothing: what went wrong is seen in the page."""


@contextmanager
def module_server():
    """The address of a server that runs within the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.answers, server.heard, server.policy = defaultdict(list), defaultdict(list), build_policy()
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
