from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import Error, connection

from operations.backup.archive import verify
from operations.backup.refusals import BackupRefused
from operations.backup.restoring import restore

KEY_DIFFERS = (
    "ROSTRUM_SECRET_KEY is not the key of the backup: everybody has to sign in again. Set it to that of the backup, "
    "unless you changed it on purpose."
)


class Command(BaseCommand):
    help = "Restores a backup into an installation that does not run: its database, of either kind, files and key."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument(
            "--check", action="store_true", dest="only_check", help="read the backup and restore nothing"
        )
        parser.add_argument("--replace", action="store_true", help="remove what the installation has now")

    def handle(self, *, file, only_check, replace, **options):
        try:
            if only_check:
                self.stdout.write(f"{file} is whole. {described(verify(file))}")
                return
            restored = restore(file, replace=replace)
        except BackupRefused as refused:
            raise CommandError(f"{file}: nothing was restored. {refused}") from None
        except OSError as error:
            raise CommandError(f"{file}: nothing was restored. {error.filename}: {error.strerror}.") from None
        except Error as error:
            sentence = str(error).partition("\n")[0]
            raise CommandError(
                f"{file}: nothing was restored. The {connection.vendor} database said: {sentence}"
            ) from None
        self.stdout.write(f"Restored. {described(restored.manifest)}")
        if restored.key_differs:
            self.stderr.write(KEY_DIFFERS)
        self.stdout.write("Run `manage.py prepare`, then start Rostrum. Pages that are still open load anew.")


def described(manifest):
    return (
        f"It was made at {manifest.made_at:%Y-%m-%d %H:%M} UTC by Rostrum {manifest.rostrum} on {manifest.database}: "
        f"{manifest.rows:,} rows of {len(manifest.tables)} tables and {len(manifest.files):,} files."
    )
