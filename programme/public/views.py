"""The public pages of a programme. Each view receives the edition that its address names (`release/editions.py`)."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from conference.documents.pdf import pdf_of
from conference.documents.writers import word_of
from conference.languages.urls_by_language import siblings_of
from conference.loading import require
from conference.models import Conference
from conference.released_pages import fresh_for, hide_other_parameters, offer, reads
from programme.exports import documents
from programme.loading import session_in, speaker_in
from programme.models import Session
from programme.public import structured_data
from programme.public.filters import LEFT_OUT, NAMES, Filters
from programme.public.front_page import conferences_in_order
from programme.public.listed_documents import documents_of_session
from programme.release.history import history_of
from programme.release.protocol import speakers_by_protocol
from programme.search.items import SECONDS
from programme.search.query import LONGEST, MOST_WORDS, SearchQuery
from programme.search.search import index_of
from translation.glossary.acronyms import bodies_of

OF_RECORDINGS = 30  # seconds for which a page is kept that tells of recordings too
FORMATS = {
    "pdf": (pdf_of, "application/pdf"),
    "docx": (word_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@login_not_required
def front_page(request):
    hide_other_parameters(request, ())
    conferences = conferences_in_order(at=timezone.now())
    response = render(request, "programme/public/front_page.html", {"conferences": conferences, **_first(conferences)})
    current = conferences.current
    offer(request, response, seconds=current.kept_for(60) if current else 60)  # which is current depends on the day
    return response


def _first(conferences):
    return conferences.current.context if conferences.current else {"original_language": "en"}


@reads(*NAMES, LEFT_OUT)
def programme(request, edition):
    filters = Filters(edition.programme, request.GET, get_language())
    if list(request.GET.lists()) != [(name, [value]) for name, value in filters.address.items()]:
        return redirect(f"{request.path}?{urlencode(filters.address)}".rstrip("?"))
    context = {"filters": filters}
    if filters.query:
        context |= {"no_indexing": True, "siblings": siblings_of(request.path, filters.query)}
    else:
        context["structured_data"] = structured_data.of_programme(edition)
    return render(request, "programme/public/programme.html", {**edition.context, **context})


@fresh_for(SECONDS)
@reads("q")
def search(request, edition):
    code = get_language()
    asked = request.GET.get("q", "")
    query = SearchQuery.of(asked, bodies_of(edition.slug) if asked else ())
    context = {"query": query, "no_indexing": True, "most": {"characters": LONGEST, "words": MOST_WORDS}}
    if query.text:
        context["siblings"] = siblings_of(request.path, {"q": query.text})
    if query.text and not query.is_too_long:
        groups = index_of(edition, code).find(edition, query.terms) if query.terms else []
        results = sum(group.number for group in groups)
        context |= {"groups": groups, "results": results, "filters": Filters(edition.programme, {}, code)}
    status = 422 if query.is_too_long else 200
    return render(request, "programme/search/search.html", {**edition.context, **context}, status=status)


def programme_document(request, edition, format):
    return paper_response(edition, documents.programme_document, "programme", format)


def speakers_document(request, edition, format):
    return paper_response(edition, documents.speakers_document, "speakers", format)


def paper_response(edition, paper_of, name, format):
    """Return a paper of an edition in the language of the page."""
    write, content_type = FORMATS[format]
    code = get_language()
    paper = paper_of(edition.programme, code, edition.release)
    response = HttpResponse(write(paper), content_type=content_type)
    revision = "-draft" if edition.is_preview else f"-revision-{edition.release.number}" if edition.is_revision else ""
    response.headers["Content-Disposition"] = f'attachment; filename="{edition.slug}-{name}{revision}-{code}.{format}"'
    if not edition.is_current or not _may_be_indexed(edition.programme):
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _may_be_indexed(programme):
    """Whether search engines may index a file: only if all speakers consent, since it names them all."""
    rehearsal = programme.conference["purpose"] == Conference.Purpose.REHEARSAL
    return not rehearsal and all(speaker["indexing"] for speaker in programme.content["speakers"])


@fresh_for(OF_RECORDINGS)
def session_detail(request, edition, session):
    """The page of a session; a break has none, and its address leads to the programme."""
    found = session_in(edition, session)
    if found["kind"] == Session.Kind.BREAK:
        return redirect(edition.url("programme"))
    order = [each for each in edition.programme.sessions if each["kind"] != Session.Kind.BREAK]
    place = order.index(found)
    beside = {"previous": order[place - 1] if place else None, "next": (order[place + 1 :] or [None])[0]}
    before_it = documents_of_session(edition, found["slug"])
    context = {
        "session": found,
        "documents": before_it,
        "structured_data": structured_data.of_session(edition, found),
        **beside,
    }
    return render(request, "programme/public/session_detail.html", {**edition.context, **context})


def speaker_list(request, edition):
    speakers = edition.programme.speakers_in_order(get_language())
    return render(request, "programme/public/speaker_list.html", {**edition.context, "speakers": speakers})


def list_of_speakers(request, edition):
    """The speakers in the order of protocol, as the list to print has them."""
    kinds = speakers_by_protocol(edition.programme, get_language())
    return render(request, "programme/public/list_of_speakers.html", {**edition.context, "kinds": kinds})


@fresh_for(OF_RECORDINGS)
def speaker_detail(request, edition, speaker):
    found = speaker_in(edition, speaker)
    context = {"speaker": found, "no_indexing": not found["indexing"]}
    return render(request, "programme/public/speaker_detail.html", {**edition.context, **context})


def photograph(request, edition, speaker):
    """Return the photograph in a revision; its file never changes and is deleted with the revision."""
    found = speaker_in(edition, speaker)
    require(found["photograph"] and default_storage.exists(found["photograph"]))
    return FileResponse(default_storage.open(found["photograph"]), content_type="image/jpeg")


def delegation_list(request, edition):
    kinds = edition.programme.delegations_by_kind(get_language())
    return render(request, "programme/public/delegation_list.html", {**edition.context, "kinds": kinds})


def change_log(request, edition):
    history = history_of(edition)  # first, because it loads the programme of the edition too
    return render(request, "programme/public/change_log.html", {**edition.context, "history": history})


def contact(request, edition):
    return render(request, "programme/public/contact.html", edition.context)
