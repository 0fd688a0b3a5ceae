"""The settings from the environment: read once and checked as a whole, with one sentence for each error."""

import difflib
import os
import re
from base64 import urlsafe_b64decode
from email.utils import parseaddr
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.management.utils import get_random_secret_key
from django.core.validators import validate_email
from environs import Env, EnvError, EnvValidationError, ValidationError

from conference.mail_server import CONSOLE, OddMailServer, mail_server

HERE = Path(__file__).resolve().parent.parent
KNOWN = (
    "ROSTRUM_ADMINS",
    "ROSTRUM_BACKUPS",
    "ROSTRUM_BACKUP_HOURS",
    "ROSTRUM_DATA",
    "ROSTRUM_DEBUG",
    "ROSTRUM_HOST",
    "ROSTRUM_HOSTS",
    "ROSTRUM_HSTS",
    "ROSTRUM_IDLE_MINUTES",
    "ROSTRUM_LIVE",
    "ROSTRUM_LOG",
    "ROSTRUM_MACHINE_TRANSLATION",
    "ROSTRUM_MACHINE_TRANSLATION_KEY",
    "ROSTRUM_MAIL",
    "ROSTRUM_MAIL_FROM",
    "ROSTRUM_METRICS",
    "ROSTRUM_METRICS_TOKEN",
    "ROSTRUM_OIDC",
    "ROSTRUM_OIDC_CLIENT",
    "ROSTRUM_OIDC_NAME",
    "ROSTRUM_OIDC_REPLACES_PASSWORD",
    "ROSTRUM_OIDC_SECRET",
    "ROSTRUM_PUSH_HOSTS",
    "ROSTRUM_PUSH_KEY",
    "ROSTRUM_SECOND_FACTOR",
    "ROSTRUM_SECRET_KEY",
    "ROSTRUM_SECURITY_CONTACT",
    "ROSTRUM_SECURITY_LOG",
    "ROSTRUM_URL",
    "ROSTRUM_WEBHOOK_NETWORKS",
)

# Of Chrome and Edge, Firefox, Safari, and Edge on Windows.
PUSH_HOSTS = ("fcm.googleapis.com", "push.services.mozilla.com", "web.push.apple.com", "notify.windows.com")
HOST = r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])"
ADDRESS = re.compile(rf"https?://{HOST}(?::(?P<port>[1-9][0-9]{{0,4}}))?/?")
SECURE_PAGE = re.compile(r"https://[^\s,]+")  # a field of security.txt
SECRET_LENGTH = 50
HSTS_WORDS = ("includeSubDomains", "preload")
DAY = 24 * 60 * 60
YEAR = 365 * DAY  # what browsers' own list of hosts asks at least of those that are in it (preload)


class BadEnvironment(Exception):
    """Raised when the environment has errors. The message, for the operator, has one sentence for each."""


def read():
    """Return the settings of the environment as a dict; BadEnvironment names all errors at once."""
    env = Env(eager=False)
    values = {
        "admins": env.list("ROSTRUM_ADMINS", [], validate=_mail_addresses),
        "backup_hours": env.int("ROSTRUM_BACKUP_HOURS", 26, validate=_hours),
        "data": env.path("ROSTRUM_DATA", _usual_folder(), validate=_folder),
        "debug": env.bool("ROSTRUM_DEBUG", False),
        "proxies": env.str("FORWARDED_ALLOW_IPS", "", validate=_addresses),
        "host": env.str("ROSTRUM_HOST", "127.0.0.1", validate=_listening_address),
        "hosts": env.list("ROSTRUM_HOSTS", [], validate=_host_names),
        "hsts": env.list("ROSTRUM_HSTS", [str(DAY)], validate=_https_only),
        "idle_minutes": env.int("ROSTRUM_IDLE_MINUTES", 12 * 60, validate=_minutes),
        "live": env.str("ROSTRUM_LIVE", "database", validate=_way_between_workers),
        "log": env.str("ROSTRUM_LOG", "text", validate=_form_of_log),
        "machine_translation": env.str("ROSTRUM_MACHINE_TRANSLATION", "", validate=_machine_server),
        "machine_translation_key": env.str("ROSTRUM_MACHINE_TRANSLATION_KEY", ""),
        "mail": env.str("ROSTRUM_MAIL", CONSOLE, validate=_mail_server),
        "mail_from": env.str("ROSTRUM_MAIL_FROM", "", validate=_sender),
        "metrics": env.str("ROSTRUM_METRICS", "", validate=_own_address),
        "metrics_token": env.str("ROSTRUM_METRICS_TOKEN", "", validate=_token),
        "oidc": (env.str("ROSTRUM_OIDC", "", validate=_issuer) or "").rstrip("/"),  # of a wrong one, env has None
        "oidc_client": env.str("ROSTRUM_OIDC_CLIENT", ""),
        "oidc_name": env.str("ROSTRUM_OIDC_NAME", "", validate=_name_of_provider),
        "oidc_replaces_password": env.bool("ROSTRUM_OIDC_REPLACES_PASSWORD", False),
        "oidc_secret": env.str("ROSTRUM_OIDC_SECRET", ""),
        "push_hosts": env.list("ROSTRUM_PUSH_HOSTS", [*PUSH_HOSTS]),
        "push_key": env.str("ROSTRUM_PUSH_KEY", "", validate=_key_of_push),
        "second_factor": env.str("ROSTRUM_SECOND_FACTOR", "offered", validate=_offered_or_required),
        "secret_key": env.str("ROSTRUM_SECRET_KEY", "", validate=_long_enough),
        "security_contacts": env.list("ROSTRUM_SECURITY_CONTACT", [], validate=_contacts),
        "security_log": env.path("ROSTRUM_SECURITY_LOG", None, validate=_file_of_log),
        "sentry": env.str("SENTRY_DSN", "", validate=_sentry_address),
        "backups": env.path("ROSTRUM_BACKUPS", None, validate=_absolute_folder),
        "webhook_networks": env.list("ROSTRUM_WEBHOOK_NETWORKS", [], validate=_networks),
        "url": env.str("ROSTRUM_URL", "http://localhost:8000", validate=_web_address),
        "database": os.environ.get("DATABASE_URL", ""),
    }
    faults = _unknown_names()
    try:
        env.seal()
    except EnvValidationError as error:
        faults += [f"{name}: {' '.join(messages)}" for name, messages in error.error_messages.items()]
    if values["debug"] and str(values["url"]).startswith("https://"):
        faults.append("ROSTRUM_DEBUG: Leave it out at an https address: it shows visitors the settings and the code.")
    if values["oidc"] and not (values["oidc_client"] and values["oidc_secret"]):
        faults.append("ROSTRUM_OIDC: Name the client and its secret as well, in ROSTRUM_OIDC_CLIENT and _SECRET.")
    values["database"] = _database(values, faults)
    if faults:
        raise BadEnvironment("Rostrum cannot start; the environment makes no sense:\n  " + "\n  ".join(faults))
    values["secret_key"] = values["secret_key"] or _kept_secret(values["data"])
    return values


def _database(values, faults):
    if not values["database"]:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{values['data']}/rostrum.sqlite3"}
    try:
        database = Env().dj_db_url("DATABASE_URL")
    except (EnvError, ValueError) as error:
        faults.append(f"DATABASE_URL: {error}")
        return None
    if not database["ENGINE"].endswith(("sqlite3", "postgresql")):
        faults.append("DATABASE_URL: Rostrum runs on SQLite (sqlite:///file) and on PostgreSQL (postgresql://...).")
    elif database["NAME"] in ("", ":memory:"):
        faults.append("DATABASE_URL: Name the database as well: sqlite:///file or postgresql://user@host/name.")
    return database


def _unknown_names():
    faults = []
    for name in sorted(os.environ):
        if name.startswith("ROSTRUM_") and name not in KNOWN:
            close = difflib.get_close_matches(name, KNOWN, n=1)
            hint = f" Did you mean {close[0]}?" if close else f" The known names are {', '.join(KNOWN)}."
            faults.append(f"{name}: there is no such setting.{hint}")
    return faults


def _hours(number):
    if not 1 <= number <= 10_000:
        raise ValidationError("Give a number of hours from 1 to 10000.")


def _usual_folder():
    """`var` beside the sources; of a wheel, which lies where programs lie, a folder of the account that runs it."""
    return HERE / "var" if (HERE / "manage.py").is_file() else Path.home() / ".local" / "share" / "rostrum"


def _folder(path):
    if path == Path():
        raise ValidationError("Name a folder, or leave the setting out.")


def _host_names(names):
    if not all(re.fullmatch(HOST, name) for name in names):
        raise ValidationError("Give names of hosts with commas between them, such as dialogue.example.org,10.0.0.5.")


def _https_only(words):
    """A number of seconds, then words of the header. Those that bind other hosts too are only there by choice."""
    seconds, *further = words or [""]
    if not re.fullmatch("[0-9]{1,9}", seconds) or not set(further) <= set(HSTS_WORDS):
        raise ValidationError("Give seconds, such as 86400, and then, if you mean it, includeSubDomains and preload.")
    if "preload" in further and ("includeSubDomains" not in further or int(seconds) < YEAR):
        raise ValidationError(f"Browsers preload no host with less than {YEAR},includeSubDomains,preload.")


def _listening_address(value):
    try:
        ip_address(value)
    except ValueError:
        message = "Give the address to listen on, such as 127.0.0.1, or 0.0.0.0 or :: for all of this machine."
        raise ValidationError(message) from None


def _addresses(value):
    try:
        for address in filter(None, value.split(",")):
            ip_network(address.strip())
    except ValueError:
        message = "Give the addresses of your proxies with commas between them, such as 127.0.0.1 or 10.0.0.0/8."
        raise ValidationError(message) from None


def _absolute_folder(path):
    if path is not None and not path.is_absolute():
        raise ValidationError("Give the whole path of a folder, such as /var/backups/rostrum.")


def _networks(networks):
    try:
        for network in networks:
            ip_network(network.strip())
    except ValueError:
        message = "Give networks with commas between them, such as 10.0.0.0/8 or 192.0.2.7."
        raise ValidationError(message) from None


def _machine_server(value):
    """Texts that are not public yet go there: in the open only to this machine and to what is beside it."""
    if value and not _is_server(value):
        message = (
            "Give the address of a LibreTranslate server, https://... or, on this machine or in a private network, "
            "http://..., without a name, a password or a question mark."
        )
        raise ValidationError(message)


def _is_server(value):
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_plain = value.isascii() and not re.search(r"[\s@?#]", value)
    is_guarded = parts.scheme == "https" or (parts.scheme == "http" and _is_beside(host))
    return bool(host and port != 0 and is_plain and is_guarded)


def _is_beside(host):
    """Whether a host is this machine or in a private network, by its address or by a name without a domain."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host


def _long_enough(value):
    if value and (len(value) < SECRET_LENGTH or not value.isascii()):
        raise ValidationError("A secret key has at least 50 characters, made at random.")


def _key_of_push(value):
    try:
        is_key = not value or len(urlsafe_b64decode(value + "=" * (-len(value) % 4))) == 32
    except ValueError:
        is_key = False
    if not is_key:
        raise ValidationError("A key for messages to browsers is what `manage.py make_push_key` prints.")


def _way_between_workers(value):
    if value != "database" and not value.startswith(("redis://", "rediss://", "unix://")):
        raise ValidationError("Workers tell each other of the floor through the database, or through redis://...")


def _mail_server(value):
    try:
        mail_server(value)
    except OddMailServer as odd:
        raise ValidationError(str(odd)) from None


def _sender(value):
    name, address = parseaddr(value)
    try:
        if value and (
            not value.isprintable() or value not in (address, f"{name} <{address}>", f'"{name}" <{address}>')
        ):
            raise DjangoValidationError("")
        if value:
            validate_email(address)
    except DjangoValidationError:
        message = "Give one address that the mail server may send from, such as Dialogue <dialogue@example.org>."
        raise ValidationError(message) from None


def _mail_addresses(values):
    try:
        for value in values:
            validate_email(value)
    except DjangoValidationError:
        message = "Give mail addresses with commas between them, such as operator@example.org,duty@example.org."
        raise ValidationError(message) from None


def _contacts(values):
    try:
        for value in values:
            if not (SECURE_PAGE.fullmatch(value) and value.isascii() and value.isprintable()):
                validate_email(value)
    except DjangoValidationError:
        message = "Give mail addresses or https:// pages with commas between them, such as security@example.org."
        raise ValidationError(message) from None


def _own_address(value):
    host, _colon, port = value.rpartition(":")
    if value and not (re.fullmatch(HOST, host) and re.fullmatch(r"[1-9][0-9]{0,4}", port) and int(port) <= 65535):
        raise ValidationError("Give an address and a port of this machine, such as 127.0.0.1:9100.")


def _token(value):
    if value and (len(value) < 20 or not value.isascii() or not value.isprintable() or " " in value):
        raise ValidationError("A token has at least 20 letters and digits, made at random.")


def _form_of_log(value):
    if value not in ("text", "json"):
        raise ValidationError("Say text, for lines that a person reads, or json.")


def _file_of_log(path):
    if path is None:
        return
    if not path.is_absolute() or not path.parent.is_dir() or path.is_dir():
        raise ValidationError("Give the whole path of a file, in a folder that exists: /var/log/rostrum/security.log.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise ValidationError(f"Rostrum may not write {path}: make it, or its folder, writable.")


def _sentry_address(value):
    if not value:
        return
    from sentry_sdk.utils import BadDsn, Dsn

    try:
        Dsn(value)
    except (BadDsn, ValueError):
        message = "Give the DSN that your Sentry server shows, such as https://key@sentry.example.org/1."
        raise ValidationError(message) from None


def _minutes(value):
    if not 15 <= value <= 14 * 24 * 60:
        raise ValidationError("Give minutes without use after which a person is signed out: from 15 to 20160.")


def _issuer(value):
    parts = urlsplit(value)
    is_here = parts.hostname in ("localhost", "127.0.0.1")
    if value and not (parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and is_here))):
        raise ValidationError("Give the issuer of your single sign-on, such as https://login.example.org/realms/staff.")


def _name_of_provider(value):
    if len(value) > 40:
        raise ValidationError("Give the name that people know it by, of 40 letters at most.")


def origins(address):
    """Return the origin of an address as the content security policy names it, in a list; none for no address."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if address else []


def _offered_or_required(value):
    if value not in ("offered", "required"):
        raise ValidationError("Say offered, or required for a second factor of all accounts.")


def _web_address(value):
    found = ADDRESS.fullmatch(value)
    if not found or int(found["port"] or 0) > 65535:
        raise ValidationError("Give the address that people type, such as https://dialogue.example.org.")


def _kept_secret(folder):
    """The secret key, which is made on the first start and kept in a file that only its owner can read."""
    kept = folder / "secret-key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not kept.exists():
            descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(get_random_secret_key() + get_random_secret_key())
        secret = kept.read_text(errors="replace").strip()
    except OSError as error:
        raise BadEnvironment(
            f"Rostrum cannot write in {folder} ({error.strerror}): make the folder writable, "
            "or name another in ROSTRUM_DATA."
        ) from None
    if len(secret) < SECRET_LENGTH:
        raise BadEnvironment(f"{kept} holds no secret key any more: remove it, and Rostrum makes another.")
    return secret
