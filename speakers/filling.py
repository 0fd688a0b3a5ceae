"""Texts of a speaker that fill themselves, so that nobody types them for each language.

A name in Latin letters is the same in English, French and Spanish; a courtesy title has its form in each language. What
is typed stays. What had filled itself follows when the text that it came from is changed.
"""

import re
import unicodedata
from collections.abc import Mapping

from conference.caches import constant
from conference.languages import CODES, columns_by_code
from speakers.courtesy_titles import in_other_languages

LATIN = ("en", "fr", "es")
SAME_IN_LATIN = ("name", "sort_name")
SEPARATORS = {"ru": ", ", "ar": "، "}  # in Chinese a name is sorted by its pinyin
FILLED = (*SAME_IN_LATIN, "courtesy_title")


def filled(now: Mapping[str, str | None], before: Mapping[str, str | None], original: str) -> dict[str, str]:
    """Return what fills itself: {column: text}, of columns `now` and what they held `before`, nothing for a new row."""
    found = {}
    for field in FILLED:
        texts, former = _texts(field, now), _texts(field, before)
        if all(texts[code] and texts[code] != former[code] for code in _may_be_filled(field)):
            continue  # nothing is open; most rows end here
        source = next((code for code in (original, *LATIN, *CODES) if texts[code]), None)
        if source is None:
            continue
        was, wanted = (_elsewhere(field, source, known[source]) for known in (former, texts))
        if field == "sort_name":
            was, wanted = _turned(source, before) | was, _turned(source, now) | wanted
        for code, text in wanted.items():
            has_filled_itself = texts[code] == former[code] == was.get(code)
            if texts[code] != text and (not texts[code] or has_filled_itself):
                found[_column(field, code)] = text
    return found


def _may_be_filled(field: str) -> tuple[str, ...]:
    return {"name": LATIN, "sort_name": (*LATIN, *SEPARATORS)}.get(field, CODES)


def _column(field: str, code: str) -> str:
    return columns_by_code(field)[code]


def _texts(field: str, columns: Mapping[str, str | None]) -> dict[str, str]:
    return {code: columns.get(column) or "" for code, column in columns_by_code(field).items()}


def _elsewhere(field: str, source: str, text: str) -> dict[str, str]:
    """Return a text as other languages have it, as far as that is certain: {language code: text}."""
    if not text:
        return {}
    if field == "courtesy_title":
        return in_other_languages(text, source)
    if source not in LATIN or not is_latin(text):
        return {}
    return {code: text for code in LATIN if code != source}


def _turned(source: str, columns: Mapping[str, str | None]) -> dict[str, str]:
    """Return the names of other scripts for sorting, turned as the name of the source is: "Сорвино, Мира"."""
    names, known = _texts("name", columns), _texts("sort_name", columns)[source]
    family = _place_of_family(names[source], known)
    if family is None:
        return {}
    found = {}
    for code, separator in SEPARATORS.items():
        parts = re.split("[ ·]", names[code])
        if names[code] and len(parts) == len(names[source].split()):
            first, last = " ".join(parts[family:]), " ".join(parts[:family])
            found[code] = separator.join(filter(None, (first, last)))
    return found


def _place_of_family(name: str, sort_name: str) -> int | None:
    """Return how many words of a name stand before the family name; None where the name for sorting has others."""
    words = name.split()
    ways = (place for place in range(len(words)) if _in_order(words, place) == sort_name)
    return next(ways, None) if sort_name else None


def _in_order(words: list[str], place: int) -> str:
    return ", ".join(filter(None, (" ".join(words[place:]), " ".join(words[:place]))))


def is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin ones."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(map(_is_latin_letter, letters))


@constant(1000)
def _is_latin_letter(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))
