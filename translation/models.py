"""The state of each text in each language; the texts themselves lie in their rows' columns."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.languages import CHOICES


class TranslationQuerySet(models.QuerySet):
    def of(self, *rows):
        """The translations of the texts of some rows of one model."""
        if not rows:
            return self.none()
        return self.filter(subject_type=rows[0]._meta.label_lower, subject_id__in=[row.pk for row in rows])


class Translation(models.Model):
    """How far a text of a row is translated into a language, and from what.

    A text that has no row here and is not empty counts as a draft. Whether a translation is outdated is computed, never
    stored: it is when the source reads otherwise than `source_text`, which is how the source read when this was made.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        TENTATIVE = "tentative", _("tentative")
        TRANSLATED = "translated", _("translated")
        REVISED = "revised", _("revised")

    subject_type = models.CharField(_("kind of object"), max_length=100)
    subject_id = models.BigIntegerField(_("number of the object"))
    field = models.CharField(_("field"), max_length=60)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    source_language = models.CharField(_("language of the source"), max_length=10, choices=CHOICES)
    source_text = models.TextField(_("source as it was translated"))
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
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "field", "language"], name="text_has_one_state_in_a_language"
            ),
            models.CheckConstraint(
                condition=~models.Q(language=models.F("source_language")),
                name="text_is_translated_into_another_language",
            ),
        ]

    def __str__(self):
        return f"{self.subject_type} {self.subject_id} {self.field} ({self.language}): {self.state}"
