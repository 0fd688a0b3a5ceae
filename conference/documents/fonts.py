"""The fonts of the PDFs, and which characters they have. They come in packages, so that each machine has the same."""

import re
import unicodedata
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_serif
import justmytype_intl_cjk

from conference.caches import constant
from conference.on_demand import on_demand

ttlib = on_demand("fontTools.ttLib")

FOLDERS = {
    "Noto Serif": fontpkg_noto_serif.ROOT / "files",
    "Amiri": fontpkg_amiri.ROOT / "files",
    "Noto Sans SC": Path(justmytype_intl_cjk.__file__).parent / "fonts" / "ofl" / "notosanssc",
}

# All kinds of line break become \n, a tab a space, and U+FEFF, which PDF/A refuses, its successor U+2060.
_SPACES = str.maketrans("\t\v\f\r\x85\u2028\u2029\ufeff", " \n\n\n\n\n\n\u2060")
# What is invisible in any font, such as bidi controls (Default_Ignorable_Code_Point in the Unicode Standard).
_UNSEEN = set(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\uffa0"
    + "".join(
        map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])
    )
    + "".join(map(chr, [*range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0200)]))
)
# More characters in a row than fit into a line, without a place to break it; Chinese may break anywhere.
_ENDLESS = re.compile("[^ \\n\u200b\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{41,}")
_PARTS_OF_ADDRESS = re.compile(r"https?://[^/]*/?|[^/?&=_-]*[/?&=_-]+|[^/?&=_-]+", re.DOTALL)


def printable(text):
    """The text as the fonts can print it; a character that no font has becomes its code point, such as [U+1F600]."""
    text = text.replace("\r\n", "\n").translate(_SPACES)
    if not _letters().issuperset(text):
        text = "".join(map(_shown, _clusters(text)))
    return _ENDLESS.sub(_with_places_to_break, text)


def _with_places_to_break(match):
    """Break after the parts of an address, and what is longer than a part after every twentieth character."""
    parts = (list(_clusters(part)) for part in _PARTS_OF_ADDRESS.findall(match[0]))
    return "\u200b".join(
        "".join(part[place : place + 20]) for part in parts for place in range(0, len(part), 20) if part
    )


def _clusters(text):
    """The characters of a text, each with its combining marks, such as accents."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.category(text[end]).startswith("M"):
            yield text[start:end]
            start = end


def _shown(cluster):
    """The cluster, or code points in place of what cannot be printed: one font must have a character and its marks."""
    if any(font.issuperset(cluster) for font in _fonts()):
        return cluster
    return "".join(letter if letter in _letters() else f"[U+{ord(letter):04X}]" for letter in cluster)


@constant()
def _fonts():
    """For each font, the characters that it has in all its styles, and the invisible ones."""
    return [
        _UNSEEN | set.intersection(*(_characters(file) for file in folder.glob("*.ttf"))) for folder in FOLDERS.values()
    ]


def _characters(file):
    with ttlib.TTFont(file, lazy=True) as font:
        return set(map(chr, font.getBestCmap()))


@constant()
def _letters():
    """The characters that can be printed anywhere: all but combining marks."""
    return {letter for letter in set.union({"\n"}, *_fonts()) if not unicodedata.category(letter).startswith("M")}
