"""What the checks found in a translation, kept so that a list of many texts need not check each of them anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.languages import CHOICES
from translation.models.texts import Text


class CheckedTranslation(models.Model):
    """The keys of what was found in a translation: [[check, key]], in their order.

    It holds for the source, the words and the terms and names of which it keeps the digests; where one of them has
    changed, the translation is checked anew.
    """

    text = models.ForeignKey(Text, models.CASCADE, related_name="+", verbose_name=_("text"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    source_digest = models.CharField(_("digest of the source"), max_length=16)
    digest = models.CharField(_("digest"), max_length=16)
    known = models.CharField(_("digest of terms and names"), max_length=16)
    number = models.PositiveIntegerField(_("warnings"), default=0)
    found = models.JSONField(_("what was found"), default=list)

    class Meta:
        app_label = "translation"
        verbose_name = _("checked translation")
        verbose_name_plural = _("checked translations")
        constraints = [
            models.UniqueConstraint(fields=["text", "language"], name="translation_is_checked_once"),
        ]
        indexes = [
            models.Index(fields=["language"], condition=models.Q(number__gt=0), name="translation_with_warnings"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id}:{self.language}"
