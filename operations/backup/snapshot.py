"""One moment of the database, read to the end while others write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

ALIAS = "snapshot"


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """Yields a connection, known to Django as ALIAS, which sees the database as it is now and holds up nobody.

    On SQLite that is a transaction which only reads (the write-ahead log keeps its moment), on PostgreSQL one of
    REPEATABLE READ.
    """
    copy = connections[DEFAULT_DB_ALIAS].copy(ALIAS)
    options = copy.settings_dict["OPTIONS"]
    if copy.vendor == "sqlite":
        copy.settings_dict["OPTIONS"] = options | {"transaction_mode": "DEFERRED"}
    else:
        from django.db.backends.postgresql.psycopg_any import IsolationLevel

        copy.settings_dict["OPTIONS"] = options | {"isolation_level": IsolationLevel.REPEATABLE_READ}
    connections[ALIAS] = copy
    try:
        with transaction.atomic(using=ALIAS):
            with copy.cursor() as cursor:
                if copy.vendor == "postgresql":
                    cursor.execute("SET TRANSACTION READ ONLY")
                cursor.execute("SELECT count(*) FROM django_migrations")  # the moment is that of the first question
            yield copy
    finally:
        copy.close()
        del connections[ALIAS]
