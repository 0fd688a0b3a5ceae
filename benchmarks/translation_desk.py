"""How long the pages of the translators' desk take with 20,000 texts, beside a bare Django view in the same run.

    python -m benchmarks.translation_desk [--texts 20000] [--rounds 15]

A conference of so many texts is made in a temporary SQLite database. Measured is the server's time for a request by a
translator who is signed in: the middlewares, the queries and the template, without the network. SQLite works in it,
and counts. Times are of the processor, since a machine with other work to do would tell
more of that work. The bare view goes through the same middlewares and returns the bytes of the desk's first page.
"""

import argparse
import os
import tempfile
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from statistics import median
from time import process_time

import django

SLUG = "measured"
LANGUAGE = "fr"
PARAGRAPHS = 400  # of the Summary, whose places are the dearest to find


@contextmanager
def temporary_database():
    with tempfile.TemporaryDirectory(prefix="rostrum-benchmark-") as folder:
        (Path(folder) / "static").mkdir()
        os.environ |= {"ROSTRUM_DATA": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "benchmarks.desk_settings"}
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("apply_roles", stdout=StringIO())
        call_command("load_states", stdout=StringIO())
        call_command("load_glossary", stdout=StringIO())
        yield


def make_conference(texts):
    """Sessions and their themes as a programme has them, and a Summary; half of them translated, some outdated."""
    from datetime import UTC, date, datetime, timedelta

    from conference.models import Conference
    from programme.models import Session, Theme
    from summary.models import Paragraph, Section, Summary
    from translation.models import Translation
    from translation.texts.index import refresh_all

    day = datetime(2012, 4, 3, 14, tzinfo=UTC)
    conference = Conference.objects.create(
        slug=SLUG,
        starts_on=date(2012, 4, 3),
        ends_on=date(2012, 4, 3),
        time_zone="UTC",
        title_en="Dialogue",
        title_fr="Dialogue",
    )
    number = (texts - PARAGRAPHS) // 4
    sessions = Session.objects.bulk_create(
        Session(
            conference=conference,
            slug=f"session-{place}",
            kind="panel",
            number=place + 1,
            starts_at=day + timedelta(minutes=place),
            ends_at=day + timedelta(minutes=place + 1),
            title_en=f"Interactive panel discussion {place} on fighting human trafficking",
            title_fr=f"Table ronde {place} sur la lutte contre la traite des êtres humains" if place % 2 else "",
            description_en=f"The panel considers partnerships and innovation, as in document A/66/{place}. " * 3,
            description_fr=f"La table ronde examine les partenariats, comme au document A/66/{place}. " * 3,
        )
        for place in range(number)
    )
    Theme.objects.bulk_create(
        Theme(panel=session, position=place, text_en=f"Theme {place} of {session.number}", text_fr="Thème")
        for session in sessions
        for place in range(2)
    )
    summary = Summary.objects.create(conference=conference, title_en="Summary", title_fr="", stage="in-translation")
    section = Section.objects.create(summary=summary, position=0, heading_en="Opening", heading_fr="")
    Paragraph.objects.bulk_create(
        Paragraph(section=section, position=place, text_en=f"The President recalled resolution 64/{place}. " * 6)
        for place in range(PARAGRAPHS)
    )
    refresh_all()
    done = Translation.objects.filter(language=LANGUAGE, state="draft")
    done.filter(pk__in=list(done.order_by("pk").values_list("pk", flat=True)[::2])).update(state="translated")
    Session.objects.filter(number__lte=number // 20).update(title_en="The source has changed")
    refresh_all()
    return conference


def translator():
    from django.contrib.auth.models import Group

    from conference.models import User

    user = User.objects.create_user("measuring", is_staff=True)
    user.groups.add(Group.objects.get(name=f"translator-{LANGUAGE}"))
    return user


def look_for_warnings(conference):
    """Looks for the warnings of all texts of the language, as the clock does; returns milliseconds for each."""
    from translation.desk.checked import bring_up_to_date
    from translation.desk.warnings import Lexicons
    from translation.models import CheckedTranslation

    began = process_time()
    bring_up_to_date(Lexicons(conference, LANGUAGE))
    return 1000 * (process_time() - began) / CheckedTranslation.objects.filter(language=LANGUAGE).count()


def measure(client, address, rounds):
    """Milliseconds of each request, and the number of queries of the last one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _warm in range(2):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    times = []
    for _round in range(rounds):
        began = process_time()
        answer = client.get(address)
        times.append(1000 * (process_time() - began))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return times, len(queries), len(answer.content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with temporary_database():
        report(options.texts, options.rounds)


def report(texts, rounds):
    from django.test import Client

    from benchmarks import desk_settings
    from translation.models import Text

    conference = make_conference(texts)
    client = Client(SERVER_NAME="localhost")
    client.force_login(translator())
    desk = f"/en/{SLUG}/texts/{LANGUAGE}/programme/"
    middle = (
        Text.objects.filter(conference=conference, document="programme").order_by("-position").first().position // 2
    )
    shown = ",".join(str(pk) for pk in Text.objects.filter(document="programme").values_list("pk", flat=True)[:50])
    desk_settings.BYTES.append(client.get(desk).content)
    pages = {
        "bare view, the bytes of the first page": "/bare/",
        "overview": f"/en/{SLUG}/texts/",
        "desk, first page": desk,
        "desk, a page in the middle": f"{desk}?from={middle}",
        "desk, last page": f"{desk}?from={2 * middle - 40}",
        "desk, beside Russian": f"{desk}?beside=ru",
        "desk, missing": f"{desk}?only=missing",
        "desk, outdated": f"{desk}?only=outdated",
        "desk, open questions (none)": f"{desk}?only=questions",
        "desk, the Summary": f"/en/{SLUG}/texts/{LANGUAGE}/summary/",
        "what others do, asked by each page": f"{desk}now/?texts={shown}",
        "what helps with a text": f"/en/{SLUG}/texts/{shown.split(',')[7]}/{LANGUAGE}/help/",
        "concordance": f"/en/{SLUG}/texts/concordance/?q=human+trafficking&code={LANGUAGE}",
        "warnings, all looked for before": f"/en/{SLUG}/texts/{LANGUAGE}/warnings/",
        "spaces put right, all texts looked through": f"/en/{SLUG}/texts/{LANGUAGE}/warnings/correct/spacing/",
        "find and replace, in every second text": f"/en/{SLUG}/texts/{LANGUAGE}/replace/?words=traite&other=x",
        "consistency of a language": f"/en/{SLUG}/texts/{LANGUAGE}/consistency/",
        "glossary": f"/en/{SLUG}/texts/glossary/",
    }
    print(f"{look_for_warnings(conference):.2f} milliseconds of the processor to look for the warnings of a text\n")
    print(f"{conference.texts.count():,} texts; milliseconds of the processor: median and worst of {rounds}\n")
    print(f"{'':42} {'median':>8} {'worst':>8} {'queries':>8} {'KB':>7}")
    for name, address in pages.items():
        times, queries, size = measure(client, address, rounds)
        print(f"{name:42} {median(times):8.1f} {max(times):8.1f} {queries:8} {size / 1024:7.0f}", flush=True)


if __name__ == "__main__":
    main()
