from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations.transfer.apply import import_conference
from operations.transfer.package import Package, TransferRefused


class Command(BaseCommand):
    help = "Read a whole conference from a file that export_conference has written, in another installation or in this."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file that export_conference has written")
        parser.add_argument("--slug", help="another short name in addresses than the conference has in the file")
        parser.add_argument("--check", action="store_true", help="try all of it, and keep nothing")
        parser.add_argument(
            "--same-accounts",
            action="store_true",
            help="accounts with an equal user name are the same people; else each person becomes an inactive account",
        )

    def handle(self, *, file, slug, check, same_accounts, **options):
        at = timezone.now()
        try:
            with open(file, "rb") as source:
                package = Package(source)
                imported = import_conference(package, slug=slug, same_accounts=same_accounts, check=check, at=at)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except TransferRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.tell(imported, package, check)

    def tell(self, imported, package, check):
        slug = imported.conference.slug
        rows, files = imported.rows, imported.files
        if check:
            self.stdout.write(f"Nothing was kept. It would be imported as {slug}: {rows} rows, {files} files.")
        else:
            self.stdout.write(f"{slug}: {rows} rows, {files} files, from {package.manifest['installation']}.")
        self.stdout.write(
            f"Accounts: {imported.accounts} inactive ones stand for the people whom it names; nobody has got rights."
        )
        self.stdout.write("Links of delegations and of booths are not in the file: make new ones.")
        for name in imported.left_out:
            self.stdout.write(f"Addresses with its former short name {name} lead to something else here.")
