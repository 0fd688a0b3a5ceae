"""The floor of a session, and each step that was taken on it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.languages.lists import labelled
from conference.prepared import KEY, prepared
from floor.models.intervention import Intervention
from floor.models.message import FloorMessage
from programme.models.programme import Role, Session


class FloorQuerySet(models.QuerySet["Floor"]):
    def locked(self, session: Session) -> "Floor":
        """Returns the floor of a session, locked until the transaction ends; creates it where there is none.

        Every act on a floor begins here: of several people who act at once, one succeeds first and the others see it.
        """
        if found := _locked.first(session=session.pk):
            return found
        self.get_or_create(session=session, defaults={"speaking_time": session.speaking_time})
        return self.select_for_update().get(session=session)

    def taking_requests(self, at: datetime) -> "FloorQuerySet":
        """Returns the floors that take requests at a moment, as `Floor.takes_requests` says of each."""
        opened, until = F("requests_opened_at"), Q(requests_until=None) | Q(requests_until__gt=at)
        by_hand = Q(requests_opened_at__isnull=False) & (until | Q(requests_until__lte=opened))
        return self.filter(by_hand | Q(requests_opened_at=None, requests_from__lte=at) & until)


@prepared(session=KEY)
def _locked(session: int) -> FloorQuerySet:
    return Floor.objects.select_for_update().filter(session=session)


class Floor(models.Model):
    """The floor of one session. Its version rises with each step, so that every screen keeps the newest state.

    `record` says what the interventions of the session tell: where none was kept, or it is not complete, that nobody is
    on it does not mean that nobody took the floor. A session without a row here has no record.
    """

    class Record(models.TextChoices):
        NONE = "none", _("no record was kept")
        INCOMPLETE = "incomplete", _("not complete: others may have taken the floor")
        COMPLETE = "complete", _("complete")

    session = models.OneToOneField(Session, models.PROTECT, related_name="floor", verbose_name=_("session"))
    version = models.PositiveBigIntegerField(_("version"), default=0)
    requests_opened_at = models.DateTimeField(_("requests open since"), null=True, blank=True)
    requests_from = models.DateTimeField(_("requests open from"), null=True, blank=True)
    requests_until = models.DateTimeField(_("requests close at"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended since"), null=True, blank=True)
    resumes_at = models.DateTimeField(_("resumes at"), null=True, blank=True)
    message = models.ForeignKey(
        FloorMessage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("message on the screens")
    )
    speaking_time = models.DurationField(_("speaking time"), help_text=_("For those who have not begun to speak."))
    presiding = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": Role.Kind.CO_CHAIR},
        related_name="+",
        verbose_name=_("presiding co-chair"),
    )

    record = models.CharField(
        pgettext_lazy("of a session", "record"), max_length=20, choices=Record.choices, default=Record.NONE
    )
    order_known = models.BooleanField(_("the order of the interventions is known"), default=False)

    objects = FloorQuerySet.as_manager()

    named_by = ("session",)

    class Meta:
        verbose_name = pgettext_lazy("where delegations speak", "floor")
        verbose_name_plural = pgettext_lazy("where delegations speak", "floors")
        permissions = [
            ("run_floor", _("Can give the floor and enter requests")),
            ("take_notes", _("Can write the gist of interventions")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaking_time__gt=timedelta(0)),
                name="floor_speaking_time_is_positive",
                violation_error_message=_("The speaking time must be longer than zero."),
            ),
            models.CheckConstraint(
                condition=Q(requests_from=None) | Q(requests_until=None) | Q(requests_until__gt=F("requests_from")),
                name="requests_close_after_they_open",
                violation_error_message=_("The requests close after they open."),
            ),
            models.CheckConstraint(
                condition=Q(resumes_at=None) | Q(suspended_at__isnull=False, resumes_at__gt=F("suspended_at")),
                name="session_resumes_after_it_was_suspended",
                violation_error_message=_("A session resumes after it was suspended."),
            ),
            models.CheckConstraint(
                condition=Q(record="none", order_known=False) | Q(record__in=("incomplete", "complete")),
                name="order_is_known_of_a_record_alone",
                violation_error_message=_("Without a record the order of the interventions is not known."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    def requests_window(self) -> tuple[datetime, datetime | None] | None:
        """Returns from when until when requests are taken, with no end where none is set; None where they are closed.

        Who opens by hand goes before the hours, as does who closes, which ends them. An hour of closing that had
        passed when the requests were opened by hand closes nothing.
        """
        opened, until = self.requests_opened_at, self.requests_until
        if opened:
            return opened, until if until and until > opened else None
        return (self.requests_from, until) if self.requests_from else None

    def takes_requests(self, at: datetime) -> bool:
        """Returns whether requests are taken at a moment; the hours need nobody who opens or closes."""
        opens, closes = self.requests_window() or (None, None)
        # What was opened by hand is open whatever the clock says since.
        return bool(opens and (self.requests_opened_at or opens <= at) and (closes is None or at < closes))


class FloorEvent(models.Model):
    """A numbered step on a floor; never changed and never deleted, since undoing a step is a step of its own.

    `before` holds the former values of what the step changed, for undoing it: [[model, key, {field: value}]]; `after`
    the new ones in the same form, by which an undo sees whether something else has changed the rows since. Of a row
    that the step added there is null instead of the former values; of one that it deleted, of the new ones.
    """

    class Act(models.TextChoices):
        OPEN = "open", _("opened the requests")
        CLOSE = "close", _("closed the requests")
        ASK = "ask", _("asked for the floor")
        LET_ANSWER = "let-answer", _("let the panellists answer")
        WITHDRAW = "withdraw", _("withdrew the request")
        CHANGE = "change", _("changed the request")
        DEFER = "defer", _("deferred the right of reply")
        GIVE = "give", _("gave the floor")
        GO_ON = "go-on", _("let the interrupted speaker go on")
        ASK_TO_CONCLUDE = "ask-to-conclude", _("asked the speaker to conclude")
        PAUSE = "pause", pgettext_lazy("a step on the floor", "paused")
        RESUME = "resume", pgettext_lazy("a step on the floor", "resumed")
        CONCLUDE = "conclude", pgettext_lazy("a step on the floor", "concluded")
        MOVE = "move", _("changed the order")
        SHORTEN = "shorten", _("set the speaking time")
        EXTEND = "extend", _("gave more time")
        SET_TIMES = "set-times", _("set the speaking times by kind")
        SET_HOURS = "set-hours", _("set the hours of the requests")
        SUSPEND = "suspend", _("suspended the session")
        RESUME_SESSION = "resume-session", _("resumed the session")
        SHOW_MESSAGE = "show-message", _("showed a message")
        END_MESSAGE = "end-message", _("took down the message")
        PRESIDE = "preside", _("handed over the chair")
        STRIKE = "strike", pgettext_lazy("a step on the floor", "struck from the record")
        CORRECT = "correct", _("corrected the record")
        RECORDING_OFF = "recording-off", _("noted that the recording is off")
        RECORDING_ON = "recording-on", _("took back that the recording is off")
        SIGNAL = "signal", _("signal from an interpreters’ booth")
        ACKNOWLEDGE = "acknowledge", _("acknowledged the signal of a booth")
        UNDO = "undo", _("undid a step")
        REDO = "redo", _("did a step again")

    floor = models.ForeignKey(Floor, models.PROTECT, related_name="events", verbose_name=_("floor"))
    number = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("time"))
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, related_name="events", verbose_name=_("intervention")
    )
    before = models.JSONField(_("before"), default=list)
    after = models.JSONField(_("after"), default=list)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name=_("step undone")
    )

    class Meta:
        verbose_name = _("step on the floor")
        verbose_name_plural = _("steps on the floor")
        ordering = ["floor", "number"]
        constraints = [
            models.UniqueConstraint(fields=["floor", "number"], name="floor_event_number_is_unique"),
        ]

    def __str__(self) -> str:
        return labelled(self.number, self.get_act_display())
