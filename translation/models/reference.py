"""Reference memories: texts of other documents in several languages, which the translation memory offers too."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.languages import columns
from conference.models.conference import Conference
from conference.models.import_file import ImportFile

WORDS = "words"


class ReferenceMemory(models.Model):
    """What one file brought in, such as a resolution in two languages. Without a conference, it is for all of them.

    `dated` is the date of the document, where it was given. `languages` are those that any of its units has. It is
    offered once it is ready: its units are written before, some at a time, so that nobody waits for all of them.
    """

    conference = models.ForeignKey(
        Conference, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("conference")
    )
    title = Line(_("title"), max_length=200)
    dated = models.DateField(_("date of the document"), null=True, blank=True)
    languages: "models.JSONField[Any, Any]" = models.JSONField(_("languages"), default=list)
    size = models.PositiveIntegerField(_("number of texts"), default=0)
    import_file = models.OneToOneField(
        ImportFile, models.SET_NULL, null=True, related_name="reference_memory", verbose_name=_("import file")
    )
    is_ready = models.BooleanField(_("complete"), default=False, db_default=False, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))

    class Meta:
        app_label = "translation"
        verbose_name = _("reference memory")
        verbose_name_plural = _("reference memories")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title


def _has_two_languages() -> Q:
    """At least two of the six columns have words: for each language, another one has some where it has some."""
    names = columns(WORDS)
    found = Q()
    for position, name in enumerate(names):
        others = Q()
        for other in names[position + 1 :]:
            others |= ~Q(**{other: ""})
        found |= ~Q(**{name: ""}) & others if position + 1 < len(names) else Q()
    return found


class ReferenceUnit(models.Model):
    """A text of a reference memory in two languages or more; the other columns are empty."""

    memory = models.ForeignKey(ReferenceMemory, models.CASCADE, related_name="units", verbose_name=_("memory"))
    number = models.PositiveIntegerField(_("position"))
    words_ar = models.TextField(_("text in Arabic"), blank=True)
    words_zh_hans = models.TextField(_("text in Chinese"), blank=True)
    words_en = models.TextField(_("text in English"), blank=True)
    words_fr = models.TextField(_("text in French"), blank=True)
    words_ru = models.TextField(_("text in Russian"), blank=True)
    words_es = models.TextField(_("text in Spanish"), blank=True)

    class Meta:
        app_label = "translation"
        verbose_name = _("text of a reference memory")
        verbose_name_plural = _("texts of reference memories")
        ordering = ["memory", "number"]
        constraints = [
            models.UniqueConstraint(fields=["memory", "number"], name="reference_unit_has_its_place"),
            models.CheckConstraint(condition=_has_two_languages(), name="reference_unit_has_two_languages"),
        ]

    def __str__(self) -> str:
        return next((text for name in columns(WORDS) if (text := getattr(self, name))), "")[:80]
