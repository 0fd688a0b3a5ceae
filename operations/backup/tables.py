"""The tables of a database as models, and their rows as JSON that either database can take.

A row is a list with a value for each column. What JSON has no word for is text, which the field of the column reads
again: moments in UTC, decimals, durations, identifiers, bytes in base 64.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import AutoField, BigAutoField, Field, JSONField, Model, QuerySet, SmallAutoField, Value
from django.utils.duration import duration_string

AT_ONCE = 900  # values in one statement; SQLite takes 999
READ = 2000  # rows


def tables(apps: Apps) -> list[type[Model]]:
    """Returns a model for each table, in the order of their names; that of the migrations is one of them."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]
    return sorted([*models, MigrationRecorder.Migration], key=lambda model: model._meta.db_table)


def fields_of(model: type[Model]) -> "list[Field[Any, Any]]":
    """Returns the fields that are columns; what the database computes itself is none."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def columns_of(model: type[Model]) -> list[str]:
    return [str(field.column) for field in fields_of(model)]


def rows(model: type[Model], using: str) -> Iterator[list[Any]]:
    """Yields the rows of a table in the order of their keys, without holding the table in memory."""
    # Not by the model's manager, of which modeltranslation answers with the columns of one language.
    query: QuerySet[Model] = QuerySet(model=model, using=using).order_by(model._meta.pk.attname)
    for row in query.values_list(*(field.attname for field in fields_of(model))).iterator(READ):
        yield [_plain(value) for value in row]


def insert(model: type[Model], found: Iterable[list[Any]], connection: BaseDatabaseWrapper) -> int:
    """Writes rows as they are, without what a model would add; returns how many."""
    fields = fields_of(model)
    quote = connection.ops.quote_name
    one = f"({', '.join(['%s'] * len(fields))})"
    head = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns_of(model)))}) VALUES "
    written, source = 0, iter(found)
    with connection.cursor() as cursor:
        while batch := list(islice(source, max(1, AT_ONCE // len(fields)))):
            values = [_for_database(field, row[i], connection) for row in batch for i, field in enumerate(fields)]
            cursor.execute(head + ", ".join([one] * len(batch)), values)
            written += len(batch)
    return written


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return value


def _for_database(field: "Field[Any, Any]", value: Any, connection: BaseDatabaseWrapper) -> Any:
    if isinstance(field, JSONField):
        found: Any = Value(None, JSONField()) if value is None and not field.null else value
    else:
        found = field.to_python(value)
    return field.get_db_prep_save(found, connection)


def last_keys(models: Sequence[type[Model]], connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Returns the highest key that each table ever gave, so that the key of a deleted row never comes again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return dict(cursor.fetchall())
        found = {}
        for model in _numbered(models):
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", _key(model, connection))
            cursor.execute(f"SELECT last_value FROM {cursor.fetchone()[0]} WHERE is_called")
            if row := cursor.fetchone():
                found[model._meta.db_table] = row[0]
    return found


def set_last_keys(models: Sequence[type[Model]], keys: dict[str, int], connection: BaseDatabaseWrapper) -> None:
    """Has each table go on after the highest key that it ever gave."""
    with connection.cursor() as cursor:
        for model in _numbered(models):
            table, key = model._meta.db_table, keys.get(model._meta.db_table)
            if key is None:
                continue
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [*_key(model, connection), key])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])


def _numbered(models: Sequence[type[Model]]) -> list[type[Model]]:
    return [model for model in models if isinstance(model._meta.pk, AutoField | BigAutoField | SmallAutoField)]


def _key(model: type[Model], connection: BaseDatabaseWrapper) -> list[str]:
    return [connection.ops.quote_name(model._meta.db_table), str(model._meta.pk.column)]
