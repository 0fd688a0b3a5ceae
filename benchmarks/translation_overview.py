"""The overview of the translators' desk: 20,000 texts in five languages, a hundred thousand translations, on SQLite.

    python benchmarks/translation_overview.py [--texts 20000] [--rounds 9]

Shown are medians of whole requests, in milliseconds of the processor and of the clock, and the number of queries. The
secretariat sees five languages, a translator one.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

LANGUAGES = ("ar", "zh-hans", "fr", "ru", "es")
STATES = ("revised", "translated", "tentative", "draft", "missing")
SOURCE = "A text as it was when it was translated, with as many words as a paragraph of a programme has. " * 3


def prepare(folder, texts):
    """A conference with so many texts, each state as often as the others, every tenth translation outdated."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "conference.settings", "ROSTRUM_DATA": folder, "ROSTRUM_DEBUG": "true"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from conference.models import Conference
    from translation.models import Text, Translation
    from translation.texts import documents

    call_command("migrate", verbosity=0)
    call_command("apply_roles", stdout=open(os.devnull, "w"))  # noqa: SIM115
    conference = Conference.objects.create(
        slug="measured", starts_on="2001-01-08", ends_on="2001-01-08", time_zone="UTC", title_en="M"
    )
    at, keys = timezone.now(), [document.key for document in documents.all_documents()]
    rows = [
        Text(
            conference=conference,
            subject_type="measured.row",
            subject_id=number,
            field="text",
            document=keys[number % len(keys)],
            position=number,
            source_language="en",
            source_digest=f"{number:016x}",
            source_words=40,
            changed_at=at,
        )
        for number in range(texts)
    ]
    rows = Text.objects.bulk_create(rows, batch_size=500)
    Translation.objects.bulk_create(
        (
            Translation(
                text=row,
                language=language,
                state=(state := STATES[(number + place) % len(STATES)]),
                digest="" if state == "missing" else "digest",
                words=40,
                source_text=SOURCE,
                source_digest=row.source_digest if number % 10 else "old",
                at=at,
            )
            for number, row in enumerate(rows)
            for place, language in enumerate(LANGUAGES)
        ),
        batch_size=500,
    )


def measure(role, rounds):
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from conference.models import User

    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    times = []
    for _round in range(rounds + 1):  # the first fills what is kept
        started, clock = process_time(), perf_counter()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/measured/texts/").status_code == 200
        times.append((1000 * (process_time() - started), 1000 * (perf_counter() - clock)))
    processor, clock = (median(column) for column in zip(*times[1:], strict=True))
    print(f"{role:16} {processor:8.0f} {clock:8.0f} {len(queries):8}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, options.texts)
        print(f"{'who':16} {'CPU ms':>8} {'ms':>8} {'queries':>8}")
        for role in ("secretariat", "translator-fr"):
            measure(role, options.rounds)


if __name__ == "__main__":
    main()
