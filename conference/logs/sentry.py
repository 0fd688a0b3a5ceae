"""Sentry's client, where SENTRY_DSN names a server: failures with their place in the code, and no personal data."""

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from conference.logs.outages import is_busy, is_outage
from conference.logs.requests import current_request

KEPT_OF_REQUEST = ("method", "url")


def options(dsn: str, release: str, without_secrets: Any) -> dict[str, Any]:
    """Returns the arguments of `sentry_sdk.init`. `without_secrets` takes secrets out of a text."""

    def scrubbed(event: Any, hint: Any) -> Any:
        error = (hint.get("exc_info") or (None, None))[1]
        if is_outage(error) or is_busy(error):
            return None  # each request of an outage would send one; the log and the metrics tell of it
        return _scrubbed(event, without_secrets)

    return {
        "dsn": dsn,
        "release": release,
        "include_local_variables": False,  # names of protected people are in them
        "include_source_context": False,
        "auto_session_tracking": False,
        "max_request_body_size": "never",
        "max_breadcrumbs": 0,
        "before_send": scrubbed,
        "auto_enabling_integrations": False,
        "integrations": [DjangoIntegration(), LoggingIntegration(event_level=logging.ERROR)],
    }


def start(dsn: str, release: str, without_secrets: Any) -> None:
    """Begins to send failures; called once when Django is ready."""
    sentry_sdk.init(**options(dsn, release, without_secrets))


def _scrubbed(event: Any, without_secrets: Any) -> Any:
    """Leaves of an event its place in the code, its words without secrets, and the id under which the log has it."""
    request = event.pop("request", {})
    event["request"] = {name: without_secrets(str(request[name])) for name in KEPT_OF_REQUEST if name in request}
    for name in ("user", "server_name", "breadcrumbs", "extra", "modules"):
        event.pop(name, None)
    for entry in event.get("exception", {}).get("values", []):
        entry["value"] = without_secrets(str(entry.get("value", "")))
    if "logentry" in event:
        words = event["logentry"].get("formatted") or event["logentry"].get("message", "")
        event["logentry"] = {"message": without_secrets(str(words))}
    current = current_request()
    event["tags"] = {"request": current.id} if current else {}
    return event
