"""The secrets of links by which people without an account come in; only their SHA-256 is stored.

Of their addresses in logs, caches and referrers, see `floor.seats.secret_urls` and `conference.secret_urls`.
"""

import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.utils.crypto import salted_hmac

from conference.models import Conference

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without those that look alike on paper: 0 and o, 1, i and l


def new_secret() -> str:
    """Returns the secret of a new link: 20 letters (99 bits) in groups that people can type from paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(5))


def derived_secret(seed: str) -> str:
    """Returns the secret of a link that stands in several messages; the key of the installation makes it of a seed."""
    number = int.from_bytes(salted_hmac("conference.link_secrets", seed, algorithm="sha256").digest())
    letters = ""
    for _letter in range(20):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return as_printed(letters)


def fingerprint(secret: str) -> str:
    """Returns the hash under which a secret or a token is stored. No salt: so many bits cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def as_printed(secret: str) -> str:
    """Returns a typed secret in the form in which it was printed; capitals and hyphens do not matter."""
    letters = secret.lower().replace("-", "")
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def default_validity(conference: Conference, at: datetime) -> datetime:
    """Returns the end of the day after the last day of the conference, in its time zone; at least a day from now."""
    end = datetime.combine(conference.ends_on + timedelta(days=1), time(23, 59), conference.zone)
    return max(end, at + timedelta(days=1))
