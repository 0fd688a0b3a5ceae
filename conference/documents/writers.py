"""The writers of documents whose libraries are loaded when the first document is written."""

from conference.documents.document import PrintedDocument
from conference.on_demand import on_demand

word = on_demand("conference.documents.word")


def word_of(document: PrintedDocument) -> bytes:
    """Return a document as a Word document (.docx)."""
    return word.word_of(document)
