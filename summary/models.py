from typing import Self, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conference import languages
from conference.fields import Line, Prose, validate_one_line
from conference.models import Conference, Document, User
from conference.rights import conferences_of
from conference.roles import WORKS_ON_TEXTS, clears, languages_of
from floor.models import Intervention
from programme.models import Role, Session, Theme

MOST_WORDS = 8500  # what the Organization allows a report of the Secretariat, where nothing else was agreed
DEEPEST = 2  # paragraph, (a), (i)
LEVELS = [1, 2, 3]  # of headings: "I.", "A.", "1."
LONGEST = 20_000
LONGEST_NOTE = 4000
LONGEST_CELL = 2000
MOST_ROWS, MOST_COLUMNS = 60, 8  # of a table, with its head
MOST_NOTES = 9999  # as many digits as a mark may have
MOST_TITLE_NOTES = 3  # ***
REMOVED = _("This was removed from the document in the meantime; restore it to go on writing.")

validate_symbol = RegexValidator(
    r"^[A-Z][A-Za-z0-9./() -]*[A-Za-z0-9)]$", _("Write the symbol as it is printed, such as A/66/783.")
)
validate_base_symbol = RegexValidator(
    r"(?i)/(Rev|Corr)\.\d+$",
    _("Leave out Rev. and Corr.: they are added when the document is issued."),
    inverse_match=True,
)


class SummaryQuerySet(models.QuerySet["Summary"]):
    def visible_to(self, user: User | AnonymousUser) -> "SummaryQuerySet":
        """Returns the drafts that a user may read; translators may read one once it is in translation."""
        readers = conferences_of(user, "summary.view_summary")
        if not readers.query.where:
            return self
        translated = Q(stage__in=[Summary.Stage.IN_TRANSLATION, Summary.Stage.ISSUED])
        return self.filter(
            Q(conference__in=readers) | translated & Q(conference__in=conferences_of(user, *WORKS_ON_TEXTS))
        )


class Summary(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """The President's Summary of a dialogue: its masthead, its stage, and the draft of its text.

    What the public reads are its editions: releases of the kind `summary`, which never change.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        WITH_PRESIDENT = "with-president", _("with the President’s office")
        CLEARED = "cleared", _("cleared")
        IN_TRANSLATION = "in-translation", _("in translation")
        ISSUED = "issued", _("issued")

    class Distribution(models.TextChoices):
        GENERAL = "general", _("General")
        LIMITED = "limited", _("Limited")
        RESTRICTED = "restricted", _("Restricted")

    class Contents(models.TextChoices):
        NEVER = "never", pgettext_lazy("page of contents", "never")
        LONG = "long", pgettext_lazy("page of contents", "where there are more than 12 headings")
        ALWAYS = "always", pgettext_lazy("page of contents", "always")

    conference = models.OneToOneField(Conference, models.PROTECT, related_name="summary", verbose_name=_("conference"))
    title = Line(_("title"))
    note = Line(
        _("note under the title"),
        max_length=1000,
        blank=True,
        help_text=_("About the document, such as that it was written for demonstration."),
    )
    agenda_item = Line(_("agenda item"), blank=True)
    symbol = Line(
        _("symbol"),
        max_length=60,
        blank=True,
        validators=[validate_symbol, validate_base_symbol],
        help_text=_("The same in all languages; it may come late."),
    )
    distribution = models.CharField(
        _("distribution"), max_length=20, choices=Distribution.choices, default=Distribution.GENERAL
    )
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    most_words = models.PositiveIntegerField(
        _("limit of words"),
        null=True,
        blank=True,
        default=MOST_WORDS,
        validators=[MinValueValidator(1), MaxValueValidator(999_999)],
        help_text=_(
            "The draft and its checks tell when the text is longer; it can be issued all the same. Empty: no limit."
        ),
    )
    contents = models.CharField(
        _("page of contents"),
        max_length=20,
        choices=Contents.choices,
        default=Contents.LONG,
        db_default=Contents.LONG,
        help_text=_("In the documents that are issued; the web page always has one."),
    )
    original_language = models.CharField(_("original language"), max_length=10, choices=languages.CHOICES, default="en")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    version = models.PositiveBigIntegerField(_("number of the last change"), default=0)

    objects = models.Manager.from_queryset(SummaryQuerySet)()  # mypy does not resolve `as_manager()` here

    named_by = ("conference",)

    class Meta:
        verbose_name = _("President’s Summary")
        verbose_name_plural = _("President’s Summaries")
        permissions = [
            ("draft_summary", _("Can draft a President’s Summary")),
            ("clear_summary", _("Can clear a President’s Summary for the President")),
            ("reopen_summary", _("Can reopen a President’s Summary that was cleared")),
            ("issue_summary", _("Can send a President’s Summary to translation and issue it")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(most_words__range=(1, 999_999)), name="summary_may_have_some_words"),
            models.CheckConstraint(
                condition=Q(contents__in=["never", "long", "always"]), name="summary_contents_is_known"
            ),
            models.UniqueConstraint(
                Upper("symbol"),
                condition=~Q(symbol=""),
                name="summary_symbol_is_unique",
                violation_error_message=_("Another President’s Summary has this symbol."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.conference)

    def get_absolute_url(self) -> str:
        return reverse("summary:draft", args=[self.conference.slug])

    def clean(self) -> None:
        taken = Document.objects.filter(symbol__iexact=self.symbol).first() if self.symbol else None
        if taken:
            raise ValidationError({"symbol": _("This symbol is that of “%(title)s”.") % {"title": taken.title}})

    def takes_original_from(self, user: User | AnonymousUser) -> bool:
        """Whether the user may write the original at the present stage; after clearance nobody may."""
        if self.stage == self.Stage.DRAFT:
            return user.has_perm("summary.draft_summary")
        return self.stage == self.Stage.WITH_PRESIDENT and clears(user)

    def takes_translation_from(self, user: User | AnonymousUser, code: str) -> bool:
        """Whether the user may write the texts of a language other than the original at the present stage."""
        return self.stage == self.Stage.IN_TRANSLATION and languages.official(code) in languages_of(user)

    def takes_text_from(self, user: User | AnonymousUser, code: str) -> bool:
        """Whether the user may write the texts of the Summary in a language at the present stage."""
        if code == self.original_language:
            return self.takes_original_from(user)
        return self.takes_translation_from(user, code)

    def why_closed(self, user: User | AnonymousUser, code: str) -> str:
        """Returns why the user can only read the texts of a language, as a sentence."""
        is_issued, is_translated = self.stage == self.Stage.ISSUED, code != self.original_language
        if is_issued and is_translated:
            return gettext(
                "The Summary is issued; its translations can be read, and are written again once it is reopened."
            )
        if is_issued:
            return gettext(
                "The Summary is issued; an issued edition never changes. Reopen it for a revision or a corrigendum."
            )
        if is_translated and self.stage != self.Stage.IN_TRANSLATION:
            words = gettext(
                "The Summary is at the stage “%(stage)s”; translations are written once it is sent to translation."
            )
            return words % {"stage": self.get_stage_display()}
        if is_translated:
            return gettext("You can read this translation; only those who work into this language can write it.")
        if self.stage in (self.Stage.CLEARED, self.Stage.IN_TRANSLATION):
            return gettext(
                "The original is cleared and can only be read, unless the Summary is reopened with a reason."
            )
        return gettext("You cannot write this text at present.")

    def lock_what_decides(self) -> None:
        """Locks the Summary until the transaction ends and reads its stage, which decides who writes it."""
        self.stage = Summary.objects.select_for_update(no_key=True).values_list("stage", flat=True).get(pk=self.pk)


_Row = TypeVar("_Row", bound=models.Model)


class RemovableQuerySet(models.QuerySet[_Row]):
    """Rows that can be removed from the document and put back; they are never deleted."""

    def in_document(self) -> Self:
        """Returns the rows that are in the document."""
        return self.filter(removed_at=None)

    def removed(self) -> Self:
        """Returns the rows that were removed and can be put back."""
        return self.filter(removed_at__isnull=False)


class SectionQuerySet(RemovableQuerySet["Section"]):
    """The sections of Summaries."""


class ParagraphQuerySet(RemovableQuerySet["Paragraph"]):
    """The paragraphs of Summaries and their parts."""


class Section(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """A part of the Summary under a heading; one of a lower level belongs to the one of a higher level before it."""

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="sections", verbose_name=_("President’s Summary"))
    position = models.PositiveIntegerField(_("position"))
    level = models.PositiveSmallIntegerField(_("level"), choices=[(level, str(level)) for level in LEVELS], default=1)
    heading = Line(_("heading"), blank=True)
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("session")
    )
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = models.Manager.from_queryset(SectionQuerySet)()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="section_level_is_one_to_three"),
        ]

    def __str__(self) -> str:
        return self.heading

    def takes_text_from(self, user: User | AnonymousUser, code: str) -> bool:
        return self.removed_at is None and self.summary.takes_text_from(user, code)

    def why_closed(self, user: User | AnonymousUser, code: str) -> str:
        return str(REMOVED) if self.removed_at else self.summary.why_closed(user, code)

    def lock_what_decides(self) -> None:
        """Locks the Summary until the transaction ends; whether this was removed is read anew too."""
        self.summary.lock_what_decides()
        self.refresh_from_db(fields=["removed_at"])


class Paragraph(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """A paragraph, or a part of one. Its number follows from its place and is never stored.

    One without a number, a quotation that is set off and a table have no parts and are no part; they count for nothing.
    The text of a table is its title.
    """

    class Form(models.TextChoices):
        NUMBERED = "numbered", pgettext_lazy("form of a paragraph", "numbered")
        UNNUMBERED = "unnumbered", pgettext_lazy("form of a paragraph", "unnumbered")
        QUOTATION = "quotation", pgettext_lazy("form of a paragraph", "quotation")
        TABLE = "table", pgettext_lazy("form of a paragraph", "table")

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs", verbose_name=_("section"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("paragraph")
    )
    position = models.PositiveIntegerField(_("position"))
    form = models.CharField(
        _("form"), max_length=20, choices=Form.choices, default=Form.NUMBERED, db_default=Form.NUMBERED
    )
    text = Prose(_("text"), max_length=LONGEST, blank=True, validators=[validate_one_line])
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("merged into")
    )

    objects = models.Manager.from_queryset(ParagraphQuerySet)()

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(removed_at__isnull=False), name="merged_paragraph_is_removed"
            ),
            models.CheckConstraint(
                condition=Q(form__in=["numbered", "unnumbered", "quotation", "table"]), name="paragraph_form_is_known"
            ),
            models.CheckConstraint(condition=Q(form="numbered") | Q(parent=None), name="part_of_paragraph_is_numbered"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_numbered(self) -> bool:
        """Whether it has a number, and so may have parts."""
        return self.form == self.Form.NUMBERED

    def takes_text_from(self, user: User | AnonymousUser, code: str) -> bool:
        return self.removed_at is None and self.section.takes_text_from(user, code)

    def why_closed(self, user: User | AnonymousUser, code: str) -> str:
        return str(REMOVED) if self.removed_at else self.section.why_closed(user, code)

    def lock_what_decides(self) -> None:
        """Locks the Summary until the transaction ends; whether this was removed is read anew too."""
        self.section.lock_what_decides()
        self.refresh_from_db(fields=["removed_at"])


class TableCellQuerySet(RemovableQuerySet["TableCell"]):
    """The cells of tables in Summaries."""


class TableCell(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """A cell of a table. Rows and columns are in the order of their numbers, which may have gaps; the first row is the
    head.

    Only what is empty is removed, and it stays as it was.
    """

    table = models.ForeignKey(Paragraph, models.CASCADE, related_name="cells", verbose_name=_("table"))
    row = models.PositiveIntegerField(_("row"))
    column = models.PositiveIntegerField(_("column"))
    text = Prose(_("text"), max_length=LONGEST_CELL, blank=True, validators=[validate_one_line])
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = models.Manager.from_queryset(TableCellQuerySet)()

    class Meta:
        verbose_name = _("cell of a table")
        verbose_name_plural = _("cells of tables")
        ordering = ["row", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "row", "column"], condition=Q(removed_at=None), name="table_has_a_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def takes_text_from(self, user: User | AnonymousUser, code: str) -> bool:
        return self.removed_at is None and self.table.takes_text_from(user, code)

    def why_closed(self, user: User | AnonymousUser, code: str) -> str:
        return str(REMOVED) if self.removed_at else self.table.why_closed(user, code)

    def lock_what_decides(self) -> None:
        """Locks the Summary until the transaction ends; whether this was removed is read anew too."""
        self.table.lock_what_decides()
        self.refresh_from_db(fields=["removed_at"])


class Footnote(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """A note at the foot of the page. `number` is its label in the marks of texts ("[^7]"), which it keeps for ever.

    It is in the document while the original has its mark. A note to the title has no mark and is in the document while
    it has words.
    """

    summary = models.ForeignKey(
        Summary, models.CASCADE, related_name="footnotes", verbose_name=_("President’s Summary")
    )
    number = models.PositiveSmallIntegerField(_("label"))
    is_to_title = models.BooleanField(_("to the title"), default=False)
    text = Prose(_("text"), max_length=LONGEST_NOTE, blank=True, validators=[validate_one_line])

    class Meta:
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["summary", "number"], name="footnote_label_is_unique"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_NOTES), name="footnote_label_fits_in_a_mark"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def takes_text_from(self, user: User | AnonymousUser, code: str) -> bool:
        return self.summary.takes_text_from(user, code)

    def why_closed(self, user: User | AnonymousUser, code: str) -> str:
        return self.summary.why_closed(user, code)

    def lock_what_decides(self) -> None:
        """Locks the Summary until the transaction ends."""
        self.summary.lock_what_decides()


class Source(models.Model):
    """A source of a paragraph: an intervention on the record, or the presentation of a speaker. Never published."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="sources", verbose_name=_("paragraph"))
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("intervention")
    )
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presentation")
    )

    class Meta:
        verbose_name = _("source of a paragraph")
        verbose_name_plural = _("sources of a paragraph")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(intervention=None, role__isnull=False) | Q(intervention__isnull=False, role=None),
                name="source_is_an_intervention_or_a_presentation",
            ),
            models.UniqueConstraint(
                fields=["paragraph", "intervention"],
                condition=Q(intervention__isnull=False),
                name="paragraph_rests_on_an_intervention_once",
            ),
            models.UniqueConstraint(
                fields=["paragraph", "role"],
                condition=Q(role__isnull=False),
                name="paragraph_rests_on_a_presentation_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.intervention or self.role)


class Comment(models.Model):
    """A comment of one drafter to the others on a paragraph, or on some words of it. Never published.

    `occurrence` counts from 0 where the words stand several times in the paragraph. When the words change, the comment
    stays with its quotation.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="comments", verbose_name=_("paragraph"))
    quotation = Prose(_("words that the comment is about"), max_length=1000, blank=True, default="", db_default="")
    occurrence = models.PositiveSmallIntegerField(_("which of the same words"), default=0, db_default=0)
    text = Prose(_("comment"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))
    resolved_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def to_decide(self, summary: Summary | None = None) -> "SuggestionQuerySet":
        """Returns the suggestions for paragraphs of a document, or of all, that are open; the oldest first."""
        rows = self if summary is None else self.filter(paragraph__section__summary=summary)
        return rows.filter(
            paragraph__section__removed_at=None,
            paragraph__removed_at=None,
            paragraph__parent__removed_at=None,
            paragraph__parent__parent__removed_at=None,
            outcome=Suggestion.Outcome.OPEN,
        ).order_by("at", "pk")


class Suggestion(models.Model):
    """Other words that the Office of the President suggests for a paragraph, which others accept or refuse.

    `base_text` is the paragraph as it was when they were written, `text` the whole of it as suggested. A single change
    that is decided by itself becomes a suggestion of its own. `version` is the number of the version that accepting it
    made of the paragraph. Never published.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", pgettext_lazy("outcome of a suggestion", "open")
        ACCEPTED = "accepted", pgettext_lazy("outcome of a suggestion", "accepted")
        REFUSED = "refused", pgettext_lazy("outcome of a suggestion", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("outcome of a suggestion", "withdrawn")

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="suggestions", verbose_name=_("paragraph"))
    language = models.CharField(_("language"), max_length=10, choices=languages.CHOICES)
    base_text = Prose(_("text before"), max_length=LONGEST, blank=True)
    text = Prose(_("text suggested"), max_length=LONGEST, validators=[validate_one_line])
    reason = Line(_("reason"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = Line(_("reason of the decision"), max_length=400, blank=True)
    version = models.PositiveIntegerField(_("number of the version"), null=True, blank=True)

    objects = models.Manager.from_queryset(SuggestionQuerySet)()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at=None, decided_by=None)
                | ~Q(outcome="open") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="suggestion_is_open_or_decided",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["accepted", "refused"]) | ~Q(decided_by=F("by")),
                name="suggestion_is_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def reasons(self) -> list[str]:
        """Why it was suggested and why it was decided so, where that was said."""
        return [words for words in (self.reason, self.answer) if words]
