"""Making a backup while people work: the database as it is at one moment, then the files that it names."""

import re
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.apps.registry import Apps
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FileField, QuerySet
from django.utils import timezone

from conference.version import version
from operations.backup import files_of_people
from operations.backup.archive import UNFINISHED, ArchiveWriter, new_archive
from operations.backup.manifest import Manifest, TableEntry
from operations.backup.refusals import BackupRefused
from operations.backup.schema import applied, models_after
from operations.backup.snapshot import ALIAS, snapshot
from operations.backup.tables import columns_of, last_keys, rows, tables
from operations.models import Backup

ABANDONED = 24 * 3600  # seconds after which an unfinished file of a process that was killed is removed
INTERNAL = {"sqlite_sequence"}


class MadeBackup(NamedTuple):
    """A backup that was verified, and the files that the database names and the media folder has not."""

    path: Path
    size: int
    manifest: Manifest
    missing: list[str]


def make_backup(folder: Path, keep: int | None = None) -> MadeBackup:
    """Writes a backup, reads it back, notes it in the database, and removes all but the latest `keep`."""
    folder = folder.absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made_at = timezone.now()
    path = folder / f"{_prefix()}{made_at:%Y%m%d-%H%M%S}.zip"
    if path.exists():
        raise BackupRefused(f"{path} is there already: wait a second and try again.")
    with new_archive(path) as writer:
        manifest = Manifest(made_at, version(), connection.vendor, migrations=[])
        with snapshot() as seen:
            named = _write_tables(writer, manifest, seen)
        for name in files_of_people.names():
            _write_file(writer, name)
        writer.secret_key(settings.SECRET_KEY)
        writer.manifest(manifest)
    size = path.stat().st_size
    Backup.objects.create(made_at=made_at, size=size, path=str(path))
    if keep:
        _remove_all_but(keep, folder)
    return MadeBackup(path, size, manifest, sorted(named - set(manifest.files)))


def _write_tables(writer: ArchiveWriter, manifest: Manifest, seen: BaseDatabaseWrapper) -> set[str]:
    """Writes all tables; returns the names of files that they hold."""
    manifest.migrations = applied(seen)
    apps = models_after(manifest.migrations)
    models = tables(apps)
    keys = last_keys(models, seen)
    for model in models:
        name = model._meta.db_table
        number = writer.rows(name, rows(model, ALIAS))
        manifest.tables[name] = TableEntry(columns_of(model), number, keys.get(name))
    manifest.left_out = sorted(set(seen.introspection.table_names()) - set(manifest.tables) - INTERNAL)
    return _names_of_files(apps)


def _names_of_files(apps: Apps) -> set[str]:
    fields = [(model, field) for model in apps.get_models() for field in model._meta.concrete_fields]
    names: set[str] = set()
    for model, field in fields:
        if isinstance(field, FileField) and model._meta.managed:
            names.update(
                QuerySet(model=model, using=ALIAS).exclude(**{field.attname: ""}).values_list(field.attname, flat=True)
            )
    return names - {None}


def _write_file(writer: ArchiveWriter, name: str) -> None:
    try:
        writer.file(name, files_of_people.media() / name)
    except FileNotFoundError:  # somebody removed it after the folder was read
        return


def _prefix() -> str:
    """How the backups of this installation begin, so that several can share a folder."""
    return f"rostrum-{urlsplit(settings.PUBLIC_URL).hostname}-"


def _remove_all_but(keep: int, folder: Path) -> None:
    form = re.compile(re.escape(_prefix()) + r"\d{8}-\d{6}\.zip")
    found = sorted(path for path in folder.iterdir() if form.fullmatch(path.name))
    for path in found[:-keep]:
        path.unlink()
        Backup.objects.filter(path=str(path)).delete()
    for path in folder.glob(f"{_prefix()}*{UNFINISHED}"):
        if path.stat().st_mtime < time.time() - ABANDONED:
            path.unlink()
