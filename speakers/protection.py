"""A survivor's protection: the public reads a displayed name and nothing by which the person could be found.

Under protection a speaker has an address that says nothing, no photograph and no consent; their courtesy title, name
and delegation are never public. Function, affiliation and biography are public as they are written: the secretariat
writes them for print, and is warned where they hold the name.
"""

import secrets

from django.db.models import Q

from conference.languages import columns

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without those that are mistaken for another
PREFIX = "participant-"
CONSENTS = ("consents_to_photograph", "consents_to_recording", "consents_to_indexing")

NAMED = ("courtesy_title", "name", "sort_name")  # what tells who somebody is, and no translator needs

SHOWS_NOTHING = Q(protected=False) | Q(photograph="", **dict.fromkeys(CONSENTS, False))
HAS_NEUTRAL_ADDRESS = Q(protected=False) | Q(slug__startswith=PREFIX)
HAS_DISPLAYED_NAME = Q(protected=False)
for _column in columns("displayed_name"):
    HAS_DISPLAYED_NAME |= Q(**{f"{_column}__isnull": False, f"{_column}__gt": ""})


def neutral_slug():
    """An address that nobody could guess and that says nothing."""
    return PREFIX + "".join(secrets.choice(LETTERS) for __ in range(10))


def is_neutral(slug):
    return slug.startswith(PREFIX)


def under_protection(slug, speaker):
    """The values that a speaker takes on under protection, who was to have such an address: {field: value}."""
    values = {"slug": slug, "former_slug": speaker.former_slug, "photograph": "", **dict.fromkeys(CONSENTS, False)}
    if not is_neutral(slug):
        values |= {"slug": neutral_slug(), "former_slug": speaker.slug or slug}
    return values
