"""Django's way of sending mail by SMTP, which also tells which addresses a server refused while it accepted others."""

from email.utils import parseaddr
from smtplib import SMTP, SMTP_SSL
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address

from conference.house import current_house

SOFTWARE = "Rostrum"  # as conference/settings.py has it


class _Telling:
    refused: dict[str, tuple[int, bytes]] = {}

    def sendmail(self, *args: Any, **kwargs: Any) -> Any:
        self.refused = super().sendmail(*args, **kwargs)  # type: ignore[misc]  # of the class beside it
        return self.refused


class _Smtp(_Telling, SMTP):
    pass


class _SmtpOverTls(_Telling, SMTP_SSL):
    pass


def by_the_house(sender: str) -> str:
    """A sender who has the name of the software, because nobody set another, has that of the house."""
    name, address = parseaddr(sender)
    return sanitize_address((current_house().name(), address), "utf-8") if name == SOFTWARE else sender


class EmailBackend(smtp.EmailBackend):
    """Each message that was sent has `refused`: {address: (code, answer of the server)}."""

    @property
    def connection_class(self) -> type[SMTP]:  # type: ignore[override]
        return _SmtpOverTls if self.use_ssl else _Smtp

    def _send(self, email_message: EmailMessage) -> bool:
        email_message.from_email = by_the_house(email_message.from_email)
        sent: bool = super()._send(email_message)  # type: ignore[misc]  # the stubs leave it out
        email_message.refused = getattr(self.connection, "refused", {})  # type: ignore[attr-defined]
        return sent
