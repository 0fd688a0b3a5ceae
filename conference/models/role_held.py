"""Roles that people hold on single conferences, and invitations. Who is in the group of a role holds it on all."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference import languages
from conference.languages.lists import labelled, with_note


class RoleHeld(models.Model):
    """A role that somebody holds on one conference (docs/decisions/16-rights-per-conference.md)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles_held", verbose_name=_("user")
    )
    role = models.ForeignKey(Group, models.CASCADE, related_name="+", verbose_name=_("role"))
    conference = models.ForeignKey(
        "conference.Conference", models.CASCADE, related_name="roles_held", verbose_name=_("conference")
    )

    class Meta:
        app_label = "conference"
        verbose_name = _("role on a conference")
        verbose_name_plural = _("roles on conferences")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "conference"], name="role_is_held_once_on_a_conference"),
        ]

    def __str__(self) -> str:
        return labelled(self.user, with_note(self.role, self.conference))


class Invitation(models.Model):
    """An open invitation of a colleague: the account is there, and its holder has not chosen a password yet."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation", verbose_name=_("user")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    language = models.CharField(_("language"), max_length=10, choices=languages.CHOICES)
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        app_label = "conference"
        verbose_name = _("invitation of a colleague")
        verbose_name_plural = _("invitations of colleagues")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return str(self.user)
