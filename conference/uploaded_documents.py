"""Checking by its content what is uploaded as a document: a PDF or a Word document, and nothing that acts.

Neither the name of the file nor what the browser calls it counts. A document is refused where anything in it is of a
kind that is not allowed, because it is given to the public as it came. It is looked at in a process of its own
(`conference/inspection/`). The public gets a copy without what tells who wrote the file.
"""

import base64
from collections.abc import Hashable

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.files.safe_open import LARGEST_OF_DELEGATION as LARGEST
from conference.inspection import process
from conference.models.document import DocumentVersion
from conference.refusals import Refusal

Format = DocumentVersion.Format


TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BEGINNINGS = {b"%PDF-": (Format.PDF, "pdf"), b"PK\x03\x04": (Format.WORD, "word")}
_LINK = gettext_lazy("The document has a link to “%(name)s”; only links of http, https and mailto are allowed.")

# What a refusal says, by what the inspection found.
SENTENCES = {
    "pdf": {
        "damaged": gettext_lazy("The PDF is damaged; make it again."),
        "incomplete": gettext_lazy("The PDF is not complete; make it again."),
        "encrypted": gettext_lazy("The PDF is protected by a password or by restrictions; upload it without them."),
        "costly": gettext_lazy("The PDF is too complex; make it again from the text."),
        "inflated": gettext_lazy("The PDF is too large when it is unpacked; make it again from the text."),
        "no_page": gettext_lazy("The PDF has no page."),
        "pages": gettext_lazy("The PDF has more than %(name)s pages, which is too many."),
        "script": gettext_lazy("The PDF holds a script (“%(name)s”); make it again from the text."),
        "action": gettext_lazy("The PDF holds an action (“%(name)s”); make it again from the text."),
        "automatic": gettext_lazy(
            "The PDF does something by itself when it is opened or read (“%(name)s”); make it again from the text."
        ),
        "file": gettext_lazy("The PDF holds another file (“%(name)s”); make it again without it."),
        "form": gettext_lazy("The PDF holds a form or fields to fill in (“%(name)s”); print it to a new PDF."),
        "media": gettext_lazy("The PDF holds sound, video or 3D (“%(name)s”); make it again from the text."),
        "annotation": gettext_lazy("The PDF holds an annotation that acts (“%(name)s”); make it again from the text."),
        "elsewhere": gettext_lazy("The PDF takes part of its content from another file; make it again from the text."),
        "link": _LINK,
    },
    "word": {
        "damaged": gettext_lazy("The Word document is damaged or protected; save it again."),
        "no_document": gettext_lazy("This is neither a PDF nor a Word document (.docx)."),
        "costly": gettext_lazy("The Word document is too complex; save it as PDF."),
        "inflated": gettext_lazy("The Word document is too large when it is unpacked; make it smaller."),
        "macros": gettext_lazy("The document holds macros (“%(name)s”); save it as a plain .docx or as PDF."),
        "embedded": gettext_lazy("The document holds another file or object (“%(name)s”); save it as PDF."),
        "template": gettext_lazy("The document is attached to a template (“%(name)s”); save it as PDF."),
        "external": gettext_lazy("The document loads something from elsewhere (“%(name)s”); save it as PDF."),
        "field": gettext_lazy(
            "The document holds a field that may load or start something (“%(name)s”); save it as PDF."
        ),
        "picture": gettext_lazy("The document holds a picture of a kind that can act (“%(name)s”); save it as PDF."),
        "part": gettext_lazy("The document holds a part that no such document needs (“%(name)s”); save it as PDF."),
        "link": _LINK,
    },
}


def format_of(file: UploadedFile, uploader: Hashable = None) -> DocumentVersion.Format:
    """The format of an uploaded file that was inspected as a whole; Refusal says what was found in it.

    Who uploads (any key) has one file inspected at a time.
    """
    if file.size and file.size > LARGEST:
        raise Refusal(_("The file is larger than %(most)d MB.") % {"most": LARGEST // 1024 // 1024})
    if not file.size:
        raise Refusal(_("The file is empty."))
    content = file.read()
    file.seek(0)
    for beginning, (found, kind) in _BEGINNINGS.items():
        if content.startswith(beginning):
            _inspect(kind, content, uploader)
            return found
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(_("This is in an old format of Word, or protected; save it as .docx or PDF."))
    raise Refusal(_("This is neither a PDF nor a Word document (.docx)."))


def _inspect(kind: str, content: bytes, uploader: Hashable) -> None:
    try:
        with process.one_at_a_time(uploader):
            answer = process.inspect(kind, content)
    except process.Busy:
        raise Refusal(_("Other files are being checked; upload this one again in a moment.")) from None
    if "found" in answer:
        raise Refusal(SENTENCES[kind].get(answer["found"], SENTENCES[kind]["damaged"]) % {"name": answer["name"]})


_COPIES = {Format.PDF: "pdf_public", Format.WORD: "word_public"}


def public_copy(content: bytes, file_format: str, title: str) -> bytes:
    """The copy of a file for the public, with this title alone in its properties; Refusal where none can be made."""
    try:
        answer = process.inspect(_COPIES[Format(file_format)], content, title)
    except process.Busy:
        raise Refusal(_("Other files are being checked; upload this one again in a moment.")) from None
    if "found" in answer:
        raise Refusal(_("The names in the properties of this file cannot be removed; print it to a new PDF."))
    return base64.b64decode(answer["file"])
