"""A document as one HTML file that a reader can keep: with its style inside, no other file, and no script."""

from itertools import groupby
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conference.documents.characters import fit
from conference.documents.document import (
    EntryBlock,
    HeadingBlock,
    NoteBlock,
    ParagraphBlock,
    TableBlock,
    between_marks,
)
from conference.documents.emphasis import runs

_STYLE = mark_safe(Path(__file__).with_name("page.css").read_text(encoding="utf-8"))  # ours, no text of people
_PARTS = ("numbered", "part", "part below-part")


def html_of(document):
    """The bytes of a document as HTML."""
    language = document.language
    page = format_html(
        '<!DOCTYPE html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n'
        '<meta name="viewport" content="width=device-width">\n<style>\n{}</style>\n</head>\n'
        "<body>\n{}{}{}</body>\n</html>\n",
        language.html,
        language.direction,
        document.title or document.identifier or language.name,
        _STYLE,
        _masthead(document.masthead) if document.masthead else "",
        _main(document),
        _element("footer", document.identifier),
    )
    return fit(page).encode()


def _element(name, text, kind="", key="", language=None):
    """An element with a text; empty if there is no text."""
    if not text:
        return ""
    return format_html(
        "<{}{}{}{}>{}</{}>\n",
        name,
        format_html(' id="{}"', key) if key else "",
        format_html(' class="{}"', kind) if kind else "",
        format_html(' lang="{}" dir="{}"', language.html, language.direction) if language else "",
        text,
        name,
    )


def _elements(name, texts, kind="", language=None):
    return format_html_join("", "{}", ((_element(name, text, kind, language=language),) for text in texts))


def _masthead(head):
    facts = _elements("p", head.facts, language=head.facts_language)
    symbol = format_html('<p class="symbol" dir="ltr">{}</p>\n', head.symbol) if head.symbol else ""
    return format_html(
        '<header>\n<div class="masthead">\n<div>\n{}{}</div>\n<div>\n{}{}</div>\n</div>\n{}</header>\n',
        _element("p", head.organization),
        symbol,
        _element("p", head.organ, "organ"),
        _element("div", facts, "facts"),
        _element("div", _elements("p", head.below), "below"),
    )


def _main(document):
    marks = _NoteMarks()
    title = format_html("{}{}", document.title, marks.in_a_row(document.title_notes, document.language))
    body = [
        _element("h1", title),
        _element("p", document.subtitle, "subtitle"),
        _elements("p", (note.text for note in document.notes), "note"),
        _contents(document),
    ]
    for kind, blocks in groupby(document.blocks_in_order(), key=type):
        blocks = list(blocks)
        body += [_entries(blocks)] if kind is EntryBlock else [_block(block, marks, document) for block in blocks]
    body += [_footnotes(document)]
    return _element("main", format_html_join("", "{}", ((part,) for part in body)))


def _contents(document):
    """The headings, each a link to where it stands."""
    headings = document.contents()
    if not headings:
        return ""
    with override(document.language.code):
        title = _("Contents")
    items = ((f"level-{block.level}", block.key, _marked(block.mark, block.text), block.language) for block in headings)
    rows = (
        (kind, _element("span", format_html('<a href="#{}">{}</a>', key, words), language=language))
        for kind, key, words, language in items
    )
    item = '<li class="{}">{}</li>\n'
    return format_html(
        '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">{}</h2>\n<ol>\n{}</ol>\n</nav>\n',
        title,
        format_html_join("", item, rows),
    )


class _NoteMarks:
    """Writes the marks of footnotes, each a link to its note; the note leads back to its first mark."""

    def __init__(self):
        self.written = set()

    def words(self, text, notes, language):
        """A text with its emphasis and the marks of its footnotes."""
        grouped = groupby(runs(text), key=lambda run: run.note in notes)
        return format_html_join("", "{}", ((self._group(*each, notes, language),) for each in grouped))

    def _group(self, is_marks, group, notes, language):
        if is_marks:
            return self.in_a_row([notes[run.note] for run in group], language)
        return format_html_join("", "{}", ((_run(run),) for run in group))

    def in_a_row(self, notes, language):
        rows = (
            (between_marks(note.mark) if place else "", self.of(note, language)) for place, note in enumerate(notes)
        )
        inner = format_html_join("", "{}{}", rows)
        return format_html("<sup>{}</sup>", inner) if notes else ""

    def of(self, note, language):
        place = "" if note.key in self.written else format_html(' id="{}-mark"', note.key)
        self.written.add(note.key)
        with override(language.code):
            name = _("Footnote %(number)s") % {"number": note.mark}
        link = '<a{} href="#{}" role="doc-noteref" aria-label="{}">{}</a>'
        return format_html(link, place, note.key, name, note.mark)


def _footnotes(document):
    """The footnotes at the end, each with the way back."""
    notes = document.footnotes()
    if not notes:
        return ""
    with override(document.language.code):
        heading, back = pgettext("at the foot of a page", "Notes"), _("Back to the text")
    items = (
        (note.key, note.mark, _element("span", _words(note.text), language=note.language), note.key, back)
        for note in notes
    )
    item = '<p id="{}"><sup>{}</sup> {}<a href="#{}-mark" role="doc-backlink" aria-label="{}">↩</a></p>\n'
    return format_html(
        '<section class="footnotes" role="doc-endnotes" aria-label="{}">\n{}</section>\n',
        heading,
        format_html_join("", item, items),
    )


def _words(text):
    return format_html_join("", "{}", ((_run(run),) for run in runs(text)))


def _block(block, marks, document):
    match block:
        case HeadingBlock():
            level = min(max(block.level, 1), 5) + 1
            return _element(f"h{level}", _marked(block.mark, block.text), key=block.key, language=block.language)
        case ParagraphBlock():
            kind = _PARTS[min(block.depth, 2)] if block.mark or block.depth else ""
            words = marks.words(block.text, block.notes, document.language)
            if block.is_quotation:
                quoted = format_html("<p>{}</p>", words)
                return _element("blockquote", quoted, key=block.key, language=block.language)
            if block.depth:
                words = format_html("<span>{}</span>", words)
            return _element("p", _marked(block.mark, words), kind, block.key, block.language)
        case TableBlock():
            return _table(block, marks, document.language)
        case NoteBlock():
            return _element("p", block.text, "note")


def _table(block, marks, language):
    """A table: its number and title as its caption, and the first row as its head."""
    words = marks.words(block.title, block.notes, language)
    title = format_html("{}{}", _element("p", block.mark), _element("p", words, "title", language=block.language))
    head, *rows = [
        format_html_join("", "{}", ((_cell(cell, name, block, marks, language),) for cell in row))
        for row, name in zip(block.rows, ('th scope="col"', *["td"] * len(block.rows)), strict=False)
    ]
    return format_html(
        "<table{}>\n<caption>\n{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        format_html(' id="{}"', block.key) if block.key else "",
        title,
        head,
        format_html_join("", "<tr>{}</tr>\n", ((row,) for row in rows)),
    )


def _cell(cell, name, block, marks, language):
    own = cell.language
    spoken = format_html(' lang="{}" dir="{}"', own.html, own.direction) if own else ""
    words = marks.words(cell.text, block.notes, language)
    return format_html("<{}{}>{}</{}>", mark_safe(name), spoken, words, name[:2])


def _marked(mark, words):
    return format_html('<span class="mark">{}</span> {}', mark, words) if mark else words


def _run(run):
    name = "strong" if run.bold else "em" if run.italic else ""
    words = format_html('<a href="{}">{}</a>', run.link, run.text) if run.link else run.text
    return format_html("<{}>{}</{}>", name, words, name) if name else words


def _entries(entries):
    rows = format_html_join("", "<li>\n{}{}</li>\n", ((_element("p", e.when, "when"), _what(e)) for e in entries))
    kind = "entries timed" if any(entry.when for entry in entries) else "entries"
    return _element("ul", rows, kind)


def _what(entry):
    """What stands beside the time. The kind and the labels of lists are in the document's language, items in theirs."""
    words = format_html("{}{}", _element("p", entry.title, "title"), _elements("p", entry.lines))
    return format_html(
        '<div class="what">\n{}{}{}</div>\n',
        _element("p", entry.kind, "kind"),
        _element("div", words, language=entry.language) if entry.language else words,
        format_html_join("", "{}", ((_list(each),) for each in entry.lists)),
    )


def _list(each):
    items = (
        (_element("p", _marked(mark, _item(item)), "item", language=item.language),)
        for mark, item in each.marked_items()
    )
    return format_html("{}{}", _element("p", each.label, "label"), format_html_join("", "{}", items))


def _item(item):
    lead = format_html("<b>{}</b>", item.lead) if item.lead else ""
    return format_html("{}{}{}", item.before, lead, item.text)
