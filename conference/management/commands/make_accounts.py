"""One account for each role and an administrator, with random passwords kept in a file for its owner alone."""

import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from conference.models.audit import AuditEntry
from conference.roles import ADMINISTRATOR, ROLES

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another


class Command(BaseCommand):
    help = "Creates the accounts that do not exist yet, and prints the sign-ins. A password is never changed."

    def handle(self, *args, **options):
        self.file = settings.DATA_DIR / "sign-ins.txt"
        sign_ins = read_sign_ins(self.file)
        with transaction.atomic():
            made = create_missing_accounts()
            if made:
                write_sign_ins(self.file, sign_ins | made)
        self.tell(sign_ins | made, made)

    def tell(self, sign_ins, made):
        names = [*(role.slug for role in ROLES), ADMINISTRATOR]
        known = [name for name in names if name in sign_ins]
        unknown = [name for name in names if name not in sign_ins]
        if made:
            self.stdout.write(f"Made {len(made)} accounts.")
        if known:
            width = max(map(len, known))
            self.stdout.write(f"The sign-ins, as first made, are kept in {self.file}:")
            for name in known:
                self.stdout.write(f"  {name:{width}}  {sign_ins[name]}")
        if unknown:
            self.stdout.write(f"No password is on file for {', '.join(unknown)}.")
            self.stdout.write("To set a new one: manage.py changepassword NAME")


def create_missing_accounts():
    """The accounts that did not exist, created with their roles: {user name: password}."""
    users = get_user_model().objects
    existing = set(users.values_list("username", flat=True))
    made = {}
    for role in ROLES:
        if role.slug not in existing:
            made[role.slug] = password = new_password()
            user = users.create_user(role.slug, password=password, is_staff=role.staff)
            user.groups.add(group_of(role))
            record(user, role=role.slug)
    if ADMINISTRATOR not in existing:
        made[ADMINISTRATOR] = password = new_password()
        record(users.create_superuser(ADMINISTRATOR, password=password))
    return made


def group_of(role):
    try:
        return Group.objects.get(name=role.slug)
    except Group.DoesNotExist:
        raise CommandError(f"There is no role {role.slug} in the database yet: run manage.py apply_roles.") from None


def record(user, **detail):
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
