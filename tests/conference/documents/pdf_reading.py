"""Reads the text of a tagged PDF as ISO 32000-1 says it is to be read, whatever the direction of its writing.

The order is that of the structure tree (14.7); what no element of the tree holds, such as headers and footers, is left
out. A glyph stands for what the font's /ToUnicode says (9.10.3), /ActualText for all that it encloses (14.9.4), and a
string within /ReversedChars is reversed (14.8.2.3.3). In one thing the reader is kinder than the standard, which has
the strings of a piece of marked content in reading order: where they are reversed and go from left to right, they are
read from right to left. Nothing else is inferred from places on the page, and nothing from letters.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

_INLINE = {"/Span", "/Strong", "/Em", "/Lbl", "/Link", "/Quote", "/Code"}
_TEXT_OF_GLYPH = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def paragraphs(pdf):
    """The texts of the headings, paragraphs and cells of a PDF, in reading order."""
    reader = PdfReader(BytesIO(pdf), strict=True)
    marked = {page.indirect_reference: _marked_texts(page) for page in reader.pages}
    found = [[]]

    def walk(node, page):
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child, page)
        elif not isinstance(node, DictionaryObject):
            found[-1].append(marked[page].pop(int(node)))
        elif "/MCID" in node:
            found[-1].append(marked[node.raw_get("/Pg")].pop(node["/MCID"]))
        elif "/K" in node:
            page = node.raw_get("/Pg") if "/Pg" in node else page
            apart = [[]] if node.get("/S") not in _INLINE else []
            found.extend(apart)
            walk(node["/K"], page)
            found.extend(apart and [[]])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], None)
    assert not any(marked.values()), "the structure tree leaves out marked content"
    return [text for text in map("".join, found) if text]


def _marked_texts(page):
    """The text of each marked-content sequence of a page that the structure tree can name, by its number."""
    fonts = {name: _glyphs(font) for name, font in page["/Resources"].get("/Font", {}).items()}
    pieces, within, font = {}, [], None
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        piece = next((pieces[properties["/MCID"]] for _, properties in within if "/MCID" in properties), _Piece())
        replaced = any("/ActualText" in properties for _, properties in within)
        match operator:
            case b"BMC" | b"BDC":
                properties = operands[1] if operator == b"BDC" else {}
                within.append((operands[0], properties))
                if "/MCID" in properties:
                    pieces[properties["/MCID"]] = _Piece()
                if "/ActualText" in properties:
                    piece.strings.append(properties["/ActualText"])
            case b"EMC":
                within.pop()
            case b"Tf":
                font = fonts[operands[0]]
            case b"Tm":
                piece.places.append(operands[4])
            case b"Tj" | b"TJ" if not replaced:
                reverse = "/ReversedChars" in dict(within)
                piece.reversed |= reverse
                piece.strings.append(_shown(operands[0], font, reverse=reverse))
            case b"'" | b'"' | b"Do":
                raise AssertionError(f"this reader does not know {operator}")
    return {number: piece.text() for number, piece in pieces.items()}


@dataclass
class _Piece:
    """What a marked-content sequence shows."""

    strings: list = field(default_factory=list)
    places: list = field(default_factory=list)  # how far from the left each string begins
    reversed: bool = False

    def text(self):
        from_left = self.places == sorted(self.places)
        return "".join(reversed(self.strings) if self.reversed and from_left else self.strings)


def _shown(operand, font, *, reverse):
    """What one operator shows: a string, or an array of strings and of the distances between them."""
    strings = operand if isinstance(operand, list) else [operand]
    codes = b"".join(_bytes(string) for string in strings if not isinstance(string, int | float))
    glyphs = [font[codes[place : place + 2]] for place in range(0, len(codes), 2)]
    return "".join(reversed(glyphs) if reverse else glyphs)


def _bytes(string):
    return string if isinstance(string, bytes) else string.original_bytes


def _glyphs(font):
    """What each glyph of a font stands for."""
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _TEXT_OF_GLYPH.findall(font["/ToUnicode"].get_data())
    }
