"""Keys of the tests that are equal only where they must be."""

import zlib

from django.apps import apps
from django.db import connection

FIRST, APART = 10_000, 1_000


def number_each_table_from_elsewhere():
    """On PostgreSQL the keys of each table begin at another number, from run to run the same.

    Where every table counts from 1, a key that is taken for one of another table hits a row by chance, and nothing is
    noticed: the third part of a letter's wording stood for the third letter. SQLite goes on from 1.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and (key := model._meta.auto_field) and not model._base_manager.exists():
                table = model._meta.db_table
                first = FIRST + APART * (zlib.crc32(table.encode()) % APART)
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key.column, first])
