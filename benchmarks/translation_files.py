"""A file of 10,000 texts, out and in again: `python -m benchmarks.translation_files [--texts 10000]`.

A conference with so many paragraphs in its Summary is exported, translated by a stand-in for a tool (each text into
its source and a number), uploaded, previewed and imported, through the functions that the pages call. It runs on a
new SQLite file, and on PostgreSQL too where DATABASE_URL names a server, in a database of its own that is dropped
afterwards. Each format fills a language that is empty; "again" changes every text of the first one, whose versions
are kept. Beside the seconds of the clock stand those of this processor, which other work on the machine does not
lengthen.
"""

import argparse
import os
import re
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from multiprocessing import get_context
from zipfile import ZIP_DEFLATED, ZipFile

LANGUAGES = {"xliff20": "fr", "xliff12": "ar", "tmx": "zh-hans", "xlsx": "ru", "docx": "es", "again": "fr"}
STEPS = ("export", "upload", "preview", "import")
LIMIT = 10  # seconds for each step with 10,000 texts
SENTENCE = (
    "The President of the General Assembly stressed that *human trafficking* was a crime that robbed millions of people"
    " of their dignity, and called upon Member States to contribute to the Trust Fund (paragraph {})."
)


def measured(number, url, folder):
    """The seconds of each step in each format on one database: {format: [seconds]}."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "conference.settings", "ROSTRUM_DATA": folder, "DATABASE_URL": url}
    import django

    django.setup()
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        conference, user = make(number)
        return {name: way(name, code, conference, user) for name, code in LANGUAGES.items()}
    except Exception as error:  # an exception of a model's module cannot be sent to the process that waits
        raise RuntimeError(repr(error)) from None
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def make(number):
    """A Summary in translation with so many paragraphs, and somebody who may translate it."""
    from django.utils import timezone

    from conference.models import Conference, User
    from summary.models import Paragraph, Summary
    from translation.texts.index import refresh_all

    today = timezone.now().date()
    conference = Conference.objects.create(
        slug="benchmark", title_en="Dialogue", starts_on=today, ends_on=today, time_zone="UTC"
    )
    summary = Summary.objects.create(conference=conference, title_en="Summary", stage=Summary.Stage.IN_TRANSLATION)
    section = summary.sections.create(position=0, heading_en="Heading")
    rows = [Paragraph(section=section, position=n, text_en=SENTENCE.format(n)) for n in range(number)]
    Paragraph.objects.bulk_create(rows, batch_size=500)
    refresh_all()
    return conference, User.objects.create_superuser("translator")


def way(name, code, conference, user):
    """The seconds of exporting, uploading, previewing and importing a file in a format."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from conference.imports.apply import apply_import
    from conference.languages import official
    from translation.exchange.exporting import export
    from translation.exchange.kind import TEXTS
    from translation.exchange.preview import parsed_file_of, preview, store_upload

    format = "xliff20" if name == "again" else name
    clock = [_now()]
    content = export(conference, code, format, user=user)
    clock.append(_now())
    file = ContentFile(translated(content, format, code), name=f"file.{format}")
    clock.append(_now())
    stored = store_upload(file, conference=conference, language=official(code), by=user, at=timezone.now())
    clock.append(_now())
    found = preview(parsed_file_of(stored), conference, user)
    clock.append(_now())
    seen = found.fingerprint
    written = apply_import(TEXTS, stored, choices=False, seen=seen, by=user, at=timezone.now())
    clock.append(_now())
    assert written == len(found.incoming)
    exported, __, *others = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(clock)]
    return [exported, *others]


def _now():
    return time.perf_counter(), time.process_time()


def translated(content, name, code):
    """The file as it comes back: other targets, and the digests of the old ones, which a tool leaves alone."""
    from translation.exchange.detect_format import FORMAT_MODULES, read
    from translation.units import digest

    parsed, out, digests = read(BytesIO(content)), BytesIO(), {}
    units = [replace(unit, target=f"{unit.target or unit.source} 1", state="translated") for unit in parsed.units]
    FORMAT_MODULES[name].write(units, out, target_language=code)
    for before, after in zip(parsed.units, units, strict=True):
        digests[digest(after.target).encode()] = before.target_digest.encode()
    if name not in ("xlsx", "docx"):
        return with_digests(out.getvalue(), digests)
    again = BytesIO()
    with ZipFile(out) as parts, ZipFile(again, "w", ZIP_DEFLATED) as package:
        for part in parts.namelist():
            package.writestr(part, with_digests(parts.read(part), digests))
    return again.getvalue()


def with_digests(content, digests):
    return re.sub(rb"\b[0-9a-f]{16}\b", lambda found: digests.get(found[0], found[0]), content)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000)
    asked = parser.parse_args()
    url, limit, slow = os.environ.get("DATABASE_URL", ""), LIMIT * asked.texts / 10_000, []
    print(f"{asked.texts:,} texts; seconds\n\n{'':24}" + "".join(f"{step:>15}" for step in STEPS), flush=True)
    for database, address in {"SQLite": "", "PostgreSQL": url}.items():
        if database == "PostgreSQL" and not url.startswith("postgres"):
            continue
        with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(1) as pool:
            for name, seconds in pool.apply(measured, (asked.texts, address, folder)).items():
                pairs = "".join(f"{clock:8.2f} ({own:4.2f})" for clock, own in seconds)
                print(f"{database:12}{name:12}{pairs}", flush=True)
                slow += [f"{name} on {database}"] if max(seconds)[0] > limit else []
    print(f"\nEach step in {limit:.0f} seconds: {'too slow: ' + ', '.join(slow) if slow else 'none is slower'}.")


if __name__ == "__main__":
    main()
