"""To which addresses this server sends: to public ones, so that nobody reaches through it what only it can reach.

The name of a host is looked up once, and the connection is made to the address that was checked: a name whose address
changes between the check and the request leads nowhere else.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from conference.refusals import Refusal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in the last 32 bits


def target_of(url: str) -> tuple[str, int, str]:
    """Return (host, port, address to connect to) of a URL that may be sent to; Refusal says why another may not."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refusal(_("This is not a web address.")) from None
    if parts.scheme not in ("https", "http") or not host or not url.isascii() or " " in url:
        raise Refusal(_("Give a whole address that begins with https://."))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refusal(_("Leave out the name, the password and what follows #: the signature proves who sends."))
    port = port or (443 if parts.scheme == "https" else 80)
    found = _addresses(host, port)
    if not all(is_allowed(each) for each in found):
        raise Refusal(_("This address is in a private network. The administrator can allow it on the server."))
    if parts.scheme == "http" and not all(_is_named(each) for each in found):
        raise Refusal(_("Give a whole address that begins with https://."))
    return host, port, str(found[0])


def _addresses(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refusal(_("There is no host of this name.")) from None
    return [ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_rest, address in found]


def is_allowed(address: Address) -> bool:
    """Whether an address is public, or in a network that ROSTRUM_WEBHOOK_NETWORKS names."""
    return _is_named(address) or (_plain(address).is_global and not _plain(address).is_multicast)


def _is_named(address: Address) -> bool:
    networks = (ipaddress.ip_network(network) for network in settings.WEBHOOK_NETWORKS)
    return any(_plain(address) in network for network in networks)


def _plain(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
