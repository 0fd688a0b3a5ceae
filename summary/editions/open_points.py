"""What is open before the document is issued: all that the draft and the translators' desk know, with the way to each.

Nothing here prevents an edition; what does is in `issuing.py`. The page shows the points; they are part of what is
confirmed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from conference.documents.emphasis import has_stray_mark
from conference.languages import CODES, OfficialLanguage, official
from summary.checks.checking import check_original
from summary.clearance.shown import open_comments
from summary.models import Section, TableCell
from summary.text.numbering import footnote_mark, section_mark, title_note_mark
from summary.text.progress import states_by_row, texts_of, words_in
from translation.checks import consistency
from translation.desk.warnings import warnings_of
from translation.models import Text, Translation
from translation.teamwork.comments import open_questions
from translation.texts.registry import text_of

MOST_PLACES = 20  # of one point that are named each with its link


@dataclass(frozen=True)
class PointPlace:
    """A text in question: its number as the reader cites it, and the address at which it is mended."""

    name: str
    address: str


@dataclass(frozen=True)
class OpenPoint:
    """Something to look at, in a sentence, with the page that mends it or the places in question."""

    key: str
    number: int
    words: str
    address: str = ""
    places: tuple[PointPlace, ...] = ()

    @property
    def shown(self) -> tuple[PointPlace, ...]:
        return self.places[:MOST_PLACES]

    @property
    def more(self) -> int:
        return len(self.places) - len(self.shown)


@dataclass(frozen=True)
class OpenPoints:
    """The open points of the document, and those of each language that has any."""

    document: tuple[OpenPoint, ...]
    languages: tuple[tuple[OfficialLanguage, tuple[OpenPoint, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.document or self.languages)

    @property
    def facts(self) -> list[list[object]]:
        """The points without their words, for the fingerprint of what a person confirms."""
        by_code = [("", self.document), *((language.code, points) for language, points in self.languages)]
        return [
            [code, point.key, point.number, [place.address for place in point.places]]
            for code, points in by_code
            for point in points
        ]


def open_points(summary, chapters, user):
    """Returns all open points; `chapters` is the outline of the draft, and `user` opens the pages that they lead to."""
    draft = _Draft(summary, chapters)
    texts = draft.listed()
    languages = ((code, tuple(_of_language(draft, texts, code, user))) for code in CODES)
    return OpenPoints(
        tuple(_of_document(draft)), tuple((official(code), points) for code, points in languages if points)
    )


class _Draft:
    """A draft with its texts, and how each is cited and reached."""

    def __init__(self, summary, chapters):
        self.summary, self.chapters, self.slug = summary, chapters, summary.conference.slug
        self.texts = texts_of(summary, chapters)
        self.page = reverse("summary:draft", args=[self.slug])
        self.masthead = reverse("summary:masthead", args=[self.slug])
        self._names = dict(self._cited())
        self._states = states_by_row(summary, self.texts)
        self._keys = {(row._meta.label_lower, row.pk, field): (row, field) for row, field in self.texts}

    def _cited(self):
        code = get_language()
        for chapter in self.chapters:
            yield chapter.row, section_mark(chapter.row.level, chapter.number, code)
            for node in chapter.walk():
                yield node.row, node.citation(code)
                yield from ((cell, f"{node.citation(code)} {name}") for name, cell in node.named_cells())
        places = [note for chapter in self.chapters for node in chapter.walk() for note in node.notes]
        yield from ((note, footnote_mark(place, code)) for place, note in enumerate(places, 1))
        to_title = enumerate(self.chapters.title_notes, 1)
        yield from ((note, title_note_mark(place, code)) for place, note in to_title)

    def original(self, row, field):
        return text_of(row, field, self.summary.original_language)

    def state(self, row, field, code):
        return self._states[type(row)].of(row, field, code)

    def listed(self):
        """The texts of the draft as the desk lists them: {Text: (row, field)}."""
        rows = Text.objects.filter(conference=self.summary.conference, document="summary").to_translate()
        found = ((text, self._keys.get((text.subject_type, text.subject_id, text.field))) for text in rows)
        return {text: key for text, key in found if key}

    def place(self, row, field):
        """A text of the original on the page on which it is written."""
        if row == self.summary:
            return PointPlace(str(row._meta.get_field(field).verbose_name), self.masthead)
        kind = {Section: "section", TableCell: "cell"}.get(type(row), row._meta.model_name)
        anchor = f"row-{kind}-{row.pk}{'-heading' if isinstance(row, Section) else ''}"
        return PointPlace(self._names[row], f"{self.page}#{anchor}")

    def desk_place(self, text, row, field, code):
        """A translation at its place on the desk."""
        address = reverse("translation:text-on-the-desk", args=[self.slug, text.pk, code])
        return PointPlace(self.place(row, field).name, address)


def _of_document(draft: _Draft) -> Iterator[OpenPoint]:
    summary = draft.summary
    if not summary.dated_on:
        yield OpenPoint("date", 1, _("The document has no date yet; it is needed."), draft.masthead)
    if not summary.symbol:
        words = _("The document has no symbol yet; it can be reissued when the symbol comes.")
        yield OpenPoint("symbol", 1, words, draft.masthead)
    number = sum(words_in(draft.original(row, field)) for row, field in draft.texts)
    if summary.most_words and number > summary.most_words:
        yield OpenPoint("words", number, "", draft.page)  # the page tells the number by a meter
    yield from _places_of_document(draft)
    found = [warning for each in check_original(summary, draft.chapters) for warning in each.open]
    if number := sum(warning.finding.check != "emphasis" for warning in found):  # which has its places above
        words = ngettext(
            "The checks of the original have %(number)d open warning",
            "The checks of the original have %(number)d open warnings",
            number,
        )
        yield OpenPoint("checks", number, words % {"number": number}, reverse("summary:checks", args=[draft.slug]))
    if number := open_comments(summary):
        words = ngettext("%(number)s comment is not settled yet.", "%(number)s comments are not settled yet.", number)
        yield OpenPoint("comments", number, words % {"number": number}, draft.page)


def _places_of_document(draft: _Draft) -> Iterator[OpenPoint]:
    nodes = [node for chapter in draft.chapters for node in chapter.walk()]
    found = {
        "empty": [(node.row, "text") for node in nodes if not draft.original(node.row, "text") and not node.parts],
        "no-heading": [(each.row, "heading") for each in draft.chapters if not draft.original(each.row, "heading")],
        "no-text": [(each.row, "heading") for each in _without_text(draft.chapters)],
        "marks": [each for each in draft.texts if has_stray_mark(draft.original(*each))],
        "unknown-notes": [(row, "text") for row, __ in draft.chapters.unknown_marks],
        "empty-notes": [(note, "text") for node in nodes for note in node.notes if not draft.original(note, "text")],
    }
    words = {
        "empty": _("Paragraphs without a text in the original:"),
        "no-heading": _("Sections without a heading in the original:"),
        "no-text": _("Headings without a text below them:"),
        "marks": _("A mark of emphasis (* or **) is not closed and would be printed as it is:"),
        "unknown-notes": _("A text has the mark of a footnote that does not exist:"),
        "empty-notes": _("Footnotes without a text:"),
    }
    for key, texts in found.items():
        if texts:
            yield OpenPoint(key, len(texts), words[key], places=tuple(draft.place(*each) for each in texts))


def _without_text(chapters):
    """The sections that have neither a paragraph nor a section of a lower level with one."""
    for place, chapter in enumerate(chapters):
        if not any(each.nodes for each in (chapter, *_below(chapter.row.level, chapters[place + 1 :]))):
            yield chapter


def _below(level, chapters):
    return takewhile(lambda chapter: chapter.row.level > level, chapters)


def _of_language(draft: _Draft, listed, code, user) -> Iterator[OpenPoint]:
    summary, slug = draft.summary, draft.slug
    if code == summary.original_language:
        return
    desk = reverse("translation:desk", args=[slug, code, "summary"])
    warned = warnings_of(summary.conference, listed, code, user)
    if number := sum(len(each.warnings) for each in warned):
        words = ngettext("%(number)d open warning", "%(number)d open warnings", number)
        address = reverse("translation:warnings", args=[slug, code]) + "?document=summary"
        yield OpenPoint("warnings", number, words % {"number": number}, address)
    questions = open_questions(summary.conference, [code]).filter(text__in=[text.pk for text in listed])
    if number := questions.count():
        words = ngettext("%(number)d open question", "%(number)d open questions", number)
        yield OpenPoint("questions", number, words % {"number": number}, f"{desk}?only=questions")
    yield from _renderings(draft, code)
    if number := _not_revised(draft, code):
        words = ngettext("%(number)d text not revised", "%(number)d texts not revised", number)
        yield OpenPoint("not-revised", number, words % {"number": number}, f"{desk}?only=translated")
    stray = [(text, *each) for text, each in listed.items() if has_stray_mark(text_of(*each, code))]
    if stray:
        places = tuple(draft.desk_place(*each, code) for each in stray)
        yield OpenPoint("marks", len(stray), _("* or ** not closed:"), places=places)


def _renderings(draft: _Draft, code) -> Iterator[OpenPoint]:
    pairs = ((place, draft.original(*each), text_of(*each, code)) for place, each in enumerate(draft.texts))
    number = len(consistency(pairs, draft.summary.original_language))
    if number:
        words = ngettext("%(number)d inconsistent rendering", "%(number)d inconsistent renderings", number)
        address = reverse("translation:consistency", args=[draft.slug, code])
        yield OpenPoint("consistency", number, words % {"number": number}, address)


def _not_revised(draft: _Draft, code) -> int:
    found = (draft.state(row, field, code) for row, field in draft.texts)
    return sum(bool(state and state.is_complete and state.state == Translation.State.TRANSLATED) for state in found)
