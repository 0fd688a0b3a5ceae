"""Former short names: addresses that were printed, sent or subscribed to lead to the new ones."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FormerShortName(models.Model):
    """A short name that a conference, one of its sessions or speakers had when the conference was public.

    The database writes these rows and keeps each name for the row that had it (`database_triggers.py`), whoever changes
    a short name and by whatever way. A protected speaker has none: the former address would tell who it is.
    """

    class Kind(models.TextChoices):
        """Whose name it is; addresses call the short name so."""

        CONFERENCE = "conference", gettext_lazy("conference")
        SESSION = "session", gettext_lazy("session")
        SPEAKER = "speaker", gettext_lazy("speaker")

    conference = models.ForeignKey(
        "conference.Conference", models.CASCADE, related_name="former_names", verbose_name=gettext_lazy("conference")
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=Kind.choices)
    row_id = models.BigIntegerField(gettext_lazy("key of the row"))
    slug = models.SlugField(gettext_lazy("short name in addresses"), max_length=60)

    class Meta:
        app_label = "conference"
        verbose_name = gettext_lazy("former short name")
        verbose_name_plural = gettext_lazy("former short names")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(kind="conference"), name="former_name_of_a_conference_is_unique"
            ),
            models.UniqueConstraint(
                fields=["conference", "kind", "slug"],
                condition=~Q(kind="conference"),
                name="former_name_within_a_conference_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


def former_names(kind: str, conference_id: int | None = None) -> models.QuerySet[FormerShortName]:
    """Return the former names of a kind; of sessions and speakers, those within a conference."""
    rows = FormerShortName.objects.filter(kind=kind)
    return rows if kind == FormerShortName.Kind.CONFERENCE else rows.filter(conference_id=conference_id or 0)


def refuse_former_name(kind: str, slug: str, *, conference_id: int | None, key: int | None) -> None:
    """Raise a ValidationError if addresses with this short name lead to another row."""
    if former_names(kind, conference_id).filter(slug=slug).exclude(row_id=key or 0).exists():
        words = _("Addresses with this short name were public and lead to something else. Choose another.")
        raise ValidationError({"slug": words})
