"""The interventions of a session: each statement from the floor, from the raised hand to the record."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.languages import CHOICES
from conference.models.conference import Conference
from programme.models.programme import Role, Session, Theme
from speakers.models import Delegation
from speakers.models.name_forms import NameForms

OTHER = "other"  # a language that is not official, with interpretation provided by the delegation


class Group(NameForms):
    """A group of States in whose name a delegation may take the floor: "on behalf of the Group of 77 and China"."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="groups", verbose_name=_("conference"))
    name = Line(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("group of States")
        verbose_name_plural = _("groups of States")
        ordering = ["position", "pk"]
        constraints = NameForms.Meta.constraints

    def __str__(self) -> str:
        return self.name


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def waiting(self) -> "InterventionQuerySet":
        """Returns the requests for the floor that have not been granted yet.

        Points of order come first. Then the list: the requests that the co-chair has placed, then the others by the
        time of asking. Rights of reply stand beside the list, and after it here, until the co-chair places them in it.
        """
        place = Case(
            When(kind=Intervention.Kind.POINT_OF_ORDER, then=Value(0)),
            When(kind=Intervention.Kind.RIGHT_OF_REPLY, rank=None, then=Value(2)),
            default=Value(1),
            output_field=IntegerField(),
        )
        waiting = self.filter(state=Intervention.State.WAITING)
        return waiting.order_by(place, F("rank").asc(nulls_last=True), "asked_at", "pk")

    def speaking(self) -> "InterventionQuerySet":
        """Returns the interventions being made, at most one in a session."""
        return self.filter(state=Intervention.State.SPEAKING)

    def interrupted(self) -> "InterventionQuerySet":
        """Returns the interventions that a point of order has interrupted, at most one in a session."""
        return self.filter(state=Intervention.State.INTERRUPTED)

    def on_record(self) -> "InterventionQuerySet":
        """Returns the interventions that were made, in their order; those that were struck stay in their place."""
        return self.filter(state__in=[*ON_RECORD, Intervention.State.STRUCK]).order_by(
            F("given_at").asc(nulls_last=True), "pk"
        )


class Intervention(models.Model):
    """A statement from the floor, from the raised hand to the record; a delegation's, or an answer of a panellist.

    Times are those of the server. `allowance` is fixed when the floor is given; the time used runs from `given_at` to
    `concluded_at` without the pauses. Nobody is cut off: overtime is counted.
    """

    class Kind(models.TextChoices):
        INTERVENTION = "intervention", _("intervention")
        ANSWER = "answer", _("answer")
        RIGHT_OF_REPLY = "right-of-reply", _("right of reply")
        POINT_OF_ORDER = "point-of-order", _("point of order")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SPEAKING = "speaking", _("has the floor")
        INTERRUPTED = "interrupted", _("interrupted by a point of order")
        CONCLUDED = "concluded", _("concluded")
        WITHDRAWN = "withdrawn", pgettext_lazy("a request for the floor", "withdrawn")
        STRUCK = "struck", _("struck from the record")
        CANCELLED = "cancelled", _("entered by mistake")

    class Level(models.TextChoices):
        """The level of who speaks, as lists of speakers of the General Assembly give it."""

        HEAD_OF_STATE = "head-of-state", _("Head of State")
        CROWN_PRINCE = "crown-prince", _("Crown Prince or Crown Princess")
        VICE_PRESIDENT = "vice-president", _("Vice-President")
        HEAD_OF_GOVERNMENT = "head-of-government", _("Head of Government")
        DEPUTY_PRIME_MINISTER = "deputy-prime-minister", _("Deputy Prime Minister")
        MINISTER = "minister", _("Minister")
        VICE_MINISTER = "vice-minister", _("Vice-Minister or Secretary of State")
        PERMANENT_REPRESENTATIVE = "permanent-representative", _("Permanent Representative")
        HEAD_OF_DELEGATION = "head-of-delegation", _("Head of delegation")

    class Through(models.TextChoices):
        PHONE = "phone", _("the delegation’s own link")
        SLIP = "slip", _("a slip of paper, entered by staff")
        CONSOLE = "console", _("the console")
        RECORD = "record", _("loaded from what is known of the day")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")

    session = models.ForeignKey(Session, models.PROTECT, related_name="interventions", verbose_name=_("session"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="interventions", verbose_name=_("delegation")
    )
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="interventions", verbose_name=_("panellist")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.INTERVENTION)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="interventions", verbose_name=_("on behalf of")
    )
    speaker_name = Line(_("who speaks"), max_length=120, blank=True)
    speaker_title = Line(_("form of address"), max_length=40, blank=True, help_text=_("Such as H.E. Ms."))
    speaker_function = Line(_("function"), max_length=200, blank=True)
    level = models.CharField(pgettext_lazy("of a speaker", "level"), max_length=30, choices=Level.choices, blank=True)
    speaker_gender = models.CharField(
        _("woman or man, where stated"), max_length=10, choices=Gender.choices, blank=True
    )
    language = models.CharField(_("language"), max_length=10, choices=[*CHOICES, (OTHER, _("another"))], blank=True)
    other_language = Line(_("which other language"), max_length=60, blank=True)
    key = models.UUIDField(_("key of the form"))
    through = models.CharField(_("through"), max_length=20, choices=Through.choices)
    device = models.ForeignKey(
        "floor.Device", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("device")
    )
    asked_at = models.DateTimeField(_("asked for at"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    rank = models.PositiveIntegerField(_("place given by the co-chair"), null=True, blank=True)
    deferred_at = models.DateTimeField(_("deferred to the end of the session since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    presided_by = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presided by")
    )
    allowance = models.DurationField(_("time allowed"), null=True, blank=True)
    extra_time = models.DurationField(_("time added"), default=timedelta(0))
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True)
    paused_for = models.DurationField(_("time paused"), default=timedelta(0))
    asked_to_conclude_at = models.DateTimeField(_("asked to conclude at"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True, blank=True)
    struck_at = models.DateTimeField(_("struck at"), null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("struck by")
    )
    struck_reason = Line(_("reason"), blank=True)
    recording_off_at = models.DateTimeField(_("recording noted as off at"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="interventions", verbose_name=_("themes"))

    objects = InterventionQuerySet.as_manager()

    named_by = ("delegation", "role__speaker")

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ["session", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="form_is_taken_once"),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state="speaking"),
                name="one_speaker_at_a_time",
                violation_error_message=_("Somebody has the floor already."),
            ),
            models.UniqueConstraint(
                fields=["session", "delegation", "kind"],
                condition=Q(state="waiting", group=None),
                name="one_waiting_request_of_a_kind_per_delegation",
                violation_error_message=_("This delegation is waiting for the floor already."),
            ),
            models.UniqueConstraint(
                fields=["session", "delegation", "kind"],
                condition=Q(state="waiting", group__isnull=False),
                name="one_waiting_request_of_a_kind_on_behalf_of_a_group",
                violation_error_message=_("This delegation is waiting for the floor already."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state="interrupted"),
                name="one_interrupted_speaker_at_a_time",
                violation_error_message=_("Another speaker is interrupted already."),
            ),
            models.CheckConstraint(
                condition=Q(deferred_at=None) | Q(kind="right-of-reply"),
                name="right_of_reply_alone_is_deferred",
            ),
            models.CheckConstraint(
                condition=~Q(kind="point-of-order") | ~Q(state="interrupted"),
                name="point_of_order_is_not_interrupted",
            ),
            models.CheckConstraint(
                condition=Q(delegation=None, role__isnull=False) | Q(delegation__isnull=False, role=None),
                name="intervention_is_a_delegation_s_or_a_panellist_s",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None) | Q(asked_at=None) | Q(given_at__gte=F("asked_at")),
                name="floor_is_given_after_it_was_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(concluded_at=None) | Q(given_at__isnull=False, concluded_at__gte=F("given_at")),
                name="intervention_concludes_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(asked_at__isnull=False, withdrawn_at__gte=F("asked_at")),
                name="request_is_withdrawn_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", given_at=None, concluded_at=None, withdrawn_at=None, paused_at=None)
                | Q(state="speaking", given_at__isnull=False, allowance__isnull=False, concluded_at=None)
                | Q(
                    state="interrupted",
                    given_at__isnull=False,
                    allowance__isnull=False,
                    paused_at__isnull=False,
                    concluded_at=None,
                )
                | Q(state="concluded", concluded_at__isnull=False, paused_at=None)
                | Q(state="concluded", through="record")
                | Q(state="withdrawn", withdrawn_at__isnull=False, given_at=None)
                | Q(state="cancelled", given_at=None)
                | Q(state="struck", struck_at__isnull=False) & ~Q(struck_reason=""),
                name="state_of_intervention_agrees_with_its_times",
            ),
            models.CheckConstraint(
                condition=Q(state="struck") | Q(struck_at=None, struck_by=None, struck_reason=""),
                name="struck_alone_says_why_it_was_struck",
            ),
            models.CheckConstraint(
                condition=Q(language="other") | Q(other_language=""),
                name="other_language_only_where_it_is_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.delegation or (self.role and self.role.speaker))

    def as_said(self) -> str:
        """Returns who speaks as a sentence in the language of the page names them."""
        said = self.delegation.as_said(get_language() or "en") if self.delegation else ""
        return said or str(self)

    @property
    def is_on_record(self) -> bool:
        """Whether it is being made or was made, and was not struck; only then are notes taken of it."""
        return self.state in ON_RECORD

    @property
    def is_listed(self) -> bool:
        """Whether a request that waits is on the list, and not beside it as points of order and rights of reply are."""
        if self.kind == self.Kind.POINT_OF_ORDER:
            return False
        return self.kind != self.Kind.RIGHT_OF_REPLY or self.rank is not None

    @property
    def speaker_line(self) -> str:
        """Form of address, name and function as they were given: "H.E. Ms. A. Borg, Minister of Justice".

        They are in the language of who wrote them, and so is their order: in Chinese the form of address follows.
        """
        follows = any("\u4e00" <= sign <= "\u9fff" for sign in self.speaker_title)
        parts = (self.speaker_name, self.speaker_title) if follows else (self.speaker_title, self.speaker_name)
        person = ("" if follows else " ").join(part for part in parts if part)
        return ", ".join(part for part in (person, self.speaker_function) if part)

    def time_allowed(self) -> timedelta | None:
        """Returns the allowance with the time added; None before the floor is given."""
        return None if self.allowance is None else self.allowance + self.extra_time

    def time_used(self, at: datetime) -> timedelta | None:
        """Returns how long the speaker has spoken by a moment, without the pauses; None where it is not known."""
        if self.given_at is None:
            return None
        end = self.concluded_at or self.paused_at or at
        return max(end - self.given_at - self.paused_for, timedelta(0))

    def overtime(self, at: datetime) -> timedelta:
        """Returns by how much the time allowed is exceeded at a moment; zero where it is not."""
        used, allowed = self.time_used(at), self.time_allowed()
        return max(used - allowed, timedelta(0)) if used is not None and allowed is not None else timedelta(0)


ON_RECORD = (Intervention.State.SPEAKING, Intervention.State.INTERRUPTED, Intervention.State.CONCLUDED)
