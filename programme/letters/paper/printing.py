"""Letters as one PDF to be printed, made in the background: setting a letter takes a tenth of a second."""

from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from conference.background_work.kind import Done, Progress
from conference.documents.pdf import pdf_of
from conference.models import Job
from conference.on_demand import on_demand
from programme.letters.paper.letterhead import letter_document, settings_of
from programme.models.letter import Letter

if TYPE_CHECKING:
    from pypdf import PdfWriter

pypdf = on_demand("pypdf")

MOST = 500  # letters of one PDF


class PrintLetters:
    """Makes the PDF of letters, one after the other, each beginning on a page of its own."""

    permission = "programme.send_letters"

    def run(self, job: Job, progress: Progress) -> Done:
        rows = job.conference.letters.filter(pk__in=job.arguments["letters"])
        letters = list(rows.select_related("conference", "speaker__delegation", "own_kind").order_by("number", "pk"))
        with NamedTemporaryFile(prefix="rostrum-letters-", suffix=".pdf", delete=False) as file:
            path = Path(file.name)
            try:
                file.write(joined(letters, progress))
            except BaseException:
                path.unlink()
                raise
        return Done({"letters": len(letters)}, path, f"{job.conference.slug}-letters.pdf")

    def told(self, job: Job) -> list[str]:
        number = job.outcome.get("letters", 0)
        words = ngettext("The PDF has %(number)d letter.", "The PDF has %(number)d letters.", number)
        return [words % {"number": number}]

    def address(self, job: Job) -> str:
        return reverse("programme:letters", args=[job.conference.slug])


def joined(letters: list[Letter], progress: Progress = lambda done, total: None) -> bytes:
    """Return the letters as one PDF."""
    if not letters:
        return b""
    at, settings = timezone.now(), settings_of(letters[0].conference)
    writer = pypdf.PdfWriter()
    for place, letter in enumerate(letters):
        progress(place, len(letters))
        writer.append(BytesIO(pdf_of(letter_document(letter, at, settings))))
    return _bytes_of(writer)


def _bytes_of(writer: "PdfWriter") -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
