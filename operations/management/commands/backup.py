from argparse import ArgumentTypeError
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import Error, connection

from operations.backup.making import make_backup
from operations.backup.refusals import BackupRefused

ELSEWHERE = "It is on the disk of the data folder: copy it to another machine, or name a folder on another disk."


class Command(BaseCommand):
    help = "Writes the database, the files of people and the secret key to one file, reads it back, and names it."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", help="where to write it (backups in the data folder)")
        parser.add_argument("--keep", type=number, help="remove all backups of the folder but the latest so many")

    def handle(self, *, folder, keep, **options):
        folder = Path(folder or settings.DATA_DIR / "backups")
        try:
            made = make_backup(folder, keep)
        except BackupRefused as refused:
            raise CommandError(f"No backup was made. {refused}") from None
        except OSError as error:
            raise CommandError(f"No backup was made in {folder}: {error.strerror}.") from None
        except Error as error:
            sentence = str(error).splitlines()[0]
            raise CommandError(f"No backup was made: the {connection.vendor} database said: {sentence}") from None
        self.report(made)
        if made.path.is_relative_to(Path(settings.DATA_DIR).absolute()):
            self.stdout.write(ELSEWHERE)

    def report(self, made):
        manifest = made.manifest
        self.stdout.write(
            f"{made.path}: {made.size:,} bytes, {manifest.rows:,} rows of {len(manifest.tables)} tables and "
            f"{len(manifest.files):,} files, verified."
        )
        if manifest.left_out:
            self.stderr.write(f"Tables that are not Rostrum's were left out: {', '.join(manifest.left_out)}.")
        if made.missing:
            names = ", ".join(made.missing[:5]) + (" ..." if made.missing[5:] else "")
            self.stderr.write(f"The database names {len(made.missing)} files that {settings.MEDIA_ROOT} lacks: {names}")


def number(word):
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 10_000):
        raise ArgumentTypeError("give a number from 1 to 10000")
    return int(word)
