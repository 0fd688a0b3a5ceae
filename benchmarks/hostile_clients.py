"""The console beside 16 hostile connections: `python -m benchmarks.hostile_clients`, about two minutes.

A floor officer's console asks for its version twenty times a second, by HTTP of a real `manage.py serve`, while another
process does what anybody without an account can do. That process gives way to the server, because attackers have
machines of their own. `--before COMMIT` measures that commit in the same run.
"""

import argparse
import asyncio
import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from benchmarks.installation import ROOT, temporary_installation

CLIENTS = 16
PAUSE = 0.05  # seconds between two questions of the console
BEGIN = 1.5  # seconds that an attack lasts before the console is measured
HALF_HEADS = 80  # for each client: together more than the 1,024 files that a process may open by default
CONFERENCE = "rehearsal"
SESSION = f"{CONFERENCE}/sessions/panel-1"
FORM = 14 * 1024 * 1024
KINDS = {
    "": "the console alone",
    "sign_in": "16 x passwords tried at sign-in",
    "pages": "16 x the programme with an invented query",
    "papers": "16 x its PDF with an invented query",
    "searches": "16 x searches for invented words",
    "forms": "16 x forms of 14 MB without a token",
    "streams": "16 x streams that do not exist",
    "heads": "1,280 half-sent heads",
}
number = count()


def request(port, method, path, body=b"", **headers):
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def sign_in(port):
    connection = http.client.HTTPConnection(f"127.0.0.1:{port}")
    connection.request("GET", "/en/sign-in/")
    answer = connection.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())[1]
    cookie = answer.getheader("Set-Cookie").partition(";")[0]
    while True:
        form = f"csrfmiddlewaretoken={token}&username=name{next(number)}&password=wrong".encode()
        yield request(port, "POST", "/en/sign-in/", form, Cookie=cookie)


def pages(port):
    while True:
        yield request(port, "GET", f"/en/{CONFERENCE}/?j={next(number)}")


def papers(port):
    while True:
        yield request(port, "GET", f"/en/{CONFERENCE}/programme.pdf?j={next(number)}")


def searches(port):
    while True:
        yield request(port, "GET", f"/en/{CONFERENCE}/search/?q=word{next(number)}")


def forms(port):
    form = b"a=" + b"%41" * (FORM // 3)
    while True:
        yield request(port, "POST", "/en/sign-in/", form)


def streams(port):
    while True:
        yield request(port, "GET", f"/live/x{next(number)}/y/public")


async def attack(kind, port):
    """Do what a kind of attack does until the input ends; print how many answers of which status came."""
    statuses = Counter()
    if kind == "heads":
        clients = [hold_half_heads(port, statuses) for _client in range(CLIENTS)]
    else:
        requests = globals()[kind](port)
        clients = [ask_without_end(port, requests, statuses) for _client in range(CLIENTS)]
    os.nice(10)
    tasks = [asyncio.create_task(client) for client in clients]
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    print(", ".join(f"{number} x {status}" for status, number in sorted(statuses.items())))


async def ask_without_end(port, requests, statuses):
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(next(requests))
            line = await reader.readline()
            statuses[line.decode("latin-1").split(" ")[1] if line else "closed"] += 1
            await reader.read()
            writer.close()


async def hold_half_heads(port, statuses):
    while True:
        held = []
        for _head in range(HALF_HEADS):
            with suppress(OSError):
                _reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
                held.append(writer)
                statuses["opened"] += 1
        await asyncio.sleep(10)
        for writer in held:
            writer.close()


def console(server, cookie, seconds):
    """Milliseconds that each answer to an open console took."""
    took = []
    connection = http.client.HTTPConnection(server.address, timeout=60)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        connection.request("GET", f"/en/{SESSION}/console/version/", headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"The console was answered with {answer.status}.")
        took.append(1000 * (time.perf_counter() - began))
        time.sleep(PAUSE)
    connection.close()
    return took


def measure(kind, server, cookie, seconds):
    if not kind:
        return console(server, cookie, seconds), ""
    port = server.address.rpartition(":")[2]
    command = [sys.executable, "-m", "benchmarks.hostile_clients", "--attack", kind, "--port", port]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as attacker:
        time.sleep(BEGIN)
        took = console(server, cookie, seconds)
        return took, attacker.communicate("")[0].strip()


def measure_all(name, root, seconds):
    print(f"\n{name:44} {'median':>7} {'95 %':>7} {'worst':>7} ms   answers to the attackers", flush=True)
    with temporary_installation(root) as installation:
        installation.prepare([])
        for kind, words in KINDS.items():
            with installation.serve("conference.settings", stderr=subprocess.DEVNULL) as server:
                cookie = installation.cookie_of_staff()
                console(server, cookie, 1)
                took, answers = measure(kind, server, cookie, seconds)
            cut = quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
            print(f"{words:44} {median(took):7.0f} {cut:7.0f} {max(took):7.0f}      {answers}", flush=True)


@contextmanager
def checked_out(commit):
    with tempfile.TemporaryDirectory(prefix="rostrum-before-") as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "--detach", tree, commit], cwd=ROOT, check=True, capture_output=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", metavar="COMMIT", help="a commit that is measured too")
    parser.add_argument("--seconds", type=float, default=6, help="for which each line is measured (6)")
    parser.add_argument("--attack", choices=[*KINDS][1:], help=argparse.SUPPRESS)
    parser.add_argument("--port", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.attack:
        asyncio.run(attack(asked.attack, asked.port))
        return
    if asked.before:
        with checked_out(asked.before) as tree:
            measure_all(f"before ({asked.before})", tree, asked.seconds)
    measure_all("today", ROOT, asked.seconds)


if __name__ == "__main__":
    main()
