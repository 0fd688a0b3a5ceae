"""Mail to the administrators of what failed: one letter for each kind of failure in a quarter of an hour."""

import logging
import threading
from collections import OrderedDict
from time import monotonic
from typing import Any

from django.conf import settings
from django.core import mail

from conference.logs.formats import MOST_KINDS, kind_of, one_line

PAUSE = 900  # seconds between two letters of one kind
FURTHER = "Further failures of this kind are not mailed for 15 minutes; the log has them."
MOST_AN_HOUR = 20  # letters of a process


class AdministratorsMail(logging.Handler):
    """Sends a failure as it is written in the log. It is sent in a thread of its own: nobody waits for the mail."""

    def __init__(self, clock: Any = monotonic) -> None:
        super().__init__(logging.ERROR)
        self._clock = clock
        self._sent: OrderedDict[Any, float] = OrderedDict()
        self._hour: list[float] = []
        self.sending: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if not settings.ADMINS or not self._is_due(record):
            return
        subject = f"[Rostrum] {one_line(record.getMessage())}"[:150]
        body = f"{self.format(record)}\n\n{settings.PUBLIC_URL}\n{FURTHER}\n"
        self.sending = threading.Thread(target=_send, args=(subject, body), name="mail-to-administrators", daemon=True)
        self.sending.start()

    def _is_due(self, record: logging.LogRecord) -> bool:
        exception = record.exc_info[1] if record.exc_info else None
        kind = kind_of(exception) if exception else (record.name, record.msg, record.lineno)
        now = self._clock()
        last = self._sent.get(kind)
        self._hour = [moment for moment in self._hour if now - moment < 3600]
        if (last is not None and now - last < PAUSE) or len(self._hour) >= MOST_AN_HOUR:
            return False
        self._sent[kind] = now
        self._sent.move_to_end(kind)
        if len(self._sent) > MOST_KINDS:
            self._sent.popitem(last=False)
        self._hour.append(now)
        return True


def _send(subject: str, body: str) -> None:
    try:
        mail.EmailMessage(subject, body, settings.SERVER_EMAIL, [address for _name, address in settings.ADMINS]).send()
    except Exception as error:  # a failure here must not be mailed in turn
        logging.getLogger("rostrum.mail").warning("The administrators could not be sent mail: %s", error)
