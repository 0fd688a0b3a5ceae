"""Spans of time in words, each combination of units as one message: "2 hours 5 minutes", "1 hora y 57 minutos"."""

from datetime import timedelta

from django.utils.translation import get_language, gettext, ngettext, npgettext

# United Nations documents write numbers below ten in words; only in English does no gender or case stand in the way.
_ENGLISH = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_half_minutes(span: timedelta) -> str:
    """ "4½ minutes", "half a minute": a span that is not exact, to the nearest half minute."""
    minutes, half = divmod(round(span.total_seconds() / 30), 2)
    if not half:
        return _minutes(minutes)
    if not minutes:
        return gettext("half a minute")
    return ngettext("%(number)s½ minute", "%(number)s½ minutes", minutes) % {"number": minutes}


def in_words(span: timedelta) -> str:
    """ "three minutes", "2 minutes 30 seconds"."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    if not seconds and minutes:
        is_word = get_language() == "en" and minutes < len(_ENGLISH)
        return _minutes(minutes, _ENGLISH[minutes] if is_word else minutes)
    said = ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}
    if not minutes:
        return said
    # The number decides how Arabic joins them: "and" stands apart from a figure, and is written with a word.
    both = npgettext("a span of time", "%(minutes)s %(seconds)s", "%(minutes)s %(seconds)s", seconds)
    return both % {"minutes": _minutes(minutes), "seconds": said}


def in_hours(span: timedelta) -> str:
    """What remains, to the minute: "50 minutes", "2 hours 5 minutes"."""
    hours, minutes = divmod(round(span / timedelta(minutes=1)), 60)
    if not hours:
        return _minutes(minutes)
    said = ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    if not minutes:
        return said
    both = npgettext("a span of time", "%(hours)s %(minutes)s", "%(hours)s %(minutes)s", minutes)
    return both % {"hours": said, "minutes": _minutes(minutes)}


def _minutes(number: int, written: int | str = "") -> str:
    return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": written or number}
