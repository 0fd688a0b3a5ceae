"""Which columns of a table hold keys, sources and translations: by our marks, else by two languages that are named.

Our exports mark their columns out of sight. A table of somebody else, or one whose marks were lost, has headings such
as "English" and "French", in whichever official language, or codes such as "en" and "fr-FR".
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conference.caches import constant
from conference.files.safe_open import FileRefused
from conference.languages import CODES, LANGUAGES
from conference.languages.names import language_name
from translation.exchange.markers import HEADING
from translation.texts.tokens import folded_line
from translation.units import exchange_code, language_of

Place = TypeVar("Place", bound=Hashable)
_LONGEST_CODE = len("zh-Hans-CN")


@dataclass(frozen=True)
class TableColumns(Generic[Place]):
    """The places of the columns, {"source": place}, and the codes of the languages of sources and translations."""

    places: Mapping[str, Place]
    source: str
    target: str


def columns_in(cells: Mapping[Place, str], wanted: str | None) -> TableColumns[Place] | None:
    """Returns the columns that a row of headings names; None where it is no such row."""
    return marked_columns(cells) or _by_languages(cells, wanted)


def marked_columns(cells: Mapping[Place, str]) -> TableColumns[Place] | None:
    """Returns the columns of a row of headings with our marks; None where it is no such row."""
    marks = {place: mark for place, text in cells.items() if (mark := HEADING.search(text.strip()))}
    places = {mark["column"]: place for place, mark in marks.items()}
    if not {"source", "target"} <= places.keys():
        return None
    languages = {mark["column"]: mark["language"] or "" for mark in marks.values()}
    return TableColumns(places, languages["source"], languages["target"])


def _by_languages(cells: Mapping[Place, str], wanted: str | None) -> TableColumns[Place] | None:
    """Returns the columns of two languages.

    Of more than two, the `wanted` one is that of the translations, and English that of the sources.
    """
    named: dict[str, Place] = {}
    for place, text in cells.items():
        if code := _language_in(text):
            named.setdefault(code, place)
    target = wanted or (list(named)[-1] if named else "")
    others = [code for code in named if code != target]
    if target not in named or not others:
        return None
    source = "en" if "en" in others else others[0]
    places = {"source": named[source], "target": named[target]}
    for place, text in cells.items():
        if column := _column_names().get(folded_line(text)):
            places.setdefault(column, place)
    return TableColumns(places, exchange_code(source), exchange_code(target))


def _language_in(text: str) -> str:
    """Returns the code of the language that a heading names; empty where it names none."""
    words = folded_line(text)
    if found := _names().get(words):
        return found
    if len(words) > _LONGEST_CODE or not words.isascii() or not words[:2].isalpha() or words[2:3] not in ("", "-", "_"):
        return ""
    try:
        return language_of(words)
    except FileRefused:
        return ""


@constant()
def _names() -> dict[str, str]:
    """{folded name of a language, in its own words or in those of another one: its code}"""
    found = {folded_line(language.name): language.code for language in LANGUAGES}
    for code in CODES:
        with override(code):
            found |= {folded_line(language_name(each)): each for each in CODES}
    return found


@constant()
def _column_names() -> dict[str, str]:
    """{folded heading of the other columns of our tables, as people read it in any language: column}"""
    found: dict[str, str] = {}
    for code in CODES:
        with override(code):
            names = {
                "key": pgettext("of a text", "Key"),
                "state": pgettext("of a translation", "State"),
                "note": _("Note"),
            }
            found |= {folded_line(name): column for column, name in names.items()}
    return found
