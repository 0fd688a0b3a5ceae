"""The exceptions that tell a person why something is not done.

A rule raises `Refusal` with one sentence in the person's language, wherever it stands; `conference.answers` shows it.
There is a subclass only where code catches that one alone.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ARCHIVED = "conference_is_archived"  # what the database says; its triggers are those of `conference/archive`


class Refusal(Exception):
    """Raised when something is not done. The message is shown to the person.

    `field` names the field of a form that the message is about; `status` is the status of the response, where the
    usual one of the class does not say enough.
    """

    status = 422

    def __init__(self, message: str | Promise = "", *, field: str | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.message, self.field = message, field
        if status is not None:
            self.status = status

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Refusal):
    """Raised when something has changed since the person looked; `fields` names what, where only some of it has."""

    status = 409

    def __init__(self, message: str | Promise = "", *, fields: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.fields = fields


class Overtaken(Conflict):
    """Raised when somebody else has saved a text in the meantime. Both texts are kept: `current` and `own`."""

    def __init__(self, message: str | Promise, *, current: Any, own: Any, by: object = None) -> None:
        super().__init__(message)
        self.current, self.own, self.by = current, own, by


class ConferenceArchived(Refusal):
    """Raised when something of an archived conference would be changed, which can only be read."""

    status = 423

    def __init__(self) -> None:
        super().__init__(
            _("This conference is archived: it can only be read. The administrator can make it current again.")
        )
