"""Text from right to left in a PDF, so that it is read in the order in which it was written.

typst keeps the order of a line but for two things. Where a letter stands higher or lower than its neighbours it
divides the words, and names the pieces in the structure tree from left to right, as they are seen; the space at the
end of a line it may name before the foreign words that end there. And where a letter bears a mark it leaves out
/ReversedChars, by which readers know that a string is to be reversed (ISO 32000-1, 14.8.2.3.3). Here the tree is put
in order, and what is reversed is marked so. On the page nothing moves, not even in the file: PDFium and Poppler, which
guess the order, guess best from what goes from left to right.
"""

import re
import unicodedata
from itertools import pairwise

_STRING = rb"(?:<[0-9A-F]*+>|\((?:\\.|[^\\()]|\([^()]*\))*+\))"
_OPERAND = rb"(?:\[(?:%b|[-\d. ]++)*+\]TJ|%b ?Tj)" % (_STRING, _STRING)
_SHOWN = rb"\d Tr/(?P<font>f\d+) [\d.]+ Tf [-\d. ]+ Tm%b" % _OPERAND
_WITHIN = re.compile(
    rb"(?P<replaced>/Span<</ActualText<FEFF(?P<text>[0-9A-F]*)>>>BDC(?:/ReversedChars BMC.*?\nEMC)?.*?\nEMC)"
    rb"|(?P<shown>%b)| ?/ReversedChars BMC|\nEMC| +" % _SHOWN,
    re.DOTALL,
)
_TEXT = re.compile(rb"(?<=\nBT).*?(?=\nET\n)", re.DOTALL)
_PIECE = re.compile(
    rb"/Span<</MCID (?P<number>\d+)[^>]*>>BDC\n"
    rb"q 1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) cm(?:(?!\nq ).)*?\nQ\nEMC",
    re.DOTALL,
)
_LINE = 10  # points: lines are further apart, and no mark stands so high above its letter


def with_reversed_marked(content, text_of):
    """The content of a page with its reversed strings marked; `text_of` gives what the glyphs of a font stand for."""

    def marked(match):
        strings = [*_WITHIN.finditer(match[0])]
        if b"".join(string[0] for string in strings) != match[0] or not _goes_left(match[0], text_of):
            return match[0]
        return b"".join(
            string["replaced"] or b"/ReversedChars BMC %b\nEMC" % string["shown"]
            for string in strings
            if string["replaced"] or string["shown"]
        )

    return _TEXT.sub(marked, content)


def _goes_left(text, text_of):
    """Whether the letters go from right to left; no text between BT and ET holds both directions."""
    directions = {unicodedata.bidirectional(letter) for letter in _said(text, text_of)}
    return b"/ReversedChars BMC" in text or (bool(directions & {"R", "AL"}) and "L" not in directions)


def _said(text, text_of):
    return "".join(
        text_of(string["font"], string["shown"])
        if string["shown"]
        else bytes.fromhex((string["text"] or b"").decode()).decode("utf-16-be")
        for string in _WITHIN.finditer(text)
    )


def pieces_as_seen(content, parents, text_of):
    """The numbers of the pieces that follow each other as they are seen, and not as they are read.

    `parents` names the element of the structure to which each piece belongs.
    """
    group, goes_back = [], False
    for piece, following in pairwise([*_PIECE.finditer(content), None]):
        group.append(piece)
        step = _step(piece, following) if following else None
        if step is None or step < 0 or parents[int(piece["number"])] != parents[int(following["number"])]:
            yield from _read_backwards(group, goes_back, text_of)
            group, goes_back = [], step is not None and step < 0


def _step(piece, following):
    """How far a piece begins to the right of the one before, if it stands in the same line."""
    step, rise = (float(following[side]) - float(piece[side]) for side in ("x", "y"))
    return step if piece.end() == following.start() and abs(rise) < _LINE else None


def _read_backwards(group, goes_back, text_of):
    """Of pieces that go from left to right: words from right to left, and a space that ends the line of foreign ones.

    Such a space stands at the left edge: before all that it follows, or back from what came before the group.
    """
    texts = [_TEXT.search(piece[0])[0] for piece in group]
    said = [_said(text, text_of) for text in texts]
    kinds = "".join(
        "R" if _goes_left(text, text_of) else _kind(letters) for text, letters in zip(texts, said, strict=True)
    )
    for run in re.finditer("(?=..)M*R(?:[RMN]*[RM])?", kinds):
        yield [int(piece["number"]) for piece in group[run.start() : run.end()]]
    if kinds.startswith("NL") and not said[0].strip() and (goes_back or group[0]["x"] == group[1]["x"]):
        yield [int(piece["number"]) for piece in group[:2]]


def _kind(letters):
    """M is marks, which go with the letter they stand on; L goes to the right; N, such as a space, either way."""
    if letters and all(unicodedata.category(letter) == "Mn" for letter in letters):
        return "M"
    return "L" if {unicodedata.bidirectional(letter) for letter in letters} & {"L", "EN", "AN"} else "N"


def with_pieces_in_order(element, numbers, page):
    """An element of the structure that names these pieces of a page the other way round."""
    form, between = b"%d", b" "
    if not element.endswith(b"/Pg %d 0 R>>\nendobj\n" % page):
        form, between = b"<</Type/MCR/MCID %%d/Pg %d 0 R>>" % page, b""
    seen, read = (between.join(form % number for number in order) for order in (numbers, numbers[::-1]))
    return re.sub(rb"(?<=[\[ R>])%b(?! 0 R)(?=[] <])" % re.escape(seen), read, element, count=1)
