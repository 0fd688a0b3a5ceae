"""The released programme as a file, in each format that the public pages offer."""

from django.utils.translation import get_language

from conference.documents.document import PrintedDocument
from conference.documents.pdf import pdf_of
from conference.documents.writers import word_of
from programme.exports.documents import programme_document
from programme.exports.frab import json_of, xml_of
from programme.exports.ical import calendar_of
from programme.release.editions import ProgrammeEdition
from programme.release.session_history import session_histories


def _paper(edition: ProgrammeEdition) -> PrintedDocument:
    return programme_document(edition.programme, get_language(), edition.release)


# Each writes an edition in the active language, as bytes.
FORMATS = {
    "ics": lambda edition: calendar_of(edition, session_histories(edition)),
    "xml": xml_of,
    "json": json_of,
    "pdf": lambda edition: pdf_of(_paper(edition)),
    "docx": lambda edition: word_of(_paper(edition)),
}
