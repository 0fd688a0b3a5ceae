"""How long speakers of each kind may speak: a conference's defaults, and what is set otherwise for one session."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.models.conference import Conference
from programme.models import Session


class SpeakingTime(models.Model):
    """The time of one kind of speaker, of a conference or of one of its sessions.

    The time of a delegation that speaks for itself is not here: the programme has it, and the floor as it was changed.
    A session's row without a time has been taken back: the default counts again.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("on behalf of a group")
        MINISTER = "minister", _("minister and above")
        ANSWER = "answer", _("panellist’s answer")
        FIRST_REPLY = "first-reply", _("first right of reply")
        SECOND_REPLY = "second-reply", _("second right of reply")
        POINT_OF_ORDER = "point-of-order", _("point of order")

    conference = models.ForeignKey(
        Conference,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="speaking_times",
        verbose_name=_("conference"),
    )
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="speaking_times", verbose_name=_("session")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    time = models.DurationField(_("speaking time"), null=True, blank=True, help_text=_("Hours:minutes:seconds."))

    class Meta:
        verbose_name = _("speaking time of a kind")
        verbose_name_plural = _("speaking times by kind")
        ordering = ["conference", "session", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(conference__isnull=False, session=None, time__isnull=False)
                | Q(conference=None, session__isnull=False),
                name="speaking_time_is_of_a_conference_or_a_session",
                violation_error_message=_("A speaking time is of a conference, and then given, or of a session."),
            ),
            models.CheckConstraint(
                condition=Q(time=None) | Q(time__gt=timedelta(0), time__lte=timedelta(hours=1)),
                name="speaking_time_of_a_kind_is_up_to_an_hour",
                violation_error_message=_("The speaking time is longer than zero and at most one hour."),
            ),
            models.UniqueConstraint(
                fields=["conference", "kind"],
                condition=Q(session=None),
                name="one_speaking_time_of_a_kind_per_conference",
                violation_error_message=_("This conference has a speaking time of this kind already."),
            ),
            models.UniqueConstraint(
                fields=["session", "kind"],
                condition=Q(session__isnull=False),
                name="one_speaking_time_of_a_kind_per_session",
                violation_error_message=_("This session has a speaking time of this kind already."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
