"""The documents of a conference: what each is, and its versions, one for each language that there is."""

from __future__ import annotations

import re
import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference import languages
from conference.fields import Line, Prose, one_of, validate_address
from conference.models.conference import Conference

OFFICIAL_SITE = "https://docs.un.org/"
# A/66/L.1, A/RES/64/293, S/RES/1325 (2000), FCCC/CP/2005/INF.2 (Part 2), A/67/797-S/2013/146, and a mark of reissue.
_PART = r"[A-Z]{1,8}(?:/[A-Za-z0-9][A-Za-z0-9.\-]*(?:\([A-Za-z0-9.\- ]+\))*)+(?: \([A-Za-z0-9 ]+\))*"
SYMBOL = re.compile(rf"{_PART}(?:[–-]{_PART})?\*{{0,3}}", re.ASCII)
RESOLUTION = re.compile(r"[A-Z]{1,8}/RES/", re.ASCII)


def validate_symbol(text: str) -> None:
    if not SYMBOL.fullmatch(text) or not any(sign.isdigit() for sign in text):
        raise ValidationError(
            _("“%(symbol)s” is not written as a symbol, such as A/RES/64/293. Leave the field empty if there is none."),
            params={"symbol": text},
            code="symbol",
        )


def official_address(symbol: str, code: str) -> str:
    """The address at which the Organization gives its documents; nobody has looked whether this one is there."""
    return f"{OFFICIAL_SITE}{languages.official(code).exchange}/{symbol.rstrip('*').replace(' ', '')}"


def type_of(symbol: str) -> str:
    """The type of a document that its symbol tells; most tell none."""
    return Document.Type.RESOLUTION if RESOLUTION.match(symbol) else Document.Type.OTHER


def document_path(version: DocumentVersion, name: str) -> str:
    """A name that nobody can guess and that is never used twice, so that a released revision keeps its file."""
    return f"documents/{secrets.token_urlsafe(16)}.{version.format}"


class Document(models.Model):
    """A document before the dialogue, or of it; its symbol is the same in all languages."""

    class Type(models.TextChoices):
        PROVISIONAL_PROGRAMME = "provisional-programme", pgettext_lazy("type of document", "provisional programme")
        PROGRAMME = "programme", pgettext_lazy("type of document", "programme")
        LIST_OF_SPEAKERS = "list-of-speakers", pgettext_lazy("type of document", "list of speakers")
        LIST_OF_PARTICIPANTS = "list-of-participants", pgettext_lazy("type of document", "list of participants")
        LETTER = "letter", pgettext_lazy("type of document", "letter")
        CONCEPT_NOTE = "concept-note", pgettext_lazy("type of document", "concept note")
        BACKGROUND = "background", pgettext_lazy("type of document", "background document")
        INFORMATION_NOTE = "information-note", pgettext_lazy("type of document", "information note")
        RESOLUTION = "resolution", pgettext_lazy("type of document", "resolution")
        SUMMARY = "summary", pgettext_lazy("type of document", "President’s Summary")
        STATEMENT = "statement", pgettext_lazy("type of document", "statement")
        PRESS_RELEASE = "press-release", pgettext_lazy("type of document", "press release")
        OTHER = "other", pgettext_lazy("type of document", "other document")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("status of a document", "draft")
        ADVANCE = "advance", pgettext_lazy("status of a document", "advance unedited version")
        PROVISIONAL = "provisional", pgettext_lazy("status of a document", "provisional")
        FINAL = "final", pgettext_lazy("status of a document", "final")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="documents", verbose_name=_("conference"))
    type = models.CharField(
        pgettext_lazy("of a document", "type"),
        max_length=30,
        choices=Type.choices,
        default=Type.OTHER,
        db_default=Type.OTHER,
    )
    symbol = Line(_("symbol"), max_length=60, blank=True, help_text=_("Such as A/RES/64/293."))
    title = Line(_("title"))
    description = Prose(_("description"), blank=True)
    url = models.URLField(
        _("web page"),
        blank=True,
        validators=[validate_address],
        help_text=_("{language} stands for the code of the page’s language."),
    )
    status = models.CharField(
        pgettext_lazy("of a document", "status"),
        max_length=20,
        choices=Status.choices,
        default=Status.FINAL,
        db_default=Status.FINAL,
    )
    original = models.CharField(
        _("original language"), max_length=10, choices=languages.CHOICES, blank=True, default="", db_default=""
    )
    dated_on = models.DateField(pgettext_lazy("of a document", "dated"), null=True, blank=True)
    posted_on = models.DateField(pgettext_lazy("of a document", "posted"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=pgettext_lazy("of a document", "supersedes"),
        help_text=_("The document of this conference in whose place this one comes."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        app_label = "conference"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "symbol"],
                condition=~Q(symbol=""),
                name="document_symbol_is_unique",
                violation_error_message=_("A document with this symbol is already listed."),
            ),
            one_of(
                "type",
                (
                    *("provisional-programme", "programme", "list-of-speakers", "list-of-participants", "letter"),
                    *("concept-note", "background", "information-note", "resolution", "summary", "statement"),
                    *("press-release", "other"),
                ),
                "document_type_is_known",
            ),
            one_of("status", ("draft", "advance", "provisional", "final"), "document_status_is_known"),
            one_of("original", ("", *languages.CODES), "document_original_language_is_official"),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("pk")),
                name="document_supersedes_another",
                violation_error_message=_("A document does not supersede itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}".strip()

    def clean(self) -> None:
        """A symbol of before its form was checked may stay; a document comes in the place of one of its conference."""
        former = type(self)._base_manager.filter(pk=self.pk).values_list("symbol", flat=True).first()
        if self.symbol and self.symbol != former:
            try:
                validate_symbol(self.symbol)
            except ValidationError as error:
                raise ValidationError({"symbol": error}) from None
        if self.supersedes and self.supersedes.conference_id != self.conference_id:
            raise ValidationError({"supersedes": _("This document belongs to another conference.")})


class DocumentVersion(models.Model):
    """A document in one language: a file that Rostrum keeps, or an address elsewhere."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", pgettext_lazy("version of a document", "official version")
        UNOFFICIAL = "unofficial", _("courtesy translation")
        MACHINE = "machine", pgettext_lazy("version of a document", "machine translation")

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name=_("document"))
    language = models.CharField(_("language"), max_length=10, choices=languages.CHOICES)
    kind = models.CharField(
        pgettext_lazy("of a version", "kind"), max_length=20, choices=Kind.choices, default=Kind.OFFICIAL
    )
    url = models.URLField(_("address"), blank=True, validators=[validate_address])
    file = models.FileField(_("file"), upload_to=document_path, blank=True)
    format = models.CharField(max_length=10, choices=Format.choices, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "conference"
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of a document")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"],
                name="one_version_of_a_document_in_a_language",
                violation_error_message=_("The document has a version in this language already."),
            ),
            one_of("language", languages.CODES, "document_version_language_is_official"),
            one_of("kind", ("official", "unofficial", "machine"), "document_version_kind_is_known"),
            models.CheckConstraint(
                condition=Q(file="", format="", size=0, sha256="") & ~Q(url="")
                | Q(url="", format__in=["pdf", "docx"], size__gt=0) & ~Q(file="") & ~Q(sha256=""),
                name="document_version_is_a_file_or_an_address",
                violation_error_message=_("A version is either a file or an address."),
            ),
        ]

    def __str__(self) -> str:
        return languages.official(self.language).name if self.language in languages.CODES else self.language
