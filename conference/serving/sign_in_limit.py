"""How many wrong passwords may be tried from one network address, before any more is computed.

It is high enough for a whole room behind one address; what one account allows is Axes' matter (`settings.py`).
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from time import monotonic

AT_ONCE = 60
A_MINUTE = 20
MOST_ADDRESSES = 10_000


class SignInLimit:
    """A bucket of tries for each address, which fills again with time. A right password gives its try back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, address: str) -> int:
        """Count a try from an address; 0 if it may be made, else the seconds after which the next one may."""
        address, now = _network(address), self._clock()
        left, at = self._left.get(address, (float(AT_ONCE), now))
        left = min(left + (now - at) * A_MINUTE / 60, AT_ONCE)
        wait = 0 if left >= 1 else math.ceil((1 - left) * 60 / A_MINUTE)
        self._left[address] = (left if wait else left - 1), now
        self._left.move_to_end(address)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return wait

    def give_back(self, address: str) -> None:
        """Note that the password of a counted try was right."""
        network = _network(address)
        if network in self._left:
            left, at = self._left[network]
            self._left[network] = min(left + 1, AT_ONCE), at


def _network(address: str) -> str:
    """The address itself; of version 6 the /64, of which one customer has all addresses."""
    if ip_address(address).version == 4:
        return address
    return str(ip_network((address.partition("%")[0], 64), strict=False))
