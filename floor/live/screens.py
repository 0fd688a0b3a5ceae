"""The room screens that a process hears of: each gives a sign of life every few seconds, with its name and its clock.

A screen is named in its address (`?name=Hall+A`). Anybody can open one, and so give a sign: only screens of a floor
that somebody follows here are noted, and not too many of them. The staff is told what they say of themselves.
"""

import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

MOST = 200  # screens that a process notes
KEPT = 12 * 3600  # seconds for which a silent one is told of
LONGEST_NAME = 60
LONGEST_OFFSET = 10**11  # milliseconds; a computer whose battery is empty is decades back
KEY = re.compile(r"[0-9a-z]{8,32}")
OFFSET = re.compile(r"-?[0-9]{1,12}", re.ASCII)
LIVE, LOST = "live", "lost"


@dataclass(frozen=True)
class Screen:
    """A screen as it last told of itself; `offset` is by how many milliseconds its computer's clock is ahead."""

    key: str
    name: str
    floor: str
    offset: int
    way: str  # whether it is kept up to date
    seen_at: float  # seconds since 1970

    def told(self) -> dict[str, Any]:
        return vars(self)


class Screens:
    """The screens of a process, the one that was heard of longest ago first."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Screen] = OrderedDict()

    def note(self, floor: str, query: bytes) -> bool:
        """Notes a sign of life; returns whether it is one."""
        asked = {name: values[-1] for name, values in parse_qs(query.decode("latin-1")[:1000]).items()}
        key, offset, way = asked.get("key", ""), asked.get("offset", ""), asked.get("way", "")
        if not (KEY.fullmatch(key) and OFFSET.fullmatch(offset) and way in (LIVE, LOST)):
            return False
        name = " ".join(asked.get("name", "").split())[:LONGEST_NAME]
        ahead = max(-LONGEST_OFFSET, min(int(offset), LONGEST_OFFSET))
        self._known.pop(key, None)
        self._known[key] = Screen(key, name, floor, ahead, way, time.time())
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return True

    def known(self) -> list[Screen]:
        """Returns the screens of the last hours."""
        oldest = time.time() - KEPT
        return [screen for screen in list(self._known.values()) if screen.seen_at >= oldest]
