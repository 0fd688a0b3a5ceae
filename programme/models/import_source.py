"""Origins of imported parts of a programme, so that the next import of the same schedule finds them again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.models.conference import Conference
from speakers.models import Speaker

_PARTS = ("session", "speaker", "room")


def _only(part: str) -> Q:
    """Condition that a row is about this part and no other."""
    return Q(**{f"{name}__isnull": name != part for name in _PARTS})


class ImportedFrom(models.Model):
    """The identifier of a session, speaker or room in another system, and its content at the last import.

    `key` is the guid, else a name that is unique within that schedule. `said` holds a digest of each text, or the
    value of each other field, as last imported: a value that differs from it was changed since, there or here.
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

    def __str__(self) -> str:
        return self.key
