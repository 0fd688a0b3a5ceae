"""Length: a translation that is far shorter or longer than texts of its two languages usually are."""

import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair, CheckedText

# How long a text is in each language where it is 1 in English, by the official texts of the seventeen Goals.
_LENGTHS = {"ar": 0.85, "zh-hans": 0.3, "en": 1, "fr": 1.25, "ru": 1.2, "es": 1.2}
_SLACK = 25  # characters of English that a short text may differ by, whatever its ratio


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields a finding where a translation is less than half or more than twice as long as expected."""
    here, there = (_in_english(reading) for reading in (pair.source, pair.target))
    if there * 2 + _SLACK < here:
        yield Finding("length", _("The translation is much shorter than usual."), kind="short")
    elif here * 2 + _SLACK < there:
        yield Finding("length", _("The translation is much longer than usual."), kind="long")


def _in_english(reading: CheckedText) -> float:
    text = reading.text if reading.text.isascii() else unicodedata.normalize("NFC", reading.text)
    return len(text) / (1 if _is_latin_in_chinese(reading) else _LENGTHS[reading.language])


def _is_latin_in_chinese(reading: CheckedText) -> bool:
    """Returns whether a Chinese text is in Latin letters, such as an acronym, which is as long there as elsewhere."""
    return reading.language == "zh-hans" and reading.text.isascii()
