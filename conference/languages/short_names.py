"""Short names in addresses, made of a title or of the name of a person: the same from every form, table and file."""

from collections.abc import Container
from itertools import count

from django.utils.text import slugify

from conference.languages.transliteration import latin

LONGEST = 60  # as the columns have it


def short_name(text: str, longest: int = LONGEST) -> str:
    """Return the Latin letters of a text as a part of an address, cut between words; empty if there is none.

    Nguyễn is nguyen, Ødegård odegard, Müßig mussig, Щукин shchukin.
    """
    whole = slugify(latin(text)).strip("-_")
    if len(whole) <= longest:
        return whole
    return (whole[: longest + 1].rpartition("-")[0] or whole[:longest]).strip("-_")


def unused(stem: str, taken: Container[str]) -> str:
    """Return a short name that is not taken: the stem itself, else with the first number behind it that is free."""
    if stem not in taken:
        return stem
    return next(name for number in count(2) if (name := f"{stem[: LONGEST - 5]}-{number}") not in taken)
