"""Whether a translation is still the source: in the same words, or not in the script of its language at all.

Names, symbols, numbers and texts of one word may read alike in two languages, so that they tell nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator

from translation.texts.tokens import CHINESE, WORD

SAME, SCRIPT, PART = "same", "script", "part"
FEWEST = 2  # words that a name, a symbol or a number does not explain
RUN = 6  # words of the source in a row that no translation has by chance
_LONGEST_ACRONYM = 6
_SCRIPTS = {
    "ar": re.compile(r"[\u0620-\u064a\u066e-\u06d3]"),
    "zh-hans": re.compile(f"[{CHINESE}]"),
    "ru": re.compile(r"[\u0400-\u052f]"),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\bwww\.\S+")
_PARTICLES = frozenset("al bin da das de del der di do dos du e el la las le les los van von y".split())
_ENGLISH = frozenset("and by for in of on the to with".split())  # what no text of another language has
SORT_NAME = "sort_name"  # a field of this name orders a list: in Chinese it is in Latin letters

Place = tuple[int, int]


def script_of(language: str) -> "re.Pattern[str]":
    """Returns a pattern for a letter of the script in which a language is written."""
    return _SCRIPTS.get(language, _LATIN)


def left_in_source(source: str, target: str, target_language: str, known: Collection[Place] = ()) -> str:
    """Returns how a text was left untranslated as a whole: SAME, SCRIPT, or "" where it was not.

    `known` are the places of the target where a name or term reads alike in both languages.
    """
    script = script_of(target_language)
    words = list(_telling(target, known))
    if len(words) < FEWEST and not _is_english(words):
        return ""
    has_script = script.search(target) is not None
    if is_same(source, target):
        return "" if has_script and _may_be_a_name(words) else SAME
    return "" if has_script else SCRIPT


def left_in_part(source: str, target: str, known: Collection[Place] = ()) -> Place | None:
    """Returns the place of the first words of the source that stand in a row in the target; None where none do."""
    words = [match for match in WORD.finditer(target) if not match[0].isdigit()]
    if len(words) < RUN:
        return None
    of_source = [match[0].casefold() for match in WORD.finditer(source) if not match[0].isdigit()]
    runs = {tuple(of_source[start : start + RUN]) for start in range(len(of_source) - RUN + 1)}
    telling = {match.start() for match in _telling(target, known) if not match[0][0].isupper()}
    for start in range(len(words) - RUN + 1):
        run = words[start : start + RUN]
        is_of_source = tuple(match[0].casefold() for match in run) in runs
        if is_of_source and sum(match.start() in telling for match in run) >= RUN // 2:
            return run[0].start(), run[-1].end()
    return None


def is_same(source: str, target: str) -> bool:
    """Returns whether two texts read alike, whatever their spaces and case."""
    return _plain(source) == _plain(target)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _telling(text: str, known: Collection[Place]) -> Iterator[re.Match[str]]:
    """Yields the words that no name, symbol, number, acronym or address explains."""
    explained = [*known, *(match.span() for match in _ADDRESS.finditer(text))]
    for match in WORD.finditer(text):
        word = match[0]
        if any(start < match.end() and match.start() < end for start, end in explained):
            continue
        is_acronym = word.isupper() and len(word) <= _LONGEST_ACRONYM
        if not is_acronym and not any(sign.isdigit() for sign in word) and (len(word) > 1 or not word.isascii()):
            yield match


def _may_be_a_name(words: Collection[re.Match[str]]) -> bool:
    """Returns whether all words but the particles of names begin with a capital."""
    return not _is_english(words) and all(match[0][0].isupper() or match[0] in _PARTICLES for match in words)


def _is_english(words: Collection[re.Match[str]]) -> bool:
    return any(match[0].casefold() in _ENGLISH for match in words)
