"""The audit trail: who did what, when. Each act writes its entry itself, in its own transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import Exact
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference.audit_redaction import detail_for_audit, without_addresses
from conference.fields import one_of
from conference.languages.lists import labelled
from conference.models.audit_act import AuditAct

if TYPE_CHECKING:
    from conference.models.conference import Conference, User


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def about(self, row: models.Model) -> AuditEntryQuerySet:
        """The entries on a row."""
        return self.filter(subject_type=row._meta.label_lower, subject_id=str(row.pk))

    def record(
        self,
        *,
        act: AuditAct,
        subject: models.Model,
        by: User | None,
        at: datetime,
        conference: Conference | None = None,
        detail: dict[str, Any] | None = None,
    ) -> AuditEntry:
        """Write the entry of an act on a saved object, within its transaction; `by` is None for a command."""
        entry = self.entry_of(act=act, subject=subject, by=by, at=at, conference=conference, detail=detail)
        entry.save(force_insert=True)
        return entry

    def entry_of(
        self,
        *,
        act: AuditAct,
        subject: models.Model,
        by: User | None,
        at: datetime,
        conference: Conference | None = None,
        detail: dict[str, Any] | None = None,
    ) -> AuditEntry:
        """An entry that is not written yet, such as one of many. It says what `audit_redaction` lets it say."""
        return self.model(
            act=AuditAct(act),
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            subject_name=without_addresses(str(subject))[:300],
            by=by,
            at=at,
            conference=conference,
            detail=detail_for_audit(subject, detail or {}),
        )


class AuditEntry(models.Model):
    """An act of a member of the staff or of a command. The database refuses to change or delete an entry.

    It lets values be withheld later, which `redacted_at` then says: when a person comes under protection, their name is
    taken out of earlier entries.
    """

    Act = AuditAct

    at = models.DateTimeField(_("time"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    act = models.CharField(_("act"), max_length=60, choices=AuditAct.choices)
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
    redacted_at = models.DateTimeField(_("values withheld since"), null=True, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        app_label = "conference"
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(subject_name__contains="@")
                & Q(Exact(StrIndex(Cast("detail", models.TextField()), Value("@")), 0)),
                name="audit_entry_holds_no_address",
            ),
            one_of("act", AuditAct.values, "auditentry_act_is_known"),
        ]

    def __str__(self) -> str:
        return labelled(self.get_act_display(), self.subject_name or gettext("withheld"))
