"""The picture that stands for a page where its address is shared (Open Graph): a PNG of 1200 × 630 pixels.

`card.typ` says how it looks. The same card gives the same bytes each time.
"""

import json
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from conference.documents.fonts import FOLDERS, printable
from conference.documents.pdf import setting_of
from conference.languages import OfficialLanguage

WIDTH, HEIGHT = 1200, 630  # pixels: what those who show pages ask for

_TEMPLATE = Path(__file__).with_name("card.typ")
_compiling = threading.Lock()  # typst's compiler serves one thread at a time


@dataclass(frozen=True)
class Line:
    """A text of a card, in the language that it is in."""

    text: str
    language: OfficialLanguage


@dataclass(frozen=True)
class Card:
    """What a picture says, in the direction of `language`: who, what, and below it when and where."""

    language: OfficialLanguage
    organ: Line
    title: Line
    below: tuple[Line, ...] = ()


def picture_of(card):
    """The bytes of a card as PNG."""
    described = {
        "direction": card.language.direction,
        "organ": _described(card.organ),
        "title": _described(card.title),
        "below": [_described(line) for line in card.below if line.text],
    }
    mark = (settings.BASE_DIR / "static" / "shared" / "mark.svg").read_text()
    inputs = {"card": json.dumps(described, ensure_ascii=False), "mark": mark}
    with _compiling:
        return _compiler().compile(sys_inputs=inputs, format="png", ppi=72)


def _described(line):
    return {"text": printable(line.text), "language": setting_of(line.language)}


@cache
def _compiler():
    return typst.Compiler(
        input=str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(folder) for folder in FOLDERS.values()],
        ignore_system_fonts=True,
    )
