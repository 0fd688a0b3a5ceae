from datetime import datetime, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.fields import Line, Prose, one_of
from conference.languages import texts
from conference.languages.dates import day_text
from conference.languages.lists import with_note
from conference.models.conference import Conference
from conference.models.document import Document
from conference.models.former_name import refuse_former_name
from programme.role_words import role_word
from speakers.models import Speaker

THREE_MINUTES = timedelta(minutes=3)
A_DAY = timedelta(days=1)
KINDS = ("opening", "panel", "meeting", "break", "closing", "side-event")
CLOCKS_DIFFER = timedelta(minutes=5)  # the clock on the wall from that of the server


class SessionQuerySet(models.QuerySet["Session"]):
    def in_order(self) -> Self:
        """Order sessions by time; those that begin together are in the order set by hand."""
        return self.order_by("starts_at", "position", "pk")


class Room(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation makes the manager of sessions
    """A room in which sessions are held."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="rooms", verbose_name=_("conference"))
    name = Line(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A part of a dialogue with a beginning and an end: the opening, a panel discussion, a break, the closing.

    To the United Nations "session" can also mean a year of an organ ("sixty-sixth session"); that is
    `Conference.organ_session`. A panel is a session of the kind `PANEL`, numbered within its conference.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening session")
        PANEL = "panel", _("interactive panel discussion")
        MEETING = "meeting", _("meeting")
        BREAK = "break", _("break")
        CLOSING = "closing", _("closing session")
        SIDE_EVENT = "side-event", _("side event")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions", verbose_name=_("conference"))
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        help_text=_(
            "Part of the addresses. If it is changed after a release, the former addresses lead to the new ones."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    own_kind = Line(
        _("kind of one’s own"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Printed in place of the kind, such as “high-level segment”. Write it in all languages once: other "
            "sessions of the conference with this kind have them by themselves."
        ),
    )
    organized_by = Line(
        _("organized by"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Of a side event: States, groups or organizations, with a semicolon between them. The other languages fill "
            "themselves where all are delegations or organizers of the conference."
        ),
    )
    title = Line(_("title"))
    description = Prose(_("description"), blank=True)
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("room")
    )
    starts_at = models.DateTimeField(_("planned beginning"), help_text=_("In the conference’s time zone."))
    ends_at = models.DateTimeField(_("planned end"))
    began_at = models.DateTimeField(_("actual beginning"), null=True, blank=True)
    ended_at = models.DateTimeField(_("actual end"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order among sessions that begin together"), default=0)
    number = models.PositiveSmallIntegerField(_("number of the panel"), null=True, blank=True)
    speaking_time = models.DurationField(
        _("speaking time"),
        default=THREE_MINUTES,
        validators=[MaxValueValidator(timedelta(hours=1), _("The speaking time is at most one hour."))],
        help_text=_("For an intervention from the floor: hours:minutes:seconds."),
    )
    after_presentations = Prose(_("after the presentations"), blank=True)

    objects = models.Manager.from_queryset(SessionQuerySet)()  # mypy does not resolve `as_manager()` here

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["conference", "starts_at", "position", "pk"]
        constraints = [
            one_of("kind", KINDS, "session_kind_is_known"),
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="session_slug_is_unique",
                violation_error_message=_("Another session of this conference has this short name."),
            ),
            models.UniqueConstraint(
                fields=["conference", "number"],
                name="panel_number_is_unique",
                violation_error_message=_("Another panel of this conference has this number."),
            ),
            models.CheckConstraint(
                condition=Q(kind="panel", number__isnull=False, number__gte=1) | ~Q(kind="panel") & Q(number=None),
                name="panels_are_numbered",
                violation_error_message=_("A panel has a number, from 1; other sessions have none."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("The session must end after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at__isnull=False, ended_at__gte=F("began_at")),
                name="session_ended_after_it_began",
                violation_error_message=_("The actual end cannot be before the actual beginning."),
            ),
            models.CheckConstraint(
                condition=Q(speaking_time__gt=timedelta(0)),
                name="speaking_time_is_positive",
                violation_error_message=_("The speaking time must be longer than zero."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label_facts(self) -> dict[str, Any]:
        """Return what decides what the session is called: kind, number, and the kind of one's own where it has one."""
        own = texts(self, "own_kind")
        return {"kind": self.kind, "number": self.number, **({"own_kind": own} if any(own.values()) else {})}

    def clean(self) -> None:
        refuse_former_name("session", self.slug, conference_id=self.conference_id, key=self.pk)
        if self.room and self.room.conference_id != self.conference_id:
            raise ValidationError({"room": _("The room belongs to another conference.")})
        if self.conference_id and self.starts_at and self.ends_at:
            first, last = self.conference.starts_on, self.conference.ends_on
            language = get_language() or "en"
            for moment, field in ((self.starts_at, "starts_at"), (self.ends_at, "ends_at")):
                day = moment.astimezone(self.conference.zone).date()
                if not first <= day <= last:
                    raise ValidationError(
                        {
                            field: _("The conference lasts from %(first)s to %(last)s; this is another day.")
                            % {"first": day_text(first, language), "last": day_text(last, language)}
                        }
                    )
            for field in ("began_at", "ended_at"):
                try:
                    self.validate_actual(getattr(self, field))
                except ValidationError as error:
                    raise ValidationError({field: error}) from None

    def validate_actual(self, actual: datetime | None) -> None:
        """Raise ValidationError for an actual time that lies far from the plan, or that is still to come."""
        if actual and not self.starts_at - A_DAY <= actual <= self.ends_at + A_DAY:
            raise ValidationError(_("This is more than a day away from the planned time."))
        if actual and actual > timezone.now() + CLOCKS_DIFFER:
            raise ValidationError(_("This time is still to come; write it once it has happened."))


class DocumentOfSession(models.Model):
    """A document that a session has before it, or that comes out of it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="in_sessions", verbose_name=_("document"))
    session = models.ForeignKey(Session, models.CASCADE, related_name="documents", verbose_name=_("session"))

    class Meta:
        app_label = "programme"
        verbose_name = _("document of a session")
        verbose_name_plural = _("documents of sessions")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "session"], name="document_is_listed_once_in_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.document} – {self.session}"


class PartOfPanel(models.Model):
    """Abstract base of what a panel lists in order: themes and guiding questions."""

    panel = models.ForeignKey(
        Session,
        models.CASCADE,
        limit_choices_to={"kind": Session.Kind.PANEL},
        related_name="%(class)ss",
        verbose_name=_("panel"),
    )
    text = Line(_("text"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.panel_id and self.panel.kind != Session.Kind.PANEL:
            raise ValidationError(_("Only a panel has themes and guiding questions."))


class Theme(PartOfPanel):
    """A theme on which a panel focuses."""

    class Meta(PartOfPanel.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class GuidingQuestion(PartOfPanel):
    """A question that a panel is asked to answer."""

    class Meta(PartOfPanel.Meta):
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")


class Role(models.Model):
    """What a speaker does in a session: makes remarks, presides as co-chair, moderates, sits on the panel."""

    class Kind(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        CO_CHAIR = "co-chair", _("co-chair")
        MODERATOR = "moderator", _("moderator")
        PANELLIST = "panellist", _("panellist")

    session = models.ForeignKey(Session, models.CASCADE, related_name="roles", verbose_name=_("session"))
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="roles", verbose_name=_("speaker"))
    kind = models.CharField(_("role"), max_length=20, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("role in a session")
        verbose_name_plural = _("roles in a session")
        ordering = ["position", "pk"]
        constraints = [
            one_of("kind", ("speaker", "co-chair", "moderator", "panellist"), "role_kind_is_known"),
            models.UniqueConstraint(
                fields=["session", "speaker", "kind"],
                name="role_is_given_once",
                violation_error_message=_("This speaker already has this role in the session."),
            ),
        ]

    def __str__(self) -> str:
        return with_note(self.speaker, self.in_words)

    @property
    def in_words(self) -> str:
        """What the role is called of this speaker."""
        return role_word(self.kind, self.speaker.public_courtesy_title)

    def clean(self) -> None:
        if self.speaker_id and self.session_id and self.speaker.conference_id != self.session.conference_id:
            raise ValidationError({"speaker": _("The speaker belongs to another conference.")})
