"""10,000 speakers as a table, in and out: `python -m benchmarks.people_tables [--rows 10000]`.

So many new speakers in six languages are uploaded, previewed and imported, then exported; the export is changed in
every row and imported too, through the functions that the pages call. It runs on a new SQLite file, and on PostgreSQL
too where DATABASE_URL names a server, in a database of its own that is dropped afterwards. Beside the seconds of the
clock stand those of this processor, which other work on the machine does not lengthen.
"""

import argparse
import csv
import os
import tempfile
import time
from io import BytesIO, StringIO
from itertools import pairwise
from multiprocessing import get_context

STEPS = ("upload", "preview", "import", "export")
BIOGRAPHY = (
    "She has worked with survivors of trafficking in persons for twenty years and founded a network of shelters. "
    "She advises Governments on their national plans of action and teaches law. "
)


def measured(number, url, folder):
    """The seconds of each step in each format on one database: {name: [(clock, processor)]}."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "conference.settings", "ROSTRUM_DATA": folder, "DATABASE_URL": url}
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from conference.models import Conference, User
    from speakers.imports.export import as_csv, as_xlsx

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        today, user, found = timezone.now().date(), User.objects.create_superuser("secretary"), {}
        for name, write in {"csv": as_csv, "xlsx": as_xlsx}.items():
            conference = Conference.objects.create(
                slug=name, title_en="Dialogue", starts_on=today, ends_on=today, time_zone="UTC"
            )
            exported, found[f"{name}, new"] = way(new_rows(number), write, conference, user)
            __, found[f"{name}, changed"] = way(changed(exported, name), write, conference, user)
        return found
    except Exception as error:  # an exception of a model's module cannot be sent to the process that waits
        raise RuntimeError(repr(error)) from None
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def new_rows(number):
    """A file of new speakers, in six languages."""
    from speakers.imports.columns import KINDS

    columns = KINDS["speakers"].columns
    texts = {"name": "Name {}", "function": "Director of the network {}", "biography": BIOGRAPHY * 3 + "{}"}
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(column.heading for column in columns)
    for place in range(number):
        writer.writerow([f"speaker-{place}", *(texts.get(each.field.name, "").format(place) for each in columns[1:])])
    return out.getvalue().encode()


def changed(exported, name):
    """The file that was exported with another function in every row."""
    if name == "csv":
        return exported.replace(b"Director of", b"President of")
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(exported))
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("Director of"):
                cell.value = cell.value.replace("Director of", "President of")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def way(content, write, conference, user):
    """(The table as it is exported at the end, the seconds of upload, preview, import and export)."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from conference.imports.apply import apply_import
    from speakers.imports.columns import KINDS
    from speakers.imports.kind import TABLES
    from speakers.imports.preview import preview_table
    from speakers.imports.receive import store_upload, table_of

    kind, clock = KINDS["speakers"], [_now()]
    file = ContentFile(content, name="people")
    import_file = store_upload(file, kind, conference=conference, by=user, at=timezone.now())
    clock.append(_now())
    found = preview_table(table_of(import_file), kind, conference)
    seen = found.fingerprint
    clock.append(_now())
    written = apply_import(TABLES, import_file, seen=seen, by=user, at=timezone.now())
    clock.append(_now())
    exported = write(kind, conference)
    clock.append(_now())
    assert written == len(found.rows)
    return exported, [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(clock)]


def _now():
    return time.perf_counter(), time.process_time()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    asked = parser.parse_args()
    url = os.environ.get("DATABASE_URL", "")
    print(f"{asked.rows:,} speakers; seconds\n\n{'':28}" + "".join(f"{step:>15}" for step in STEPS), flush=True)
    for database, address in {"SQLite": "", "PostgreSQL": url}.items():
        if database == "PostgreSQL" and not url.startswith("postgres"):
            continue
        with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(1) as pool:
            for name, seconds in pool.apply(measured, (asked.rows, address, folder)).items():
                pairs = "".join(f"{clock:8.2f} ({own:4.2f})" for clock, own in seconds)
                print(f"{database:12}{name:16}{pairs}", flush=True)


if __name__ == "__main__":
    main()
