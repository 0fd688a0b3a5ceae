"""The processes that serve, as each tells of itself every few seconds."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

SILENT_AFTER = timedelta(seconds=45)  # three of its signs of life
KEPT = timedelta(hours=12)


class ServingProcessQuerySet(models.QuerySet["ServingProcess"]):
    def lately(self, at: datetime) -> Self:
        """The processes of the last hours, those that stopped too."""
        return self.filter(seen_at__gte=at - KEPT)

    def past(self, at: datetime) -> Self:
        return self.filter(seen_at__lt=at - KEPT)


class ServingProcess(models.Model):
    """A process of `manage.py serve`. `facts` is what it holds in memory (`operations/processes/facts.py`).

    Nothing else writes here, and nothing but the status page reads it; rows go after twelve hours.
    """

    key = models.UUIDField(_("key"), unique=True)
    host = models.CharField(_("machine"), max_length=255)
    number = models.PositiveIntegerField(_("number of the process"))
    version = models.CharField(_("version"), max_length=50)
    started_at = models.DateTimeField(_("started at"))
    seen_at = models.DateTimeField(_("last sign of life at"))
    stopped_at = models.DateTimeField(_("stopped at"), null=True)
    facts = models.JSONField(_("what it holds"), default=dict)

    objects = ServingProcessQuerySet.as_manager()

    class Meta:
        app_label = "operations"
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        ordering = ["started_at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("started_at")), name="process_is_seen_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host}:{self.number}"

    def is_silent(self, at: datetime) -> bool:
        """Whether it neither stopped nor gives a sign of life."""
        return self.stopped_at is None and at - self.seen_at > SILENT_AFTER
