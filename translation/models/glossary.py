"""The glossary: concepts, and the terms that name each of them in each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import Line, Prose, one_of
from conference.languages import CHOICES, CODES
from conference.models.conference import Conference


class Concept(models.Model):
    """What terms name. A concept without a conference is shared by all conferences."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, null=True, blank=True, related_name="concepts", verbose_name=_("conference")
    )
    key = Line(_("number or short name"), max_length=100)
    definition = Prose(_("definition"), max_length=10_000, blank=True)
    # What ships later leaves a concept alone that a person has changed.
    is_edited = models.BooleanField(_("changed by hand"), default=False, db_default=False, editable=False)

    class Meta:
        app_label = "translation"
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "key"],
                name="concept_is_listed_once",
                violation_error_message=_("Another concept of the glossary has this number."),
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(conference=None),
                name="shared_concept_is_listed_once",
                violation_error_message=_("Another concept of the glossary has this number."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class DeletedConcept(models.Model):
    """A shared concept that a person deleted; it does not come back with what ships."""

    key = Line(_("number or short name"), max_length=100, unique=True)

    class Meta:
        app_label = "translation"
        verbose_name = _("deleted concept")
        verbose_name_plural = _("deleted concepts")

    def __str__(self) -> str:
        return self.key


class Term(models.Model):
    """A name of a concept in a language, and whether it should be used."""

    class Status(models.TextChoices):
        PREFERRED = "preferred", pgettext_lazy("a term", "preferred")
        ADMITTED = "admitted", pgettext_lazy("a term", "admitted")
        AVOID = "avoid", pgettext_lazy("a term", "to be avoided")

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="terms", verbose_name=_("concept"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    text = Line(_("term"), max_length=1000)
    status = models.CharField(
        pgettext_lazy("of a term", "status"), max_length=20, choices=Status.choices, default=Status.PREFERRED
    )

    class Meta:
        app_label = "translation"
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["concept", "language", "pk"]
        constraints = [
            one_of("language", CODES, "term_language_is_known"),
            one_of("status", ("preferred", "admitted", "avoid"), "term_status_is_known"),
            models.UniqueConstraint(
                fields=["concept", "language", "text"],
                name="term_is_listed_once",
                violation_error_message=_("The concept has this term already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
