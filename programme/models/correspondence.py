"""What letters of a conference have in common: the letterhead, the reminders, files to attach."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line, Prose
from conference.models.conference import Conference
from programme.models.letter import Letter

LONGEST_WAIT = 90  # days


def letter_file_path(row: "LetterFile", name: str) -> str:
    """The digest of the content, so that a path tells nothing and is never reused for something else."""
    return f"letters/{row.conference_id}/{row.sha256}"


class LetterSettings(models.Model):
    """How the letters of a conference look on paper, who signs them, and when those are reminded who do not answer."""

    conference = models.OneToOneField(
        Conference, models.CASCADE, related_name="letter_settings", verbose_name=_("conference")
    )
    reference = Line(
        _("reference"),
        max_length=40,
        blank=True,
        help_text=_("Stands before the number of each letter, such as PGA/66/TRAFFICKING."),
    )
    sender = Prose(
        _("address of the office"),
        blank=True,
        max_length=500,
        help_text=_("Printed in the letterhead, line by line, in each language as it is here."),
    )
    signatory = Line(_("name of the signatory"), blank=True)
    signatory_function = Line(_("function of the signatory"), blank=True)
    remind_after_days = models.PositiveSmallIntegerField(
        _("remind after so many days"),
        default=10,
        db_default=10,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WAIT)],
        help_text=_("Counted from the day on which the invitation, or the last reminder, was sent."),
    )
    sends_reminders = models.BooleanField(
        _("write and send reminders without asking"),
        default=False,
        db_default=False,
        help_text=_("Otherwise they are proposed on the page of letters, and somebody writes and sends them."),
    )

    class Meta:
        app_label = "programme"
        verbose_name = _("letterhead and reminders")
        verbose_name_plural = _("letterhead and reminders")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(remind_after_days__range=(1, LONGEST_WAIT)), name="reminder_waits_for_some_days"
            ),
        ]

    def __str__(self) -> str:
        return str(self.conference)


class LetterFile(models.Model):
    """A file that was uploaded to be attached to letters, such as a concept note."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="letter_files", verbose_name=_("conference")
    )
    name = Line(_("name of the file"), max_length=120)
    file = models.FileField(_("file"), upload_to=letter_file_path)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        app_label = "programme"
        verbose_name = _("files to attach to letters")
        verbose_name_plural = _("files to attach to letters")
        default_permissions = ()
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "name"],
                name="one_letter_file_of_a_name",
                violation_error_message=_("There is a file of this name already."),
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="letter_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class LetterAttachment(models.Model):
    """A file that goes with a letter."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(LetterFile, models.RESTRICT, related_name="attachments")

    class Meta:
        app_label = "programme"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["letter", "file"], name="file_is_attached_once")]

    def __str__(self) -> str:
        return str(self.file)
