"""A draft in a Word document, as the process of its own reads it that looks into documents from elsewhere."""

import re
from typing import IO, Any

from conference.documents.emphasis import note_mark
from conference.files.safe_open import LARGEST_OF_DELEGATION as LARGEST
from conference.uploaded_drafts import read_draft
from summary.imports.blocks import ForeignText, FoundParagraph, LeftOutPart
from summary.imports.pasted import marked

__all__ = ["LARGEST", "read_word"]

_PLACE = re.compile("\ue000([0-9]+)\ue001")  # of a footnote, as `inspection.word_draft` marks it


def read_word(file: IO[bytes]) -> ForeignText:
    """Return what a Word document holds; Refusal says why it cannot be read."""
    answer = read_draft(file.read())
    return ForeignText(
        [_paragraph(each) for each in answer["paragraphs"]],
        [LeftOutPart(*each) for each in answer["left_out"]],
        answer["changes"],
        [_marked(note) for note in answer["notes"]],
    )


def _paragraph(found: dict[str, Any]) -> FoundParagraph:
    text = _marked(found["runs"], plain=bool(found["heading"]))
    return FoundParagraph(text, found["heading"], found["numbering"], found["level"])


def _marked(runs: list[Any], *, plain: bool = False) -> str:
    """Return runs as one text, with the marks of its footnotes."""
    text = marked([(text, bold, italic) for text, bold, italic in runs], plain=plain)
    return _PLACE.sub(lambda match: note_mark(int(match[1])), text)
