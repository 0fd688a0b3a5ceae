"""What a step on the floor costs with joined phones: `python -m benchmarks.floor_phones`, about five minutes.

Real `manage.py serve`, real acts by HTTP from the console, 30 steps a minute (the floor given, the clock paused and
resumed); phones in a process of their own that do what the page's script does. Beside them, in the same run, an
application that only sends as many bytes to as many listeners at the same pace, and the same acts while nobody listens.
A phone is current when it shows what the step says, also where it had to ask the server for that.

Two ratios are printed. The one that counts leaves the act out on both sides: what phones add to an act, and what the
bare stream costs. The other has the act on both sides: the whole step, and the act alone with the bare stream.
"""

import argparse
import http.client
import json
import resource
import subprocess
import sys
import time
from statistics import median

from benchmarks.floor_listeners import REQUESTS, Announcer, Console, _cpu, bare_server
from benchmarks.installation import ROOT, temporary_installation

EVERY = 2.0  # seconds between two steps
REST = 4.0  # seconds after the last step, in which phones may still ask
CONSOLE = "/en/rehearsal/sessions/panel-1/console"
STREAM, NOW = "/live/rehearsal/panel-1/delegation", "/en/rehearsal/floor/now/"
JOIN = """
from django.utils import timezone
from conference.models import Conference
from floor.models.seat import Seat, MOST_DEVICES
from floor.seats.device_access import cookie_name
at, left = timezone.now(), PHONES
conference = Conference.objects.get(slug="rehearsal")
delegations = list(conference.delegations.all())
Seat.objects.make(delegations, valid_until=None, by=None, at=at)
each = -(-left // len(delegations))
assert each <= MOST_DEVICES
for seat in Seat.objects.filter(delegation__in=delegations, revoked_at=None):
    for _phone in range(min(each, left)):
        print(f"{cookie_name('rehearsal')}={seat.join(agent='Phone', at=at)[1]}")
    left -= min(each, left)
"""


class Officer(Console):
    """Gives the floor, pauses the clock and resumes it, again and again."""

    def acts(self):
        for method, address, form, headers in super().acts():
            yield method, address, form, headers
            for act in ("pause", "resume"):
                body = form.rpartition("=")[0] + f"={address.split('/')[-3]}"
                yield method, f"{CONSOLE}/{act}/", body, headers


def measure(server, officer, stream, now, cookies):
    """Milliseconds of processor a step, how long until the last phone was current (of each step), and the asking."""
    port = server.address.rpartition(":")[2]
    command = [sys.executable, str(ROOT / "benchmarks" / "phones.py"), port]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        client.stdin.write(json.dumps({"stream": stream, "now": now, "cookies": cookies}) + "\n")
        client.stdin.flush()
        if client.stdout.readline() != "ready\n":
            sys.exit("The phones could not all listen.")
        time.sleep(2)
        worked, moments = _cpu(server), []
        for method, address, body, headers in officer.acts():
            moments.append(time.monotonic())
            _send(officer.server, method, address, body, headers)
            time.sleep(max(moments[-1] + EVERY - time.monotonic(), 0))
        time.sleep(REST)
        cost = 1000 * (_cpu(server) - worked) / len(moments)
        heard = json.loads(client.communicate("")[0])
    last = list(_last_ones(heard["current"], moments)) if cookies else []
    return cost, last, heard["asked"] / len(moments), heard["bytes"]


def _send(server, method, address, body, headers):
    connection = http.client.HTTPConnection(server.address, timeout=60)
    connection.request(method, address, body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status >= 400:
        sys.exit(f"{address} was answered with {answer.status}.")


def _last_ones(phones, moments):
    """For each step, the milliseconds until the last phone had it or a newer one."""
    last = max(version for phone in phones for version, _moment in phone)
    for number, moment in enumerate(moments):
        version = last - len(moments) + 1 + number
        since = [next((at for reached, at in phone if reached >= version), None) for phone in phones]
        if None in since:
            sys.exit("Not every phone became current.")
        yield 1000 * (max(since) - moment)


def row(name, cost=None, last=(), asked=None):
    def cell(number, width):
        return " " * width if number is None else f"{number:{width}.1f}"

    print(f"{name:44}{cell(cost, 9)}{cell(median(last) if last else None, 12)}", end="")
    print(f"{cell(max(last, default=None), 9)}{cell(asked, 9)}", flush=True)


def measure_phones(number, steps):
    with temporary_installation() as installation:
        installation.prepare([])
        cookies = installation.manage("shell", "--no-imports", "-c", JOIN.replace("PHONES", str(number))).split()
        cookie = installation.cookie_of_staff()
        keys = installation.manage("shell", "--no-imports", "-c", REQUESTS.replace("ACTS", str(2 * steps // 3))).split()
        with installation.serve("conference.settings") as server:
            alone, _none, _asked, _bytes = measure(server, Officer(server, cookie, keys[: steps // 3]), "", "", [])
            officer = Officer(server, cookie, keys[steps // 3 :])
            officer.current = keys[steps // 3 - 1]
            cost, last, asked, size = measure(server, officer, STREAM, NOW, cookies)
    with bare_server() as bare:
        announcer = Announcer(bare, size, steps)
        cost_of_bare, last_of_bare, _asked, _bytes = measure(bare, announcer, "/", "", [""] * number)
    print(f"{number:,} phones, {steps} steps, states of {size:,} bytes")
    row("  reference: a bare stream", cost_of_bare, last_of_bare)
    row("  the acts alone, nobody listens", alone)
    row("  the acts with the phones", cost, last, asked)
    phones, times = cost - alone, (cost - alone) / cost_of_bare
    print(f"  for the phones {phones:.1f} ms a step: {times:.1f} times the bare stream", end="")
    print(f"; with the act on both sides {cost / (cost_of_bare + alone):.1f} times", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, nargs="*", default=[200, 1000])
    parser.add_argument("--steps", type=int, default=30)
    asked = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000) if hard > 0 else 20_000, hard))
    print(f"{'':44}{'CPU ms':>9}{'last one ms':>12}{'worst':>9}{'asked':>9}")
    print(f"{'':44}{'a step':>9}{'half':>12}{'':>9}{'a step':>9}")
    for number in asked.phones:
        measure_phones(number, asked.steps // 3 * 3)


if __name__ == "__main__":
    main()
