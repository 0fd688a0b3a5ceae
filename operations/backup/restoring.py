"""Restoring a backup, into either database: all of it or nothing."""

import os
import pwd
from pathlib import Path
from typing import NamedTuple

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, transaction

from conference.files.owner_only import keep_from_others
from conference.models.epoch import new_epoch
from conference.serving import in_use
from operations.backup import files_of_people
from operations.backup.archive import SECRET_KEY, ArchiveReader, opened
from operations.backup.databases import empty_database, has_content
from operations.backup.manifest import Manifest
from operations.backup.refusals import BackupRefused
from operations.backup.schema import create_tables, models_after
from operations.backup.tables import columns_of, insert, set_last_keys, tables
from operations.models import Backup


class Restored(NamedTuple):
    """What was restored, and whether the environment names another secret key than the backup has."""

    manifest: Manifest
    key_differs: bool


def restore(path: Path, *, replace: bool) -> Restored:
    """Restores a backup; BackupRefused says why not, and then nothing was changed."""
    with opened(path.absolute()) as reader:
        reader.check()
        apps = models_after(reader.manifest.migrations)
        _refuse_another_account()
        try:
            with in_use.alone():
                _refuse_content(replace)
                _restore(reader, apps, path.absolute())
        except in_use.InUse as refused:
            raise BackupRefused(str(refused)) from None
        return Restored(reader.manifest, _write_key(reader))


def _restore(reader: ArchiveReader, apps: Apps, path: Path) -> None:
    unfinished = Path(settings.DATA_DIR) / in_use.UNFINISHED
    try:
        keep_from_others(settings.DATA_DIR)
        files_of_people.unpack(reader)
        keep_from_others(settings.MEDIA_ROOT)
        with empty_database(before_it_counts=unfinished.touch):
            _load(reader, apps)
            call_command("migrate", interactive=False, skip_checks=True, verbosity=0)
            _begin_anew(reader.manifest, path)
    except BaseException:
        files_of_people.remove_unpacked()
        unfinished.unlink(missing_ok=True)
        raise
    files_of_people.replace_all()
    unfinished.unlink()


def _load(reader: ArchiveReader, apps: Apps) -> None:
    """Creates the tables that the backup has and fills them."""
    models, described = tables(apps), reader.manifest.tables
    if {model._meta.db_table: columns_of(model) for model in models} != {
        name: table.columns for name, table in described.items()
    }:
        raise BackupRefused("Its tables are not those of its migrations.")
    create_tables(apps, connection)
    with transaction.atomic():
        for model in models:
            name = model._meta.db_table
            try:
                insert(model, reader.rows(name), connection)
            except (Error, ValueError) as error:  # the first line, because the next would show the row
                sentence = str(error).partition("\n")[0]
                raise BackupRefused(f"The table {name} cannot be written to this database: {sentence}") from None
        keys = {name: table.last_key for name, table in described.items() if table.last_key is not None}
        set_last_keys(models, keys, connection)
        connection.check_constraints()


def _begin_anew(manifest: Manifest, path: Path) -> None:
    """Has what is still open load anew, and the file that was restored be the only backup that is known."""
    new_epoch()
    Backup.objects.all().delete()
    Backup.objects.create(made_at=manifest.made_at, size=path.stat().st_size, path=str(path))


def _write_key(reader: ArchiveReader) -> bool:
    """Writes the secret key, unless the environment has one; returns whether that is another."""
    key = b"".join(reader.pieces(SECRET_KEY)).decode()
    if os.environ.get("ROSTRUM_SECRET_KEY"):
        return key != settings.SECRET_KEY
    kept = Path(settings.DATA_DIR) / "secret-key"
    new = kept.with_name("secret-key.restoring")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
    new.replace(kept)
    return False


def _refuse_another_account() -> None:
    owner = Path(settings.DATA_DIR).stat().st_uid
    if owner != os.geteuid():
        try:
            name = pwd.getpwuid(owner).pw_name
        except KeyError:
            name = f"number {owner}"
        raise BackupRefused(f"{settings.DATA_DIR} belongs to the account {name}: restore as that account.")


def _refuse_content(replace: bool) -> None:
    if not replace and (has_content() or any(files_of_people.names())):
        raise BackupRefused(
            "This installation has data, which a restore would remove: make a backup of it if you want to keep "
            "something, and say --replace."
        )
