"""The logging settings, made of what the environment says."""

from pathlib import Path
from typing import Any

TEXT, JSON = "text", "json"
FORMATS = (TEXT, JSON)
MODULE = "conference.logs.formats"


def configuration(form: str, security_log: Path | None) -> dict[str, Any]:
    """Returns Django's LOGGING: lines to standard error, and the security log in a file of its own if one is named.

    A command that makes accounts tells of them in that file alone: what it prints is read in a terminal.

    Every line passes the filters `secrets`, whichever way it takes.
    """
    secrets = {"filters": ["secrets"]}
    console: dict[str, Any] = {"class": "logging.StreamHandler", "formatter": form, **secrets}
    security: dict[str, Any] = {**console, "formatter": JSON if form == JSON else "security"}
    if security_log is None:
        security["filters"] = ["requests", "secrets"]
    else:
        security |= {"class": "conference.logs.files.OwnFile", "filename": str(security_log), "delay": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            TEXT: {"()": f"{MODULE}.LineFormatter"},
            JSON: {"()": f"{MODULE}.JSONFormatter"},
            "security": {"()": f"{MODULE}.SecurityFormatter"},
            "mail": {"()": f"{MODULE}.LineFormatter"},
        },
        "filters": {
            "secrets": {"()": "floor.seats.secret_urls.WithoutSecrets"},
            "requests": {"()": "conference.logs.requests.OfRequests"},
            "outages": {"()": "conference.logs.outages.WithoutOutages"},
        },
        "handlers": {
            "console": console,
            "security": security,
            "administrators": {"class": "conference.logs.mail.AdministratorsMail", "formatter": "mail", **secrets},
        },
        "root": {"handlers": ["console", "administrators"], "level": "WARNING"},
        "loggers": {
            "rostrum": {"level": "INFO"},  # what people of the installation read: processes, the database
            "rostrum.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
            "django.request": {"level": "ERROR", "filters": ["outages"]},  # a page not found is no event
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # nor is a stranger's host, with a traceback
            "axes": {"level": "ERROR"},  # the security log says who was locked out, and from where
        },
    }
