"""Cuts the snippet that search results show: a line, or a passage around the first match, with all matches marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from conference.languages import OfficialLanguage
from conference.languages.folding import fold, fold_with_places
from programme.search.query import SearchTerm

BEFORE, LENGTH = 60, 200  # characters of a passage before the first word found, and in all
CHINESE_BEFORE, CHINESE_LENGTH = 25, 90
LONGEST_WORD = 30
_WORD = re.compile("[0-9A-Za-z.,/-]{2}")


@dataclass(frozen=True)
class SearchPassage:
    """A text in pieces, [(text, whether it is a match)], with its language."""

    pieces: list
    language: OfficialLanguage
    is_other: bool  # not in the language of the page


def marked(text: str, terms: Iterable[SearchTerm]) -> list[tuple[str, bool]]:
    """Return a whole text in pieces."""
    return _pieces(text, _places(text, terms), 0, len(text))


def passage(text: str, terms: Iterable[SearchTerm], is_chinese: bool) -> list[tuple[str, bool]]:
    """Return the part of a text around the first match, in pieces."""
    spans = _places(text, terms)
    before, length = (CHINESE_BEFORE, CHINESE_LENGTH) if is_chinese else (BEFORE, LENGTH)
    start = max(0, spans[0][0] - before) if spans else 0
    end = min(len(text), start + length)
    if start and not is_chinese:
        start = text.find(" ", start, spans[0][0]) + 1 or start
    if end < len(text) and not is_chinese:
        end = max(text.rfind(" ", start, end), spans[0][1] if spans else 0)
    if is_chinese:
        start, end = _whole(text, start, -1), _whole(text, end, 1)
    pieces = _pieces(text, spans, start, end)
    return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]


def _whole(text: str, place: int, step: int) -> int:
    """Move a place in Chinese text out of the number or Latin word that it would cut."""
    furthest = place + step * LONGEST_WORD
    while 0 < place < len(text) and place != furthest and _WORD.fullmatch(text[place - 1 : place + 1]):
        place += step
    return place


def _pieces(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[str, bool]]:
    pieces = []
    for first, last in spans:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)
        pieces += [(text[start:first], False), (text[first:last], True)]
        start = last
    return [piece for piece in [*pieces, (text[start:end], False)] if piece[0]]


def _places(text: str, terms: Iterable[SearchTerm]) -> list[tuple[int, int]]:
    """Return where the terms are in the original text: [(start, end)], in order and without overlap."""
    folded, places = fold_with_places(text)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(span for term in terms for span in term.spans(folded)):
        first, last = places[start], places[end - 1] + 1
        while last < len(text) and not fold(text[last]):
            last += 1  # with its accents and vowel marks
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(last, spans[-1][1])
        else:
            spans.append((first, last))
    return spans
