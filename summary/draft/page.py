"""What the page of the draft shows, and how it answers an act: with itself as it then stands."""

from dataclasses import dataclass, field
from itertools import count

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.answers import answer, is_script
from conference.caches import constant
from conference.documents.emphasis import STRAY_MARK, has_stray_mark, note_mark
from conference.languages import texts
from conference.languages.lists import full_stop, in_sentences
from conference.languages.sentences import sentences
from conference.loading import key_in
from conference.refusals import Refusal
from summary.draft.pieces import Pieces
from summary.draft.rows import DrawnRows
from summary.draft.sources import key_of, may_source, reflected, source_items
from summary.models import Comment, Footnote, Paragraph, Section, Source, Suggestion, TableCell
from summary.page_context import page_context
from summary.suggestions.reading import SuggestionReading
from summary.suggestions.rules import decides, suggests
from summary.suggestions.words import marked
from summary.text.numbering import cell_citation, cell_name, footnote_mark, section_mark, title_note_mark
from summary.text.outline import outline_of
from summary.text.progress import words_of
from summary.text.shown import short
from summary.text.writing import digest
from translation.models import Version
from translation.texts.registry import text_of


@dataclass
class DraftText:
    """A text on the page: a heading, a footnote, or a paragraph with its footnotes, sources, comments and versions.

    `base_version` is the digest of the text as shown; a save sends it back, so that a change made since is noticed.
    """

    row: object
    kind: str
    field: str
    mark: str
    text: str
    base_version: str
    depth: int = 0
    last: Version | None = None
    set_aside: int = 0
    sources: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    sentences: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    name: str = ""  # of a cell: "B2"
    table: list = field(default_factory=list)  # the cells of a table, row by row
    suggestions: list = field(default_factory=list)

    @property
    def key(self):
        return f"{self.kind}:{self.row.pk}"

    @property
    def marked(self):
        """The text in parts, where comments are about words of it."""
        return marked(self.text, self.comments)

    @property
    def title(self):
        """The text of a heading, as a list of many shows it."""
        return short(self.text, 60)

    @property
    def saved(self):
        """Who has saved it, in words, and whether a mark of emphasis in it is not closed."""
        words = _("Saved by %(name)s") % {"name": self.last.by} if self.last and self.last.by else ""
        if not has_stray_mark(self.text):
            return words
        return in_sentences((f"{words}{full_stop()}" if words else "", STRAY_MARK))

    @property
    def open_comments(self):
        return sum(comment.resolved_at is None for comment in self.comments)


@dataclass
class DraftSection:
    """A section of the page with its paragraphs."""

    heading: DraftText
    paragraphs: list


# What stands on the page of the draft in the place of a number, where there is none.
SIGNS = {Paragraph.Form.UNNUMBERED: "¶", Paragraph.Form.QUOTATION: "“ ”"}


def context_of(request, summary):
    """All that the page of the draft shows, in a number of queries that is the same for every size."""
    items = {item.key: item for item in source_items(summary.conference)}
    chapters = outline_of(summary)
    used = reflected(summary)
    number, most = words_of(summary, chapters)
    details = _DraftDetails(summary, items)
    parts = _parts(chapters, details)
    return {
        **page_context(request, summary),
        "parts": parts,
        **_notes(chapters, details),
        "removed": _removed(summary),
        "unreflected": _by_session([item for key, item in items.items() if key not in used]),
        "silent": _not_reflected_at_all(items, used),
        "item_count": len(items),
        "words": number,
        "most_words": most,
        "writes": summary.takes_original_from(request.user),
        "sources_open": may_source(summary, request.user),
        "suggests": suggests(summary, request.user),
        "decides": decides(summary, request.user),
        "suggestion_count": sum(len(shown.suggestions) for part in parts for shown in part.paragraphs),
        "moving": key_in(request.GET.get("move", "")),
        "rows": DrawnRows(Pieces(_shown_by(request))),
    }


def _shown_by(request):
    """The name of the answer that a script's page shows; it gets only what differs from that."""
    return request.headers.get("Rostrum-Shown", "") if is_script(request) else ""


def _parts(chapters, details):
    code, counted = get_language(), count(1)
    found = []
    for chapter in chapters:
        mark = section_mark(chapter.row.level, chapter.number, code)
        heading = details.shown(chapter.row, "section", "heading", mark, chapter.row.level)
        paragraphs = []
        for node in chapter.walk():
            mark = node.mark(code) or SIGNS[node.row.form]
            shown = details.shown(node.row, "paragraph", "text", mark, node.depth)
            marks = ((note, footnote_mark(next(counted), code)) for note in node.notes)
            shown.table = [
                [details.cell(cell, node.table, row, column) for column, cell in enumerate(cells, 1)]
                for row, cells in enumerate(node.cells, 1)
            ]
            shown.notes = [details.shown(note, "footnote", "text", mark, 0) for note, mark in marks]
            paragraphs.append(shown)
        found.append(DraftSection(heading, paragraphs))
    return found


def _notes(chapters, details):
    """The notes to the title, and the footnotes whose mark is in no text, which are shown by it."""
    code = get_language()
    unplaced = [(note, note_mark(label)) for label, note in chapters.unplaced.items()]
    to_title = [(note, title_note_mark(place, code)) for place, note in enumerate(chapters.to_title, 1)]
    shown = {
        name: [details.shown(note, "footnote", "text", mark, 0) for note, mark in notes]
        for name, notes in (("title_notes", to_title), ("unplaced_notes", unplaced))
    }
    shown["unplaced_notes"] = [note for note in shown["unplaced_notes"] if note.text]
    return shown | {"unknown_marks": [note_mark(label) for __, label in chapters.unknown_marks]}


class _DraftDetails:
    """What hangs on the texts of a draft, read with a query for each kind."""

    def __init__(self, summary, items):
        self.original = summary.original_language
        self.versions, self.set_aside = {}, {}
        kinds = [model._meta.label_lower for model in (Section, Paragraph, TableCell, Footnote)]
        rows = Version.objects.filter(
            text__conference=summary.conference, text__subject_type__in=kinds, language=self.original
        )
        for row in rows.select_related("by", "text").defer("words").order_by("number"):
            place = row.text.subject_type, row.text.subject_id
            if row.set_aside_at:
                self.set_aside[place] = self.set_aside.get(place, 0) + 1
            else:
                self.versions[place] = row
                self.set_aside[place] = 0
        self.sources = _grouped(
            (row.paragraph_id, items.get(key_of(row)))
            for row in Source.objects.filter(paragraph__section__summary=summary)
        )
        comments = Comment.objects.filter(paragraph__section__summary=summary).select_related("by", "resolved_by")
        self.comments = _grouped((row.paragraph_id, row) for row in comments)
        suggestions = Suggestion.objects.to_decide(summary).select_related("by")
        self.suggestions = _grouped((row.paragraph_id, row) for row in suggestions)

    def cell(self, cell, table, row, column):
        """A cell of a table, by the numbers of the table, the row and the column."""
        shown = self.shown(cell, "cell", "text", cell_citation(table, row, column, get_language()), 0)
        shown.name = cell_name(row, column)
        return shown

    def shown(self, row, kind, name, mark, depth):
        is_paragraph = kind == "paragraph"
        place = row._meta.label_lower, row.pk
        text = text_of(row, name, self.original)
        return DraftText(
            row=row,
            kind=kind,
            field=name,
            mark=mark,
            text=text,
            base_version=digest(text),
            depth=depth,
            last=self.versions.get(place),
            set_aside=self.set_aside.get(place, 0),
            sources=self.sources.get(row.pk, []) if is_paragraph else [],
            comments=self.comments.get(row.pk, []) if is_paragraph else [],
            sentences=_before_last(text, self.original) if is_paragraph else [],
            suggestions=[SuggestionReading(each, text) for each in self.suggestions.get(row.pk, ())]
            if is_paragraph
            else [],
        )


@constant(6000)
def _before_last(text, language):
    """The sentences of a paragraph behind which it can be split."""
    return sentences(text, language)[:-1]


def _grouped(pairs):
    found = {}
    for key, value in pairs:
        if value is not None:
            found.setdefault(key, []).append(value)
    return found


def _removed(summary):
    """What was removed by itself and not merged, so that it can be put back."""
    rows = Paragraph.objects.removed().filter(section__summary=summary).select_related("merged_into")
    return [(row, text_of(row, "text", summary.original_language)) for row in rows.order_by("-removed_at")]


def _by_session(items):
    found = {}
    for item in items:
        found.setdefault(item.session, []).append(item)
    return [(texts(session, "title"), items) for session, items in found.items()]


def _not_reflected_at_all(items, used):
    """The delegations that took the floor and on nothing of which a paragraph rests."""
    took = {item.who: False for item in items.values() if item.is_intervention and not item.is_answer}
    for key in used:
        if key in items and items[key].who in took:
            took[items[key].who] = True
    return [texts(who, "name") for who, is_reflected in took.items() if not is_reflected]


def page(request, summary, status=200, **more):
    context = {**context_of(request, summary), **more}
    return render(request, "summary/draft/draft.html", {**context, "unplaced": _unplaced(**context)}, status=status)


def _unplaced(parts, writes, suggests, sent=None, **context):
    """The words of a save that was refused, where the page has no form any more to give them back in."""
    texts = [shown for part in parts for shown in (part.heading, *part.paragraphs)]
    notes = [note for shown in texts for note in shown.notes]
    notes += [cell for shown in texts for cells in shown.table for cell in cells]
    notes += [*context.get("title_notes", ()), *context.get("unplaced_notes", ())]
    places = {shown.key for shown in (*texts, *notes)} if writes else set()
    if suggests:
        places |= {f"suggestion:{shown.row.pk}" for part in parts for shown in part.paragraphs}
    return sent["text"] if sent and sent["key"] not in places else ""


def act_on_draft(request, summary, act, row=None, **written):
    """Do an act and answer it: the script gets the parts as they then stand, a form the page at the row.

    `written` is what the page gives back where the act is refused.
    """
    message, status = "", 200
    try:
        if act is None:
            raise Refusal(_("Choose what is to be done."))
        done = act(by=request.user, at=timezone.now())
        row = done if isinstance(done, Paragraph | TableCell | Footnote) else row
    except Refusal as refusal:
        message, status = str(refusal), 409
    summary.refresh_from_db()
    name = "cell" if isinstance(row, TableCell) else row and row._meta.model_name
    anchor = f"row-{name}-{row.pk}" if row is not None else ""
    if is_script(request):
        shown = {**context_of(request, summary), **(written if message else {})}
        html = render_to_string("summary/draft/_draft.html", shown, request)
        return answer(message, status=status, html=html, focus=anchor)
    if message:
        return page(request, summary, message=message, status=status, **written)
    address = reverse("summary:draft", args=[summary.conference.slug])
    return redirect(f"{address}#{anchor}" if anchor else address)
