"""What is lost when the server is killed while a floor is run: `python -m benchmarks.floor_kills`, about ten minutes.

On a database that it makes and removes itself (it takes no other), `manage.py serve` is killed by SIGKILL in the midst
of acts, 60 times on SQLite and 60 on PostgreSQL: officers give the floor, pause, resume, conclude, enter slips; phones
ask and withdraw. After each start what was acknowledged is looked for in the database, the clock of who speaks is
compared with that shown before, and the stream must come back. Whatever is missing is named, and the command fails.
"""

import argparse
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from socket import create_connection, create_server
from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.floor_listeners import REQUESTS, SESSION, STREAM, Console
from benchmarks.floor_phones import JOIN
from benchmarks.installation import ROOT, temporary_installation

CONSOLE = f"/en/{SESSION}/console"
PHONES, WAITING = 60, 15
LOAD = (0.6, 2.0)  # seconds of acts before a kill
FAILURES = (OSError, http.client.HTTPException)


class Acknowledged:
    """What the server said that it has done: [(act, key of the intervention or of the form)], and what it showed."""

    def __init__(self):
        self.acts, self.cut, self.state, self.is_up = [], 0, None, False

    def send(self, server, method, path, form, headers):
        """The answer in words, or None where it was refused or never came."""
        connection = http.client.HTTPConnection(server.address, timeout=20)
        sent = False
        try:
            connection.request(method, path, form and urlencode(form), headers)
            sent = True
            answer = connection.getresponse()
            body = answer.read().decode()
            return body if answer.status == 200 else None
        except FAILURES:
            self.cut += sent and method == "POST"
            return None
        finally:
            connection.close()


class Officer(Console):
    """Two of them act: one runs the clock, one enters slips."""

    def run(self, told, delegations, keys_only):
        page = told.send(self.server, "GET", f"{CONSOLE}/queue/", None, {"Cookie": self.cookie})
        while page is not None or told.is_up:
            page = page or ""
            waiting = re.findall(r"console/(\d+)/give/", page)
            current = re.search(r'name="current" value="(\d*)"', page)
            if keys_only:
                act, key, address = self._slip(delegations, waiting)
            else:
                act, key, address = self._clock(waiting, current[1] if current else "")
            if not address:
                time.sleep(0.2)
            fields = {"current": current[1] if current else "", "csrfmiddlewaretoken": self.token}
            fields |= {"key": key, "delegation": random.choice(delegations)} if act == "ask" else {}
            path = f"{CONSOLE}/{address or 'queue/'}"
            page = self._send(told, path, fields if address else None)
            if page is not None and address:
                told.acts.append((act, key))
            if page is None:
                page = told.send(self.server, "GET", f"{CONSOLE}/queue/", None, {"Cookie": self.cookie})
            if not told.is_up:
                return

    def _send(self, told, path, fields):
        headers = {"Cookie": self.cookie, "Rostrum-Fragment": "console"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        return told.send(self.server, "POST" if fields else "GET", path, fields, headers)

    def _slip(self, delegations, waiting):
        return ("ask", str(uuid4()), "slip/") if len(set(waiting)) < WAITING else ("", "", "")

    def _clock(self, waiting, current):
        acts = [("give", waiting[0], f"{waiting[0]}/give/")] if waiting else []
        if current:
            acts += [(act, current, f"{act}/") for act in ("pause", "resume", "pause", "resume", "conclude")]
        return random.choice(acts) if acts else ("", "", "")


def phone(told, server, cookies):
    """Delegations ask for the floor from their phones, and withdraw."""
    while told.is_up:
        cookie = random.choice(cookies)
        token = told.send(server, "GET", "/en/rehearsal/floor/token/", None, {"Cookie": cookie})
        if not token:
            continue
        token = json.loads(token)["token"]
        headers = {"Cookie": f"{cookie}; csrftoken={token}", "Rostrum-Fragment": "floor"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        key = str(uuid4())
        form = {"csrfmiddlewaretoken": token, "session": "panel-1", "key": key, "kind": "intervention"}
        page = told.send(server, "POST", "/en/rehearsal/floor/ask/", form, headers)
        if page is None:
            continue
        told.acts.append(("ask", key))
        if found := re.search(r"floor/(\d+)/withdraw/", page):
            path = f"/en/rehearsal/floor/{found[1]}/withdraw/"
            if told.send(server, "POST", path, {"csrfmiddlewaretoken": token}, headers) is not None:
                told.acts.append(("withdraw", found[1]))


def watch(told, server):
    """A screen in the room: keeps the newest state that it was sent."""
    try:
        connection = http.client.HTTPConnection(server.address, timeout=30)
        connection.request("GET", STREAM)
        answer = connection.getresponse()
        while line := answer.readline():
            if line.startswith(b'data: {"version"'):
                told.state = json.loads(line.removeprefix(b"data: "))
    except FAILURES:
        pass


@contextmanager
def forks(installation):
    environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "conference.settings"}
    command = [sys.executable, "-m", "benchmarks.forked_serve"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:
        yield process
        process.stdin.close()


def start(process):
    """A server that takes connections, its process, and when it was started."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.monotonic()
    process.stdin.write(f"{port}\n")
    process.stdin.flush()
    pid = int(process.stdout.readline())
    while time.monotonic() < began + 60:
        try:
            create_connection(("127.0.0.1", port)).close()
            return SimpleNamespace(address=f"127.0.0.1:{port}"), pid, began
        except OSError:
            time.sleep(0.02)
    sys.exit("The server did not come up again.")


def reader(url, data):
    """A function that answers SQL with rows, and one that checks the whole database."""
    if url:
        import psycopg2

        def rows(sql):
            with closing(psycopg2.connect(url)) as database, database.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()

        return rows, lambda: True

    def rows(sql):
        with closing(sqlite3.connect(data / "rostrum.sqlite3", timeout=20)) as database:
            return database.execute(sql).fetchall()

    def is_sound():
        return rows("PRAGMA integrity_check") == [("ok",)] and rows("PRAGMA foreign_key_check") == []

    return rows, is_sound


def run(name, installation, kills, url=None):
    """Kill the server so many times; what was lost, as sentences."""
    installation.prepare([])
    cookie = installation.cookie_of_staff()
    cookies = installation.manage("shell", "--no-imports", "-c", JOIN.replace("PHONES", str(PHONES))).split()
    installation.manage("shell", "--no-imports", "-c", REQUESTS.replace("ACTS", "5"))
    rows, is_sound = reader(url, installation.data)
    where = "SELECT id FROM programme_session WHERE slug = 'panel-1' AND conference_id = "
    where += "(SELECT id FROM conference_conference WHERE slug = 'rehearsal')"
    floor = rows(f"SELECT id FROM floor_floor WHERE session_id = ({where})")[0][0]
    delegations = [str(key) for (key,) in rows("SELECT delegation_id FROM floor_seat")]
    lost, starts, acts, cut, compared = [], [], 0, 0, 0
    before = None
    with forks(installation) as process:
        for number in range(kills + 1):
            server, pid, began = start(process)
            told = Acknowledged()
            told.is_up = True
            watching = threading.Thread(target=watch, args=(told, server))
            watching.start()
            officers = [Officer(server, cookie, []) for _officer in range(2)]
            _until_shown(told)
            starts.append(time.monotonic() - began)  # a screen has the floor again
            if before:
                lost += [f"kill {number}: {words}" for words in _missing(before, told.state, rows, floor)]
                compared += before.state["version"] == told.state["version"]
                if not is_sound():
                    lost.append(f"kill {number}: the database is damaged")
            threads = [threading.Thread(target=officers[0].run, args=(told, delegations, False))]
            threads += [threading.Thread(target=officers[1].run, args=(told, delegations, True))]
            threads += [threading.Thread(target=phone, args=(told, server, cookies)) for _phone in range(2)]
            for thread in threads if number < kills else ():
                thread.start()
            time.sleep(random.uniform(*LOAD) if number < kills else 0)
            os.kill(pid, signal.SIGKILL)
            told.is_up = False
            for thread in [*(threads if number < kills else ()), watching]:
                thread.join()
            before, acts, cut = told, acts + len(told.acts), cut + told.cut
    _print(name, kills, acts, cut, compared, starts, lost)
    return lost


def _missing(before, state, rows, floor):
    """What was acknowledged before the kill and is not there after it."""
    events = rows(f"SELECT act, intervention_id, number FROM floor_floorevent WHERE floor_id = {floor}")
    done = {(act, str(key)) for act, key, _number in events}
    keys = {str(key).replace("-", "") for (key,) in rows("SELECT key FROM floor_intervention")}
    version = rows(f"SELECT version FROM floor_floor WHERE id = {floor}")[0][0]
    for act, key in before.acts:
        if (key.replace("-", "") not in keys) if act == "ask" else ((act, key) not in done):
            yield f"{act} {key} was acknowledged and is lost"
    if sorted(number for _act, _key, number in events) != list(range(1, version + 1)):
        yield "the steps are not numbered one by one"
    if not before.state["version"] <= version == state["version"]:
        yield f"version {before.state['version']} was shown; there is {version}, and screens see {state['version']}"
    if before.state["version"] == state["version"] and before.state["speaking"] != state["speaking"]:
        yield "the clock of who speaks is not the same"


def _until_shown(told):
    end = time.monotonic() + 30
    while not told.state:
        if time.monotonic() > end:
            sys.exit("The stream of the room did not come back.")
        time.sleep(0.02)


def _print(name, kills, acts, cut, compared, starts, lost):
    print(f"{name:12}{kills:7}{acts:14}{cut:8}{len(lost):7}{compared:18}{sum(starts) / len(starts):13.1f}", flush=True)
    for words in lost:
        print(f"  {words}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    print("             kills  acknowledged     cut   lost  clocks compared  s to be up")
    lost = []
    if asked.only != "postgresql":
        with temporary_installation() as installation:
            lost += run("SQLite", installation, asked.kills)
    if asked.only != "sqlite":
        lost += _on_postgresql(asked.kills)
    sys.exit(1 if lost else 0)


def _on_postgresql(kills):
    from tests.postgresql import NoServer
    from tests.postgresql import Server as PostgreSQL

    try:
        postgresql = PostgreSQL()
        postgresql.start()
    except NoServer as error:
        print(f"PostgreSQL: not tried, {error}")
        return []
    try:
        with temporary_installation() as installation:
            installation.environment["DATABASE_URL"] = postgresql.url
            return run("PostgreSQL", installation, kills, postgresql.url)
    finally:
        postgresql.stop()


if __name__ == "__main__":
    main()
