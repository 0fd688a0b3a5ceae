"""The reading order of text from right to left in a PDF.

typst writes the order of a line correctly, with two exceptions. Where a letter is raised or lowered it divides the
words, and lists the pieces in the structure tree from left to right, as they are seen; it may list the space at the
end of a line before the foreign words that end there. And for a letter with a combining mark it omits /ReversedChars,
by which readers know that a string is stored reversed (ISO 32000-1, 14.8.2.3.3). This module orders the tree and marks
the reversed strings. The content of the page keeps its order: PDFium and Poppler, which guess the reading order, guess
best from content that goes from left to right.
"""

import re
import unicodedata
from itertools import pairwise

STRING = rb"(?:<[0-9A-F]*+>|\((?:\\.|[^\\()]|\([^()]*\))*+\))"
OPERAND = rb"(?:\[(?:%b|[-\d. ]++)*+\]TJ|%b ?Tj)" % (STRING, STRING)
_SHOWN = rb"\d Tr/(?P<font>f\d+) [\d.]+ Tf [-\d. ]+ Tm%b" % OPERAND
_WITHIN = re.compile(
    rb"(?P<replaced>/Span<</ActualText<FEFF(?P<text>[0-9A-F]*)>>>BDC(?:/ReversedChars BMC.*?\nEMC)?.*?\nEMC)"
    rb"|(?P<shown>%b)| ?/ReversedChars BMC|\nEMC| +" % _SHOWN,
    re.DOTALL,
)
TEXT = re.compile(rb"(?<=\nBT).*?(?=\nET\n)", re.DOTALL)
PIECE = re.compile(
    rb"/Span<</MCID (?P<number>\d+)[^>]*>>BDC\n"
    rb"q 1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) cm(?:(?!\nq ).)*?\nQ\nEMC",
    re.DOTALL,
)
LINE = 10  # points: lines are further apart, and no mark is so high above its letter


def with_reversed_marked(content, text_of):
    """Return the content of a page with its reversed strings marked; `text_of(font, shown)` is the text of glyphs."""

    def marked(match):
        strings = [*_WITHIN.finditer(match[0])]
        if b"".join(string[0] for string in strings) != match[0] or not goes_left(match[0], text_of):
            return match[0]
        return b"".join(
            string["replaced"] or b"/ReversedChars BMC %b\nEMC" % string["shown"]
            for string in strings
            if string["replaced"] or string["shown"]
        )

    return TEXT.sub(marked, content)


def goes_left(text, text_of):
    """Whether the letters go from right to left; no text between BT and ET holds both directions."""
    directions = {unicodedata.bidirectional(letter) for letter in _text_of(text, text_of)}
    return b"/ReversedChars BMC" in text or (bool(directions & {"R", "AL"}) and "L" not in directions)


def _text_of(text, text_of):
    return "".join(
        text_of(string["font"], string["shown"])
        if string["shown"]
        else bytes.fromhex((string["text"] or b"").decode()).decode("utf-16-be")
        for string in _WITHIN.finditer(text)
    )


def pieces_as_seen(content, parents, text_of):
    """Yield groups of numbers of pieces that are listed as they are seen, and not as they are read.

    `parents` is the structure element of each piece, by the number of the piece.
    """
    group, goes_back = [], False
    for piece, following in pairwise([*PIECE.finditer(content), None]):
        group.append(piece)
        step = _step(piece, following) if following else None
        if step is None or step < 0 or parents[int(piece["number"])] != parents[int(following["number"])]:
            yield from _read_backwards(group, goes_back, text_of)
            group, goes_back = [], step is not None and step < 0


def _step(piece, following):
    """How far the following piece begins to the right, in points; None if it is in another line."""
    step, rise = (float(following[side]) - float(piece[side]) for side in ("x", "y"))
    return step if piece.end() == following.start() and abs(rise) < LINE else None


def _read_backwards(group, goes_back, text_of):
    """Yield, of pieces from left to right, the words from right to left, and a space that ends a line of foreign words.

    Such a space is at the left edge: before all that it follows, or to the left of what came before the group.
    """
    texts = [TEXT.search(piece[0])[0] for piece in group]
    shown_texts = [_text_of(text, text_of) for text in texts]
    kinds = "".join(
        "R" if goes_left(text, text_of) else _kind(letters) for text, letters in zip(texts, shown_texts, strict=True)
    )
    for run in re.finditer("(?=..)M*R(?:[RMN]*[RM])?", kinds):
        yield [int(piece["number"]) for piece in group[run.start() : run.end()]]
    if kinds.startswith("NL") and not shown_texts[0].strip() and (goes_back or group[0]["x"] == group[1]["x"]):
        yield [int(piece["number"]) for piece in group[:2]]


def _kind(letters):
    """M for combining marks, which go with their letter; L for left to right; N for neutral, such as a space."""
    if letters and all(unicodedata.category(letter) == "Mn" for letter in letters):
        return "M"
    return "L" if {unicodedata.bidirectional(letter) for letter in letters} & {"L", "EN", "AN"} else "N"


def with_pieces_in_order(element, numbers, page):
    """Return a structure element with these pieces of a page listed in reverse order."""
    form, between = b"%d", b" "
    if not element.endswith(b"/Pg %d 0 R>>\nendobj\n" % page):
        form, between = b"<</Type/MCR/MCID %%d/Pg %d 0 R>>" % page, b""
    seen, read = (between.join(form % number for number in order) for order in (numbers, numbers[::-1]))
    return re.sub(rb"(?<=[\[ R>])%b(?! 0 R)(?=[] <])" % re.escape(seen), read, element, count=1)


def without_piece(element, number, page):
    """Return a structure element that no longer lists a piece of a page."""
    plain = element.endswith(b"/Pg %d 0 R>>\nendobj\n" % page)
    listed = (
        rb"(?<=[\[ R>])%d(?! 0 R)(?=[] <]) ?" % number
        if plain
        else rb"<</Type/MCR/MCID %d/Pg %d 0 R>>" % (number, page)
    )
    start = element.index(b"/K[")
    return element[:start] + re.sub(listed, b"", element[start:], count=1)
