"""A Word document read for its words, in the process of its own that looks into documents from elsewhere."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.inspection import process
from conference.refusals import Refusal

_SENTENCES = {
    "damaged": gettext_lazy("The Word document is damaged or protected; save it again."),
    "no_document": gettext_lazy("This is not a Word document (.docx)."),
    "costly": gettext_lazy("The Word document is too long or too complex; copy its text and paste it instead."),
    "inflated": gettext_lazy("The Word document is too large when it is unpacked; make it smaller."),
    "macros": gettext_lazy("The document holds macros; save it as a plain .docx."),
}


def read_draft(content: bytes) -> dict[str, Any]:
    """Returns what `inspection.word_draft` found in a Word document; Refusal says why it cannot be read."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(_("This is in an old format of Word, or protected; save it as .docx."))
    if not content.startswith(b"PK"):
        raise Refusal(str(_SENTENCES["no_document"]))
    try:
        answer = process.inspect("word_draft", content)
    except process.Busy:
        raise Refusal(_("Other files are being checked; upload this one again in a moment.")) from None
    if "found" in answer:
        raise Refusal(str(_SENTENCES.get(answer["found"], _SENTENCES["damaged"])))
    return answer
