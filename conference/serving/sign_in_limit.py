"""How many wrong passwords may be tried from one network address, and what else strangers may send from it.

It is high enough for a whole venue behind one address; what one account allows is Axes' matter (`settings.py`).
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import Any, NamedTuple

AT_ONCE = 60
A_MINUTE = 20
MOST = 10_000


class Rate(NamedTuple):
    at_once: int
    a_minute: int


PASSWORDS = Rate(AT_ONCE, A_MINUTE)
MAILS = Rate(20, 5)  # a mail, or a question to the organization's own sign-on, leaves for each
FORMS = Rate(6000, 1200)  # a venue whose phones join at once, each with two presses


class SignInLimit:
    """A bucket of tries for each sender, which fills again with time. A right password gives its try back."""

    def __init__(self, clock: Callable[[], float] = monotonic, rate: Rate = PASSWORDS) -> None:
        self._clock = clock
        self._rate = rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, sender: str) -> int:
        """Count a try; 0 if it may be made, else the seconds after which the next one of this sender may."""
        now = self._clock()
        at_once, a_minute = self._rate
        left, at = self._left.get(sender, (float(at_once), now))
        left = min(left + (now - at) * a_minute / 60, at_once)
        wait = 0 if left >= 1 else math.ceil((1 - left) * 60 / a_minute)
        self._left[sender] = (left if wait else left - 1), now
        self._left.move_to_end(sender)
        if len(self._left) > MOST:
            self._left.popitem(last=False)
        return wait

    def give_back(self, sender: str) -> None:
        """Note that the password of a counted try was right."""
        if sender in self._left:
            left, at = self._left[sender]
            self._left[sender] = min(left + 1, self._rate.at_once), at


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
