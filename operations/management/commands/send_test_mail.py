import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from conference.mail_server import GOES_NOWHERE, cure_of


class Command(BaseCommand):
    help = "Sends one message by the mail server of ROSTRUM_MAIL; says what was tried, and what to do if it fails."

    def add_arguments(self, parser):
        parser.add_argument("address", help="whom the message goes to")

    def handle(self, *, address, **options):
        try:
            validate_email(address)
        except ValidationError:
            raise CommandError(f"{address} is no e-mail address.") from None
        server, sender = settings.MAIL, settings.DEFAULT_FROM_EMAIL
        if server is None:
            raise CommandError(GOES_NOWHERE)
        self.stdout.write(f"Server: {server}\nFrom:   {sender}\nTo:     {address}")
        message = EmailMessage(
            "Rostrum: a test message",
            f"Rostrum at {settings.PUBLIC_URL} sends its letters like this message.\n",
            to=[address],
            connection=get_connection(),
        )
        try:
            message.send()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise CommandError(cure_of(error, server, parseaddr(sender)[1])) from None
        finally:
            message.connection.close()
        self.stdout.write(self.style.SUCCESS("The server accepted the message: see whether it arrives."))
