"""A draft in a Word document, as the process of its own reads it that looks into documents from elsewhere."""

from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.files.safe_open import LARGEST_OF_DELEGATION as LARGEST
from conference.inspection import process
from conference.refusals import Refusal
from summary.imports.blocks import ForeignText, FoundParagraph, LeftOutPart
from summary.imports.pasted import marked

__all__ = ["LARGEST", "read_word"]

_SENTENCES = {
    "damaged": gettext_lazy("The Word document is damaged or protected; save it again."),
    "no_document": gettext_lazy("This is not a Word document (.docx)."),
    "costly": gettext_lazy("The Word document is too long or too complex; copy its text and paste it instead."),
    "inflated": gettext_lazy("The Word document is too large when it is unpacked; make it smaller."),
    "macros": gettext_lazy("The document holds macros; save it as a plain .docx."),
}


def read_word(file: IO[bytes]) -> ForeignText:
    """Return what a Word document holds; Refusal says why it cannot be read."""
    content = file.read()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(_("This is in an old format of Word, or protected; save it as .docx."))
    if not content.startswith(b"PK"):
        raise Refusal(_SENTENCES["no_document"])
    try:
        answer = process.inspect("word_draft", content)
    except process.Busy:
        raise Refusal(_("Other files are being checked; upload this one again in a moment.")) from None
    if "found" in answer:
        raise Refusal(_SENTENCES.get(answer["found"], _SENTENCES["damaged"]))
    return ForeignText(
        [_paragraph(each) for each in answer["paragraphs"]],
        [LeftOutPart(*each) for each in answer["left_out"]],
        answer["changes"],
    )


def _paragraph(found: dict[str, Any]) -> FoundParagraph:
    runs = [(text, bold, italic) for text, bold, italic in found["runs"]]
    text = marked(runs, plain=bool(found["heading"]))
    return FoundParagraph(text, found["heading"], found["numbering"], found["level"])
