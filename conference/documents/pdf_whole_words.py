"""Text from right to left in a PDF, written so that readers which go by places find whole words.

Firefox (pdf.js) and Poppler see a space where letters are apart by more than a tenth of their size, as Amiri's kerning
sets them after ر and و, and pdf.js also wherever marked content begins or ends. typst begins it at every word, and for
each letter that is raised or lowered. Here a line has one string for each stretch of Arabic, its raised letters within
the same marked content, kerning stays just below that tenth, and the parts of a line stand from left to right, so that
the spaces between them are seen. The order of reading is told by the structure tree (`pdf_reading_order.py`).
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from conference.documents.pdf_reading_order import LINE, OPERAND, PIECE, STRING, TEXT, goes_left

_SHOWN = re.compile(
    rb" ?0 Tr/(?P<font>f\d+) (?P<size>[\d.]+) Tf 1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) Tm(?P<shown>%b)" % OPERAND
)
_COLOUR = re.compile(rb" cm(.*?)\nBT", re.DOTALL)
_PART = re.compile(rb"%b|-?[\d.]+" % STRING, re.DOTALL)
_TOUCHING = 0.5  # points
_FLAT = 0.02  # of the size: a letter that is raised by less is set at the height of the others
_WIDEST = -95  # thousandths of the size, to the right: a space begins at 100


@dataclass
class _String:
    """A string that a page shows: its place in points, and its parts, which are glyphs and distances between them."""

    font: bytes
    size: float
    x: float
    y: float
    parts: list[bytes]


@dataclass
class _Piece:
    """A part of a line: where it begins and ends, in points, and what is written of it.

    `shown` are its characters from left to right, if they are read from right to left.
    """

    left: float
    right: float
    written: bytes
    shown: str = ""

    def touches(self, following):
        """Whether both are read from right to left, and no space is between them."""
        if not (self.shown and following.shown) or abs(following.left - self.right) > _TOUCHING:
            return False
        return not (self.shown[-1].isspace() or following.shown[0].isspace())


def joined_lines(content, groups, text_of, advance):
    """Return the content of a page with its lines joined, and the numbers of pieces that became part of another.

    `groups` are the numbers of pieces that are read backwards together; `text_of(font, shown)` is the text of glyphs,
    and `advance(font, shown)` how far they go, in thousandths of their size.
    """
    written, end, dropped = [], 0, []
    first_read = {number: group[-1] for group in groups for number in group}
    for line in _lines(content):
        written.append(content[end : line[0].start()])
        end = line[-1].end()
        pieces = []
        for together in _together(line, first_read):
            whole = _whole(together, text_of, advance) if goes_left(_content(together), text_of) else None
            if whole:
                dropped += [int(piece["number"]) for piece in together[:-1]]
                pieces.append(whole)
            else:
                pieces += [_Piece(float(piece["x"]), float(piece["x"]), piece[0]) for piece in together]
        written += [piece.written for piece in _as_readers_expect(pieces)]
    return b"".join([*written, content[end:]]), dropped


def _content(pieces):
    return b"".join(TEXT.search(piece[0])[0] for piece in pieces)


def _as_readers_expect(pieces):
    """The pieces of a line from left to right, but those that touch, with no space between, from right to left."""
    touching = []
    for piece in sorted(pieces, key=lambda each: each.left):
        last = touching[-1][0] if touching else None
        if last and last.touches(piece):
            touching[-1].insert(0, piece)
        else:
            touching.append([piece])
    return [piece for group in touching for piece in group]


def _lines(content):
    """Yield the pieces that follow one another in one line."""
    line = []
    for piece, following in pairwise([*PIECE.finditer(content), None]):
        line.append(piece)
        if following is None or not _is_beside(piece, following):
            yield line
            line = []


def _is_beside(piece, following):
    return piece.end() == following.start() and abs(float(following["y"]) - float(piece["y"])) < LINE


def _together(line, first_read):
    """Yield the pieces of a line, those of a group together."""
    group = []
    for piece in line:
        number = first_read.get(int(piece["number"]))
        if group and number is not None and number == first_read.get(int(group[-1]["number"])):
            group.append(piece)
        else:
            yield from [group] if group else []
            group = [piece]
    yield group


def _whole(pieces, text_of, advance):
    """One piece in place of several, with one string for those at one height; None where /ActualText is within."""
    strings = []
    for piece in pieces:
        found = _strings(piece)
        if not found:
            return None
        strings += found
    for string in strings:
        string.parts = _kept_close(string, text_of)
    left, base = float(pieces[0]["x"]), float(pieces[-1]["y"])
    shown = b"".join(
        b" 0 Tr/%b %g Tf 1 0 0 -1 %.6g %.6g Tm[%b]TJ"
        % (each.font, each.size, each.x - left, base - each.y, b" ".join(each.parts))
        for each in _at_one_height(strings, advance)
    )
    head = pieces[-1][0].partition(b">>BDC")[0]
    colour = _COLOUR.search(pieces[0][0])[1]
    written = b"%b>>BDC\nq 1 0 0 -1 %.8g %.8g cm%b\nBT/ReversedChars BMC%b\nEMC\nET\nQ\nEMC" % (
        head,
        left,
        base,
        colour,
        shown,
    )
    last = strings[-1]
    text = "".join(text_of(each.font, part) for each in strings for part in each.parts if part[:1] in b"(<")
    return _Piece(left, last.x + _width(last, advance), written, text)


def _strings(piece):
    """The strings of a piece from left to right; none if it has /ActualText or what this module does not know."""
    text = piece[0][piece[0].index(b"\nBT") + 3 : piece[0].index(b"\nET")]
    found = [*_SHOWN.finditer(text)]
    rest = _SHOWN.sub(b"", text)
    if not found or rest.replace(b"/ReversedChars BMC", b"").replace(b"EMC", b"").strip():
        return []
    x, y = float(piece["x"]), float(piece["y"])
    return [
        _String(
            each["font"], float(each["size"]), x + float(each["x"]), y - float(each["y"]), _PART.findall(each["shown"])
        )
        for each in found
    ]


def _at_one_height(strings, advance):
    """The strings, each with those that follow it in the same font and at the same height."""
    joined = []
    for string in strings:
        last = joined[-1] if joined else None
        distance = (last.x + _width(last, advance) - string.x) * 1000 / last.size if last else None
        if last and _is_alike(last, string) and distance > _WIDEST:
            last.parts += [*([b"%.4g" % distance] if abs(distance) >= 1 else []), *string.parts]
        else:
            joined.append(string)
    return joined


def _is_alike(string, following):
    same_font = (string.font, string.size) == (following.font, following.size)
    return same_font and abs(string.y - following.y) < _FLAT * string.size


def _kept_close(string, text_of):
    """The parts of a string, with kerning between two letters below what is taken for a space."""
    texts = [text_of(string.font, part) if part[:1] in b"(<" else "" for part in string.parts]
    kept = list(string.parts)
    for place in range(1, len(kept) - 1):
        is_far = kept[place][:1] == b"-" and float(kept[place]) < _WIDEST
        if is_far and _is_letter(texts[place - 1][-1:]) and _is_letter(texts[place + 1][:1]):
            kept[place] = b"%d" % _WIDEST
    return kept


def _is_letter(character):
    """Whether it is one, and no mark on it, which is moved to its place."""
    return character and unicodedata.category(character) == "Lo"


def _width(string, advance):
    """How far a string goes, in points."""
    total = sum(advance(string.font, part) if part[:1] in b"(<" else -float(part) for part in string.parts)
    return total * string.size / 1000
