"""A draft in a Word document, as the process of its own reads it that looks into documents from elsewhere."""

from typing import IO, Any

from conference.files.safe_open import LARGEST_OF_DELEGATION as LARGEST
from conference.uploaded_drafts import read_draft
from summary.imports.blocks import ForeignText, FoundParagraph, LeftOutPart
from summary.imports.pasted import marked

__all__ = ["LARGEST", "read_word"]


def read_word(file: IO[bytes]) -> ForeignText:
    """Return what a Word document holds; Refusal says why it cannot be read."""
    answer = read_draft(file.read())
    return ForeignText(
        [_paragraph(each) for each in answer["paragraphs"]],
        [LeftOutPart(*each) for each in answer["left_out"]],
        answer["changes"],
    )


def _paragraph(found: dict[str, Any]) -> FoundParagraph:
    runs = [(text, bold, italic) for text, bold, italic in found["runs"]]
    text = marked(runs, plain=bool(found["heading"]))
    return FoundParagraph(text, found["heading"], found["numbering"], found["level"])
