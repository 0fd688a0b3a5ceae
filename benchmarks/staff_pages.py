"""The pages for staff of a long conference beside a bare list of Django's admin: `python -m benchmarks.staff_pages`.

300 sessions and about 1,500 speakers on a new SQLite file. Shown are medians of whole requests, in milliseconds of the
processor, the number of queries, and how many times the reference each page takes: a list of Django's own `ModelAdmin`
with the same rows and three columns, sessions for the pages of the programme and speakers for those of people.
"""

import argparse
import gc
import os
import tempfile
from statistics import median
from time import process_time

SLUG = "measured"
PAGES = {  # the address below the conference, and the rows whose list is the reference
    "home": ("", "session"),
    "overview": ("overview/", "session"),
    "search": ("search/?q=water", "speaker"),
    "timetable, a day": ("timetable/", "session"),
    "timetable, all days": ("timetable/?day=all", "session"),
    "grid of a day": ("timetable/grid/", "session"),
    "people": ("people/", "speaker"),
    "duplicates": ("duplicates/", "speaker"),
    "letters": ("letters/", "speaker"),
    "releases": ("release/", "session"),
}


def prepare(folder, sessions):
    os.environ |= {"DJANGO_SETTINGS_MODULE": "conference.settings", "ROSTRUM_DATA": folder, "ROSTRUM_DEBUG": "true"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from programme.demo.generated import make_sample
    from speakers.models import Speaker

    call_command("migrate", verbosity=0)
    call_command("apply_roles", stdout=open(os.devnull, "w"))  # noqa: SIM115
    conference = make_sample(sessions, slug=SLUG, seed=1, at=timezone.now())
    there = conference.speakers.count()
    Speaker.objects.bulk_create(
        Speaker(conference=conference, slug=f"more-{place}", name_en=f"Person {place}", function_en="Adviser")
        for place in range(5 * sessions - there)
    )


def bare_lists():
    """Lists of Django's own admin, at addresses of their own: {name: view}."""
    from django.contrib.admin import AdminSite, ModelAdmin

    from programme.models import Session
    from speakers.models import Speaker

    site = AdminSite("bare")
    views = {}
    for name, model, columns in (
        ("session", Session, ["title_en", "starts_at", "room"]),
        ("speaker", Speaker, ["name_en", "status", "delegation"]),
    ):
        bare = type(
            "Bare", (ModelAdmin,), {"list_display": columns, "list_per_page": 10_000, "list_max_show_all": 10_000}
        )
        views[name] = bare(model, site).changelist_view
    return views


def measured(ask, rounds):
    """The median milliseconds of the processor, and the queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ask()  # the first fills what is kept
        number = len(queries)
    times = []
    for _round in range(rounds):
        began = process_time()
        ask()
        times.append(1000 * (process_time() - began))
    return median(times), number


def asking(client, address):
    def ask():
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return ask


def asking_bare(view, user):
    from django.test import RequestFactory

    def ask():
        request = RequestFactory().get("/")
        request.user = user
        assert len(view(request).render().content) > 10_000

    return ask


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, options.sessions)
        report(options.rounds)


def report(rounds):
    from django.db import reset_queries
    from django.test import Client

    from conference.models import Conference, User

    reset_queries()  # what the preparation asked, of which Django keeps no more than 9,000
    conference = Conference.objects.get(slug=SLUG)
    print(f"{conference.sessions.count()} sessions, {conference.speakers.count()} speakers")
    print(f"{'':24}{'CPU ms':>9}{'queries':>9}{'times the bare list':>21}")
    root = User.objects.create_superuser("root")
    client = Client(headers={"host": "localhost"})
    client.force_login(root)
    reference = {}
    gc.collect()
    gc.freeze()  # as `serve` does
    for name, view in bare_lists().items():
        reference[name], queries = measured(asking_bare(view, root), rounds)
        print(f"{f'bare list: {name}':24}{reference[name]:9.0f}{queries:9}")
    for name, (address, rows) in PAGES.items():
        path = f"/en/{SLUG}/{address}" if address else "/en/sign-in/pages/"
        spent, queries = measured(asking(client, path), rounds)
        print(f"{name:24}{spent:9.0f}{queries:9}{spent / reference[rows]:15.1f} ({rows})", flush=True)


if __name__ == "__main__":
    main()
