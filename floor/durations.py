"""Spans of time as a clock shows them, and as scripts need them."""

from datetime import timedelta


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
