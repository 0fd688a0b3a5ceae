"""Emptying the database after a test whose rows were committed, in far less time than Django's `flush`.

`flush` empties all tables, and makes the content types, the permissions and the triggers anew. Here only tables that
have rows are emptied, and what the migrations had left is written again only where a test has changed it.
"""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction

from conference import database_triggers
from tests import loading


class Emptying:
    """Knows what a database has just after its migrations, and brings it back to that."""

    def __init__(self):
        self.tables = loading.all_tables()
        self.first = loading.content(loading.filled(self.tables))

    def __call__(self):
        if not _may_suspend_triggers():
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)
            loading.forget()
            return
        filled = loading.filled(self.tables)
        changed = [table for table, rows in self.first.items() if loading.content([table])[table] != rows]
        with _triggers_suspended(filled), connection.cursor() as cursor:
            for table in filled - self.first.keys() | set(changed):
                cursor.execute(f'DELETE FROM "{table}"')
            loading.write({table: self.first[table] for table in changed})


def _may_suspend_triggers():
    """On PostgreSQL only superusers may, as on the server that the tests start, but not on every other."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


@contextmanager
def _triggers_suspended(tables):
    """Delete in any order, and what the triggers would keep."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
        return
    kept = tables & set(database_triggers.KEPT)
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table in kept:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_is_kept")
        yield
        if kept:
            database_triggers.install(connection.alias)
