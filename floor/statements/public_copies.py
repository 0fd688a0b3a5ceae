"""The copy of a statement for the public: the same pages, without what tells who wrote the file.

The file as it was uploaded is kept beside it, byte for byte, for the staff and for the hash on the receipt.
"""

import base64
from io import BytesIO
from typing import IO

from django.utils import translation
from django.utils.translation import gettext as _

from conference.inspection import process
from conference.languages import official, texts
from conference.refusals import Refusal
from conference.templatetags.languages import in_language
from floor.models.record import Statement
from programme.models import Session
from speakers.models import Delegation

_KINDS = {Statement.Format.PDF: "pdf_public", Statement.Format.WORD: "word_public"}


def make(content: bytes, file_format: str, title: str) -> bytes:
    """Returns the copy of a file, with this title alone in its properties. Raises Refusal where none can be made."""
    try:
        answer = process.inspect(_KINDS[Statement.Format(file_format)], content, title)
    except process.Busy:
        raise Refusal(_("Other files are being checked; upload this one again in a moment.")) from None
    if "found" in answer:
        raise Refusal(_("The names in the properties of this file cannot be removed; print it to a new PDF."))
    return base64.b64decode(answer["file"])


def title_of(session: Session, delegation: Delegation, language: str) -> str:
    """Returns the title that readers of the file see: "Qatar: Panel discussion 1", in its language."""
    original = session.conference.original_language
    with translation.override(official(language).code):
        names = [in_language(texts(row, name), original)[0] for row, name in ((delegation, "name"), (session, "title"))]
    return ": ".join(names)


def open_copy(statement: Statement) -> IO[bytes]:
    """Opens the copy; for a statement of before there were copies, one is made. FileNotFoundError if it is gone."""
    if statement.public_file:
        return statement.public_file.open("rb")
    with statement.file.open("rb") as file:
        title = title_of(statement.session, statement.delegation, statement.language)
        return BytesIO(make(file.read(), statement.format, title))
