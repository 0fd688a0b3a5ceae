"""What staff and delegates wait for, with 191 requests that wait and 2,000 interventions on one floor."""

from functools import cache
from time import process_time
from uuid import uuid4

from benchmarks.rows import Row

BROTLI = {"accept-encoding": "gzip, br"}


@cache
def _floor(world):
    """The session on whose floor they are."""
    from django.utils import timezone

    from benchmarks.staff_waits import make_floor

    conference = world.conference()
    if not conference.sessions.filter(floor__isnull=False).exists():
        make_floor(conference, timezone.now())
    return conference.sessions.get(floor__isnull=False)


def _page(path, **headers):
    """A row's function: milliseconds, queries and kilobytes as a browser gets them."""

    def measure(world):
        session, client = _floor(world), world.client()
        address = path.format(floor=session.slug, conference=session.conference_id)
        answers = []
        look = lambda: answers.append(client.get(address, headers=BROTLI | headers))  # noqa: E731
        spent, queries = world.spent(look), world.queries(look)
        assert answers[-1].status_code == 200, address
        return f"{spent:,.0f} ms, {queries} q, {len(answers[-1].content) / 1000:,.0f} KB"

    return measure


def _tap(world):
    """A delegation asks for the floor from its phone, and withdraws: the median of eleven."""
    from statistics import median

    from django.test import Client
    from django.utils import timezone

    from floor.models import Intervention
    from floor.models.seat import Seat
    from floor.procedure.requests import withdraw
    from floor.seats.device_access import cookie_name

    session, at = _floor(world), timezone.now()
    waiting = session.interventions.waiting().exclude(delegation=None).values("delegation")
    delegations = session.conference.delegations.exclude(pk__in=waiting)
    Seat.objects.make(list(delegations[:12]), valid_until=None, by=None, at=at)
    spent = []
    for seat in Seat.objects.filter(delegation__in=delegations, revoked_at=None)[:12]:
        client = Client(headers={"host": "localhost"})
        client.cookies[cookie_name(world.slug)] = seat.join(agent="Phone", at=at)[1]
        client.get(f"/en/{world.slug}/floor/")
        sent = {"session": session.slug, "kind": "intervention", "key": str(uuid4()), "speaker_name": "A. Borg"}

        def tap(client=client, sent=sent):
            answer = client.post(f"/en/{world.slug}/floor/ask/", sent)
            assert answer.status_code == 302

        began = process_time()
        if spent:
            tap()
        else:
            queries = world.queries(tap)
        spent.append(1000 * (process_time() - began))
        withdraw(Intervention.objects.waiting().get(delegation=seat.delegation_id), at=timezone.now())
    return f"{median(spent[1:]):.1f} ms, {queries} q"


CONSOLE, RECORD = "/en/measured/sessions/{floor}/console/", "/en/measured/sessions/{floor}/record/"
REFRESH = {"rostrum-fragment": "console"}
ROWS = [
    Row("console, refresh", "1,291 ms, 2,379 KB", "60 ms, 40 KB", _page(f"{CONSOLE}queue/", **REFRESH)),
    Row("a tap on a phone", "13.3 ms, 17 q", "7 ms, 8 q", _tap),
    Row("record", "5,211 ms, 13,863 KB", "250 ms", _page(RECORD)),
    Row("record as Excel", "3,201 ms", "–", _page(f"{RECORD}export.xlsx")),
    Row("figures of the record", "1,238 ms, 22 q", "–", _page("/en/measured/sessions/{floor}/figures/")),
    Row(
        "admin: conference's form",
        "1,946 ms, 83 q",
        "300 ms, 20 q",
        _page("/en/admin/conference/conference/{conference}/change/"),
    ),
    Row("admin: search of sessions", "2.2-9.4 s", "200 ms", _page("/en/admin/programme/session/?q=panel")),
    Row("preview", "2,077 ms", "500 ms", _page("/en/measured/preview/")),
    Row("people", "1,375 ms", "500 ms", _page("/en/measured/people/")),
    Row("timetable, all days", "578 ms", "500 ms", _page("/en/measured/timetable/?day=all")),
]
