from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from conference import languages
from conference.first_password import new_link
from conference.models import AuditEntry, User
from conference.roles import ADMINISTRATOR


class Command(BaseCommand):
    help = (
        "Makes the account of an administrator, who makes the accounts of all others, and prints a link by which the "
        "person chooses the password: valid once, for a day. Run it again for another link."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name, such as j.diallo")
        parser.add_argument("--email", default="", help="the person's e-mail address, for notices on the account")
        parser.add_argument(
            "--language", default="en", choices=languages.CODES, help="the language of the page behind the link (en)"
        )

    @transaction.atomic
    def handle(self, *, name, email, language, **options):
        user = User.objects.select_for_update().filter(username=name).first()
        act = AuditEntry.Act.SET_PASSWORD if user else AuditEntry.Act.CREATE_ACCOUNT
        if user:
            self.refuse_all_but_waiting(user)
        else:
            user = self.make(name, email)
        link = new_link(user, language=language)
        AuditEntry.objects.record(act=act, subject=user, by=None, at=timezone.now(), detail={"role": ADMINISTRATOR})
        self.stdout.write(f"Whoever opens this link first within a day becomes the administrator {name}:")
        self.stdout.write(link)

    def make(self, name, email):
        user = User(username=name, email=User.objects.normalize_email(email), is_staff=True, is_superuser=True)
        user.set_unusable_password()
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(f"{field}: {' '.join(said)}" for field, said in error)) from None
        user.save()
        return user

    def refuse_all_but_waiting(self, user):
        """A link is given only for an administrator who has chosen no password yet."""
        if not user.is_superuser:
            raise CommandError(f"{user.username} is an account, and no administrator: choose another name.")
        if user.has_usable_password():
            raise CommandError(
                f"{user.username} has a password already. If it is forgotten: manage.py changepassword {user.username}"
            )
        if not user.is_active:
            raise CommandError(f"{user.username} is deactivated: choose another name.")
