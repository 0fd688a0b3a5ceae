"""The share image of a page (Open Graph): a PNG of 1200 × 630 pixels.

`share_image.typ` defines the layout. The same data give the same bytes each time.
"""

import json
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from conference.caches import constant
from conference.documents.fonts import FOLDERS, printable
from conference.documents.pdf import setting_of
from conference.house import emblem_as_svg
from conference.languages import OfficialLanguage
from conference.on_demand import on_demand

typst = on_demand("typst")

WIDTH, HEIGHT = 1200, 630  # pixels: the size that social networks recommend

_TEMPLATE = Path(__file__).with_name("share_image.typ")
_compiling = threading.Lock()  # typst's compiler serves one thread at a time


@dataclass(frozen=True)
class ShareImageLine:
    """A text and its language."""

    text: str
    language: OfficialLanguage


@dataclass(frozen=True)
class ShareImage:
    """The texts of a share image: organ, title, and below them when and where. `language` gives the direction."""

    language: OfficialLanguage
    organ: ShareImageLine
    title: ShareImageLine
    below: tuple[ShareImageLine, ...] = ()


def share_image_of(image):
    """The bytes of a share image as PNG."""
    described = {
        "direction": image.language.direction,
        "organ": _described(image.organ),
        "title": _described(image.title),
        "below": [_described(line) for line in image.below if line.text],
    }
    mark = emblem_as_svg() or (settings.SHARED / "static" / "shared" / "mark.svg").read_text()
    inputs = {"image": json.dumps(described, ensure_ascii=False), "mark": mark}
    with _compiling:
        return _compiler().compile(sys_inputs=inputs, format="png", ppi=72)


def _described(line):
    return {"text": printable(line.text), "language": setting_of(line.language)}


@constant()
def _compiler():
    return typst.Compiler(
        input=str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(folder) for folder in FOLDERS.values()],
        ignore_system_fonts=True,
    )
