"""Who translates what by when, what translators say to each other about a text, and who has a text open now."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.fields import Line, Prose
from conference.languages import CHOICES
from conference.languages.lists import in_clauses, labelled, with_note
from conference.models.conference import Conference
from translation.models.texts import Text


class Assignment(models.Model):
    """An assignment to a person: a language of a conference, of one of its documents, or of a part of one."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", verbose_name=_("conference"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    document = models.CharField(_("document"), max_length=60, blank=True)
    group = models.CharField(_("part of the document"), max_length=60, blank=True)
    due_on = models.DateField(_("due on"))
    note = Line(_("note"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )
    made_at = models.DateTimeField(_("assigned at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        app_label = "translation"
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return with_note(self.person, in_clauses((self.get_language_display(), self.due_on)))


class Remark(models.Model):
    """A comment on a text among those who translate it into a language, or a question to the secretariat.

    A reviser who returns a text to its translator says why in a remark too; it is settled when the text is translated.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("comment")
        QUESTION = "question", _("question to the secretariat")
        RETURNED = "returned", _("returned to the translator")

    text = models.ForeignKey(Text, models.CASCADE, related_name="remarks", verbose_name=_("text"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.COMMENT)
    words = Prose(_("comment"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        app_label = "translation"
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:80]


class Presence(models.Model):
    """That a person has a text open in a language, and when this was last reported; it locks nobody out."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="+", verbose_name=_("text"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    seen_at = models.DateTimeField(_("last seen at"))

    class Meta:
        app_label = "translation"
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["text", "language", "person"], name="person_is_at_a_text_once"),
        ]

    def __str__(self) -> str:
        return labelled(self.person, self.text)


class Dismissal(models.Model):
    """A warning that a person dismissed, with the reason. It holds for as long as the source stays as it was."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="dismissals", verbose_name=_("text"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    key = models.CharField(_("warning"), max_length=300)
    source_digest = models.CharField(_("digest of the source"), max_length=16)
    reason = Line(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))

    class Meta:
        app_label = "translation"
        verbose_name = _("dismissed warning")
        verbose_name_plural = _("dismissed warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language", "key", "source_digest"], name="warning_is_dismissed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class SentDigest(models.Model):
    """That the digest of a day was sent to a person, which is done once."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", verbose_name=_("conference"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("time"))

    class Meta:
        app_label = "translation"
        verbose_name = _("sent digest")
        verbose_name_plural = _("sent digests")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "person", "day"], name="digest_is_sent_once_a_day"),
        ]

    def __str__(self) -> str:
        return in_clauses((self.person, self.day))
