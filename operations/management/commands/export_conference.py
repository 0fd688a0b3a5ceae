import os
import tempfile
from datetime import UTC
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.models import Conference
from operations.transfer.export import export_conference


class Command(BaseCommand):
    help = "Write a whole conference to a file, from which another installation imports it (import_conference)."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="its short name in addresses, such as human-trafficking-2012")
        parser.add_argument("--output", help="the file to write; else <conference>-<day>.zip in this folder")

    def handle(self, *, conference, output, **options):
        at = timezone.now()
        target = Path(output or f"{conference}-{at.astimezone(UTC):%Y-%m-%d}.zip")
        manifest = self.written(conference, target, at)
        rows = sum(manifest["counts"].values())
        self.stdout.write(
            f"{target}: {rows} rows, {manifest['files']} files, the names of {manifest['people']} accounts; "
            f"{target.stat().st_size} bytes."
        )
        for name in manifest["missing_files"]:
            self.stdout.write(f"Missing here, and so not in the file: {name}")
        self.stdout.write(
            "It holds personal data: names, addresses and letters, also of protected persons. Only its owner can read "
            "it (mode 0600). Delete it once it is imported."
        )

    def written(self, conference, target, at):
        """Write the file, whole or not at all, readable to its owner alone from its first byte."""
        try:
            handle, partial = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from None
        try:
            with os.fdopen(handle, "wb") as file:
                manifest = export_conference(conference, file, at=at)
            os.replace(partial, target)
        except Conference.DoesNotExist:
            raise CommandError(f"There is no conference {conference}.") from None
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from None
        finally:
            Path(partial).unlink(missing_ok=True)
        return manifest
