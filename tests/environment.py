"""The environment of every test run, set before the settings are read: a data folder of its own, nothing inherited."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("ROSTRUM_")]:
    del os.environ[name]
DATA = Path(tempfile.mkdtemp(prefix="rostrum-test-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
(DATA / "static").mkdir()
os.environ["ROSTRUM_DATA"] = str(DATA)


def pytest_report_header():
    from django.conf import settings
    from django.db import connection

    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return f"database: SQLite {connection.Database.sqlite_version}"
    return f"database: PostgreSQL at {database['HOST'] or database['OPTIONS'].get('host', 'the local socket')}"
