"""A letter as a message: its headers, its text, and what is attached."""

from datetime import datetime
from email.utils import parseaddr, quote
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from conference.fields import addresses_in
from conference.languages.people import with_plain_spaces
from conference.models import Conference
from programme.letters.forms_of_address import full_name, of_row, one_line
from programme.letters.paper.attached import attachments_of
from programme.models.letter import Letter
from programme.models.letter_placeholders import with_secrets


def message_of(letter: Letter, connection: BaseEmailBackend | None = None, at: datetime | None = None) -> EmailMessage:
    """Return a letter as it is sent at a moment: plain text with its attachments, replies go to the contact.

    Its identifier is the same however often it is sent, so that a mail program shows one that arrived twice once.
    """
    conference, speaker = letter.conference, letter.speaker
    body = with_secrets(letter.body, speaker, letter.language) if speaker else letter.body
    message = EmailMessage(
        one_line(letter.subject),
        body,
        from_email=sender_of(conference, letter.language),
        to=letter.recipients,
        cc=addresses_in(letter.copies),
        reply_to=[conference.contact_email] if conference.contact_email else None,
        headers={
            "To": _named_recipients(letter),
            "Message-ID": message_id_of(letter),
            "Content-Language": letter.official_language.html,
        },
        connection=connection,
    )
    for name, content, kind in attachments_of(letter, at):
        message.attach(name, content, kind)
    return message


def sender_of(conference: Conference, code: str) -> str:
    """Return from whom letters come: the title of the conference, at the address of the installation."""
    title = of_row(conference, "title", code, conference.original_language)
    return _named(title, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def message_id_of(letter: Letter) -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<letter.{letter.pk}.{int(letter.made_at.timestamp())}@{host}>"


def _named_recipients(letter: Letter) -> str:
    speaker, original = letter.speaker, letter.conference.original_language
    name = with_plain_spaces(full_name(speaker, letter.language, original)) if speaker else ""
    return ", ".join(_named(name, address) for address in letter.recipients)


def _named(name: str, address: str) -> str:
    return f'"{quote(name)}" <{address}>' if name else address
