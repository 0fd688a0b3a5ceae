"""The mail server that `ROSTRUM_MAIL` names, and what to do where it does not accept a message."""

import ipaddress
import smtplib
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

CONSOLE = "console"
TIMEOUT = 20  # seconds
GOES_NOWHERE = (
    "Mail goes nowhere: letters, notices and forgotten passwords are written to the console of the server. "
    "Name a mail server in ROSTRUM_MAIL, and try it with manage.py send_test_mail ADDRESS."
)


class OddMailServer(ValueError):
    """Raised when an address names no mail server. The message is one sentence for the operator."""


@dataclass(frozen=True)
class MailServer:
    """`smtp://name:password@host:587` (STARTTLS), `smtps://` (TLS from the first byte), `smtp://host:25?tls=no`."""

    host: str
    port: int
    name: str
    password: str
    is_tls: bool
    starts_tls: bool

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        way = "TLS" if self.is_tls else "STARTTLS" if self.starts_tls else "no TLS"
        return f"{host}:{self.port} ({way}, {f'as {self.name}' if self.name else 'without a password'})"


def mail_server(address: str) -> MailServer | None:
    """Return the server that an address names, None for the console; OddMailServer says what is wrong with it."""
    if address == CONSOLE:
        return None
    parts = urlsplit(address)
    try:
        is_server = parts.hostname and parts.port and not parts.path.strip("/") and not parts.fragment
    except ValueError:  # the port is no number
        is_server = False
    plain = parse_qsl(parts.query, keep_blank_values=True) == [("tls", "no")] and parts.scheme == "smtp"
    if not is_server or parts.scheme not in ("smtp", "smtps") or (parts.query and not plain):
        raise OddMailServer(
            "Say smtp://name:password@host:587 or smtps://name:password@host:465, smtp://host:25?tls=no for a relay "
            "without TLS, or console."
        )
    host = str(parts.hostname)
    if plain and (parts.username or parts.password) and not _is_this_machine(host):
        raise OddMailServer(
            f"The password would go to {host} in the open: leave out ?tls=no, or leave out the name and the password."
        )
    return MailServer(
        host=host,
        port=int(parts.port or 0),
        name=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        starts_tls=parts.scheme == "smtp" and not plain,
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def goes_nowhere() -> bool:
    """Whether messages go to the console of the server alone."""
    return settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def cure_of(error: Exception, server: MailServer, sender: str) -> str:
    """Return why the server did not accept a message and what helps, in one sentence for the operator."""
    place, other, answer = f"{server.host}:{server.port}", _other(server), _answer(error)
    sentences: dict[type[Exception], str] = {
        socket.gaierror: f"There is no host called {server.host}: look at the name in ROSTRUM_MAIL.",
        ConnectionRefusedError: f"Nothing listens on {place}: look at the port in ROSTRUM_MAIL, and start the relay.",
        TimeoutError: f"{place} does not answer within {TIMEOUT} seconds: a firewall holds it back, or {other}.",
        ssl.SSLCertVerificationError: f"The certificate of {server.host} is not valid: write the name that is in it.",
        ssl.SSLError: f"{place} does not speak TLS as expected: {other}.",
        smtplib.SMTPNotSupportedError: _not_supported(error, server),
        smtplib.SMTPAuthenticationError: f"{place} does not accept the name and the password: {answer}.",
        smtplib.SMTPSenderRefused: f"{place} does not accept the sender {sender} ({answer}): set ROSTRUM_MAIL_FROM.",
        smtplib.SMTPRecipientsRefused: f"{place} does not accept the recipient: {answer}.",
        smtplib.SMTPServerDisconnected: f"{place} ended the connection: {other}.",
        smtplib.SMTPResponseException: f"{place} did not accept the message: {answer}.",
    }
    found = (sentence for kind, sentence in sentences.items() if isinstance(error, kind))
    return next(found, f"{place} cannot be reached: {error}.")


def _other(server: MailServer) -> str:
    """Return which other way of TLS to try."""
    if server.is_tls:
        return "if it begins in the open and then says STARTTLS, write smtp:// (port 587)"
    return "if it speaks TLS from the first byte, write smtps:// (port 465)"


def _not_supported(error: Exception, server: MailServer) -> str:
    place = f"{server.host}:{server.port}"
    if "STARTTLS" in str(error):
        return f"{place} speaks no STARTTLS: for a relay of your own network write smtp://{place}?tls=no."
    return f"{place} asks for no name and password: leave them out of ROSTRUM_MAIL."


def _answer(error: Exception) -> str:
    """Return what the server answered, as one line."""
    refused = [words for _code, words in getattr(error, "recipients", {}).values()]
    answers = refused or [getattr(error, "smtp_error", b"")]
    texts = (words.decode(errors="replace") if isinstance(words, bytes) else str(words) for words in answers)
    return "; ".join(" ".join(text.split()).rstrip(".") for text in texts)
