"""Readers who are told by e-mail of changes of a programme. Their addresses are on no page and in no log."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from conference.link_secrets import derived_secret, fingerprint
from conference.models.conference import Conference

ANSWERED_WITHIN = timedelta(days=2)  # after which an address that nobody confirmed is forgotten
KEPT_AFTER = timedelta(days=1)  # after the last day of the meeting, when there is nothing to tell any more


class ChangeSubscriptionQuerySet(models.QuerySet["ChangeSubscription"]):
    def confirmed(self) -> "ChangeSubscriptionQuerySet":
        return self.exclude(confirmed_at=None)

    def unconfirmed(self) -> "ChangeSubscriptionQuerySet":
        return self.filter(confirmed_at=None)

    def with_secret(self, secret: str) -> "ChangeSubscriptionQuerySet":
        return self.filter(secret_hash=fingerprint(secret))

    def expired(self, at: datetime) -> "ChangeSubscriptionQuerySet":
        """Those that nobody confirmed in time, and those of meetings that are over."""
        return self.filter(
            Q(confirmed_at=None, asked_at__lt=at - ANSWERED_WITHIN)
            | Q(conference__ends_on__lt=(at - KEPT_AFTER - timedelta(days=1)).date())
        )


class ChangeSubscription(models.Model):
    """An address to which changes are told once its owner has confirmed it; of all sessions where none is chosen.

    The secret of its links is in every message, and so it is derived from the seed and the key of the installation.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="change_subscriptions")
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    sessions = models.JSONField(default=list, blank=True)  # their slugs
    asked_at = models.DateTimeField()
    link_sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    told_number = models.PositiveIntegerField()  # the revision of the programme that the reader knows
    seed = models.CharField(max_length=32)
    secret_hash = models.CharField(max_length=64, unique=True)

    objects = ChangeSubscriptionQuerySet.as_manager()

    class Meta:
        app_label = "programme"
        verbose_name = _("subscription to changes by e-mail")
        verbose_name_plural = _("subscriptions to changes by e-mail")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "conference",
                Lower("email"),
                condition=Q(confirmed_at__isnull=False),
                name="reader_is_told_once",
            ),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]), name="reader_reads_a_language"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=models.F("asked_at")),
                name="reader_asks_before_confirming",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def secret(self) -> str:
        return derived_secret(self.seed)

    def renew_secret(self) -> None:
        """Give it a secret of its own; its links of before are of no use any more."""
        self.seed = get_random_string(32)
        self.secret_hash = fingerprint(self.secret)
