"""Writes a conference to a file, as it is at one moment, whoever goes on writing to it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from conference.languages import texts
from conference.models import AuditEntry, Conference
from conference.ownership import Model, rows_of
from conference.recorded_rows import ModelTable, in_batches
from operations.transfer.package import CHUNK, SHARED_ROWS, PackageWriter, Row, applied_migrations, file_part
from operations.transfer.references import followed
from operations.transfer.scope import LEFT_OUT, SHARED, exported_models, label_of

_NAMES = {"speakers.state": ("iso3",), "conference.user": ("username", "first_name", "last_name")}


class Met:
    """The references that the rows of a conference hold: rows of what is shared, and files."""

    def __init__(self) -> None:
        self.shared: dict[str, set[int]] = {label: set() for label in SHARED}
        self.files: set[str] = set()

    def row(self, label: str, key: int) -> int | None:
        return None if label in LEFT_OUT else self.mention(label, key)

    def mention(self, label: str, key: int) -> int:
        if label in SHARED:
            self.shared[label].add(key)
        return key

    def file(self, name: str) -> str:
        self.files.add(name)
        return name


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read here is of one moment, and nobody who writes has to wait for it."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()  # which sets the mode of the settings
    with _reading_transactions(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _reading_transactions() -> Iterator[None]:
    """On SQLite the mode of the settings, IMMEDIATE, would keep everybody from writing."""
    opened = vars(connections[DEFAULT_DB_ALIAS])
    former = opened.get("transaction_mode")
    if former is None:
        yield
        return
    opened["transaction_mode"] = "DEFERRED"
    try:
        yield
    finally:
        opened["transaction_mode"] = former


def export_conference(slug: str, target: IO[bytes], *, at: datetime) -> dict[str, Any]:
    """Write a conference to an open file and return the manifest; Conference.DoesNotExist if there is none."""
    met = Met()
    with PackageWriter(target) as writer:
        with one_moment():
            conference = Conference.objects.get(slug=slug)
            counts = {
                label_of(model): writer.write_rows(label_of(model), _rows(model, conference, met))
                for model in exported_models()
            }
            shared = {label: _shared(label, keys) for label, keys in met.shared.items()}
            migrations = applied_migrations()
        writer.write(SHARED_ROWS, [_json(shared)])
        missing = [name for name in sorted(met.files) if not _write_file(writer, name)]
        manifest = {
            "conference": {"slug": conference.slug, "title": texts(conference, "title")["en"]},
            "made_at": at.isoformat(),
            "migrations": migrations,
            "counts": counts,
            "people": len(shared["conference.user"]),
            "missing_files": missing,
        }
        writer.finish(manifest)
    _enter(conference, sum(counts.values()), at)
    return {**manifest, "files": len(met.files) - len(missing)}


def _rows(model: Model, conference: Conference, met: Met) -> Iterator[Row]:
    table, label = ModelTable(model), label_of(model)
    for keys in in_batches(list(rows_of(model, conference).values_list("pk", flat=True))):
        found = table.read([str(key) for key in keys])
        for key in keys:
            yield key, followed(label, found[str(key)], met)


def _shared(label: str, keys: set[int]) -> dict[str, dict[str, str]]:
    """Returns the names of shared rows by their keys; of one that is gone there is nothing to say."""
    rows = apps.get_model(label)._base_manager.filter(pk__in=keys).order_by("pk").values("pk", *_NAMES[label])
    return {str(row.pop("pk")): row for row in rows}


def _write_file(writer: PackageWriter, name: str) -> bool:
    try:
        with default_storage.open(name, "rb") as file:
            writer.write(file_part(name), iter(lambda: file.read(CHUNK), b""))
    except OSError:  # it was deleted, as the photograph of a person who came under protection is
        return False
    return True


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _enter(conference: Conference, rows: int, at: datetime) -> None:
    """The file holds personal data: that it was written is on the trail."""
    act, detail = AuditEntry.Act.EXPORT_CONFERENCE, {"rows": rows}
    AuditEntry.objects.record(act=act, subject=conference, by=None, at=at, conference=conference, detail=detail)
