"""Rows of the console's lists as HTML, kept from one refresh to the next: a step changes one or two of two hundred.

A row is known again by all that its template can read: every field of the intervention and of what it is related to,
and what the board has noted of it. So a template may show another fact, and no row is ever shown as it was before.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.base import ModelState
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from conference.caches import Cache
from floor.models import Intervention
from programme.models import Session

REQUEST, SPOKEN = "floor/console/_request.html", "floor/console/_spoken.html"
MOST = 1_000  # rows, of about 3 KB each
# In the place of what differs between two readers and between two refreshes. Nobody can write them into a text of the
# page, since nobody knows them.
TOKEN, PLACE = secrets.token_hex(16), secrets.token_hex(16)
PLAIN = {str, int, float, bool, type(None), datetime, date, time, timedelta, UUID}

_drawn: Cache[tuple[str, int, int], str] = Cache(MOST)


class ConsoleRows:
    """The rows of one console; `shared` is what their templates read beside the row, `token` the reader's."""

    def __init__(self, shared: dict[str, Any], token: str) -> None:
        self._shared = {**shared, "csrf_token": TOKEN}
        self._facts = RowFacts()
        self._key = hash((get_language(), self._facts.of(shared)))
        self._token = token

    def requests(self, rows: Iterable[Intervention]) -> SafeString:
        """Returns those who wait, numbered."""
        return self._joined(
            self._row(REQUEST, row).replace(PLACE, str(place)) for place, row in enumerate(rows, start=1)
        )

    def spoken(self, rows: Iterable[Intervention]) -> SafeString:
        """Returns those on the record."""
        return self._joined(self._row(SPOKEN, row) for row in rows)

    def _joined(self, rows: Iterable[str]) -> SafeString:
        # The engine has escaped all of it; a token is letters and digits.
        return mark_safe("".join(rows).replace(TOKEN, self._token))

    def _row(self, template: str, row: Intervention) -> str:
        key = template, row.pk, hash((self._key, self._facts.of(row)))
        html = _drawn.get(key)
        if html is None:
            html = get_template(template).render({**self._shared, "row": row, "place": PLACE})
            _drawn[key] = html
        return html


class RowFacts:
    """All that can be read of values, as something that can be compared: of rows their fields and what they name."""

    def __init__(self) -> None:
        self._sessions: dict[int, Any] = {}  # many rows name the same few
        self._inside: set[int] = set()

    def of(self, value: Any) -> Any:
        if type(value) in PLAIN:
            return value
        if isinstance(value, Session):
            if value.pk not in self._sessions:
                # Without what is loaded beside it: its floor names it again, and has another version after each step.
                self._sessions[value.pk] = tuple(
                    self.of(each) for name, each in vars(value).items() if name != "_state"
                )
            return self._sessions[value.pk]
        if isinstance(value, ModelState):
            return tuple(map(self.of, value.fields_cache.values()))  # the rows that a row names
        if isinstance(value, dict):
            return tuple((key, self.of(each)) for key, each in value.items())
        if isinstance(value, list | tuple | QuerySet):
            return tuple(map(self.of, value))
        if isinstance(value, str | int | Promise) or not hasattr(value, "__dict__"):
            return str(value)
        return self._own(value)

    def _own(self, value: Any) -> tuple[Any, ...]:
        """What a row has; of one that is being looked at already, since what it has names it again, nothing more."""
        if id(value) in self._inside:
            return ()
        self._inside.add(id(value))
        try:
            return tuple([each if type(each) in PLAIN else self.of(each) for each in vars(value).values()])
        finally:
            self._inside.discard(id(value))
