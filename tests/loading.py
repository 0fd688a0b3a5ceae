"""Rows with which many tests begin (the roles, the States, the dialogue of 2012), made once by each worker.

`load("load_states", "load_dialogue")` runs these commands the first time, and keeps what they left in the tables;
afterwards it puts the same rows there at once, with the same keys, and leaves the same work for the end of the
transaction. Where a table that they would fill has rows already, the commands are run as ever; but behind what stands
on the trail, new entries are put with the next keys.
"""

from copy import deepcopy
from functools import cache
from io import BytesIO, StringIO

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from conference.models import AuditEntry

TRAIL = AuditEntry._meta.db_table  # nearly each test writes on it before it loads anything, and nothing refers to it

_kept = {}  # (commands, hour), or the name of a beginning -> Kept, or None where nothing can be kept
_made = {}  # the name of a beginning -> what made its rows


class Kept:
    """What some commands add to tables that were empty: the rows, and what waits for the end of the transaction."""

    def __init__(self, tables, waiting):
        self.tables, self.waiting = tables, waiting

    def put_back(self):
        """Whether the rows could be put back: none may stand there yet, but on the trail."""
        has_rows = filled(self.tables)
        if has_rows - {TRAIL}:
            return False
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            for table, rows in self.tables.items():
                (_write_behind if table in has_rows else _write)(cursor, table, rows)
        for callback, robust in self.waiting:
            transaction.on_commit(callback, robust=robust)
        return True


def load(*commands):
    """The rows of these commands, as if they had just been run; what the commands say is lost."""
    # The rehearsal is on the day of the loading, so that nothing is kept for longer than an hour.
    key = (commands, timezone.now().replace(minute=0, second=0, microsecond=0))
    kept = _kept.get(key)
    if kept and kept.put_back():
        return
    if key in _kept:
        _run(commands)
    else:
        kept = _record(lambda: _run_after_the_first(commands))
        if kept:
            _kept[key] = kept


def beginning(name, make):
    """What `make()` returns, a copy for each test; its rows are made once, and afterwards put back as `load` does."""
    if name not in _kept:
        made = []
        _kept[name] = _record(lambda: made.append(make()))
        _made[name] = deepcopy(made[0])
        return made[0]
    if not _kept[name] or filled(_kept[name].tables):
        return make()
    _kept[name].put_back()
    return deepcopy(_made[name])


def forget():
    """Keep nothing any longer: the keys of permissions, of which the rows speak, have changed."""
    _kept.clear()


def filled(tables):
    """Those of the tables that have rows."""
    with connection.cursor() as cursor:
        parts = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
        cursor.execute(" UNION ALL ".join(parts))
        return {table for (table,) in cursor.fetchall()}


def content(tables):
    """All that is in the tables, to be compared or written again: {table: rows}."""
    with connection.cursor() as cursor:
        return {table: _read(cursor, table) for table in tables}


def write(tables):
    """Fill tables that are empty with what `content` has read."""
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            _write(cursor, table, rows)


def all_tables():
    return [table for table in connection.introspection.table_names() if table != "django_migrations"]


def _run(commands):
    for command in commands:
        call_command(command, stdout=StringIO())


def _run_after_the_first(commands):
    """Run commands, but for the first ones that others begin with too: what these leave is kept for itself."""
    *first, last = commands
    if first:
        load(*first)
    _run([last])


def _record(make):
    """Make rows; returns what can be kept of it, None if rows were changed that were there before.

    A table that had rows is not kept, but for what was put on the trail.
    """
    tables = all_tables()
    before = content(filled(tables))
    were_waiting = len(connection.run_on_commit)
    make()
    after = content(filled(tables))
    trail = before.pop(TRAIL, None)
    if any(after.get(table) != rows for table, rows in before.items()):
        return None
    if trail:
        after[TRAIL] = after[TRAIL][len(trail) :]
    waiting = [(callback, robust) for __, callback, robust in connection.run_on_commit[were_waiting:]]
    return Kept({table: rows for table, rows in after.items() if table not in before}, waiting)


def _read(cursor, table):
    """The rows of a table as the database itself writes them, so that they come back to the letter."""
    if connection.vendor == "postgresql":
        rows = BytesIO()
        # In the order of the keys: a row may come to lie where another was deleted, whenever the database tidies up.
        cursor.copy_expert(f'COPY (SELECT {_written_columns(table)} FROM "{table}" ORDER BY 1) TO STDOUT', rows)
        return rows.getvalue()
    cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
    # As a term (+"at") a column has no declared type, by which the driver would make a date of it.
    terms = ", ".join(f'+"{column}"' for (column,) in cursor.fetchall())
    cursor.execute(f'SELECT {terms} FROM "{table}"')
    return cursor.fetchall()


@cache
def _written_columns(table):
    """The columns of a table of PostgreSQL that it does not make itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [f'"{table}"'],
        )
        return cursor.fetchone()[0]


def _write_behind(cursor, table, rows):
    """Write rows with the next keys; the key is the first column."""
    if connection.vendor == "postgresql":
        columns = _written_columns(table).partition(", ")[2]
        lines = b"".join(line.partition(b"\t")[2] for line in rows.splitlines(keepends=True))
        cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', BytesIO(lines))
    else:
        _write(cursor, table, [(None, *row[1:]) for row in rows])


def _write(cursor, table, rows):
    if connection.vendor == "postgresql":
        cursor.copy_expert(f'COPY "{table}" FROM STDIN', BytesIO(rows))
    else:
        places = ", ".join("%s" for __ in rows[0])
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
