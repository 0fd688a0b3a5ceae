"""Lists in a line, with the separators of each language."""

from collections.abc import Iterable

from django.utils.translation import get_language

_COMMA = {"ar": "، ", "zh-hans": "、"}
_SEMICOLON = {"ar": "؛ ", "zh-hans": "；", "fr": "\u00a0; "}


def comma() -> str:
    """The comma of the page's language, with its space."""
    return _COMMA.get(get_language(), ", ")


def listed(words: Iterable[str]) -> str:
    """Join words with commas."""
    return comma().join(words)


def listed_apart(parts: Iterable[str]) -> str:
    """Join parts that may contain commas, with semicolons."""
    return _SEMICOLON.get(get_language(), "; ").join(parts)
