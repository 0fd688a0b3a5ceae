"""The staff's page with the text for the Journal, ready to copy in six languages, and as Word."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from conference.documents.writers import word_of
from conference.files.downloads import as_attachment
from conference.languages import CODES
from conference.loading import conference_for, found, require
from conference.staff_pages import staff_page_context
from conference.uploaded_documents import TYPES, Format
from operations.journal.entry import MOST_WORDS, JournalEntry, entry_of
from programme.release.editions import CURRENT, ProgrammeEdition, released
from programme.release.history import history_of

PERMISSION = "conference.release_programme"


@require_safe
def journal(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the entry in each language, the page's own first."""
    row = conference_for(request, conference, PERMISSION)
    edition = released(CURRENT, conference)
    own = get_language()
    codes = [own, *(code for code in CODES if code != own)]
    entries = _entries(edition, codes) if edition else []
    context = {**staff_page_context(request, row), "entries": entries, "edition": edition, "most": MOST_WORDS}
    return render(request, "operations/journal/journal.html", context)


@require_safe
def journal_document(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    conference_for(request, conference, PERMISSION)
    edition = found(released(CURRENT, conference))
    require(code in CODES)
    (entry,) = _entries(edition, [code])
    with override(code):
        content = word_of(entry.document(found(edition.release).released_at.astimezone(edition.programme.zone).date()))
    return as_attachment(HttpResponse(content, content_type=TYPES[Format.WORD]), f"{conference}-journal-{code}.docx")


def _entries(edition: ProgrammeEdition, codes: Iterable[str]) -> list[JournalEntry]:
    _release, changes = history_of(edition)[0]
    return [entry_of(edition, code, changes or ()) for code in codes]
