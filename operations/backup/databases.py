"""Where a restore writes: into a new SQLite file that then takes the place of the old, or in one transaction."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from conference.serving import in_use
from operations.backup.archive import sync
from operations.backup.refusals import BackupRefused
from operations.backup.schema import drop_tables
from operations.backup.tables import tables

COMPANIONS = ("-wal", "-shm", "-journal")
# What an installation has before anybody wrote something.
MADE_BY_MIGRATE = ("django_", "auth_permission", "auth_group", "conference_epoch")


def has_content() -> bool:
    """Whether somebody wrote something in this database; so it is supposed of one that cannot be read."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        if not path.exists() or not path.stat().st_size:
            return False
    try:
        with connection.cursor() as cursor:
            found = set(connection.introspection.table_names(cursor))
            for model in tables(apps):
                table = model._meta.db_table
                if table in found and not table.startswith(MADE_BY_MIGRATE):
                    cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
                    if cursor.fetchone():
                        return True
    except DatabaseError:
        return True
    return False


@contextmanager
def empty_database(before_it_counts: Callable[[], None]) -> Iterator[None]:
    """Within it the default connection writes to a database without tables, which counts if the `with` ends well."""
    with {"sqlite": _new_file, "postgresql": _one_transaction}[connection.vendor](before_it_counts):
        yield


@contextmanager
def _one_transaction(before_it_counts: Callable[[], None]) -> Iterator[None]:
    with transaction.atomic():
        in_use.refuse_others_on_postgresql()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
        drop_tables(apps, connection)
        yield
        before_it_counts()


@contextmanager
def _new_file(before_it_counts: Callable[[], None]) -> Iterator[None]:
    target = Path(connection.settings_dict["NAME"])
    new = target.with_name(f"{target.name}.restoring")
    _fold_log_in(target)
    _remove(new)
    try:
        _write_to(new)
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # so that everything is in the one file
        connection.close()
        before_it_counts()
        for suffix in COMPANIONS:  # a log that stays would be written over what was restored
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        new.replace(target)
        sync(target.parent)
    finally:
        _write_to(target)
        _remove(new)


def _write_to(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(path)


def _remove(path: Path) -> None:
    for suffix in ("", *COMPANIONS):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _fold_log_in(path: Path) -> None:
    """Ends the write-ahead log of a database, which SQLite refuses while another program has it open."""
    connection.close()
    if not path.exists():
        return
    with suppress(sqlite3.DatabaseError):  # of a damaged one nothing is wanted
        old = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=1)
        try:
            old.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BackupRefused(in_use.BUSY) from None
        finally:
            old.close()
