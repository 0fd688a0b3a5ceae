"""What was done to an account, for its holder to read at the next sign-in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.languages.lists import labelled

# Kinds of what was done with the account of the holder itself.
OWN = ["browser", "own password", "factor added", "factor removed", "single sign-on"]


class AccountNotice(models.Model):
    """An act that concerns the holder of an account; `detail` holds no secret.

    It is somebody else's, or of one of the kinds in `OWN`: the holder is told of these as a thief may have done them.
    """

    class Kind(models.TextChoices):
        ROLES = "roles", _("roles changed")
        PASSWORD = "password", _("password set")
        CLEARANCE = "clearance", _("another account may clear")
        BROWSER = "browser", _("sign-in with a new browser")
        OWN_PASSWORD = "own password", _("password changed")
        FACTOR_ADDED = "factor added", _("second factor added")
        FACTOR_REMOVED = "factor removed", _("second factor removed")
        SIGN_ON = "single sign-on", _("single sign-on connected")
        TO_CONFIRM = "roles to confirm", _("roles to confirm")
        PROPOSED = "roles proposed", _("roles proposed")
        FACTORS_RESET = "factors reset", _("second factors taken away")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))
    detail = models.JSONField(_("detail"), default=dict)
    shown_at = models.DateTimeField(_("shown at"), null=True, blank=True)

    class Meta:
        app_label = "conference"
        verbose_name = _("notice on an account")
        verbose_name_plural = _("notices on accounts")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown_at=None) | models.Q(shown_at__gte=models.F("at")),
                name="notice_is_shown_after_the_act",
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("by")) | models.Q(kind__in=OWN),
                name="notice_is_of_somebody_else_or_of_an_own_act",
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.user, self.get_kind_display())
