"""Who asks for which address: the people, the project's addresses, and a real address for each of them."""

import re
from zlib import crc32

from django.test import Client
from django.urls import get_resolver

from conference.files.message_places import key_of
from conference.models import User
from conference.roles import ROLES
from tests.staff import make_member

# Who asks: without an account; signed in with no role; each role; and the superuser.
ANONYMOUS, NOBODY, ROOT = "anonymous", "no role", "superuser"
EVERY_ROLE = frozenset(role.slug for role in ROLES) | {ROOT}
EVERYBODY = EVERY_ROLE | {ANONYMOUS, NOBODY}
SECRETARIAT = frozenset({"secretariat", ROOT})
OFFICES = SECRETARIAT | {"presidents-office"}
SUPERUSER = frozenset({ROOT})
RUNNERS = SECRETARIAT | {"floor-officer", "co-chair"}
IN_BOOTHS = RUNNERS | {"interpreter"}
ON_THE_FLOOR = RUNNERS | {"note-taker", "presidents-office"}
DRAFT_READERS = OFFICES | {"note-taker", "co-chair"}
TRANSLATORS = frozenset(role.slug for role in ROLES if role.slug.startswith(("translator-", "reviser-")))
INTO_FRENCH = SECRETARIAT | {"translator-fr", "reviser-fr"}
NO_ONE = frozenset()

# What stands in an address for what it leaves open.
SAMPLES = {
    "conference": "dialogue",
    "session": "session-0",
    "speaker": "speaker-0",
    "revision": "1",
    "format": "docx",
    "number": "1",
    "edition": "1",
    "second": "fr",
    "day": "2012-04-03",
    "page": "1",
    "part": "1",
    "code": "fr",
    "check": "spacing",
    "message": key_of("", "Search"),
    "step": "submit",
    "kind": "summary",
    "letter_kind": "invitation",
    "field": "title",
    "ending": "txt",
    "table": "speakers",
    "extension": "csv",
    "document": "programme",
    "content_type_id": "0",
    "pk": "1",
    "kept": "1",
    "other": "2",
    "delegation": "1",
    "delivery": "1",
    "status": "confirmed",
    "uidb64": "MQ",
    "token": "a-b",
    "dismissal": "1",
    "remark": "1",
    "topic": "letters",
    "secret": "2345-6789-abcd-efgh-jkmn",
    "link": "1",
    "which": "on-file",
    "mark": "0",
    "listed": "1",
    "language": "fr",
    "name": "2012-04-03_session-0_qatar_en.pdf",
}
PATTERNS = {
    "api/v1/^(?:.*/)?$": "api/v1/nothing/here/",
    "^zh/(?P<rest>.*)$": "zh/dialogue/",
    "en/admin/(?P<url>.*)$": "en/admin/nothing/here/",
    "en/admin/^(?P<app_label>conference|auth|speakers|programme|floor)/$": "en/admin/programme/",
}
NEVER = "999999"


def some_of_each_language(people, place):
    """These people without most of the translators and revisers among them, who differ by their language alone.

    Of those who are answered alike, two of each work ask, and at another place others: all are heard in the end.
    """
    kept = {person for person in people if person not in TRANSLATORS}
    for work in ("translator", "reviser"):
        alike = sorted(person for person in people if person.startswith(f"{work}-"))
        first = crc32(place.encode()) % len(alike) if alike else 0
        kept |= set((alike + alike)[first : first + 2])
    return kept


def routes(patterns, route="", namespace=""):
    """Each address of the project: (its name, or its route where it has no name; its route)."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, here, inner)
        else:
            yield (namespace + pattern.name if pattern.name else here), here


def address_of(route, samples, keys):
    """A real address: the parts that a route leaves open are filled."""
    route = PATTERNS.get(route, route)
    in_admin = re.match(r"en/admin/(\w+/\w+)/", route)
    samples = samples | dict.fromkeys(["object_id", "id"], keys.get(in_admin and in_admin[1], NEVER))
    if "<slug:kind>/<int:pk>" in route:
        samples = samples | {"pk": keys.get("summary/summary", NEVER)}
    if "accounts/<int:pk>" in route:
        samples = samples | {"pk": keys.get("conference/user", NEVER)}
    if "people/answers/<int:pk>" in route:
        samples = samples | {"pk": keys.get("speakers/speaker", NEVER)}
    samples = samples | {"letter": keys.get("programme/letter", NEVER)}
    samples = samples | {"delegation": keys.get("speakers/delegation", NEVER)}
    samples = samples | {"room": keys.get("programme/room", NEVER)}
    samples = samples | {name: keys.get(f"translation/{name}", NEVER) for name in ("text", "concept")}
    return filled(route, samples)


def filled(route, samples):
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(samples[match[1]]), route)


def all_routes():
    return dict(routes(get_resolver().url_patterns))


def make_visitors():
    """A browser for each who asks."""
    clients = {person: Client() for person in EVERYBODY}
    for role in EVERY_ROLE - {ROOT}:
        clients[role].force_login(make_member(role))
    clients[ROOT].force_login(User.objects.create_superuser(ROOT))
    clients[NOBODY].force_login(User.objects.create_user("visitor"))
    return clients
