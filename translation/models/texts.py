"""The state of each text in each language, and all its versions. The texts themselves are columns of their rows."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.fields import one_of
from conference.languages import CHOICES, CODES
from conference.languages.lists import labelled, with_note
from conference.models.conference import Conference


class TextQuerySet(models.QuerySet["Text"]):
    def of(self, row: models.Model, field: str | None = None) -> Self:
        """The texts of a row, or the one of a field."""
        found = self.filter(subject_type=row._meta.label_lower, subject_id=row.pk)
        return found if field is None else found.filter(field=field)

    def accept(self, *, at: datetime) -> int:
        """Marks the drafts that nobody has written as translated: a command has loaded them, complete and official."""
        drafts = Translation.objects.filter(text__in=self, state=Translation.State.DRAFT, by=None)
        return drafts.update(state=Translation.State.TRANSLATED, at=at)

    def to_translate(self) -> Self:
        """Returns the texts that have words and are shown in their document; others are kept for their versions."""
        return self.exclude(source_digest="").exclude(document="")


class Text(models.Model):
    """A text of a conference: a field of a row, its source language, and the digest of its current source.

    The rows follow the tables by a signal; `manage.py find_texts` finds what no signal reports.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="texts", verbose_name=_("conference"))
    subject_type = models.CharField(_("kind of object"), max_length=100)
    subject_id = models.BigIntegerField(_("number of the object"))
    field = models.CharField(_("field"), max_length=60)
    document = models.CharField(_("document"), max_length=60)
    group = models.CharField(_("part of the document"), max_length=60, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    source_language = models.CharField(_("language of the source"), max_length=10, choices=CHOICES)
    source_digest = models.CharField(_("digest of the source"), max_length=16, blank=True)
    source_words = models.PositiveIntegerField(_("words of the source"), default=0)
    changed_at = models.DateTimeField(_("source changed at"))

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            one_of("source_language", CODES, "text_source_language_is_known"),
            models.UniqueConstraint(fields=["subject_type", "subject_id", "field"], name="text_is_listed_once"),
        ]
        indexes = [models.Index(fields=["conference", "document", "position"], name="text_in_its_document")]

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_id}:{self.field}"


class TranslationQuerySet(models.QuerySet["Translation"]):
    def outdated(self) -> Self:
        """Returns the translations whose source has changed since they were made."""
        return self.exclude(state=Translation.State.MISSING).exclude(source_digest=F("text__source_digest"))


class Translation(models.Model):
    """The state of a text in a target language, and the source from which it was made.

    Whether it is outdated is never stored: it is outdated where the current source differs from `source_text`, the
    source from which it was made.
    """

    class State(models.TextChoices):
        MISSING = "missing", _("missing")
        DRAFT = "draft", _("draft")
        TENTATIVE = "tentative", _("tentative")
        TRANSLATED = "translated", _("translated")
        REVISED = "revised", _("revised")

    text = models.ForeignKey(Text, models.CASCADE, related_name="translations", verbose_name=_("text"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.MISSING)
    digest = models.CharField(_("digest"), max_length=16, blank=True)
    words = models.PositiveIntegerField(_("words"), default=0)
    source_text = models.TextField(_("source as it was translated"), blank=True)
    source_digest = models.CharField(_("digest of the source as it was translated"), max_length=16, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("translator")
    )
    at = models.DateTimeField(_("time"))
    revised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("reviser")
    )
    revised_at = models.DateTimeField(_("revised at"), null=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            one_of("language", CODES, "translation_language_is_known"),
            one_of("state", ("missing", "draft", "tentative", "translated", "revised"), "translation_state_is_known"),
            models.UniqueConstraint(fields=["text", "language"], name="text_has_one_state_in_a_language"),
            models.CheckConstraint(
                condition=Q(state="missing", digest="") | ~Q(state="missing") & ~Q(digest=""),
                name="text_is_missing_where_there_is_none",
            ),
        ]
        indexes = [
            models.Index(fields=["language", "state"], name="translation_state"),
            # All that the overview counts, so that it need not read the texts themselves.
            models.Index(fields=["text", "language", "state", "source_digest"], name="translation_progress"),
            # What people did lately, among many translations that commands have loaded.
            models.Index(fields=["at"], condition=Q(by__isnull=False), name="translation_lately_written"),
            models.Index(
                fields=["revised_at"], condition=Q(revised_by__isnull=False), name="translation_lately_revised"
            ),
        ]

    def __str__(self) -> str:
        return labelled(with_note(self.text, self.language), self.state)


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, row: models.Model, field: str, code: str) -> Self:
        """Returns the versions of one text in a language, the latest first."""
        return self.filter(
            text__subject_type=row._meta.label_lower, text__subject_id=row.pk, text__field=field, language=code
        ).order_by("-number")


class Version(models.Model):
    """A version of a text in a language. What a person writes without a pause is one version."""

    text = models.ForeignKey(Text, models.PROTECT, related_name="versions", verbose_name=_("text"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    number = models.PositiveIntegerField(_("version"))
    words = models.TextField(_("words"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    began_at = models.DateTimeField(_("begun at"))
    at = models.DateTimeField(_("time"))
    set_aside_at = models.DateTimeField(
        _("set aside at"), null=True, help_text=_("Another version was saved while this one was being written.")
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a text")
        verbose_name_plural = _("versions of a text")
        ordering = ["-number"]
        constraints = [
            one_of("language", CODES, "version_language_is_known"),
            models.UniqueConstraint(fields=["text", "language", "number"], name="version_number_is_unique"),
        ]

    def __str__(self) -> str:
        return labelled(self.number, self.words[:80])
