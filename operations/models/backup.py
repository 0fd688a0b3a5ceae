"""The backups that were made and then verified."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """A backup file that was whole when it was read back. `made_at` is the moment of what it holds.

    A row goes when the rotation removes its file. After a restore one row is left: the file that was restored.
    """

    made_at = models.DateTimeField(_("made at"))
    size = models.PositiveBigIntegerField(_("size in bytes"))
    path = models.TextField(_("path of the file"), unique=True)

    class Meta:
        app_label = "operations"
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="backup_is_not_empty"),
            models.CheckConstraint(condition=~Q(path=""), name="backup_has_a_path"),
        ]

    def __str__(self) -> str:
        return self.path
