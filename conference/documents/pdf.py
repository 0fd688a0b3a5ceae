"""A document as PDF: accessible (PDF/UA-1), archivable (PDF/A-2a), and the same bytes each time.

`document.typ` defines the layout. Texts are passed to it as data, so that nothing that people write is read as markup.
Arabic and Chinese have no italics: there *emphasis* is printed bold.
"""

import json
import re
import threading
from datetime import UTC, datetime, time
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conference.caches import constant
from conference.documents.document import (
    ColumnsBlock,
    EntryBlock,
    HeadingBlock,
    LetterBlock,
    NoteBlock,
    ParagraphBlock,
    TableBlock,
    between_marks,
)
from conference.documents.emphasis import runs
from conference.documents.fonts import FOLDERS, printable
from conference.documents.pdf_diacritics import with_marks_apart
from conference.house import emblem_as_svg
from conference.on_demand import on_demand

typst = on_demand("typst")

_TEMPLATE = Path(__file__).with_name("document.typ")
_STANDARDS = ["ua-1", "a-2a"]
# The font of a language comes first; the others are for characters that it lacks. Amiri is small for its size, and
# its letters reach far above and below the line.
_SETTINGS = {
    "ar": {"fonts": ["Amiri", "Noto Serif", "Noto Sans SC"], "size": 12.5, "leading": 0.95},
    "zh-hans": {"fonts": ["Noto Sans SC", "Noto Serif", "Amiri"], "size": 10.5, "leading": 0.85},
}
_OTHER_SETTING = {"fonts": ["Noto Serif", "Amiri", "Noto Sans SC"], "size": 10, "leading": 0.75}
_REGIONS = {"zh-hans": "cn"}  # by which typst chooses simplified characters

_MENDED = re.compile("[\u0300-\u036f\u0590-\u08ff]")  # combining accents, and scripts from right to left

# By which lengths are estimated, for a decision that need not be exact; to measure them would take longer.
_COLUMN_MM, _ENTRY_MM = 80, 130
_LINES_OF_A_COLUMN, _LINES_OF_HALF_A_PAGE = 52, 17
_MM_OF_A_CHARACTER = {"zh-hans": 3.7, "ar": 1.65}

_compiling = threading.Lock()  # typst's compiler serves one thread at a time


def pdf_of(document):
    """The bytes of a document as PDF."""
    described = json.dumps(_described(document), ensure_ascii=False)
    at = datetime.combine(document.dated, time(), UTC)
    inputs = {"document": described, "emblem": emblem_as_svg()}
    with _compiling:
        pdf = _compiler().compile(sys_inputs=inputs, format="pdf", pdf_standards=_STANDARDS, timestamp=at)
    return with_marks_apart(pdf) if _MENDED.search(described) else pdf


@constant()
def _compiler():
    return typst.Compiler(
        input=str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(folder) for folder in FOLDERS.values()],
        ignore_system_fonts=True,
    )


def _described(document):
    """The data that document.typ reads."""
    return {
        "language": setting_of(document.language),
        "title": printable(document.title or document.identifier) or document.language.name,
        "subtitle": printable(document.subtitle),
        "author": _author(document),
        "dated": [document.dated.year, document.dated.month, document.dated.day],
        **_running(document),
        "programme": document.is_programme,
        "masthead": _masthead(document.masthead) if document.masthead else None,
        "letterhead": _letterhead(document.letterhead) if document.letterhead else None,
        "notes": [printable(note.text) for note in document.notes],
        "title-notes": _title_notes(document),
        "timed": any(isinstance(block, EntryBlock) and block.when for block in document.blocks),
        "contents": _contents(document),
        "blocks": _blocks(document),
    }


def _contents(document):
    """What stands above the page of contents and above the numbers of its pages; None without such a page."""
    if not document.contents():
        return None
    with override(document.language.code):
        return {"title": _("Contents"), "page": pgettext("above the numbers of pages", "Page")}


def _running(document):
    """What stands above each page but the first and at the foot of each: not the same in both."""
    symbol = document.masthead.symbol if document.masthead else ""
    above = symbol or document.identifier
    return {
        "running": printable(above),
        "identifier": printable("" if document.identifier == above else document.identifier),
    }


def setting_of(language):
    """How texts in a language are printed: fonts, size and leading in points and ems, direction."""
    return _SETTINGS.get(language.code, _OTHER_SETTING) | {
        "lang": language.exchange,
        "region": _REGIONS.get(language.code),
        "direction": language.direction,
    }


def _masthead(head):
    return {
        "organization": printable(head.organization),
        "organ": printable(head.organ),
        "symbol": printable(head.symbol),
        "facts": [printable(fact) for fact in head.facts],
        "facts_language": setting_of(head.facts_language) if head.facts_language else None,
        "below": [printable(line) for line in head.below],
    }


def _author(document):
    head = document.masthead or document.letterhead
    return printable(head.organization) if head else ""


def _letterhead(head):
    return {
        "organization": printable(head.organization),
        "organ": printable(head.organ),
        "dialogue": printable(head.dialogue),
        **{name: [printable(line) for line in getattr(head, name)] for name in ("sender", "details", "recipient")},
    }


def _blocks(document):
    """The blocks; no heading is more than one level below the one before it (PDF/UA-1, 7.4)."""
    described, level = [], 0
    for block in document.blocks:
        if isinstance(block, ColumnsBlock):
            described.append({"kind": "columns", "columns": _columns(block, document.language)})
            continue
        if isinstance(block, HeadingBlock):
            level = min(block.level, level + 1)
        described.append(_block(block, level, document.language) | _other(block, document.language))
    _tell_first_marks(described)
    return described


def _tell_first_marks(blocks):
    """Says of each mark of a footnote whether its note was printed before, and what parts it from the mark before."""
    seen = set()
    texts = [text for block in blocks for text in _texts_of(block)]
    for text in texts:
        before = None
        for run in text:
            note = run["note"]
            if note:
                separator = between_marks(note["mark"]) if before else ""
                run["note"] = {**note, "again": note["key"] in seen, "separator": separator}
                seen.add(note["key"])
            before = note


def _texts_of(block):
    """The texts of a block that may have marks of footnotes, each in runs, in the order of reading."""
    if block["kind"] == "table":
        return [block["title"], *(cell["runs"] for row in block["rows"] for cell in row)]
    return [block["runs"]] if "runs" in block else []


def _other(block, language):
    """The language of a block if it is another one than the document's."""
    own = getattr(block, "language", None)
    return {"language": setting_of(own) if own is not None and own != language else None}


def _columns(block, language):
    """The sections of columns, each a heading and what follows it, in two of about the same length.

    They are in one column where two would be longer than a page.
    """
    sections, lengths = [], []
    for each in block.blocks:
        if isinstance(each, HeadingBlock):
            sections.append([])
            lengths.append(0)
        sections[-1].append(_block(each, 1, language) | _other(each, language))
        lengths[-1] += _lines_of(each.text, _COLUMN_MM, language) + 1
    splits = range(1, len(sections) + 1)
    longest = {place: max(sum(lengths[:place]), sum(lengths[place:])) for place in splits}
    split = min(splits, key=longest.get)
    if split == len(sections) or longest[split] > _LINES_OF_A_COLUMN:
        return [sections]
    return [sections[:split], sections[split:]]


def _lines_of(text, width, language):
    """About how many lines a text takes up in a column of so many millimetres."""
    return 1 + len(text) * _MM_OF_A_CHARACTER.get(language.code, 1.9) // width


def _block(block, level, language):
    match block:
        case HeadingBlock():
            mark, text = printable(block.mark), printable(block.text)
            return {"kind": "heading", "level": level, "shown": block.level, "mark": mark, "text": text}
        case ParagraphBlock():
            notes = {label: _footnote(note, language) for label, note in block.notes.items()}
            parts = _runs(block.text, notes)
            mark = printable(block.mark)
            facts = {"depth": block.depth, "mark": mark, "runs": parts, "introduces": block.introduces}
            return {"kind": "quotation" if block.is_quotation else "paragraph", **facts}
        case TableBlock():
            return _table(block, language)
        case EntryBlock():
            return _entry(block, language)
        case LetterBlock():
            lines = [printable(line) for line in block.lines]
            return {"kind": "letter", "lines": lines, "signature": block.is_signature}
        case NoteBlock():
            return {"kind": "note", "text": printable(block.text)}


def _table(block, language):
    notes = {label: _footnote(note, language) for label, note in block.notes.items()}
    rows = [[{"runs": _runs(cell.text, notes)} | _other(cell, language) for cell in row] for row in block.rows]
    facts = {"mark": printable(block.mark), "title": _runs(block.title, notes), "widths": block.widths()}
    return {"kind": "table", **facts, "rows": rows}


def _runs(text, notes):
    """The runs of a text; of the mark of a footnote, the footnote."""
    return [
        {
            "text": printable(run.text),
            "bold": run.bold,
            "italic": run.italic,
            "note": notes.get(run.note),
            "link": run.link,
        }
        for run in runs(text)
    ]


def _footnote(note, language):
    facts = {"key": note.key, "mark": printable(note.mark), "runs": _runs(note.text, {}), "again": False}
    return facts | {"separator": ""} | _other(note, language)


def _title_notes(document):
    notes = [_footnote(note, document.language) for note in document.title_notes]
    return [{**note, "separator": between_marks(note["mark"]) if place else ""} for place, note in enumerate(notes)]


def _entry(block, language):
    with override(language.code):
        over = _("%(title)s (continued)") % {"title": block.kind or block.title} if block.title else ""
    return {
        "kind": "entry",
        "when": printable(block.when),
        "above": printable(block.kind),
        "title": printable(block.title),
        "lines": [printable(line) for line in block.lines],
        "lists": [_list(each, language) for each in block.lists],
        "continued": printable(over),
        "goes-on": block.is_continuation,
        "long": _is_long(block, language),
    }


def _is_long(entry, language):
    """Whether an entry takes up more than about half of a page, with its title and the room above its lists."""
    texts = [
        *entry.lines,
        *(text for each in entry.lists for text in (each.label, *(item.words for item in each.items))),
    ]
    return sum(_lines_of(text, _ENTRY_MM, language) for text in texts) > _LINES_OF_HALF_A_PAGE


def _list(each, language):
    items = [
        {"mark": mark, "before": printable(item.before), "lead": printable(item.lead), "text": printable(item.text)}
        | _other(item, language)
        for mark, item in each.marked_items()
    ]
    return {"label": printable(each.label), "items": items}
