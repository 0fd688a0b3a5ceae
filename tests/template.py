"""A migrated SQLite database, kept in pytest's cache from run to run: the migrations take longer than many a test.

It is taken as long as the migrations are those that made it. What does not hang on them, `migrate` mends in the copy.
"""

import hashlib
import os
import shutil
from pathlib import Path

from django.apps import apps
from django.db import connection


def take(folder):
    """Put a copy where the test database will be looked for; False if there is none yet, or for another database."""
    kept = _path(folder)
    if connection.vendor != "sqlite" or not kept.exists():
        return False
    shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])
    return True


def keep(folder):
    """Keep the database, which was just migrated, in place of those of earlier migrations."""
    if connection.vendor != "sqlite":
        return
    written = folder / f"{os.getpid()}.written"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(written)])
    written.replace(_path(folder))
    for earlier in set(folder.glob("*.sqlite3")) - {_path(folder)}:
        earlier.unlink(missing_ok=True)


def _path(folder):
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}\n".encode() + file.read_bytes())
    return folder / f"{digest.hexdigest()}.sqlite3"
