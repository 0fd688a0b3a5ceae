"""A small server of LibreTranslate's form, run in a process of its own: `python -m tests.machine_server`.

It prints its port. The first part of the path says how it answers: /well/translate turns a text into capitals, the
others answer as no server should. What it was sent is told at /received.
"""

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

ODD = {
    "html": b"<!doctype html><p>Hello",
    "other": b'{"error": "Visit the portal"}',
    "fewer": b'{"translatedText": []}',
    "numbers": b'{"translatedText": [1]}',
    "blank": b'{"translatedText": [" "]}',
    "deep": b"[" * 100_000,
    "huge": b'{"translatedText": ["' + b"x" * 2**21 + b'"]}',
}
REFUSALS = {"forbidden": 403, "often": 429, "broken": 500, "elsewhere": 302}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200, json.dumps(self.server.received).encode())

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind, _, path = self.path.removeprefix("/").partition("/")
        self.server.received.append([path, body])
        if kind == "well":
            self.answer(200, json.dumps({"translatedText": [text.upper() for text in body["q"]]}).encode())
        elif kind == "hangs":
            time.sleep(30)
        elif kind == "drips":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            for _second in range(1000):
                self.wfile.write(b" ")
                time.sleep(0.05)
        elif kind == "closes":
            self.close_connection = True
        elif kind in ODD:
            self.answer(200, ODD[kind])
        else:
            self.answer(REFUSALS[kind], b'{"error": "no"}')

    def answer(self, status, content):
        self.send_response(status)
        self.send_header("Location", "/well/translate")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


class MachineServer:
    """The address of a running server, and what it was sent: [(path, body)]."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"

    @property
    def received(self):
        with urlopen(f"{self.address}/received", timeout=10) as answer:
            return [tuple(each) for each in json.loads(answer.read())]


@contextmanager
def machine_server():
    """A server that runs as long as the block."""
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "tests.machine_server"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield MachineServer(int(process.stdout.readline()))
        finally:
            process.kill()


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads, server.received = True, []
        print(server.server_address[1], flush=True)
        server.serve_forever()
