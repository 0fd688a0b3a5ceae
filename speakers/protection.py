"""Protection of a speaker, such as a survivor: the public reads a displayed name and nothing that identifies them.

A protected speaker has a neutral address, no photograph and no consent; their courtesy title, name and delegation are
never public. Function, affiliation and biography are public as they are written: the secretariat writes them for print,
and is warned if they contain the name.
"""

import secrets
from typing import Protocol

from django.db.models import Q

from conference.languages import columns

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without those that are easily confused
PREFIX = "participant-"
CONSENTS = ("consents_to_photograph", "consents_to_recording", "consents_to_indexing")

NAMED = ("courtesy_title", "name", "sort_name")  # the fields that identify a person, which no translator needs

SOUGHT = ("name", "sort_name")  # those of them by which a person is found in texts
# What only the secretariat sees.
ADDRESSES = ("email", "further_emails", "assistant_emails")
CORRESPONDENCE = (*ADDRESSES, "correspondence_language", "time_zone", "former_slug")
# What the audit trail tells of a protected speaker; of anything else it tells that it was changed.
TOLD_BY_AUDIT = {"conference", "status", "protected", *CONSENTS, *columns("displayed_name")}

SHOWS_NOTHING = Q(protected=False) | Q(photograph="", **dict.fromkeys(CONSENTS, False))
HAS_NEUTRAL_ADDRESS = Q(protected=False) | Q(slug__startswith=PREFIX)
HAS_DISPLAYED_NAME = Q(protected=False)
for _column in columns("displayed_name"):
    HAS_DISPLAYED_NAME |= Q(**{f"{_column}__isnull": False, f"{_column}__gt": ""})


class HasShortNames(Protocol):
    """A speaker, as this module, which lies below the models, needs to know one."""

    @property
    def slug(self) -> str: ...

    @property
    def former_slug(self) -> str: ...


def neutral_slug() -> str:
    """A short name that nobody can guess and that says nothing about the person."""
    return PREFIX + "".join(secrets.choice(LETTERS) for __ in range(10))


def is_neutral(slug: str) -> bool:
    return slug.startswith(PREFIX)


def under_protection(slug: str, speaker: HasShortNames) -> dict[str, str | bool]:
    """The values of a speaker under protection: {field: value}. `slug` is the short name that was intended."""
    values: dict[str, str | bool] = {
        "slug": slug,
        "former_slug": speaker.former_slug,
        "photograph": "",
        **dict.fromkeys(CONSENTS, False),
    }
    if not is_neutral(slug):
        values |= {"slug": neutral_slug(), "former_slug": speaker.slug or slug}
    return values
