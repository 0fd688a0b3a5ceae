"""What was done to an account, for its holder to read at the next sign-in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountNotice(models.Model):
    """An act of somebody else that concerns the holder of an account; `detail` holds no secret."""

    class Kind(models.TextChoices):
        ROLES = "roles", _("roles changed")
        PASSWORD = "password", _("password set")
        CLEARANCE = "clearance", _("another account may clear")

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
                condition=~models.Q(user=models.F("by")), name="notice_is_of_what_somebody_else_did"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
