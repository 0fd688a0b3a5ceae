"""The site as `make run` prepares it, made once in a run; each worker serves a copy of its folder and its database."""

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.template import begin_migrated

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def copy_of_the_site(shared, data):
    """Fill the folder `data`; the DATABASE_URL of its database (a file in it, or one on the PostgreSQL server)."""
    template = Template(shared / "prepared")
    with template.taken(), database_of_its_own(f"rostrum_browser_{os.getpid()}", template.name) as url:
        shutil.copytree(template.data, data, dirs_exist_ok=True)
        yield url


class Template:
    """What the copies are made of: a folder and, on PostgreSQL, a database; both go with the last copy."""

    def __init__(self, folder):
        self.folder, self.data, self.users = folder, folder / "data", folder / "users"
        self.name = f"rostrum_prepared_{os.getppid() if 'PYTEST_XDIST_WORKER' in os.environ else os.getpid()}"
        folder.mkdir(exist_ok=True)

    @contextmanager
    def taken(self):
        with self._locked():
            if not self.data.exists():
                self._prepare()
            self._count(1)
        try:
            yield
        finally:
            with self._locked():
                if not self._count(-1):
                    shutil.rmtree(self.data)
                    drop(self.name)

    def _prepare(self):
        create(self.name)
        self.data.mkdir(mode=0o700)
        begin_migrated(self.data)  # `make run` in a clean clone migrates from nothing, in .ci/smoke.py
        environment = os.environ | {"ROSTRUM_DATA": str(self.data), "DATABASE_URL": url_of(self.name)}
        done = subprocess.run(
            [sys.executable, "manage.py", "prepare", "--demonstration"],
            cwd=ROOT,
            env=environment | {"ROSTRUM_URL": "http://localhost:8000"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"manage.py prepare failed:\n{done.stdout}"

    def _count(self, change):
        users = int(self.users.read_text() if self.users.exists() else 0) + change
        self.users.write_text(str(users))
        return users

    @contextmanager
    def _locked(self):
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def database_of_its_own(name, template="template1"):
    """The DATABASE_URL of a database beside that of the run; empty on SQLite, where it is a file of the data folder."""
    create(name, template)
    try:
        yield url_of(name)
    finally:
        drop(name)


def url_of(name):
    """The DATABASE_URL of a database on the server of the run; empty where the run is on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    return urlsplit(url)._replace(path=f"/{name}").geturl() if url.startswith("postgres") else ""


def create(name, template="template1"):
    _tell("CREATE DATABASE {} TEMPLATE {}", name, template)


def drop(name):
    _tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _tell(statement, *names):
    if not url_of(""):
        return
    import psycopg2
    from psycopg2.sql import SQL, Identifier

    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(SQL(statement).format(*map(Identifier, names)))
