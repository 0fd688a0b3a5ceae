"""The two forms of a line of the log: for a person, and as JSON for a program.

A line is one line: breaks and control characters in it are written as `\\n`, `\\x1b`. Only the traceback of a failure
follows on further lines, indented, and only once for each place of the code (`Repetitions`).
"""

import json
import logging
import os
import traceback
from collections import OrderedDict
from datetime import UTC, datetime
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import Any

from conference.logs.requests import current_request

QUIET = 900  # seconds without a failure after which its traceback is written again
AT_LATEST = 3600  # seconds after which it is written again though the failure never ceased
MOST_KINDS = 500

_CONTROL = {number: f"\\x{number:02x}" for number in (*range(32), 127, 0x85, 0x2028, 0x2029)}
_CONTROL |= {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}


def one_line(words: str) -> str:
    """Returns a text without breaks and control characters: nobody writes a second line into the log."""
    return words.strip().translate(_CONTROL)


class Repetitions:
    """Counts failures by their kind: the class of the exception and the place where it was raised."""

    def __init__(self, clock: Any = monotonic) -> None:
        self._clock = clock
        self._kinds: OrderedDict[Any, tuple[float, float, int]] = OrderedDict()
        self._lock = Lock()

    def count(self, kind: Any) -> int:
        """Returns how often a failure of this kind was seen since its traceback was written: 0 is to be written."""
        now = self._clock()
        with self._lock:
            written, last, number = self._kinds.get(kind, (now, now, -1))
            if number >= 0 and (now - last > QUIET or now - written > AT_LATEST):
                written, number = now, -1
            self._kinds[kind] = written, now, number + 1
            self._kinds.move_to_end(kind)
            if len(self._kinds) > MOST_KINDS:
                self._kinds.popitem(last=False)
            return number + 1


def kind_of(exception: BaseException) -> tuple[str, str, int]:
    """Returns the class of an exception and where it was raised, in file and line."""
    last: TracebackType | None = exception.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    place = (last.tb_frame.f_code.co_filename, last.tb_lineno) if last else ("", 0)
    return type(exception).__qualname__, *place


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Returns where a line comes from: its process, and the request and account that caused it."""
    request = getattr(record, "current_request", None) or current_request()
    found: dict[str, Any] = {"process": os.getpid()}
    if request:
        found["request"] = request.id
        found["address"] = request.address
        if request.user is not None:
            found["user"] = request.user
    return {name: value for name, value in found.items() if value != ""}


class Formatter(logging.Formatter):
    """What both forms share."""

    def __init__(self) -> None:
        super().__init__()
        self.repetitions = Repetitions()

    def failure(self, record: logging.LogRecord) -> tuple[str, str]:
        """Returns the failure of a record in one line, and its traceback, which is empty where it was written before.

        A filter that takes secrets out of a traceback leaves its text in `record.exc_text`.
        """
        exception = record.exc_info[1] if record.exc_info else None
        if exception is None:
            return "", record.exc_text or ""
        whole = record.exc_text or "".join(traceback.format_exception(exception)).rstrip()
        name, path, number = kind_of(exception)
        summary = next((line for line in reversed(whole.splitlines()) if line.startswith(name)), "")
        words = summary or next((line for line in whole.splitlines()[::-1] if f"{name}: " in line), name)
        place = f" ({os.path.join(*path.split(os.sep)[-3:])}:{number})" if path else ""
        count = self.repetitions.count((name, path, number))
        again = f" (again, {count} since its traceback)" if count else ""
        return one_line(words) + place + again, "" if count else whole


class LineFormatter(Formatter):
    """A line for a person: moment, level, name, what it is about in brackets, and the sentence."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        facts = " ".join(f"{name}={value}" for name, value in facts_of(record).items())
        failure, whole = self.failure(record)
        sentence = ": ".join(filter(None, (one_line(record.getMessage()), failure)))
        line = f"{moment} {record.levelname} {record.name} [{facts}] {sentence}"
        return "\n    ".join([line, *whole.splitlines()])


class SecurityFormatter(logging.Formatter):
    """A line of the security log: the network address first, so that no name can be taken for one."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        facts = facts_of(record)
        about = f" request={facts['request']}" if "request" in facts else ""
        return f"{moment} {record.levelname} {record.name} {one_line(record.getMessage())}{about}"


class JSONFormatter(Formatter):
    """A line for a program: one JSON object, the traceback in it."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        found = {"time": moment, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        found |= facts_of(record) | getattr(record, "security", {})
        failure, whole = self.failure(record)
        if failure:
            found["failure"] = failure
        if whole:
            found["traceback"] = whole
        return json.dumps(found, ensure_ascii=False, default=str)
