"""What is attached to a letter: the letter itself as PDF, the programme as PDF, files of the conference.

The PDFs are made when the letter is sent. The programme is that of the revision which the letter names, so that it is
what was to be read when the letter was written; once another revision is public, the letter is held until it is
rewritten.
"""

import mimetypes
import re
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from conference.documents.pdf import pdf_of
from conference.files.uploads import LONGEST_NAME
from conference.models import Release
from conference.refusals import Refusal
from programme.exports.documents import programme_document
from programme.letters.forms_of_address import one_line
from programme.letters.paper.letterhead import letter_document
from programme.models.letter import Letter
from programme.release.programme import released_programmes

PDF = "application/pdf"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')
_LONGEST = 80


def file_name(text: str, ending: str) -> str:
    """Return the name of a file that says a text, as every system accepts it."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", one_line(text)).split())[:_LONGEST].strip(". ")
    return f"{name or 'letter'}.{ending}"[:LONGEST_NAME]


def attachments_of(letter: Letter, at: datetime | None = None) -> Iterator[tuple[str, bytes, str]]:
    """Yield what goes with a letter: (name of the file, content, kind)."""
    if letter.has_letterhead:
        yield file_name(letter.subject, "pdf"), pdf_of(letter_document(letter, at)), PDF
    if letter.programme_revision:
        yield _programme(letter)
    for row in letter.attachments.select_related("file"):
        try:
            with row.file.file.open("rb") as file:
                content = file.read()
        except FileNotFoundError:
            raise Refusal(_("The file “%(name)s” is no longer there.") % {"name": row.file.name}) from None
        yield row.file.name, content, mimetypes.guess_type(row.file.name)[0] or "application/octet-stream"


def _programme(letter: Letter) -> tuple[str, bytes, str]:
    found = Release.objects.public().of(letter.conference.slug, Release.Matter.PROGRAMME)
    release = found.defer("content").filter(number=letter.programme_revision or 0).first()
    if release is None:
        raise Refusal(_("Another revision of the programme is public now: rewrite the letter."))
    programme = released_programmes([release.pk])[release.pk]
    document = programme_document(programme, letter.language, release)
    with override(letter.language):
        name = file_name(_("Programme"), "pdf")
    return name, pdf_of(document), PDF
