from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from conference.models import AuditEntry
from conference.roles import ROLES


class Command(BaseCommand):
    help = "Make the groups and their permissions agree with the table of roles (conference/roles.py)."

    @transaction.atomic
    def handle(self, **options):
        known = {
            f"{permission.content_type.app_label}.{permission.codename}": permission
            for permission in Permission.objects.select_related("content_type")
        }
        changed = [self._apply(role, known) for role in ROLES]
        if not any(changed):
            self.stdout.write("The groups agree with the table of roles.")

    def _apply(self, role, known):
        unknown = sorted(role.permissions - known.keys())
        if unknown:
            raise CommandError(f"{role.slug}: there is no such permission: {', '.join(unknown)}")
        group, created = Group.objects.get_or_create(name=role.slug)
        held = {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in group.permissions.select_related("content_type")
        }
        if held == role.permissions and not created:
            return False
        group.permissions.set([known[name] for name in role.permissions])
        given, taken = sorted(role.permissions - held), sorted(held - role.permissions)
        AuditEntry.objects.record(
            act=AuditEntry.Act.APPLY_ROLE,
            subject=group,
            by=None,
            at=timezone.now(),
            detail={"given": given, "taken": taken},
        )
        self.stdout.write(f"{role.slug}: {'new, ' if created else ''}{len(given)} given, {len(taken)} taken")
        return True
