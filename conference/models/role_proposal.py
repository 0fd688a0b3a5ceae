"""A role that one person proposes for an account and another confirms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.languages.lists import labelled


class RoleProposal(models.Model):
    """A proposal for an account; `role` is the name of a group, or of the administrator.

    Once decided, it stays as a record. `decided_by` is empty where the command on the server confirmed it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_proposals", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=150)
    conference = models.ForeignKey(  # empty for all conferences
        "conference.Conference",
        models.CASCADE,
        null=True,
        related_name="role_proposals",
        verbose_name=_("conference"),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    is_confirmed = models.BooleanField(_("confirmed"), null=True)

    class Meta:
        app_label = "conference"
        verbose_name = _("proposed role")
        verbose_name_plural = _("proposed roles")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(decided_at=None, conference=None),
                name="role_is_proposed_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "conference"],
                condition=Q(decided_at=None),
                name="role_is_proposed_once_at_a_time_on_a_conference",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_confirmed=None, decided_by=None)
                | Q(decided_at__gte=F("proposed_at"), is_confirmed__isnull=False),
                name="proposed_role_is_decided_wholly",
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=True)
                | Q(decided_by=None)
                | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("user"))),
                name="proposed_role_is_confirmed_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.user, self.role)
