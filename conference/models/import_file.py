"""Files that staff upload to import them: shown as a preview first, imported when that is confirmed, and then kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.refusals import Conflict, Refusal

SCHEDULE_PERMISSIONS = (  # to import sessions, rooms, speakers, and the days of the conference
    "programme.add_session",
    "programme.delete_session",
    "speakers.add_speaker",
    "conference.change_conference",
)


class ImportRefused(Refusal):
    """Raised when a file cannot be imported. The message is shown to the uploader."""


class PreviewOutdated(ImportRefused, Conflict):
    """Raised when rows were changed after the preview that the person confirmed."""


class ImportFile(models.Model):
    """A file that a person uploaded for a conference; a subclass adds the field `file` with its folder.

    `by` uploaded it `at` that time; `taken_at` is when it was imported, None before. `outcome` is the result of the
    import for later readers, such as {"written": 12}; its keys depend on the kind of file.
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

    def __str__(self) -> str:
        return self.name


class HandedIn(ImportFile):
    """An uploaded file with rows of a conference: its speakers, its delegations or its whole programme."""

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
