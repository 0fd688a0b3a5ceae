"""Shifts of a timetable, kept so that the last one can be undone."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.languages.lists import in_clauses
from conference.models.conference import Conference
from programme.models.programme import Room, Session


class TimeShift(models.Model):
    """Sessions of a conference that were given other times together."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="time_shifts", verbose_name=_("conference"))
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        app_label = "programme"
        verbose_name = _("shift of times")
        verbose_name_plural = _("shifts of times")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=models.F("at")), name="shift_is_undone_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return in_clauses((self.conference, f"{self.at:%Y-%m-%d %H:%M}"))


class ShiftedSession(models.Model):
    """The times of a session before and after a shift; a session that was deleted since is missing."""

    shift = models.ForeignKey(TimeShift, models.CASCADE, related_name="sessions", verbose_name=_("shift of times"))
    session = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="+", verbose_name=_("session"))
    started_at = models.DateTimeField(_("former start"))
    ended_at = models.DateTimeField(_("former end"))
    starts_at = models.DateTimeField(_("new start"))
    ends_at = models.DateTimeField(_("new end"))
    changes_room = models.BooleanField(_("in another room"), default=False, db_default=False)
    former_room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="+", verbose_name=_("former room"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="+", verbose_name=_("new room"))

    class Meta:
        app_label = "programme"
        verbose_name = _("shifted session")
        verbose_name_plural = _("shifted sessions")
        constraints = [
            models.UniqueConstraint(fields=["shift", "session"], name="session_is_shifted_once"),
            models.CheckConstraint(
                condition=~Q(started_at=models.F("starts_at"), ended_at=models.F("ends_at")) | Q(changes_room=True),
                name="shifted_session_moves",
            ),
            models.CheckConstraint(
                condition=Q(changes_room=True) | Q(former_room=None, room=None),
                name="shifted_session_has_rooms_if_they_differ",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session or "")

    @property
    def _moments(self) -> tuple[tuple[datetime, datetime], ...]:
        """The former and the new moment, of the start and of the end."""
        return (self.started_at, self.starts_at), (self.ended_at, self.ends_at)

    def is_as_shifted(self, session: Session) -> bool:
        """Whether what the shift changed of the start, the end and the room of a session is as the shift left it."""
        now = session.starts_at, session.ends_at
        is_then = all(moment == new for moment, (former, new) in zip(now, self._moments, strict=True) if former != new)
        return is_then and (not self.changes_room or session.room_id == self.room_id)

    def times_before(self, session: Session) -> tuple[datetime, datetime]:
        """The start and the end of a session without the shift; what it did not change is as it is now."""
        now = session.starts_at, session.ends_at
        start, end = (
            former if former != new else moment for moment, (former, new) in zip(now, self._moments, strict=True)
        )
        return start, end

    def room_before(self, session: Session) -> Room | None:
        """The room of a session without the shift."""
        return self.former_room if self.changes_room else session.room
