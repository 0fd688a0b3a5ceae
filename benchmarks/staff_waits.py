"""What staff and delegates wait for, at the size of a long dialogue: `python -m benchmarks.staff_waits`.

1,000 sessions, 1,508 people, 202 delegations; on one floor 191 requests that wait and 2,000 interventions on record.
Shown are medians of whole requests in milliseconds of the processor, the number of queries, the kilobytes that are sent
to a browser that accepts Brotli, and beside them what the same cost on 29 November 2026 (PostgreSQL, the same size).

`--database` names a PostgreSQL server's database to be used in the place of a new SQLite file; it is filled. With
`--keep` a folder is used again.
"""

import argparse
import gc
import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import process_time
from uuid import uuid4

SLUG = "measured"
WAITING, MADE = 191, 2_000
FLOOR = "sessions/{floor}"
# The address below the conference; the milliseconds, queries and kilobytes of before.
PAGES = {
    "console, refresh": (f"{FLOOR}/console/queue/", (1_291, 9, 2_379)),
    "console, whole": (f"{FLOOR}/console/", (None, None, None)),
    "record": (f"{FLOOR}/record/", (5_211, 13, 13_863)),
    "figures": (f"{FLOOR}/figures/", (1_238, 22, 618)),
    "record.xlsx": (f"{FLOOR}/record/export.xlsx", (3_201, 9, 277)),
    "preview": ("preview/", (2_077, 13, 2_603)),
    "people": ("people/", (1_375, 7, 2_144)),
    "timetable": ("timetable/?day=all", (578, 5, 1_676)),
    "admin: conference form": ("/en/admin/conference/conference/{pk}/change/", (1_946, 83, 890)),
    "admin: sessions, search": ("/en/admin/programme/session/?q=panel", (None, 6, 62)),
}


def set_up(folder, database):
    os.environ |= {"DJANGO_SETTINGS_MODULE": "conference.settings", "ROSTRUM_DATA": folder, "ROSTRUM_DEBUG": "true"}
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    import django

    django.setup()


def prepare(sessions):
    from django.core.management import call_command
    from django.utils import timezone

    from conference.models import Conference
    from programme.demo.generated import make_sample

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("apply_roles", stdout=open(os.devnull, "w"))  # noqa: SIM115
    if not Conference.objects.filter(slug=SLUG).exists():
        conference = make_sample(sessions, slug=SLUG, seed=1, at=timezone.now())
        make_floor(conference, timezone.now())


def make_floor(conference, at):
    """191 delegations that wait on the floor of the first panel, and 2,000 that have spoken on it."""
    from floor.models import Floor, Intervention
    from speakers.models import Delegation, State

    there = set(conference.delegations.values_list("state", flat=True))
    for state in State.objects.exclude(pk__in=there):
        Delegation(conference=conference, kind="states", state=state).save()
    session = conference.sessions.filter(kind="panel").order_by("starts_at", "pk").first()
    delegations = list(conference.delegations.all())[:WAITING]
    assert len(delegations) == WAITING, len(delegations)
    Floor.objects.create(
        session=session,
        record="incomplete",
        requests_opened_at=at,
        version=MADE + WAITING,
        speaking_time=session.speaking_time,
    )
    common = {"session": session, "through": "phone", "language": "fr", "speaker_name": "A. Borg"}
    Intervention.objects.bulk_create(
        Intervention(
            **common,
            delegation=delegations[number % WAITING],
            key=uuid4(),
            state="concluded",
            asked_at=at - timedelta(minutes=8_000 - 3 * number),
            given_at=at - timedelta(minutes=7_000 - 3 * number),
            concluded_at=at - timedelta(minutes=6_998 - 3 * number),
            allowance=timedelta(minutes=3),
        )
        for number in range(MADE)
    )
    Intervention.objects.bulk_create(
        Intervention(**common, delegation=delegation, key=uuid4(), state="waiting", asked_at=at)
        for delegation in delegations
    )


def measured(ask, rounds):
    """The median milliseconds of the processor, the queries and the answer of one request."""
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()  # the first fills what is kept
        number = len(queries)
    times = []
    for _round in range(rounds):
        began = process_time()
        answer = ask()
        times.append(1000 * (process_time() - began))
    return median(times), number, answer


def row(name, figures, before):
    def cell(number, width):
        return f"{'-' if number is None else f'{number:,.0f}':>{width}}"

    print(f"{name:28}" + "".join(cell(number, 9) for number in (*figures, *before)), flush=True)


def report(rounds, only):
    from django.conf import settings
    from django.test import Client

    from conference.models import Conference, User

    settings.DEBUG = False
    conference = Conference.objects.get(slug=SLUG)
    floor = conference.sessions.filter(floor__isnull=False).get()
    root = User.objects.filter(username="root").first() or User.objects.create_superuser("root")
    client = Client(headers={"host": "localhost"})
    client.force_login(root)
    gc.collect()
    gc.freeze()  # as `serve` does
    print(f"{'':28}{'CPU ms':>9}{'queries':>9}{'KB':>9}{'before':>9}{'queries':>9}{'KB':>9}")
    for name, (address, before) in PAGES.items():
        if only and only not in name:
            continue
        path = address.format(floor=floor.slug, pk=conference.pk)
        path = path if path.startswith("/") else f"/en/{SLUG}/{path}"
        headers = {"accept-encoding": "gzip, br"}
        if "queue" in path:
            headers["rostrum-fragment"] = "console"
        spent, queries, answer = measured(lambda: client.get(path, headers=headers), rounds)  # noqa: B023
        assert answer.status_code == 200, (path, answer.status_code)
        row(name, (spent, queries, len(answer.content) / 1000), before)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", help="postgres://...; else a new SQLite file")
    parser.add_argument("--keep", type=Path, help="a folder that is used again")
    parser.add_argument("--only", help="a part of the name of a row")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
        set_up(str(options.keep or folder), options.database)
        prepare(options.sessions)
        report(options.rounds, options.only)


if __name__ == "__main__":
    sys.exit(main())
