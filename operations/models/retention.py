"""How long personal data of a conference is kept after it, by kind."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import one_of
from conference.languages.lists import labelled
from conference.models import Conference

LONGEST = 3650  # days


class RetentionPeriod(models.Model):
    """For how many days after the last day of a conference a kind of personal data is kept, where not the default."""

    class Kind(models.TextChoices):
        PHOTOGRAPHS = "photographs", _("photographs that no release shows")
        ADDRESSES = "addresses", _("e-mail addresses and time zones of speakers")
        UNCONFIRMED = "unconfirmed", _("speakers who were never public")
        LETTERS = "letters", _("letters to speakers")
        LINKS = "links", _("links and phones of delegations, booths and speakers")
        ANSWERS = "answers", _("answers and needs of speakers")
        STATEMENTS = "statements", _("files of statements that did not become public")
        FILES = "files", _("files uploaded for import, and what was deleted or merged")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="retention_periods", verbose_name=_("conference")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    days = models.PositiveIntegerField(_("days after the conference"))

    class Meta:
        app_label = "operations"
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        ordering = ["conference", "kind"]
        default_permissions = ()
        constraints = [
            one_of(
                "kind",
                ("photographs", "addresses", "unconfirmed", "letters", "links", "answers", "statements", "files"),
                "retentionperiod_kind_is_known",
            ),
            models.UniqueConstraint(fields=["conference", "kind"], name="one_retention_period_of_a_kind"),
            models.CheckConstraint(condition=Q(days__lte=LONGEST), name="retention_period_ends_within_ten_years"),
        ]

    def __str__(self) -> str:
        return labelled(self.get_kind_display(), self.days)


DEFAULT = {**dict.fromkeys(RetentionPeriod.Kind, 30), RetentionPeriod.Kind.LETTERS: 365}  # days


def days_of(conference: Conference) -> dict[RetentionPeriod.Kind, int]:
    """Returns for how many days after the conference each kind is kept."""
    own = dict(RetentionPeriod.objects.filter(conference=conference).values_list("kind", "days"))
    return {kind: own.get(kind.value, days) for kind, days in DEFAULT.items()}


def due_on(conference: Conference) -> dict[RetentionPeriod.Kind, date]:
    """Returns for each kind the first day on which it is to be erased."""
    return {kind: conference.ends_on + timedelta(days=days + 1) for kind, days in days_of(conference).items()}
