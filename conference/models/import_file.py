"""Files that staff hand in to be taken over: looked at first, taken when that is confirmed, and then kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.fields import Line

SCHEDULE_PERMISSIONS = (  # a schedule writes sessions, rooms and speakers, and may move the days of the conference
    "programme.add_session",
    "programme.delete_session",
    "speakers.add_speaker",
    "conference.change_conference",
)


class NotTaken(Exception):
    """A file is not taken; the words are for whom tried."""


class LookedAtBefore(NotTaken):
    """What stands was changed after the person had looked at what the file would do."""


class FileHandedIn(models.Model):
    """A file that somebody handed in for a conference; a subclass says where it is kept (`file`).

    `outcome` is what came of it, for who looks at it later: numbers by the names that the kind of file gives them.
    """

    conference = models.ForeignKey(
        "conference.Conference", models.CASCADE, related_name="+", verbose_name=_("conference")
    )
    name = Line(_("name of the file"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    outcome = models.JSONField(_("outcome"), default=dict)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class HandedIn(FileHandedIn):
    """A file with which rows of a conference are written: its speakers, its delegations, its whole programme."""

    class Kind(models.TextChoices):
        SPEAKERS = "speakers", _("speakers")
        DELEGATIONS = "delegations", _("delegations")
        SCHEDULE = "schedule", _("programme")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    file = models.FileField(_("file"), upload_to="handed-in/")

    class Meta:
        app_label = "conference"
        verbose_name = _("file handed in")
        verbose_name_plural = _("files handed in")
        ordering = ["-at", "-pk"]
