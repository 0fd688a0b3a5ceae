"""What belongs to the demonstration, so that it can be removed again and nothing else with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DemonstrationConference(models.Model):
    """Marks a conference that was loaded for demonstration, whose record alone `remove_demonstration` deletes."""

    conference = models.OneToOneField(
        "conference.Conference", models.CASCADE, related_name="demonstration", verbose_name=_("conference")
    )
    # The known warnings about its texts are dismissed once; what a person restores stays open.
    warnings_dismissed_at = models.DateTimeField(_("warnings dismissed at"), null=True, blank=True, editable=False)

    class Meta:
        app_label = "conference"
        verbose_name = _("conference for demonstration")
        verbose_name_plural = _("conferences for demonstration")

    def __str__(self) -> str:
        return str(self.conference)


class DemonstrationAccount(models.Model):
    """An account that was made for demonstration. The row stays when the account is deleted: it is not made again."""

    name = models.CharField(_("user name"), max_length=150, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="demonstration",
        verbose_name=_("user"),
    )

    class Meta:
        app_label = "conference"
        verbose_name = _("account for demonstration")
        verbose_name_plural = _("accounts for demonstration")

    def __str__(self) -> str:
        return self.name
