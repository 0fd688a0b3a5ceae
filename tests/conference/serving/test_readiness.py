"""`serve` begins only on a database and files that belong to its version; a probe tells whether they still do."""

import os
import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from conference.files.static_files import GATHERED, digest_of_sources
from conference.roles import ROLES
from conference.serving.readiness import NotReady, check, fault_of_database
from tests import loading

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(settings, tmp_path):
    """A folder with one static file, the only one there is."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "mark.css").write_text("p {}")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [folder], tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "conference.files.static_files.StaticFiles"},
    }
    return folder


@pytest.fixture
def prepared(sources):
    """An installation that is ready."""
    gather()
    loading.load("apply_roles")


def gather():
    call_command("collectstatic", interactive=False, verbosity=0)


def refused(words):
    return pytest.raises(NotReady, match=words)


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_prepared_installation_is_ready(prepared):
    assert check() == []
    assert fault_of_database() is None


def test_database_that_is_not_migrated(prepared):
    execute("DELETE FROM django_migrations WHERE app = 'conference' AND name > '0066'")

    with refused(r"^The database is not up to date \(\d+ migrations of conference are missing\): run `manage.py prep"):
        check()
    assert fault_of_database() == "The database is not up to date."


def test_database_of_a_newer_version_is_told_and_served(prepared):
    MigrationRecorder(connection).record_applied("conference", "0999_of_tomorrow")

    assert check() == [
        "The database belongs to a newer version, with conference.0999_of_tomorrow: see docs/upgrading.md."
    ]
    assert fault_of_database() is None


def test_roles_that_lack_what_the_table_gives(prepared):
    group = Group.objects.get(name="floor-officer")
    group.permissions.remove(Permission.objects.get(codename="run_floor"))

    with refused("^The roles in the database are not those of this version"):
        check()
    group.delete()
    with refused("^The roles in the database are not those of this version"):
        check()


def test_roles_that_may_do_more_are_told(prepared):
    Group.objects.get(name=ROLES[0].slug).permissions.add(Permission.objects.get(codename="delete_user"))

    assert check() == [f"The roles {ROLES[0].slug} may do more than in this version: `manage.py prepare` ends that."]


@pytest.mark.parametrize("lost", ["staticfiles.json", GATHERED])
def test_static_files_that_are_not_gathered(prepared, settings, lost):
    (settings.STATIC_ROOT / lost).unlink()

    with refused("^The static files are not gathered in .*: run `manage.py prepare` first.$"):
        check()


def test_static_files_of_an_earlier_version(prepared, sources):
    (sources / "mark.css").write_text("p { color: red }")

    with refused("^The static files in .* are not those of this version"):
        check()


def test_version_before_serves_with_the_files_of_the_next(prepared, sources, settings):
    before = digest_of_sources()
    (sources / "mark.css").write_text("p { color: red }")
    (sources / "new.css").write_text("a {}")
    gather()
    (sources / "mark.css").write_text("p {}")
    (sources / "new.css").unlink()

    assert digest_of_sources() == before
    assert check() == []
    assert len((settings.STATIC_ROOT / GATHERED).read_text().split()) == 2


def test_catalogues_that_are_missing_or_stale(prepared, settings, tmp_path):
    (tmp_path / "locale").mkdir()
    (ours,) = settings.LOCALE_PATHS
    settings.LOCALE_PATHS = [shutil.copytree(ours, tmp_path / "locale", dirs_exist_ok=True)]
    assert check() == []
    source = Path(settings.LOCALE_PATHS[0], "fr", "LC_MESSAGES", "django.po")
    os.utime(source, (source.stat().st_atime, source.with_suffix(".mo").stat().st_mtime + 1))

    with refused("^The translations of the interface in .* are not compiled"):
        check()
    source.unlink()  # as in a wheel, which brings what is compiled alone
    assert check() == []
    source.with_suffix(".mo").unlink()
    with refused("^The translations of the interface in .* are not compiled"):
        check()
