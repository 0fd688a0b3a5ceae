"""A paper as PDF: tagged for readers with assistive technology (PDF/UA-1), fit to be archived (PDF/A-2a), right to left
where the language is, and the same bytes each time.

`paper.typ` says how a paper looks. The texts go to it as data, so that nothing that people write is read as markup.
Text in Arabic and Chinese is not slanted: there *emphasis* is set bold, so that it is not lost.
"""

import json
import re
import threading
import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_serif
import justmytype_intl_cjk
import typst
from fontTools.ttLib import TTFont

from conference.documents.marks import runs
from conference.documents.paper import Entry, Heading, Note, Paragraph

_TEMPLATE = Path(__file__).with_name("paper.typ")
_STANDARDS = ["ua-1", "a-2a"]
_FOLDERS = {
    "Noto Serif": fontpkg_noto_serif.ROOT / "files",
    "Amiri": fontpkg_amiri.ROOT / "files",
    "Noto Sans SC": Path(justmytype_intl_cjk.__file__).parent / "fonts" / "ofl" / "notosanssc",
}
# The font of a language comes first; the others stand in for what it lacks. Amiri is small for its size, and its
# letters reach far above and below the line.
_SETTING = {
    "ar": {"fonts": ["Amiri", "Noto Serif", "Noto Sans SC"], "size": 12.5, "leading": 0.95, "slanted": False},
    "zh-hans": {"fonts": ["Noto Sans SC", "Noto Serif", "Amiri"], "size": 10.5, "leading": 0.85, "slanted": False},
}
_OTHER_SETTING = {"fonts": ["Noto Serif", "Amiri", "Noto Sans SC"], "size": 10, "leading": 0.75, "slanted": True}
_REGIONS = {"zh-hans": "cn"}  # what typst knows of simplified characters

# Line breaks of all kinds are one, a tab is a space; an old zero-width character that PDF/A refuses is the new one.
_SPACES = str.maketrans("\t\v\f\r\x85\u2028\u2029\ufeff", " \n\n\n\n\n\n\u2060")
# What has no shape in any font, such as marks of direction (Default_Ignorable_Code_Point in the Unicode Standard).
_UNSEEN = set(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\uffa0"
    + "".join(
        map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])
    )
    + "".join(map(chr, [*range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0200)]))
)
# More characters in a row than fit into a line, without a place to break it; Chinese may break anywhere.
_ENDLESS = re.compile("[^ \\n\u200b\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{41,}")

_compiling = threading.Lock()  # typst's compiler serves one thread at a time


def pdf_of(paper):
    """The bytes of a paper as PDF."""
    at = datetime.combine(paper.dated, time(), UTC)
    with _compiling:
        return _compiler().compile(
            sys_inputs={"paper": json.dumps(_described(paper))}, format="pdf", pdf_standards=_STANDARDS, timestamp=at
        )


@cache
def _compiler():
    return typst.Compiler(
        input=str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(folder) for folder in _FOLDERS.values()],
        ignore_system_fonts=True,
    )


def _described(paper):
    """What paper.typ reads."""
    return {
        "language": _language(paper.language),
        "title": _printable(paper.title or paper.identifier) or paper.language.name,
        "subtitle": _printable(paper.subtitle),
        "author": _printable(paper.masthead.organization) if paper.masthead else "",
        "dated": [paper.dated.year, paper.dated.month, paper.dated.day],
        "identifier": _printable(paper.identifier),
        "running": _printable((paper.masthead and paper.masthead.symbol) or paper.identifier),
        "masthead": _masthead(paper.masthead) if paper.masthead else None,
        "notes": [_printable(note.text) for note in paper.notes],
        "timed": any(isinstance(block, Entry) and block.when for block in paper.blocks),
        "blocks": _blocks(paper),
    }


def _language(language):
    return _SETTING.get(language.code, _OTHER_SETTING) | {
        "lang": language.exchange,
        "region": _REGIONS.get(language.code),
        "direction": language.direction,
    }


def _masthead(head):
    return {
        "organization": _printable(head.organization),
        "organ": _printable(head.organ),
        "symbol": _printable(head.symbol),
        "facts": [_printable(fact) for fact in (head.distribution, head.date, head.original) if fact],
        "below": [_printable(line) for line in head.below],
    }


def _blocks(paper):
    """The blocks; no heading is more than one level below the one before, which PDF/UA requires."""
    described, level = [], 0
    for block in paper.blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
        language = getattr(block, "language", None)
        other = language is not None and language != paper.language
        described.append(_block(block, level) | {"language": _language(language) if other else None})
    return described


def _block(block, level):
    match block:
        case Heading():
            mark = _printable(block.mark)
            return {
                "kind": "heading",
                "level": level,
                "shown": block.level,
                "mark": mark,
                "text": _printable(block.text),
            }
        case Paragraph():
            parts = [{"text": _printable(run.text), "bold": run.bold, "italic": run.italic} for run in runs(block.text)]
            return {"kind": "paragraph", "depth": block.depth, "mark": _printable(block.mark), "runs": parts}
        case Entry():
            lines = [_printable(line) for line in block.lines]
            long = sum(map(len, lines)) > 800  # else it stays on one page
            title, when = _printable(block.title), _printable(block.when)
            return {"kind": "entry", "when": when, "title": title, "lines": lines, "long": long}
        case Note():
            return {"kind": "note", "text": _printable(block.text)}


def _printable(text):
    """The text as the fonts can print it: a character that none of them has becomes its number, as in [U+1F600]."""
    text = text.replace("\r\n", "\n").translate(_SPACES)
    if not _letters().issuperset(text):
        text = "".join(map(_shown, _clusters(text)))
    return _ENDLESS.sub(lambda match: "\u200b".join(re.findall(".{1,20}", match[0])), text)


def _clusters(text):
    """The characters of a text, each with the marks that stand on it, such as accents."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.category(text[end]).startswith("M"):
            yield text[start:end]
            start = end


def _shown(cluster):
    """One font must have a character and its marks, or they can't be set upon each other."""
    if any(font.issuperset(cluster) for font in _fonts()):
        return cluster
    return "".join(letter if letter in _letters() else f"[U+{ord(letter):04X}]" for letter in cluster)


@cache
def _fonts():
    """For each font, the characters that it has in all its styles, and those that are never seen."""
    return [
        _UNSEEN | set.intersection(*(_characters(file) for file in folder.glob("*.ttf")))
        for folder in _FOLDERS.values()
    ]


def _characters(file):
    with TTFont(file, lazy=True) as font:
        return set(map(chr, font.getBestCmap()))


@cache
def _letters():
    """The characters that can be set wherever they stand: not the marks."""
    return {letter for letter in set.union({"\n"}, *_fonts()) if not unicodedata.category(letter).startswith("M")}
