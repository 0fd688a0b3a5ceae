"""A migrated database, of which each worker begins with a copy: the migrations take longer than many a test.

That of SQLite is kept in pytest's cache from run to run, as long as the migrations are those that made it. That of
PostgreSQL is on the server that a run has of its own, and goes with it; the first worker makes it, the others wait.
What does not hang on the migrations, `migrate` mends in the copy.
"""

import fcntl
import hashlib
import os
import shutil
from pathlib import Path

from django.apps import apps
from django.db import connection

ROOT = Path(__file__).parent.parent


def take(folder):
    """Put a copy where the test database will be looked for; False if there is none yet, or for another database."""
    if connection.vendor == "postgresql":
        return _take_from_server()
    kept = _path(folder)
    if not kept.exists():
        return False
    shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])
    return True


def keep(folder):
    """Keep the database, which was just migrated, in place of those of earlier migrations."""
    if connection.vendor == "postgresql":
        return _keep_on_server()
    written = folder / f"{os.getpid()}.written"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(written)])
    written.replace(_path(folder))
    for earlier in set(folder.glob("*.sqlite3")) - {_path(folder)}:
        earlier.unlink(missing_ok=True)


def begin_migrated(data):
    """Put a copy of the kept database of SQLite into a data folder that is prepared, if there is one of now."""
    kept = _path(ROOT / ".pytest_cache" / "d" / "databases")
    if connection.vendor == "sqlite" and kept.exists():
        shutil.copyfile(kept, data / "rostrum.sqlite3")
        (data / "rostrum.sqlite3").chmod(0o600)


MIGRATED = "rostrum_migrated"
_making = []  # the lock of the worker that makes the database of which all others begin with a copy


def _own_server():
    """The folder of the server that this run has of its own (`tests.postgresql`); None on any other."""
    host = Path(connection.settings_dict["OPTIONS"].get("host") or connection.settings_dict["HOST"] or "nowhere")
    return host if host.name.startswith("rostrum-pg-") else None


def _take_from_server():
    server = _own_server()
    if not server:
        return False
    lock = (server / "migrated.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not _is_there(MIGRATED):
        _making.append(lock)  # until it is kept
        return False
    _tell_server(f'CREATE DATABASE "{connection.creation._get_test_db_name()}" TEMPLATE {MIGRATED}')
    lock.close()
    return True


def _keep_on_server():
    if not _making:
        return
    name = connection.settings_dict["NAME"]
    connection.close()  # a database that somebody uses is no template
    _tell_server(f'CREATE DATABASE {MIGRATED} TEMPLATE "{name}"')
    _making.pop().close()


def _is_there(name):
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _tell_server(statement):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _path(folder):
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}\n".encode() + file.read_bytes())
    return folder / f"{digest.hexdigest()}.sqlite3"
