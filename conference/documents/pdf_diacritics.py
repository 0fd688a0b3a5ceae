"""Letters with combining marks, such as Arabic vowels, changed so that they are copied correctly out of a PDF.

typst maps each glyph of such a group to the text of the whole group, and adds that text as /ActualText. PDF readers
then give the group twice or in the wrong place: PDFium, which Chrome uses, gives "اقفوً" for "وفقاً". Here each glyph is
mapped to its own part: a glyph with a width to the letter, one without to the marks. An /ActualText that then adds
nothing is removed. Text from right to left is put in reading order afterwards (`pdf_reading_order.py`).

This module reads what typst writes, not PDF in general; the tests fail when typst writes it differently.
"""

import re
import unicodedata
import zlib
from collections import Counter

from conference.documents.pdf_reading_order import (
    pieces_as_seen,
    with_pieces_in_order,
    with_reversed_marked,
    without_piece,
)
from conference.documents.pdf_whole_words import joined_lines

_OFFSET = re.compile(rb"^(\d{10}) 00000 n", re.MULTILINE)
_STREAM = re.compile(rb"(<</Length )\d+(.*?>>\nstream\n)(.*)(\nendstream\nendobj\n)", re.DOTALL)
_TEXT_OF_GLYPH = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_WIDTH = re.compile(rb"(\d+) \1 ([\d.]+)")
_FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
_SPAN = re.compile(
    rb"/Span<</ActualText<FEFF(?P<text>[0-9A-F]*)>>>BDC"
    rb"(?:(?P<reversed>/ReversedChars BMC.*?\nEMC)\nEMC|(?P<plain>.*?)\nEMC)",
    re.DOTALL,
)
_FONT_CHOSEN = re.compile(rb"/(f\d+) [\d.]+ Tf")
_SHOWN = re.compile(rb"<([0-9A-F]+)>|\(((?:\\.|[^\\()]|\([^()]*\))*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def with_marks_apart(pdf):
    """Return the PDF in which each glyph is mapped to its own part of a letter and its marks, in reading order."""
    head, objects, trailer = _apart(pdf)
    texts, widths = {}, {}
    for number, content in objects.items():
        if content.startswith(b"<</Type/Font/Subtype/Type0/"):
            texts[number] = _mend_font(objects, content)
            widths[number] = _widths(objects, content)
    for page, content in list(objects.items()):
        if content.startswith(b"<</Type/Page/"):
            fonts = _FONT.findall(objects[_named(content, b"Resources")])
            by_name = ({name: found[int(number)] for name, number in fonts} for found in (texts, widths))
            _mend_page(objects, page, *by_name)
    return _together(head, objects, trailer)


def _apart(pdf):
    """Divide a PDF: (its beginning, {number: object}, its trailer)."""
    table = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    starts = [int(offset) for offset in _OFFSET.findall(pdf, table)]
    ends = [*starts[1:], table]
    objects = {
        number: pdf[start:end].partition(b" 0 obj\n")[2]
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    }
    return pdf[: starts[0]], objects, pdf[pdf.index(b"trailer\n", table) : pdf.rindex(b"startxref\n")]


def _together(head, objects, trailer):
    pdf, offsets = bytearray(head), []
    for number, content in objects.items():
        offsets.append(len(pdf))
        pdf += b"%d 0 obj\n%b" % (number, content)
    entries = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (len(objects) + 1, entries)
    return bytes(pdf + table + trailer + b"startxref\n%d\n%%%%EOF" % len(pdf))


def _named(content, name):
    """The number of the object to which an object refers by a name."""
    return int(re.search(rb"/%b[ \[](\d+) 0 R" % name, content)[1])


def _stream(content):
    return zlib.decompress(_STREAM.fullmatch(content)[3])


def _with_stream(content, stream):
    begin, middle, _, end = _STREAM.fullmatch(content).groups()
    packed = zlib.compress(stream)
    return b"%b%d%b%b%b" % (begin, len(packed), middle, packed, end)


def _mend_font(objects, font):
    """Map each glyph of a font to its own part of the text; return {glyph as two bytes: text}."""
    wide = {glyph for glyph, width in _widths(objects, font).items() if width}
    number, texts, marks_left = _named(font, b"ToUnicode"), {}, {}

    def own(match):
        group = bytes.fromhex(match[2].decode()).decode("utf-16-be")
        letters, marks = _letters_and_marks(group)
        text = group
        if letters and marks:
            left = marks_left.setdefault(group, list(marks))
            text = (
                letters if bytes.fromhex(match[1].decode()) in wide else left.pop(0) if len(left) > 1 else "".join(left)
            )
        texts[bytes.fromhex(match[1].decode())] = text
        return b"<%b> <%b>" % (match[1], text.encode("utf-16-be").hex().upper().encode())

    objects[number] = _with_stream(objects[number], _TEXT_OF_GLYPH.sub(own, _stream(objects[number])))
    return texts


def _widths(objects, font):
    """How far each glyph of a font goes, in thousandths of its size: {glyph as two bytes: width}."""
    listed = objects[_named(font, b"DescendantFonts")].partition(b"/W[")[2]
    return {int(glyph).to_bytes(2): float(width) for glyph, width in _WIDTH.findall(listed)}


def _letters_and_marks(group):
    """Divide a group: (letters, marks). What is one character in Unicode has one glyph and stays whole."""
    composed = unicodedata.normalize("NFC", group)
    marks = "".join(letter for letter in composed if unicodedata.category(letter).startswith("M"))
    return "".join(letter for letter in composed if letter not in marks), marks


def _mend_page(objects, page, fonts, widths):
    """Remove each /ActualText that the glyphs now say themselves, and put the text in reading order."""
    number, parents = _named(objects[page], b"Contents"), _parents(objects, objects[page])

    known = {}  # each part is asked for several times

    def text_of(font, shown):
        if (font, shown) not in known:
            known[font, shown] = "".join(fonts[font].get(glyph, "") for glyph in _glyphs(shown))
        return known[font, shown]

    def plainer(match):
        inner = match["reversed"] or match["plain"]
        texts = fonts[_FONT_CHOSEN.search(inner)[1]]
        shown_text = "".join(texts.get(glyph, "?") for glyph in _glyphs(inner))
        group_text = bytes.fromhex(match["text"].decode()).decode("utf-16-be")
        shown, said = Counter(shown_text), Counter(group_text)
        is_said = shown == said or (_letters_and_marks(group_text)[1] and shown <= said)
        return b" " + inner if is_said else match[0]

    content = with_reversed_marked(_SPAN.sub(plainer, _stream(objects[number])), text_of)
    groups = [*pieces_as_seen(content, parents, text_of)]
    for pieces in groups:
        parent = parents[pieces[0]]
        objects[parent] = with_pieces_in_order(objects[parent], pieces, page)

    def advance(font, shown):
        return sum(widths[font].get(glyph, 0) for glyph in _glyphs(shown))

    content, dropped = joined_lines(content, groups, text_of, advance)
    for piece in dropped:
        objects[parents[piece]] = without_piece(objects[parents[piece]], piece, page)
    objects[number] = _with_stream(objects[number], content)


def _parents(objects, page):
    """The object numbers of the structure elements to which the marked content of a page belongs."""
    tree = next(content for content in objects.values() if content.startswith(b"<</Type/StructTreeRoot"))
    arrays = dict(re.findall(rb"(\d+) (\d+) 0 R", re.search(rb"/Nums\[(.*?)\]", tree)[1]))
    of_page = re.search(rb"/StructParents (\d+)", page)
    return [int(element) for element in re.findall(rb"(\d+) 0 R", objects[int(arrays[of_page[1]])])] if of_page else []


def _glyphs(shown):
    """The glyphs that a part of a page shows, each as two bytes."""
    for hexadecimal, literal in _SHOWN.findall(shown):
        glyphs = bytes.fromhex(hexadecimal.decode()) if hexadecimal else _literal(literal)
        yield from (glyphs[place : place + 2] for place in range(0, len(glyphs), 2))


def _literal(shown):
    return _ESCAPED.sub(_unescaped, shown) if b"\\" in shown else shown


def _unescaped(match):
    code = match[1]
    return bytes([int(code, 8)]) if len(code) == 3 else _ESCAPES.get(code, code)
