"""Spans of time as a clock shows them and in words."""

from datetime import timedelta

from django.utils.translation import get_language, gettext, ngettext

# United Nations documents write numbers below ten in words; only in English does no gender or case stand in the way.
_ENGLISH = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def as_clock(span):
    """Returns a span as a clock shows it: "2:40", "1:02:40"."""
    seconds = round(span.total_seconds())
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def milliseconds(value):
    """Returns a moment (since 1970) or a span in milliseconds, as scripts need it; empty for None."""
    if value is None:
        return ""
    seconds = value.total_seconds() if isinstance(value, timedelta) else value.timestamp()
    return str(round(seconds * 1000))


def in_half_minutes(span):
    """ "4½ minutes", "half a minute": a span that is not exact, to the nearest half minute."""
    minutes, half = divmod(round(span.total_seconds() / 30), 2)
    if not half:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    if not minutes:
        return gettext("half a minute")
    return ngettext("%(number)s½ minute", "%(number)s½ minutes", minutes) % {"number": minutes}


def in_words(span):
    """ "three minutes", "2 minutes 30 seconds"."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    written = _ENGLISH[minutes] if get_language() == "en" and minutes < 10 and not seconds else minutes
    parts = []
    if minutes:
        parts.append(ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": written})
    if seconds or not minutes:
        parts.append(ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds})
    return " ".join(parts)
