"""The drill: a disk is lost while people work, and what the latest backup has is there again, on either database."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing, contextmanager
from hashlib import sha256
from io import StringIO
from pathlib import Path
from threading import Event, Thread

import dj_database_url
import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import QuerySet
from django.db.utils import load_backend

from conference.models.epoch import Epoch, current_epoch
from floor.models import Statement
from floor.procedure import presiding
from operations.backup.archive import opened
from operations.backup.latest import latest_backup
from operations.backup.manifest import Part
from operations.backup.tables import tables
from operations.models import Backup
from speakers.models import Speaker
from tests.browser.prepared import database_of_its_own
from tests.factories import in_six, make_released, make_speaker
from tests.floor.conftest import Room
from tests.staff import browser_of

ROOT = Path(__file__).parents[3]
BEGUN_ANEW = {"conference_epoch", "operations_backup"}
PAGE = """
import django
django.setup()
from django.conf import settings
from django.test import Client, override_settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
    print(Client().get("/fr/released/", headers={"host": "localhost"}).content.decode())
"""


class Installation:
    """Another data folder and database, in processes of its own, with the umask that most accounts have."""

    def __init__(self, folder, database=""):
        self.data = folder
        self.database = database or f"sqlite:///{folder}/rostrum.sqlite3"
        self.environment = os.environ | {
            "ROSTRUM_DATA": str(folder),
            "DATABASE_URL": database,
            "ROSTRUM_URL": "http://localhost:8000",
            "DJANGO_SETTINGS_MODULE": "conference.settings",
        }

    def run(self, *words):
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, umask=0o022
        )

    def manage(self, *words):
        done = self.run("manage.py", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def alias(self):
        """An alias by which this process reads the database."""
        config = connections.configure_settings({"default": dj_database_url.parse(self.database)})["default"]
        connections["restored"] = load_backend(config["ENGINE"]).DatabaseWrapper(config, "restored")
        try:
            yield "restored"
        finally:
            connections["restored"].close()
            del connections["restored"]


def rows_of(alias):
    """Every row of every table, as Django's models read them; what a restore begins anew is left out."""
    return {
        model._meta.db_table: list(QuerySet(model=model, using=alias).order_by("pk").values())
        for model in tables(apps)
        if model._meta.db_table not in BEGUN_ANEW
    }


def open_to_others(folder):
    """What other accounts of the machine could read."""
    return [path for path in [folder, *folder.rglob("*")] if stat.S_IMODE(path.stat().st_mode) & 0o077]


def backup_into(folder):
    call_command("backup", str(folder), stdout=StringIO())
    return latest_backup().path


@pytest.fixture
def people(transactional_db, settings, tmp_path):
    """A room with a floor and a statement, a released programme in every script, and a key that never comes again."""
    settings.MEDIA_ROOT = tmp_path / "media"
    make_released(slug="released", **in_six("title", "Océan عربي 中文 €"))
    room = Room(delegations=2)
    room.give(room.ask(0))
    Statement.objects.create(
        session=room.session,
        delegation=room.delegations[0],
        language="fr",
        format=Statement.Format.PDF,
        size=4,
        file=ContentFile(b"%PDF", "déclaration.pdf"),
        uploaded_at=room.at.replace(microsecond=123456),
    )
    make_speaker(room.conference, slug="gone").delete()
    browser_of(room.officer)  # a session, by which somebody stays signed in
    return room


@contextmanager
def steps_of(room):
    """Within it somebody opens and closes the requests as fast as the database allows; yields how often so far."""
    end, began, steps, failures = Event(), Event(), [], []

    def act():
        try:
            while not end.is_set():
                (presiding.close_requests if len(steps) % 2 == 0 else presiding.open_requests)(
                    room.session, by=room.officer, at=room.later(1)
                )
                steps.append(1)
                began.set()
        except Exception as error:
            failures.append(error)
            began.set()
        finally:
            connection.close()

    thread = Thread(target=act)
    thread.start()
    began.wait(30)
    try:
        yield steps
    finally:
        end.set()
        thread.join()
    assert failures == []


def test_backup_while_people_work_is_of_one_moment_and_holds_up_nobody(people, tmp_path):
    with steps_of(people) as steps:
        before = len(steps)
        with opened(backup_into(tmp_path)) as backup:
            during = len(steps) - before

            floors, events = list(backup.rows("floor_floor")), list(backup.rows("floor_floorevent"))
            columns = backup.manifest.tables

    assert during > 0
    version = floors[0][columns["floor_floor"].columns.index("version")]
    numbers = [event[columns["floor_floorevent"].columns.index("number")] for event in events]
    assert sorted(numbers) == list(range(1, version + 1))
    assert version > before


def test_what_a_backup_has_is_restored_on_either_database(people, tmp_path):
    """It takes over 5 s for its processes: on PostgreSQL it goes to SQLite and, from there, to PostgreSQL again."""
    backup, rows = backup_into(tmp_path / "backups"), rows_of("default")
    other = Installation(tmp_path / "other")
    leave_a_broken_database(other.data)

    other.manage("restore", "--replace", str(backup))

    is_the_same(rows, other, backup)
    assert (other.data / "media" / Statement.objects.get().file.name).read_bytes() == b"%PDF"
    assert (other.data / "secret-key").read_text() == settings.SECRET_KEY
    assert open_to_others(other.data) == open_to_others(Path(settings.MEDIA_ROOT)) == []
    assert {path.name for path in other.data.iterdir()} == {"in-use.lock", "media", "rostrum.sqlite3", "secret-key"}
    with database_of_its_own(f"rostrum_drill_{os.getpid()}") as url:
        if url:
            third, moved = Installation(tmp_path / "third", url), tmp_path / "moved"
            other.manage("backup", str(moved))
            third.manage("restore", str(next(moved.iterdir())))
            is_the_same(rows, third, next(moved.iterdir()))
            assert "Océan عربي 中文 € (fr)" in third.run("-c", PAGE).stdout


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(people, tmp_path):
    backup, rows = backup_into(tmp_path), rows_of("default")
    other = Installation(tmp_path / "other")

    other.manage("restore", str(before_operations(backup)))

    with other.alias() as alias:
        restored = rows_of(alias)
        assert Backup.objects.using(alias).count() == 1
    restored["django_migrations"] = sorted((row["app"], row["name"]) for row in restored["django_migrations"])
    assert restored["django_migrations"] == sorted((row["app"], row["name"]) for row in rows["django_migrations"])
    assert restored["floor_floorevent"] == rows["floor_floorevent"] != []


def before_operations(backup):
    """The same backup as a version made it that had no app of operations."""
    path = backup.with_name("earlier.zip")
    with opened(backup) as reader, zipfile.ZipFile(path, "w") as earlier:
        manifest = reader.manifest
        manifest.migrations = [migration for migration in manifest.migrations if migration[0] != "operations"]
        manifest.tables = {name: table for name, table in manifest.tables.items() if not name.startswith("operations_")}
        for name in [name for name in manifest.parts if "tables/operations_" not in name]:
            body = b"".join(reader.pieces(name))
            if name == "tables/django_migrations.jsonl":
                body = b"".join(line for line in body.splitlines(keepends=True) if b'"operations"' not in line)
                manifest.tables["django_migrations"].rows = body.count(b"\n")
            manifest.parts[name] = Part(len(body), sha256(body).hexdigest())
            earlier.writestr(name, body)
        manifest.parts = {name: part for name, part in manifest.parts.items() if "tables/operations_" not in name}
        earlier.writestr("manifest.json", manifest.as_json())
    return path


def leave_a_broken_database(folder):
    """What a lost disk can leave: some files, and a log that SQLite would write over the database that comes next."""
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "old.jpg").write_bytes(b"broken")
    with closing(sqlite3.connect(folder / "other.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE of_another_database (id)")
        shutil.copy(folder / "other.sqlite3-wal", folder / "rostrum.sqlite3-wal")
    (folder / "other.sqlite3").unlink()


def is_the_same(rows, installation, backup):
    """Every row of every table, and what a restore begins anew: the epoch, and the backups that are known."""
    assert rows.keys() > {"django_session", "django_migrations", "auth_group_permissions", "floor_floorevent"}
    with installation.alias() as alias:
        restored = rows_of(alias)
        for table, expected in rows.items():
            assert restored[table] == expected, table
        assert Epoch.objects.using(alias).get().mark != current_epoch()
        assert Backup.objects.using(alias).get().path == str(backup)
    goes_on_after_the_last_key(installation)


def goes_on_after_the_last_key(installation):
    """The key of a speaker who was deleted before the backup is given to nobody else."""
    highest = Speaker.objects.order_by("-pk").values_list("pk", flat=True)[0]
    with installation.alias() as alias, transaction.atomic(using=alias):
        speaker = Speaker.objects.using(alias).get(pk=highest)
        speaker.pk, speaker.slug = None, "next"
        speaker.save(using=alias, force_insert=True)
        assert speaker.pk == highest + 2
        transaction.set_rollback(True, using=alias)
