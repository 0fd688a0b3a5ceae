from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import EmailList, Line, Prose, addresses_in, one_of
from conference.languages import CHOICES, CODES, OfficialLanguage, official
from conference.languages.lists import labelled
from conference.models.conference import Conference
from programme.models.letter_placeholders import validate_placeholders
from speakers.models import Speaker

LONGEST_SENDING = timedelta(minutes=10)


class LetterKind(models.TextChoices):
    """The purpose of a letter to a speaker."""

    INVITATION = "invitation", _("invitation")
    CONFIRMATION = "confirmation", _("confirmation")
    NOTICE = "notice", _("notice of change")
    REMINDER = "reminder", _("reminder")
    OWN = "own", _("kind of one’s own")


class LetterTemplate(models.Model):
    """A conference's own template for letters of a kind; without one, the default of `letters/defaults.py` applies.

    A kind of one's own is a template with a name: there is no default beside it.
    """

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="letter_templates", verbose_name=_("conference")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind.choices)
    name = Line(
        _("name"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_("What the secretariat calls such letters; nobody else reads it."),
    )
    subject = Line(_("subject"), max_length=200, blank=True, validators=[validate_placeholders])
    body = Prose(_("text"), blank=True, validators=[validate_placeholders])

    class Meta:
        app_label = "programme"
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["kind", "name"]
        constraints = [
            one_of("kind", LetterKind.values, "letter_template_kind_is_known"),
            models.UniqueConstraint(
                fields=["conference", "kind"],
                condition=~Q(kind="own"),
                name="one_letter_template_of_a_kind",
                violation_error_message=_("The conference already has a template of this kind."),
            ),
            models.UniqueConstraint(
                fields=["conference", "name"],
                condition=Q(kind="own"),
                name="one_own_letter_kind_of_a_name",
                violation_error_message=_("The conference already has a kind of letters of this name."),
            ),
            models.CheckConstraint(
                condition=Q(kind="own") & ~Q(name="") | ~Q(kind="own") & Q(name=""),
                name="own_letter_kind_has_a_name",
                violation_error_message=_("A kind of one’s own has a name, and no other kind has one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

    @property
    def key(self) -> str:
        """How addresses and forms name the kind: "invitation", or "own-12" for one's own."""
        return f"own-{self.pk}" if self.kind == LetterKind.OWN else self.kind


OPEN = Q(sent_at=None, cancelled_at=None)


class LetterQuerySet(models.QuerySet["Letter"]):
    def open(self) -> Self:
        """Return the letters in the outbox: neither sent nor cancelled."""
        return self.filter(OPEN)

    def closed(self) -> Self:
        """Return the letters that were sent or cancelled."""
        return self.exclude(OPEN)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)


class Letter(models.Model):
    """A letter to a speaker, word for word as it will be sent; it waits in the outbox until somebody sends it.

    `detail` keeps the facts that the letter states: the speaker's parts in the programme (`letters/participation.py`),
    the number of the release that they are from, and the day by which a reply is requested.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="letters", verbose_name=_("conference"))
    speaker = models.ForeignKey(Speaker, models.SET_NULL, null=True, related_name="letters", verbose_name=_("speaker"))
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind.choices)
    own_kind = models.ForeignKey(
        LetterTemplate,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("kind of one’s own"),
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    address = models.EmailField(_("e-mail address"), blank=True)
    further_addresses = EmailList(_("further e-mail addresses"), blank=True, default="", db_default="")
    copies = EmailList(_("copies go to"), blank=True, default="", db_default="")
    refused = EmailList(_("addresses that were refused"), blank=True, default="", db_default="")
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    subject = Line(_("subject"))
    body = Prose(_("text"), max_length=40_000)
    detail = models.JSONField(_("detail"), default=dict)
    made_at = models.DateTimeField(_("written at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    sending_at = models.DateTimeField(_("sending began at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sent by")
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("cancelled by")
    )
    failed_at = models.DateTimeField(_("failed at"), null=True)
    failure = models.CharField(_("why it failed"), max_length=500, blank=True)
    has_letterhead = models.BooleanField(_("with the letter as PDF"), default=False, db_default=False)
    programme_revision = models.PositiveIntegerField(_("with the programme as PDF, revision"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        app_label = "programme"
        verbose_name = pgettext_lazy("correspondence", "letter")
        verbose_name_plural = pgettext_lazy("correspondence", "letters")
        ordering = ["-made_at", "-pk"]
        default_permissions = ["view"]
        permissions = [("send_letters", _("Can write letters to speakers and send them"))]
        indexes = [models.Index(fields=["conference", "sent_at"], name="letters_of_conference")]
        constraints = [
            one_of("kind", LetterKind.values, "letter_kind_is_known"),
            one_of("language", CODES, "letter_language_is_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | ~Q(address=""),
                name="sent_letter_has_an_address",
                violation_error_message=_("A letter cannot be sent without an e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(cancelled_at=None),
                name="sent_letter_is_not_cancelled",
                violation_error_message=_("A letter that was sent cannot be cancelled."),
            ),
            models.CheckConstraint(
                condition=Q(failed_at=None, failure="") | Q(failed_at__isnull=False) & ~Q(failure=""),
                name="failed_letter_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None, sending_at=None),
                name="sent_letter_has_not_failed",
            ),
            models.CheckConstraint(
                condition=Q(kind="own", own_kind__isnull=False) | ~Q(kind="own") & Q(own_kind=None),
                name="letter_of_an_own_kind_names_it",
            ),
            models.UniqueConstraint(
                fields=["conference", "number"],
                condition=Q(number__isnull=False),
                name="letter_number_is_unique",
            ),
            models.UniqueConstraint(
                fields=["speaker", "own_kind"],
                condition=OPEN & Q(kind="own"),
                name="one_open_letter_of_an_own_kind",
                violation_error_message=_("A letter of this kind to this speaker is already in the outbox."),
            ),
            models.UniqueConstraint(
                fields=["speaker", "kind"],
                condition=OPEN & ~Q(kind="own"),
                name="one_open_letter_of_a_kind",
                violation_error_message=_("A letter of this kind to this speaker is already in the outbox."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.kind_name, self.speaker or "–")

    @property
    def kind_key(self) -> str:
        """The kind as addresses and forms name it, see `LetterTemplate.key`."""
        return f"own-{self.own_kind_id}" if self.own_kind_id else self.kind

    @property
    def kind_name(self) -> str:
        return self.own_kind.name if self.own_kind else self.get_kind_display()

    @property
    def recipients(self) -> list[str]:
        """All to whom the letter is addressed, the first address first."""
        return [self.address, *addresses_in(self.further_addresses)]

    @property
    def official_language(self) -> OfficialLanguage:
        return official(self.language)

    @property
    def is_open(self) -> bool:
        return self.sent_at is None and self.cancelled_at is None

    @property
    def told(self) -> list[dict[str, Any]]:
        """The parts in the programme that the letter states to its recipient."""
        return self.detail.get("parts") or []

    @property
    def states_sessions(self) -> bool:
        """Whether it states the parts in the programme at all; one of an own kind may not."""
        return self.detail.get("parts", []) is not None

    def is_being_sent(self, at: datetime) -> bool:
        """Whether somebody is sending the letter at this moment."""
        return self.sending_at is not None and at - self.sending_at < LONGEST_SENDING

    def was_interrupted(self, at: datetime) -> bool:
        """Whether sending began and its result is unknown."""
        return self.sending_at is not None and not self.is_being_sent(at)
