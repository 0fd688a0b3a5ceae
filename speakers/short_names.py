"""The short name of a speaker, made of the name: one rule for the admin, the tables and all else."""

from collections.abc import Mapping

from conference.languages import CODES
from conference.languages.short_names import short_name


def slug_of_names(names: Mapping[str, str]) -> str:
    """Return the short name that the first name with Latin letters gives, the English one before others."""
    in_order = ["en", *(code for code in CODES if code != "en")]
    return next((slug for code in in_order if (slug := short_name(names.get(code) or ""))), "")
