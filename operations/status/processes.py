"""The processes and the room screens, as the processes tell of them, in one view."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from floor.live.screens import LIVE
from operations.models import ServingProcess
from operations.models.serving_process import SILENT_AFTER
from operations.status.ages import ago

STOPPED_SHOWN = timedelta(hours=1)
CLOCK_OFF = timedelta(seconds=2)


@dataclass(frozen=True)
class ShownProcess:
    """A process as the page shows it; `state` is "ok", "silent" or "stopped"."""

    row: ServingProcess
    state: str
    seen: str
    since: str

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.row.facts
        return found


@dataclass(frozen=True)
class ShownScreen:
    """A room screen as the page shows it; `state` is "ok", "lost" (it has no connection) or "silent"."""

    name: str
    key: str
    floor: str
    state: str
    seen: str
    offset: timedelta

    @property
    def is_off(self) -> bool:
        return abs(self.offset) > CLOCK_OFF

    @property
    def seconds(self) -> str:
        """Returns by how much its clock is ahead, such as +0.4."""
        return f"{round(self.offset.total_seconds(), 1) or 0:+.1f}"  # never -0.0


def shown_processes(rows: Iterable[ServingProcess], at: datetime) -> list[ShownProcess]:
    """Returns the processes that serve, are silent or stopped within the last hour."""
    found = []
    for row in rows:
        if row.stopped_at and at - row.stopped_at > STOPPED_SHOWN:
            continue
        state = "stopped" if row.stopped_at else "silent" if row.is_silent(at) else "ok"
        found.append(ShownProcess(row, state, ago(row.seen_at, at), ago(row.started_at, at)))
    return found


def shown_screens(rows: Iterable[ServingProcess], at: datetime) -> list[ShownScreen]:
    """Returns the screens, each as the process told that heard of it last; what is not well comes first."""
    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        for screen in row.facts.get("screens", []):
            known = newest.get(screen["key"])
            if known is None or known["seen_at"] < screen["seen_at"]:
                newest[screen["key"]] = screen
    shown = [_shown(screen, at) for screen in newest.values()]
    return sorted(shown, key=lambda screen: (screen.state == "ok", screen.floor, screen.name, screen.key))


def _shown(screen: dict[str, Any], at: datetime) -> ShownScreen:
    seen_at = datetime.fromtimestamp(screen["seen_at"], UTC)
    state = "silent" if at - seen_at > SILENT_AFTER else "ok" if screen["way"] == LIVE else "lost"
    offset = timedelta(milliseconds=screen["offset"])
    return ShownScreen(screen["name"], screen["key"][:4], screen["floor"], state, ago(seen_at, at), offset)


def streams_by_floor(rows: Iterable[ServingProcess], at: datetime) -> dict[str, Counter[str]]:
    """Returns {"conference/session": {kind: number of open streams}} of all processes that serve."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        if not row.stopped_at and not row.is_silent(at):
            for floor, kinds in row.facts.get("floors", {}).items():
                found.setdefault(floor, Counter()).update(kinds)
    return found
