"""A paper as PDF: tagged for readers with assistive technology (PDF/UA-1), fit to be archived (PDF/A-2a), right to left
where the language is, and the same bytes each time.

`paper.typ` says how a paper looks. The texts go to it as data, so that nothing that people write is read as markup.
Text in Arabic and Chinese is not slanted: there *emphasis* is set bold, so that it is not lost.
"""

import json
import re
import threading
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import typst

from conference.documents.document import Entry, Heading, Note, Paragraph
from conference.documents.emphasis import runs
from conference.documents.fonts import FOLDERS, printable
from conference.documents.pdf_diacritics import with_marks_apart

_TEMPLATE = Path(__file__).with_name("paper.typ")
_STANDARDS = ["ua-1", "a-2a"]
# The font of a language comes first; the others stand in for what it lacks. Amiri is small for its size, and its
# letters reach far above and below the line.
_SETTINGS = {
    "ar": {"fonts": ["Amiri", "Noto Serif", "Noto Sans SC"], "size": 12.5, "leading": 0.95},
    "zh-hans": {"fonts": ["Noto Sans SC", "Noto Serif", "Amiri"], "size": 10.5, "leading": 0.85},
}
_OTHER_SETTING = {"fonts": ["Noto Serif", "Amiri", "Noto Sans SC"], "size": 10, "leading": 0.75}
_REGIONS = {"zh-hans": "cn"}  # what typst knows of simplified characters

_MENDED = re.compile("[\u0300-\u036f\u0590-\u08ff]")  # accents, and what is written from right to left

_compiling = threading.Lock()  # typst's compiler serves one thread at a time


def pdf_of(paper):
    """The bytes of a paper as PDF."""
    described = json.dumps(_described(paper), ensure_ascii=False)
    at = datetime.combine(paper.dated, time(), UTC)
    with _compiling:
        pdf = _compiler().compile(sys_inputs={"paper": described}, format="pdf", pdf_standards=_STANDARDS, timestamp=at)
    return with_marks_apart(pdf) if _MENDED.search(described) else pdf


@cache
def _compiler():
    return typst.Compiler(
        input=str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(folder) for folder in FOLDERS.values()],
        ignore_system_fonts=True,
    )


def _described(paper):
    """What paper.typ reads."""
    return {
        "language": setting_of(paper.language),
        "title": printable(paper.title or paper.identifier) or paper.language.name,
        "subtitle": printable(paper.subtitle),
        "author": printable(paper.masthead.organization) if paper.masthead else "",
        "dated": [paper.dated.year, paper.dated.month, paper.dated.day],
        "identifier": printable(paper.identifier),
        "running": printable((paper.masthead and paper.masthead.symbol) or paper.identifier),
        "masthead": _masthead(paper.masthead) if paper.masthead else None,
        "notes": [printable(note.text) for note in paper.notes],
        "timed": any(isinstance(block, Entry) and block.when for block in paper.blocks),
        "blocks": _blocks(paper),
    }


def setting_of(language):
    """How texts in a language are set."""
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


def _blocks(paper):
    """The blocks; no heading is more than one level below the one before, which PDF/UA requires."""
    described, level = [], 0
    for block in paper.blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
        language = getattr(block, "language", None)
        other = language is not None and language != paper.language
        described.append(_block(block, level) | {"language": setting_of(language) if other else None})
    return described


def _block(block, level):
    match block:
        case Heading():
            mark, text = printable(block.mark), printable(block.text)
            return {"kind": "heading", "level": level, "shown": block.level, "mark": mark, "text": text}
        case Paragraph():
            parts = [{"text": printable(run.text), "bold": run.bold, "italic": run.italic} for run in runs(block.text)]
            return {"kind": "paragraph", "depth": block.depth, "mark": printable(block.mark), "runs": parts}
        case Entry():
            lines = [printable(line) for line in block.lines]
            long = sum(map(len, lines)) > 800  # else it stays on one page
            title, when = printable(block.title), printable(block.when)
            return {"kind": "entry", "when": when, "title": title, "lines": lines, "long": long}
        case Note():
            return {"kind": "note", "text": printable(block.text)}
