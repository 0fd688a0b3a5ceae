"""What browsers report of the content security policy: one line each in the log, and few of them.

Anybody may send a report. So a line has short words of the report alone, the same report is written once an hour, and
no more than a few are written in an hour altogether.
"""

import json
import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from conference.caches import Cache

logger = logging.getLogger("rostrum.csp")

HOUR = 3600  # seconds
MOST_LINES = 30  # an hour
MOST_IN_A_BODY = 10
LONGEST = 120  # characters of a word


class ReportRefused(Exception):
    """Raised when what was sent is no report."""


def read(body: bytes) -> list[tuple[str, str, str, str]]:
    """Returns (directive, what was blocked, page, place in the code) of each report in a body, of either form."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise ReportRefused from None
    if isinstance(sent, dict) and isinstance(sent.get("csp-report"), dict):
        return [_old_form(sent["csp-report"])]
    if not isinstance(sent, list):
        raise ReportRefused
    bodies = [each.get("body") for each in sent if isinstance(each, dict) and each.get("type") == "csp-violation"]
    return [_new_form(body) for body in bodies[:MOST_IN_A_BODY] if isinstance(body, dict)]


def _old_form(report: dict[str, Any]) -> tuple[str, str, str, str]:
    directive = report.get("effective-directive") or report.get("violated-directive")
    place = f"{_address(report.get('source-file'))}:{report.get('line-number', '')}"
    return _word(directive), _address(report.get("blocked-uri")), _address(report.get("document-uri")), _word(place)


def _new_form(report: dict[str, Any]) -> tuple[str, str, str, str]:
    place = f"{_address(report.get('sourceFile'))}:{report.get('lineNumber', '')}"
    blocked, page = _address(report.get("blockedURL")), _address(report.get("documentURL"))
    return _word(report.get("effectiveDirective")), blocked, page, _word(place)


def _address(value: Any) -> str:
    """An address without its query, in which there may be what a person typed."""
    words = value if isinstance(value, str) else ""
    try:
        parts = urlsplit(words)
    except ValueError:
        return "?"
    return _word(f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.scheme or parts.path)


def _word(value: Any) -> str:
    return value[:LONGEST].replace(" ", "+") if isinstance(value, str) and value else "-"


class Told:
    """Which reports a process has written in this hour."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._began = clock()
        self._reports: Cache[tuple[str, str, str, str], bool] = Cache(MOST_LINES + 2)

    def tell(self, report: tuple[str, str, str, str]) -> None:
        with self._lock:
            if self._clock() - self._began >= HOUR:
                self._began = self._clock()
                self._reports.clear()
            if report in self._reports or len(self._reports) > MOST_LINES:
                return
            self._reports[report] = True
            number = len(self._reports)
        if number > MOST_LINES:
            logger.warning("Browsers report more; no further report is written for an hour.")
        else:
            logger.warning("A browser refused by the policy: directive=%s blocked=%s page=%s at=%s", *report)


told = Told()
