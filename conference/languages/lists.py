"""Words in a row, with what each language sets between them."""

from collections.abc import Iterable

from django.utils.translation import get_language

_COMMA = {"ar": "، ", "zh-hans": "、"}
_SEMICOLON = {"ar": "؛ ", "zh-hans": "；", "fr": "\u00a0; "}


def comma() -> str:
    """What the page's language sets between the words of a list."""
    return _COMMA.get(get_language(), ", ")


def listed(words: Iterable[str]) -> str:
    """The words of a list in one line."""
    return comma().join(words)


def listed_apart(parts: Iterable[str]) -> str:
    """The same of parts that may have commas of their own."""
    return _SEMICOLON.get(get_language(), "; ").join(parts)
