"""How many wrong passwords may be tried from one network address, before any more is computed.

It is high enough for a whole room behind one address; what one account allows is Axes' matter (`settings.py`).
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import Any

AT_ONCE = 60
A_MINUTE = 20
MOST = 10_000


class SignInLimit:
    """A bucket of tries for each sender, which fills again with time. A right password gives its try back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, sender: str) -> int:
        """Count a try; 0 if it may be made, else the seconds after which the next one of this sender may."""
        now = self._clock()
        left, at = self._left.get(sender, (float(AT_ONCE), now))
        left = min(left + (now - at) * A_MINUTE / 60, AT_ONCE)
        wait = 0 if left >= 1 else math.ceil((1 - left) * 60 / A_MINUTE)
        self._left[sender] = (left if wait else left - 1), now
        self._left.move_to_end(sender)
        if len(self._left) > MOST:
            self._left.popitem(last=False)
        return wait

    def give_back(self, sender: str) -> None:
        """Note that the password of a counted try was right."""
        if sender in self._left:
            left, at = self._left[sender]
            self._left[sender] = min(left + 1, AT_ONCE), at


def sender_of(scope: dict[str, Any], known: str | None) -> str:
    """By what the tries of a request are counted: the person of a known browser, or else the network address.

    Of version 6 it is the /64, of which one customer has all addresses.
    """
    address = scope["client"][0]
    if known is not None:
        return f"person {known}"
    if ip_address(address).version == 4:
        return address
    return str(ip_network((address.partition("%")[0], 64), strict=False))
