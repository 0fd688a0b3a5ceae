"""Updating columns of many rows at once."""

from collections.abc import Sequence

from django.db import connection, models


def update_rows(model: type[models.Model], rows: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Update columns of rows, like Django's `bulk_update` but faster: one UPDATE for each row in place of CASE WHEN."""
    if not rows:
        return
    by_name = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    fields = [by_name[name] for name in columns]
    sets = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"UPDATE {table} SET {sets} WHERE {_quoted(model._meta.pk)} = %s"
    values = [[*(_written(field, row) for field in fields), row.pk] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _quoted(field: models.Field) -> str:
    return connection.ops.quote_name(str(field.column))


def _written(field: models.Field, row: models.Model) -> object:
    return field.get_db_prep_save(getattr(row, field.attname), connection)
