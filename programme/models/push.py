"""Browsers that are told of changes of a programme. Of their readers nothing is known, not even an address."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.models.conference import Conference
from programme.models.subscription import KEPT_AFTER

LONGEST_ENDPOINT = 1000


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def expired(self, at: datetime) -> "PushSubscriptionQuerySet":
        """Those of meetings that are over."""
        return self.filter(conference__ends_on__lt=(at - KEPT_AFTER - timedelta(days=1)).date())


class PushSubscription(models.Model):
    """A browser to which changes are told, of all sessions where none is chosen.

    `endpoint` is where its push service takes messages for it; who knows it may end the subscription. The keys are the
    browser's, with which messages are encrypted for it alone.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=LONGEST_ENDPOINT)
    key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    sessions = models.JSONField(default=list, blank=True)  # their slugs
    asked_at = models.DateTimeField()
    told_number = models.PositiveIntegerField()  # the revision of the programme that the reader knows

    objects = PushSubscriptionQuerySet.as_manager()

    class Meta:
        app_label = "programme"
        verbose_name = _("browser that is told of changes")
        verbose_name_plural = _("browsers that are told of changes")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "endpoint"], name="browser_is_told_once"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="browser_is_told_in_a_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
