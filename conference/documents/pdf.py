"""A document as PDF: accessible (PDF/UA-1), archivable (PDF/A-2a), and the same bytes each time.

`document.typ` defines the layout. Texts are passed to it as data, so that nothing that people write is read as markup.
Arabic and Chinese have no italics: there *emphasis* is printed bold.
"""

import json
import re
import threading
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from conference.caches import constant
from conference.documents.document import EntryBlock, HeadingBlock, LetterBlock, NoteBlock, ParagraphBlock
from conference.documents.emphasis import runs
from conference.documents.fonts import FOLDERS, printable
from conference.documents.pdf_diacritics import with_marks_apart

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

_compiling = threading.Lock()  # typst's compiler serves one thread at a time


def pdf_of(document):
    """The bytes of a document as PDF."""
    described = json.dumps(_described(document), ensure_ascii=False)
    at = datetime.combine(document.dated, time(), UTC)
    with _compiling:
        pdf = _compiler().compile(
            sys_inputs={"document": described}, format="pdf", pdf_standards=_STANDARDS, timestamp=at
        )
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
        "identifier": printable(document.identifier),
        "running": printable((document.masthead and document.masthead.symbol) or document.identifier),
        "masthead": _masthead(document.masthead) if document.masthead else None,
        "letterhead": _letterhead(document.letterhead) if document.letterhead else None,
        "notes": [printable(note.text) for note in document.notes],
        "timed": any(isinstance(block, EntryBlock) and block.when for block in document.blocks),
        "blocks": _blocks(document),
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
        "facts": [printable(fact) for fact in (head.distribution, head.date, head.original) if fact],
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
        if isinstance(block, HeadingBlock):
            level = min(block.level, level + 1)
        language = getattr(block, "language", None)
        other = language is not None and language != document.language
        described.append(_block(block, level) | {"language": setting_of(language) if other else None})
    return described


def _block(block, level):
    match block:
        case HeadingBlock():
            mark, text = printable(block.mark), printable(block.text)
            return {"kind": "heading", "level": level, "shown": block.level, "mark": mark, "text": text}
        case ParagraphBlock():
            parts = [{"text": printable(run.text), "bold": run.bold, "italic": run.italic} for run in runs(block.text)]
            return {"kind": "paragraph", "depth": block.depth, "mark": printable(block.mark), "runs": parts}
        case EntryBlock():
            lines = [printable(line) for line in block.lines]
            long = sum(map(len, lines)) > 800  # a shorter one is kept on one page
            title, when = printable(block.title), printable(block.when)
            return {"kind": "entry", "when": when, "title": title, "lines": lines, "long": long}
        case LetterBlock():
            lines = [printable(line) for line in block.lines]
            return {"kind": "letter", "lines": lines, "signature": block.is_signature}
        case NoteBlock():
            return {"kind": "note", "text": printable(block.text)}
