"""The audit trail: who did what, when. Each act writes its entry itself, in its own transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from conference.models.conference import Conference, User


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def record(
        self,
        *,
        act: str,
        subject: models.Model,
        by: User | None,
        at: datetime,
        conference: Conference | None = None,
        detail: dict[str, Any] | None = None,
    ) -> AuditEntry:
        """Write the entry of an act on a saved object, within its transaction; `by` is None for a command."""
        return self.create(
            act=act,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            subject_name=str(subject)[:300],
            by=by,
            at=at,
            conference=conference,
            detail=detail or {},
        )


class AuditEntry(models.Model):
    """An act of a member of the staff or of a command. The database refuses to change or delete an entry."""

    at = models.DateTimeField(_("time"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    act = models.CharField(_("act"), max_length=60)
    conference = models.ForeignKey(
        "conference.Conference",
        models.SET_NULL,
        null=True,
        related_name="audit_entries",
        verbose_name=_("conference"),
    )
    subject_type = models.CharField(_("kind of object"), max_length=100)
    subject_id = models.CharField(_("number of the object"), max_length=60)
    subject_name = models.CharField(_("object"), max_length=300)
    detail = models.JSONField(_("detail"), default=dict)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        app_label = "conference"
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.act}: {self.subject_name}"
