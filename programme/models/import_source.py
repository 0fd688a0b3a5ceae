"""Where parts of a programme came from that another system wrote, so that they are found when they come again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.models.conference import Conference
from speakers.models import Speaker

_PARTS = ("session", "speaker", "room")


def _only(part):
    """That a row is about one part and no other."""
    return Q(**{f"{name}__isnull": name != part for name in _PARTS})


class ImportedFrom(models.Model):
    """What another system calls a session, a speaker or a room of ours, and what it last said of it.

    `key` is its guid, else a name that holds within that schedule. `said` has a digest of each text, or the fact
    itself, as it was last taken: what differs from it was changed since, there or here.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", verbose_name=_("conference"))
    session = models.ForeignKey(
        "programme.Session",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="imported_from",
        verbose_name=_("session"),
    )
    speaker = models.ForeignKey(
        Speaker, models.CASCADE, null=True, blank=True, related_name="imported_from", verbose_name=_("speaker")
    )
    room = models.ForeignKey(
        "programme.Room", models.CASCADE, null=True, blank=True, related_name="imported_from", verbose_name=_("room")
    )
    schedule = Line(_("schedule"), help_text=_("The other system’s short name of the conference."))
    key = Line(_("identifier in the other system"))
    said = models.JSONField(_("what it said last"), default=dict)

    class Meta:
        app_label = "programme"
        verbose_name = _("origin of what was imported")
        verbose_name_plural = _("origins of what was imported")
        ordering = ["conference", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_only("session") | _only("speaker") | _only("room"),
                name="imported_from_is_of_one_part",
                violation_error_message=_("Name a session, a speaker or a room, and only one of them."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["conference", "key"],
                    condition=_only(part),
                    name=f"imported_{part}_is_known_once",
                    violation_error_message=_("This identifier belongs to another one already."),
                )
                for part in _PARTS
            ),
        ]

    def __str__(self):
        return self.key
