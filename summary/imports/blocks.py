"""What a text from elsewhere consists of: paragraphs as they were found, and blocks as the draft would have them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

HEADING, PARAGRAPH = "heading", "paragraph"


@dataclass(frozen=True)
class FoundParagraph:
    """A paragraph of a Word document, of the clipboard or of plain text, with its emphasis as marks (`*`, `**`).

    `heading` is the level of its style, 0 without one. `numbering` is how a list of Word or HTML numbers it
    ("decimal", "lowerLetter", "lowerRoman", "upperRoman", "upperLetter", "bullet"), empty without one; `level` counts
    from 0 within that list.
    """

    text: str
    heading: int = 0
    numbering: str = ""
    level: int = 0


@dataclass(frozen=True)
class LeftOutPart:
    """A part of the text that no draft has, such as a picture: what it is, how often, and its first words."""

    kind: str
    number: int = 1
    words: str = ""


@dataclass(frozen=True)
class ForeignText:
    """All that was found. `has_changes` is whether tracked changes were read as accepted.

    `notes` are the words of footnotes, whose marks in the paragraphs, such as "[^1]", count from one.
    """

    paragraphs: Sequence[FoundParagraph]
    left_out: Sequence[LeftOutPart] = ()
    has_changes: bool = False
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class DraftBlock:
    """A heading of level 1, 2 or 3, or a paragraph of depth 0 (12.), 1 ((a)) or 2 ((i)), without its typed mark."""

    kind: str
    depth: int
    text: str


@dataclass
class DraftBlocks:
    """The blocks of a text in their order, and what it has besides."""

    blocks: list[DraftBlock] = field(default_factory=list)
    left_out: Sequence[LeftOutPart] = ()
    has_changes: bool = False
    notes: Sequence[str] = ()
