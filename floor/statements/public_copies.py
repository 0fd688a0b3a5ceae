"""The copy of a statement for the public: the same pages, without what tells who wrote the file.

The file as it was uploaded is kept beside it, byte for byte, for the staff and for the hash on the receipt.
"""

from io import BytesIO
from typing import IO

from django.utils import translation

from conference.languages import official, texts
from conference.languages.lists import labelled
from conference.templatetags.languages import in_language
from conference.uploaded_documents import public_copy
from floor.models.record import Statement
from programme.models import Session
from speakers.models import Delegation


def title_of(session: Session, delegation: Delegation, language: str) -> str:
    """Returns the title that readers of the file see: "Qatar: Panel discussion 1", in its language."""
    original = session.conference.original_language
    with translation.override(official(language).code):
        names = [in_language(texts(row, name), original)[0] for row, name in ((delegation, "name"), (session, "title"))]
        return labelled(*names)


def open_copy(statement: Statement) -> IO[bytes]:
    """Opens the copy; for a statement of before there were copies, one is made. FileNotFoundError if it is gone."""
    if statement.public_file:
        return statement.public_file.open("rb")
    with statement.file.open("rb") as file:
        title = title_of(statement.session, statement.delegation, statement.language)
        return BytesIO(public_copy(file.read(), statement.format, title))
