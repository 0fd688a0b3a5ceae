"""What was deleted or merged, row by row, so that it can be put back; the audit trail tells of it in words."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import one_of


class RecordedAct(models.Model):
    """A deletion, or the merging of two rows, with its entry in the audit trail.

    Nothing is recorded of a person under protection. Records are erased with the files that were uploaded for import.
    """

    class Kind(models.TextChoices):
        DELETION = "deletion", _("deletion")
        MERGE = "merge", pgettext_lazy("act", "merge")

    conference = models.ForeignKey(
        "conference.Conference", models.CASCADE, related_name="+", verbose_name=_("conference")
    )
    entry = models.OneToOneField(
        "conference.AuditEntry", models.PROTECT, related_name="recorded", verbose_name=_("audit entry")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, db_default=Kind.DELETION)
    subject_type = models.CharField(_("kind of object"), max_length=100, db_default="")
    subject_key = models.CharField(_("number of the object"), max_length=200, db_default="")
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        app_label = "conference"
        verbose_name = _("recorded act")
        verbose_name_plural = _("recorded acts")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            one_of("kind", ("deletion", "merge"), "recorded_act_kind_is_known"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="recorded_act_is_undone_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry)


class RecordedRow(models.Model):
    """A row that the act changed or removed: its columns before and after; no after where it was removed."""

    act = models.ForeignKey(RecordedAct, models.CASCADE, related_name="rows", verbose_name=_("recorded act"))
    subject_type = models.CharField(_("kind of object"), max_length=100)
    subject_key = models.CharField(_("number of the object"), max_length=200)
    before: "models.JSONField[Any, Any]" = models.JSONField(_("before"), null=True, blank=True)
    after: "models.JSONField[Any, Any]" = models.JSONField(_("after"), null=True, blank=True)

    class Meta:
        app_label = "conference"
        verbose_name = _("recorded row")
        verbose_name_plural = _("recorded rows")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["act", "subject_type", "subject_key"], name="row_is_recorded_once_for_an_act"
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="recorded_row_was_or_is"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_key}"
