from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import Line, Prose, one_of
from conference.languages import CHOICES, CODES, OfficialLanguage, official
from conference.models.conference import Conference
from programme.models.letter_placeholders import validate_placeholders
from speakers.models import Speaker

LONGEST_SENDING = timedelta(minutes=10)


class LetterKind(models.TextChoices):
    """The purpose of a letter to a speaker."""

    INVITATION = "invitation", _("invitation")
    CONFIRMATION = "confirmation", _("confirmation")
    NOTICE = "notice", _("notice of change")


class LetterTemplate(models.Model):
    """A conference's own template for letters of a kind; without one, the default of `letters/defaults.py` applies."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="letter_templates", verbose_name=_("conference")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind.choices)
    subject = Line(_("subject"), max_length=200, blank=True, validators=[validate_placeholders])
    body = Prose(_("text"), blank=True, validators=[validate_placeholders])

    class Meta:
        app_label = "programme"
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "kind"],
                name="one_letter_template_of_a_kind",
                violation_error_message=_("The conference already has a template of this kind."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


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
    address = models.EmailField(_("e-mail address"), blank=True)
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
            one_of("kind", ("invitation", "confirmation", "notice"), "letter_kind_is_known"),
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
            models.UniqueConstraint(
                fields=["speaker", "kind"],
                condition=OPEN,
                name="one_open_letter_of_a_kind",
                violation_error_message=_("A letter of this kind to this speaker is already in the outbox."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.speaker or '–'}"

    @property
    def official_language(self) -> OfficialLanguage:
        return official(self.language)

    @property
    def is_open(self) -> bool:
        return self.sent_at is None and self.cancelled_at is None

    @property
    def told(self) -> list[dict[str, Any]]:
        """The parts in the programme that the letter states to its recipient."""
        return self.detail.get("parts", [])

    def is_being_sent(self, at: datetime) -> bool:
        """Whether somebody is sending the letter at this moment."""
        return self.sending_at is not None and at - self.sending_at < LONGEST_SENDING

    def was_interrupted(self, at: datetime) -> bool:
        """Whether sending began and its result is unknown."""
        return self.sending_at is not None and not self.is_being_sent(at)
