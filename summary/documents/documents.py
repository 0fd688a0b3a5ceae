"""The documents of a Summary: an edition, or the draft, in one language and one format."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from conference.documents.document import (
    HeadingBlock,
    Masthead,
    NoteBlock,
    ParagraphBlock,
    PrintedDocument,
    PrintedNote,
    TableBlock,
    TableCellText,
)
from conference.documents.emphasis import note_labels
from conference.documents.html import html_of
from conference.documents.pdf import pdf_of
from conference.documents.plain_text import plain_text_of
from conference.documents.writers import word_of
from conference.house import current_house
from conference.languages import official
from summary.documents.akoma_ntoso import akoma_ntoso_of
from summary.text.content import has_contents
from summary.text.reading import SummaryText
from summary.text.set_phrases import (
    date_of,
    distribution_of,
    facts_language,
    kind_of,
    name_of,
    original_of,
    place_of,
    version_of,
)

# Each format by the ending of its files, with its media type (RFC 6838).
FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xml": "application/akn+xml",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_COLONS = (":", "：")
_WRITERS = {"pdf": pdf_of, "docx": word_of, "html": html_of, "txt": plain_text_of}


def document_of(content, code, name, edition=None):
    """The bytes of a document in a format of `FORMATS`, the same each time; `edition` is None for the draft."""
    if name == "xml":
        return akoma_ntoso_of(content, code, edition)
    return _WRITERS[name](summary_document(content, code))


def summary_document(content, code):
    """A Summary, or what a corrigendum corrects, as a paper in one language."""
    text = SummaryText(content)
    with override(code):
        corrects = content["kind"] == "corrigendum"
        return PrintedDocument(
            language=official(code),
            title=_text(content, content["title"], code)[0],
            subtitle=kind_of(content) if content["kind"] not in ("first", "draft") else "",
            dated=_dated(content),
            masthead=_masthead(content, code),
            identifier=name_of(content) if content["full_symbol"] or content["kind"] == "draft" else "",
            notes=tuple(NoteBlock(words) for words in _notes(content, code)),
            blocks=tuple(_corrections(text, code) if corrects else _blocks(text, code)),
            title_notes=() if corrects else tuple(_note(content, note, code) for note in text.title_notes),
            has_contents=not corrects and has_contents(content),
        )


def _dated(content):
    """The day in the metadata: that of the document, for a draft without one the last day of the dialogue."""
    return date.fromisoformat(content["dated_on"] or content["conference"]["ends_on"])


def _masthead(content, code):
    conference, is_draft = content["conference"], content["kind"] == "draft"
    below = (conference["organ_session"], content["agenda_item"])
    return Masthead(
        organization=current_house().name(),
        organ=_text(content, conference["organ"], code)[0],
        symbol=content["full_symbol"] or (_("Draft") if is_draft else ""),
        distribution=distribution_of(content),
        date=date_of(content),
        version=version_of(content),
        original=original_of(content),
        facts_language=None if facts_language().code == code else facts_language(),
        below=tuple(words for words, __ in (_text(content, each, code) for each in below) if words),
    )


def _notes(content, code):
    if content["kind"] == "draft":
        yield _("Draft, not public")
    if content["conference"]["purpose"] == "rehearsal":
        yield f"{_('Rehearsal.')} {_('For training and trial only; nothing on these pages takes place.')}"
    note, __ = _text(content, content["note"], code)
    if note:
        yield note


def _text(content, texts, code):
    """A text in a language, else in the original one: (text, the other language or None)."""
    if texts[code]:
        return texts[code], None
    original = content["original_language"]
    return (texts[original], official(original)) if texts[original] else ("", None)


def _blocks(text, code):
    content = text.content
    notes = {label: _note(content, note, code) for label, note in text.notes(code).items()}
    for section in text.sections:
        words, language = _text(content, section.heading, code)
        yield HeadingBlock(words, section.level, section.mark(code), section.anchor, language)
        for paragraph in section.paragraphs:
            for row in paragraph.in_order():
                yield _paragraph(content, row, code, notes)


def _paragraph(content, row, code, notes):
    if row.table:
        return _table(content, row, code, notes)
    words, language = _text(content, row.text, code)
    introduces = bool(row.parts) or words.endswith(_COLONS)
    marked = {label: notes[label] for label in note_labels(words) if label in notes}
    place = (row.mark(code), row.depth, row.anchor, language)
    return ParagraphBlock(words, *place, is_quotation=row.is_quotation, introduces=introduces, notes=marked)


def _table(content, row, code, notes):
    title, language = _text(content, row.text, code)
    rows = tuple(tuple(TableCellText(*_text(content, cell.text, code)) for cell in cells) for cells in row.rows)
    table = TableBlock(row.mark(code), title, rows, row.anchor, language)
    labels = {label for text in table.texts() for label in note_labels(text)}
    return replace(table, notes={label: notes[label] for label in labels if label in notes})


def _note(content, note, code):
    words, language = _text(content, note.text, code)
    return PrintedNote(note.mark(code), words, note.anchor, language)


def _corrections(text, code):
    content, notes = text.content, text.notes(code)
    printed = {label: _note(content, note, code) for label, note in notes.items()}
    for correction in text.corrections(code):
        yield ParagraphBlock(place_of(correction), introduces=True)
        words = _text(content, correction.texts, code)[0]
        marked = {label: printed[label] for label in note_labels(words) if label in printed}
        yield ParagraphBlock(words, depth=1, notes=marked)
