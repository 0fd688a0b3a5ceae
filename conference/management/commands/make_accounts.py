"""One account for each role and an administrator, for demonstration, with random passwords.

The passwords are printed when they are made, and kept in a file for its owner alone.
"""

import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from conference.models import AuditEntry, DemonstrationAccount
from conference.roles import ADMINISTRATOR, ROLES

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another


class Command(BaseCommand):
    help = (
        "Creates the accounts of the demonstration that were never made, and prints their passwords this once. "
        "A password is never changed, and an account that was deleted does not come back."
    )

    def handle(self, *args, **options):
        self.file = settings.DATA_DIR / "sign-ins.txt"
        sign_ins = read_sign_ins(self.file)
        with transaction.atomic():
            made = create_missing_accounts()
            if made:
                write_sign_ins(self.file, sign_ins | made)
        self.tell(sign_ins, made)

    def tell(self, sign_ins, made):
        if made:
            self.stdout.write(f"Made {len(made)} accounts. Their passwords, which are not shown again:")
            width = max(map(len, made))
            for name, password in made.items():
                self.stdout.write(f"  {name:{width}}  {password}")
        if sign_ins or made:
            self.stdout.write(f"The sign-ins of the demonstration, as first made, are in {self.file}")
        else:
            self.stdout.write("No password of the demonstration's accounts is on file.")
            self.stdout.write("To set a new one: manage.py changepassword NAME")


def create_missing_accounts():
    """The accounts that were never made, created with their roles: {user name: password}."""
    users = get_user_model().objects
    known = {*users.values_list("username", flat=True), *DemonstrationAccount.objects.values_list("name", flat=True)}
    made = {}
    for role in ROLES:
        if role.slug not in known:
            made[role.slug] = password = new_password()
            user = users.create_user(role.slug, password=password, is_staff=role.staff)
            user.groups.add(group_of(role))
            keep(user, role=role.slug)
    if ADMINISTRATOR not in known:
        made[ADMINISTRATOR] = password = new_password()
        keep(users.create_superuser(ADMINISTRATOR, password=password))
    return made


def group_of(role):
    try:
        return Group.objects.get(name=role.slug)
    except Group.DoesNotExist:
        raise CommandError(f"There is no role {role.slug} in the database yet: run manage.py apply_roles.") from None


def keep(user, **detail):
    """Mark an account as the demonstration's, and write into the audit trail that it was made."""
    DemonstrationAccount.objects.create(name=user.username, user=user)
    AuditEntry.objects.record(
        act=AuditEntry.Act.CREATE_ACCOUNT, subject=user, by=None, at=timezone.now(), detail=detail
    )


def new_password():
    """Four groups of four letters: 80 bits that can be read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def read_sign_ins(file):
    """The sign-ins on file: {user name: password}."""
    try:
        lines = [line.split() for line in file.read_text().splitlines() if not line.startswith("#")]
    except FileNotFoundError:
        return {}
    return dict(line for line in lines if len(line) == 2)


def write_sign_ins(file, sign_ins):
    """Replace the file as a whole; at no moment can anybody but its owner read it."""
    unfinished = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write("# Rostrum's sign-ins as first made. Change the passwords, then delete this file.\n")
        stream.writelines(f"{name} {password}\n" for name, password in sign_ins.items())
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(file)
