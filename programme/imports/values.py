"""Reads single values of a file, in all forms that real exports use: texts, languages, identifiers."""

import re
from hashlib import blake2b

from conference.fields import fit_for_xml
from conference.languages import LANGUAGES

LONGEST_KEY = 200
_SPACES = re.compile(r"[ \t\n\r\x85\u2028\u2029]+")  # those that French sets before a colon stay


def code(language: object) -> str:
    """Return the official language of a code such as "fr", "zh-CN" or "en_US"; empty for any other."""
    base = line(language).replace("_", "-").partition("-")[0].casefold()
    return next((known.code for known in LANGUAGES if known.exchange == base), "")


def line(value: object) -> str:
    """Return a text or number as one line without forbidden characters; empty for any other type."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _SPACES.sub(" ", fit_for_xml(str(value))).strip()


def prose(value: object) -> str:
    """Return a text with its lines."""
    return fit_for_xml(value).replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else ""


def key(words: str) -> str:
    """Return an identifier of at most `LONGEST_KEY` characters; a longer one is replaced by its digest."""
    return words if len(words) <= LONGEST_KEY else blake2b(words.encode(), digest_size=20).hexdigest()
