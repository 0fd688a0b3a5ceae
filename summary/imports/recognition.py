"""From paragraphs as they were found to blocks of the draft: what is a heading, what a part, which marks were typed.

The numbers of the draft follow from the places of its paragraphs, so that typed ones are taken off. Styles and lists
of Word count first, then typed marks, then the look: capitals, or bold throughout.
"""

import re

from conference.documents.emphasis import runs, without_marks
from summary.imports.blocks import HEADING, PARAGRAPH, DraftBlock, DraftBlocks, ForeignText, FoundParagraph
from summary.imports.notes import placed
from summary.imports.typed_marks import (
    BULLET,
    CAPITAL_LETTER,
    CAPITAL_ROMAN,
    LETTER,
    NUMBER,
    ROMAN,
    TypedMark,
    typed_mark,
)
from summary.models import DEEPEST, LEVELS

LONGEST_HEADING = 160  # characters; a longer text is a paragraph however it looks
_ENDS = re.compile(r"[.;:,!?。；：，؛،؟]$")
_KIND_OF_LIST = {
    "lowerLetter": LETTER,
    "lowerRoman": ROMAN,
    "upperRoman": CAPITAL_ROMAN,
    "upperLetter": CAPITAL_LETTER,
    "bullet": BULLET,
}
_LEADING_MARKS = re.compile(r"^\*{1,2}(?=\S)")


def recognized(found: ForeignText) -> DraftBlocks:
    """Return the blocks of a text."""
    reading = _Reading()
    for paragraph in found.paragraphs:
        if words := " ".join(paragraph.text.split()):
            reading.add(paragraph, words)
    return placed(DraftBlocks(reading.blocks, found.left_out, found.has_changes), found.notes)


class _Reading:
    """Reads paragraph after paragraph; what a mark means depends on those before it."""

    def __init__(self) -> None:
        self.blocks: list[DraftBlock] = []
        self._last = {CAPITAL_ROMAN: 0, CAPITAL_LETTER: 0, LETTER: 0, ROMAN: 0}
        self._level, self._last_number = 0, {HEADING: 0, PARAGRAPH: 0}  # of the last heading, and of each as typed
        self._has_marked_heading = False

    def add(self, paragraph: FoundParagraph, text: str) -> None:
        plain = without_marks(text)
        mark = typed_mark(plain)
        if level := self._heading_level(paragraph, plain, text, mark):
            rest = mark.rest if mark and not mark.values.keys() & {LETTER, BULLET} else plain
            self._put(HEADING, level, rest.strip())
            return
        depth = self._depth(paragraph, mark)
        is_typed = mark is not None and (mark.values.keys() & {NUMBER, LETTER, ROMAN, BULLET})
        if mark and NUMBER in mark.values:
            self._last_number[PARAGRAPH] = mark.values[NUMBER]
        self._put(PARAGRAPH, depth, _without(text, mark) if mark and is_typed else text)

    def _put(self, kind: str, depth: int, text: str) -> None:
        if not text:
            return
        if kind == HEADING:
            self._level = depth
            if depth == 1:
                self._last[CAPITAL_LETTER] = 0
            if depth < LEVELS[-1]:
                self._last_number[HEADING] = 0
            self._last[LETTER] = self._last[ROMAN] = 0
        else:
            before = self.blocks[-1] if self.blocks else None
            above = before.depth if before and before.kind == PARAGRAPH else -1
            depth = min(depth, above + 1)
            if depth == 0:
                self._last[LETTER] = self._last[ROMAN] = 0
        self.blocks.append(DraftBlock(kind, depth, text))

    def _heading_level(self, paragraph: FoundParagraph, plain: str, text: str, mark: TypedMark | None) -> int:
        """Return the level of a heading, 0 for another paragraph."""
        if paragraph.heading:
            self._note_heading(mark)
            return min(paragraph.heading, LEVELS[-1])
        if len(plain) > LONGEST_HEADING or _ENDS.search(plain):
            return 0
        listed = _KIND_OF_LIST.get(paragraph.numbering, "")
        if listed in (CAPITAL_ROMAN, CAPITAL_LETTER):
            self._has_marked_heading = True
            return 1 if listed == CAPITAL_ROMAN else 2
        if not paragraph.numbering and mark and (level := self._note_heading(mark)):
            return level
        is_bold = all(run.bold or run.note or not run.text.strip() for run in runs(text))
        if level := self._note_numbered(paragraph, mark, is_bold=is_bold):
            return level
        if mark or paragraph.numbering:
            return 0
        if plain.upper() == plain and plain.lower() != plain and len(plain) > 3:
            self._has_marked_heading = True
            return 1
        return (2 if self._has_marked_heading else 1) if is_bold else 0

    def _note_numbered(self, paragraph: FoundParagraph, mark: TypedMark | None, *, is_bold: bool) -> int:
        """Return the deepest level where "1." begins a heading, 0 where it begins a paragraph.

        A heading stands below one of the level above, and is in bold throughout, or its number is the next one of such
        headings while that of a paragraph would be another.
        """
        if self._level < LEVELS[-1] - 1:
            return 0
        if paragraph.numbering:
            is_first = paragraph.numbering not in _KIND_OF_LIST and paragraph.level == 0
            return LEVELS[-1] if is_first and is_bold else 0
        number = mark.values.get(NUMBER) if mark else None
        if number is None:
            return 0
        introduced = bool(self.blocks) and self.blocks[-1].text.endswith((":", "："))
        follows = number == self._last_number[HEADING] + 1 and self._last_number[PARAGRAPH] not in (0, number - 1)
        if not is_bold and (introduced or not follows):
            return 0
        self._last_number[HEADING] = number
        return LEVELS[-1]

    def _note_heading(self, mark: TypedMark | None) -> int:
        """Return the level that a typed mark gives a heading; "I." is the first Roman one, or the letter after H."""
        if mark is None:
            return 0
        roman, letter = mark.values.get(CAPITAL_ROMAN), mark.values.get(CAPITAL_LETTER)
        follows = {kind: self._last[kind] + 1 for kind in (CAPITAL_ROMAN, CAPITAL_LETTER)}
        is_roman = roman and (not letter or roman == follows[CAPITAL_ROMAN] or roman in (1, 5, 10))
        if roman and is_roman and letter != follows[CAPITAL_LETTER]:
            kind, number, level = CAPITAL_ROMAN, roman, 1
        elif letter:
            kind, number, level = CAPITAL_LETTER, letter, 2
        elif roman:
            kind, number, level = CAPITAL_ROMAN, roman, 1
        else:
            return 0
        self._last[kind], self._has_marked_heading = number, True
        return level

    def _depth(self, paragraph: FoundParagraph, mark: TypedMark | None) -> int:
        """Return how deep a paragraph is, by its list or by its typed mark."""
        if paragraph.numbering:
            kind = _KIND_OF_LIST.get(paragraph.numbering, NUMBER)
            if kind == NUMBER:
                return min(paragraph.level, DEEPEST)
            if kind == BULLET:
                return min(paragraph.level + 1, DEEPEST)
            if kind == LETTER:
                self._last[LETTER] += 1
                return min(max(paragraph.level, 1), DEEPEST)
            return 2 if paragraph.level > 1 else self._roman_depth()
        if mark is None or NUMBER in mark.values or not mark.values.keys() & {LETTER, ROMAN, BULLET}:
            return 0
        if BULLET in mark.values:
            return 1
        letter, roman = mark.values.get(LETTER), mark.values.get(ROMAN)
        if letter and (not roman or (letter == self._last[LETTER] + 1 and letter > 1)):
            self._last[LETTER], self._last[ROMAN] = letter, 0
            return 1
        self._last[ROMAN] = roman or 0
        return self._roman_depth()

    def _roman_depth(self) -> int:
        """Return 2 within a lettered part, 1 directly below a paragraph."""
        return 2 if self._last[LETTER] else 1


def _without(text: str, mark: TypedMark) -> str:
    """Return a text without the mark with which it begins, which may itself be in bold or in italics."""
    plain = without_marks(text)
    length = len(plain) - len(mark.rest)
    opening = _LEADING_MARKS.match(text)
    if not opening and "*" not in text[:length]:
        return text[length:].strip()
    kept, pieces = length, []
    for run in runs(text):
        cut, kept = run.text[kept:], max(0, kept - len(run.text))
        if words := cut.strip():
            sign = "**" if run.bold else "*" if run.italic else ""
            space = cut[: len(cut) - len(cut.lstrip())], cut[len(cut.rstrip()) :]
            pieces.append(f"{space[0]}{sign}{words.replace('*', chr(92) + '*')}{sign}{space[1]}")
        else:
            pieces.append(cut)
    return "".join(pieces).strip()
