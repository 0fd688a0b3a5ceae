"""What a process holds in memory: streams by floor and kind, room screens, connections, pages.

It is read in the process's own loop or beside it, never asks the database, and is small: it goes into a row every few
seconds and to Prometheus when that asks.
"""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from conference.logs.outages import outage


def facts_of(application: Any) -> dict[str, Any]:
    """Returns the facts of a process, by its ASGI application."""
    streams = application.streams
    return {
        "floors": floors_of(streams),
        "screens": [screen.told() for screen in streams.screens.known()],
        "streams": streams.open_streams,
        "connections": len(application.connections) if application.connections else 0,
        "pages": len(application.pages) + len(application.choices),
        "page_bytes": application.pages.size + application.choices.size,
        "database_away": round(outage.seconds) if outage.seconds is not None else None,
        "at": datetime.now(UTC).isoformat(),
    }


def floors_of(streams: Any) -> dict[str, dict[str, int]]:
    """Returns {"conference/session": {kind of stream: number}} of the floors that somebody follows."""
    found = {}
    for address, broadcast in list(streams.broadcasts.items()):
        counted = Counter(listener.topic for listener in list(broadcast.listeners))
        if polling := streams.polls.phones_of(address):
            counted["polling"] = polling
        found["/".join(address)] = dict(counted)
    return found
