"""Files that staff upload to import them: shown as a preview first, imported when that is confirmed, and then kept."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line, one_of
from conference.languages import CHOICES, CODES
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
    """An uploaded file with rows of a conference: speakers, delegations, its programme, its translations, its terms,
    or with the draft of its Summary.

    `by` uploaded it `at` that time; `taken_at` is when it was imported, None before. `outcome` is the result of the
    import for later readers, such as {"written": 12}; its keys depend on the kind of file. `language` is that of a file
    of translations. `options` is what was chosen before the preview, such as the columns.
    """

    class Kind(models.TextChoices):
        SPEAKERS = "speakers", _("speakers")
        DELEGATIONS = "delegations", _("delegations")
        SCHEDULE = "schedule", _("programme")
        TEXTS = "texts", _("translations")
        GLOSSARY = "glossary", _("glossary")
        PHOTOGRAPHS = "photographs", _("photographs")
        REFERENCE = "reference", _("reference memory")
        DRAFT = "draft", _("draft of the Summary")

    conference = models.ForeignKey(
        "conference.Conference", models.CASCADE, related_name="+", verbose_name=_("conference")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES, blank=True)
    file = models.FileField(_("file"), upload_to="imports/")
    name = Line(_("name of the file"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    outcome = models.JSONField(_("outcome"), default=dict)
    options = models.JSONField(_("options"), default=dict)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    # The number in its address when files of translations had a table of their own; smaller than any key of theirs.
    former_number = models.PositiveBigIntegerField(_("former number"), null=True, blank=True, editable=False)

    class Meta:
        app_label = "conference"
        verbose_name = _("import file")
        verbose_name_plural = _("import files")
        ordering = ["-at", "-pk"]
        constraints = [
            one_of(
                "kind",
                ("speakers", "delegations", "schedule", "texts", "glossary", "photographs", "reference", "draft"),
                "importfile_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="texts", language__in=CODES) | (~Q(kind="texts") & Q(language="")),
                name="file_of_translations_has_a_language",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, taken_at__isnull=False),
                name="only_an_import_is_undone_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """What an import did to a row: its columns before and after. It was added without a before, removed without after.

    An import is undone from these rows, as long as each of them still reads as it did after the import.
    """

    import_file = models.ForeignKey(ImportFile, models.CASCADE, related_name="rows", verbose_name=_("import file"))
    subject_type = models.CharField(_("kind of object"), max_length=100)
    subject_key = models.CharField(_("number of the object"), max_length=200)
    before: "models.JSONField[Any, Any]" = models.JSONField(_("before"), null=True, blank=True)
    after: "models.JSONField[Any, Any]" = models.JSONField(_("after"), null=True, blank=True)

    class Meta:
        app_label = "conference"
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["import_file", "subject_type", "subject_key"], name="row_is_recorded_once_for_an_import"
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="imported_row_was_or_is"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_key}"
