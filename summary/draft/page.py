"""What the page of the draft shows, and how it answers an act: with itself as it then stands."""

from dataclasses import dataclass, field

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.answers import answer, is_script
from conference.languages import texts
from conference.languages.sentences import sentences
from conference.loading import key_in
from conference.refusals import Refusal
from summary.draft.rows import DrawnRows, short
from summary.draft.sources import key_of, may_source, reflected, source_items
from summary.models import Comment, Paragraph, Section, Source
from summary.page_context import page_context
from summary.text.numbering import paragraph_mark, part_mark, section_mark
from summary.text.outline import outline_of
from summary.text.progress import words_of
from summary.text.writing import digest
from translation.models import Version
from translation.texts.registry import text_of


@dataclass
class DraftText:
    """A text on the page: a heading, or a paragraph with its sources, comments and versions.

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

    @property
    def key(self):
        return f"{self.kind}:{self.row.pk}"

    @property
    def title(self):
        """The text of a heading, as a list of many shows it."""
        return short(self.text, 60)

    @property
    def saved(self):
        """Who has saved it, in words."""
        return _("Saved by %(name)s") % {"name": self.last.by} if self.last and self.last.by else ""

    @property
    def open_comments(self):
        return sum(comment.resolved_at is None for comment in self.comments)


@dataclass
class DraftSection:
    """A section of the page with its paragraphs."""

    heading: DraftText
    paragraphs: list


def context_of(request, summary):
    """All that the page of the draft shows, in a number of queries that is the same for every size."""
    items = {item.key: item for item in source_items(summary.conference)}
    chapters = outline_of(summary)
    used = reflected(summary)
    number, most = words_of(summary, chapters)
    return {
        **page_context(request, summary),
        "parts": _parts(summary, chapters, items),
        "removed": _removed(summary),
        "unreflected": _by_session([item for key, item in items.items() if key not in used]),
        "silent": _not_reflected_at_all(items, used),
        "item_count": len(items),
        "words": number,
        "most_words": most,
        "writes": summary.takes_original_from(request.user),
        "sources_open": may_source(summary, request.user),
        "moving": key_in(request.GET.get("move", "")),
        "rows": DrawnRows(),
    }


def _parts(summary, chapters, items):
    code = get_language()
    details = _DraftDetails(summary, items)
    found = []
    for chapter in chapters:
        mark = section_mark(chapter.row.level, chapter.number, code)
        heading = details.shown(chapter.row, "section", "heading", mark, chapter.row.level)
        paragraphs = [
            details.shown(node.row, "paragraph", "text", _mark(node, code), node.depth) for node in chapter.walk()
        ]
        found.append(DraftSection(heading, paragraphs))
    return found


def _mark(node, code):
    return part_mark(node.depth, node.number, code) if node.depth else paragraph_mark(node.number, code)


class _DraftDetails:
    """What hangs on the texts of a draft, read with a query for each kind."""

    def __init__(self, summary, items):
        self.original = summary.original_language
        self.versions, self.set_aside = {}, {}
        kinds = [model._meta.label_lower for model in (Section, Paragraph)]
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
            sentences=sentences(text, self.original)[:-1] if is_paragraph else [],
        )


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


def _unplaced(parts, writes, sent=None, **context):
    """The words of a save that was refused, where the page has no form any more to give them back in."""
    places = {shown.key for part in parts for shown in (part.heading, *part.paragraphs)} if writes else ()
    return sent["text"] if sent and sent["key"] not in places else ""


def act_on_draft(request, summary, act, row=None):
    """Do an act and answer it: the script gets the parts as they then stand, a form the page at the row."""
    message, status = "", 200
    try:
        if act is None:
            raise Refusal(_("Choose what is to be done."))
        done = act(by=request.user, at=timezone.now())
        row = done if isinstance(done, Paragraph) else row
    except Refusal as refusal:
        message, status = str(refusal), 409
    summary.refresh_from_db()
    anchor = f"row-{row._meta.model_name}-{row.pk}" if row is not None else ""
    if is_script(request):
        html = render_to_string("summary/draft/_draft.html", context_of(request, summary), request)
        return answer(message, status=status, html=html, focus=anchor)
    if message:
        return page(request, summary, message=message, status=status)
    address = reverse("summary:draft", args=[summary.conference.slug])
    return redirect(f"{address}#{anchor}" if anchor else address)
