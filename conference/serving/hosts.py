"""Whether a request that Django does not see came to this host, as Django would judge it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_here(scope: dict[str, Any]) -> bool:
    """Whether Django would take the host and the scheme of a request."""
    hosts = _values_of(b"host", scope)
    if len(hosts) != 1 or (settings.SECURE_SSL_REDIRECT and scope["scheme"] != "https"):
        return False
    return is_ours(hosts[0])


def is_from_here(scope: dict[str, Any]) -> bool:
    """Whether a page of this host asks, or no page at all: browsers name the page of another host as the origin."""
    try:
        return all(is_ours(urlsplit(origin).netloc) for origin in _values_of(b"origin", scope))
    except ValueError:  # no address at all
        return False


def is_ours(host: str) -> bool:
    domain = split_domain_port(host)[0]
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _values_of(wanted: bytes, scope: dict[str, Any]) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name == wanted]
