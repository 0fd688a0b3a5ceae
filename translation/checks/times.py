"""Times of day as each language writes them: "3 to 5.45 p.m.", "15 h 45", "下午3时45分", "15:45"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Fact, Finding

if TYPE_CHECKING:
    from translation.checks.pair import CheckedPair, CheckedText

_HALVES = re.compile(
    r"(?<![\d.:])(?:(?P<h0>\d{1,2})(?:[.:](?P<m0>\d\d))?\s*(?:to|and|a|y|[-–—])\s*)?"
    r"(?P<h>\d{1,2})(?:[.:](?P<m>\d\d))?\s*(?P<half>[ap])\.?\s?m\b\.?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?<![\d:/.,])(?P<h>\d{1,2}):(?P<m>\d\d)(?![\d:])")
_LOCAL = {
    "fr": re.compile(r"(?<![\d,.])(?P<h>\d{1,2})\s?h(?:eures?)?(?:\s?(?P<m>\d\d))?(?![\w.])"),
    "es": re.compile(r"(?<![\d,.])(?P<h>\d{1,2})(?:[.:](?P<m>\d\d))?\s(?:horas|h)\b"),
    "ru": re.compile(r"(?<![\d,.])(?P<h>\d{1,2})\s?ч(?:ас(?:а|ов)?|\.)\s?(?:(?P<m>\d\d)\s?м(?:ин)?(?:ут\w*|\.))?"),
    "zh-hans": re.compile(
        r"(?P<half>上午|中午|下午|晚上|晚)?\s?(?<!\d)(?P<h>\d{1,2})\s?(?:[时點点]|[:：](?=\d\d))(?:(?P<m>\d\d)(?!\d)\s?分?)?"
    ),
}
_WORDS = {"en": re.compile(r"\b(?:noon|midnight)\b"), "fr": re.compile(r"\b(?:midi|minuit)\b")}
_IN_WORDS = {"noon": 12 * 60, "midi": 12 * 60, "midnight": 0, "minuit": 0}


def times_in(text: str, language: str) -> list[Fact[int]]:
    """Returns the times of day in a text, as minutes of the day."""
    facts = []
    if language in ("en", "es"):
        for match in _HALVES.finditer(text):
            if match["h0"]:
                facts += _fact(match, match["h0"], match["m0"], match["half"])
            facts += _fact(match, match["h"], match["m"], match["half"])
    if language == "zh-hans":
        facts = _chinese_times(text)
    else:
        for pattern in filter(None, (_PLAIN, _LOCAL.get(language))):
            for match in pattern.finditer(text):
                if not any(fact.start < match.end() and match.start() < fact.end for fact in facts):
                    facts += _fact(match, match["h"], match["m"], "")
    if facts and language in _WORDS:  # "noon" counts beside another time; alone it may be any noon
        facts += [Fact(_IN_WORDS[match[0]], *match.span()) for match in _WORDS[language].finditer(text)]
    return facts


def _chinese_times(text: str) -> list[Fact[int]]:
    """Returns the times in a Chinese text. In a span, 下午3时至5时, the half of the day is written once."""
    facts, half, end = [], "", 0
    for match in _LOCAL["zh-hans"].finditer(text):
        goes_on = text[end : match.start()].strip() in ("至", "到", "-", "–", "—")
        half = match["half"] or (half if goes_on else "")
        facts += _fact(match, match["h"], match["m"], half)
        end = match.end()
    return facts


def _fact(match: re.Match[str], hour: str, minute: str | None, half: str | None) -> list[Fact[int]]:
    hours, minutes = int(hour), int(minute or 0)
    half = half.lower() if half else ""
    if half in ("p", "下午", "晚上", "晚") and hours < 12:
        hours += 12
    if half == "a" and hours == 12:
        hours = 0
    return [Fact(hours * 60 + minutes, *match.span())] if hours <= 24 and minutes < 60 else []


def check(pair: "CheckedPair") -> Iterator[Finding]:
    """Yields the times of the source that the translation lacks."""
    here, there = pair.source, pair.target
    message = _("The time “%(time)s” of the source is not in the translation, or is another one there.")
    for fact in here.times:
        if not _is_told(fact, there):
            detail = {"time": here.text[fact.start : fact.end].strip()}
            yield Finding("times", message, in_source=(fact.start, fact.end), detail=detail)


def _is_told(fact: Fact[int], other: "CheckedText") -> bool:
    if other.times:
        return any(fact.value % 1440 == each.value % 1440 for each in other.times)
    hour, minute = divmod(fact.value, 60)
    return any(other.has_number(each) for each in (hour, (hour - 1) % 12 + 1)) and (
        not minute or other.has_number(minute) or str(minute) in other.text
    )
