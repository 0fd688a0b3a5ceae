"""Where other systems are told of what became public, and what was sent to them."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import one_of


class WebhookKind(models.TextChoices):
    """What a webhook tells of. The values are part of the interface for other programs."""

    PROGRAMME_RELEASED = "programme.released", _("The programme is released")
    REQUESTS_OPENED = "requests.opened", _("The requests for the floor are opened")
    FLOOR_GIVEN = "floor.given", _("The floor is given")
    FLOOR_CONCLUDED = "floor.concluded", _("An intervention is concluded")
    STATEMENT_PUBLIC = "statement.public", _("A statement becomes public")
    SUMMARY_ISSUED = "summary.issued", _("The President’s Summary is issued")
    TEST = "test", _("A test")


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def active(self) -> "WebhookQuerySet":
        """The webhooks that are sent to."""
        return self.filter(stopped_at=None)


class Webhook(models.Model):
    """An address of another system that is told of events of a conference, signed with a secret that both know.

    `failing_since` is when a delivery was first given up, `stopped_at` when nothing is sent to it any more.
    """

    conference = models.ForeignKey(
        "conference.Conference", models.CASCADE, related_name="webhooks", verbose_name=_("conference")
    )
    address = models.CharField(_("address"), max_length=500)
    kinds: "models.JSONField[Any, Any]" = models.JSONField(_("kinds"), default=list)
    secret = models.CharField(_("secret"), max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    made_at = models.DateTimeField(_("made at"))
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        app_label = "conference"
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(address__startswith="https://") | Q(address__startswith="http://"),
                name="webhook_address_is_of_the_web",
            ),
            models.CheckConstraint(condition=~Q(secret=""), name="webhook_has_a_secret"),
        ]

    def __str__(self) -> str:
        return self.address


class WebhookDelivery(models.Model):
    """An event as it is sent to a webhook. `subject` says what it is about, for this software alone; `body` is sent.

    `sent_at` is when it was accepted, `given_up_at` when it was given up; `answer` is the last one, in a few words.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    event = models.UUIDField(_("event"), default=uuid4)
    kind = models.CharField(_("kind"), max_length=30, choices=WebhookKind.choices)
    happened_at = models.DateTimeField(_("happened at"))
    subject: "models.JSONField[Any, Any]" = models.JSONField(pgettext_lazy("of an event", "subject"), default=dict)
    body = models.TextField(_("body"), blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    class Meta:
        app_label = "conference"
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        constraints = [
            one_of(
                "kind",
                (
                    "programme.released",
                    "requests.opened",
                    "floor.given",
                    "floor.concluded",
                    "statement.public",
                    "summary.issued",
                    "test",
                ),
                "delivery_kind_is_known",
            ),
            models.UniqueConstraint(fields=["webhook", "event"], name="event_is_told_once_to_a_webhook"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None), name="delivery_is_accepted_or_given_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"

    @property
    def is_open(self) -> bool:
        return self.sent_at is None and self.given_up_at is None

    @property
    def over_at(self) -> datetime | None:
        return self.sent_at or self.given_up_at
