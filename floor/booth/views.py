"""The page of an interpreters' booth: who speaks, who is next, and three signals to the officer.

The language of the page is that of the booth. `static/floor/booth/booth.js` keeps it up to date by the stream of the
floor; without it the page is whole when it is loaded again.
"""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET, require_POST

from conference.answers import is_script
from conference.languages import CODES, official
from conference.loading import found
from conference.models.epoch import in_epoch
from conference.posted import Words, posted
from conference.refusals import Refusal
from floor.booth import terms
from floor.booth.board import booth_of
from floor.booth.loading import of_booth
from floor.booth.people import people_by_delegation, people_of
from floor.booth.reading import open_texts
from floor.models import Floor
from floor.page_context import page_context
from floor.procedure import signals

ON_PAPER = 20  # of the list of speakers
TITLES_ON_PAPER, TERMS_ON_PAPER = 10, 40  # so many fit on their sheet; the screen has them all


@of_booth
@require_GET
def booth(request, session):
    return _page(request, session)


@of_booth
@require_GET
def booth_now(request, session):
    """The parts of the page that change with the floor, as they are now."""
    return _fragment(request, session)


@of_booth
@require_GET
@conditional_page
def booth_version(request, session):
    """For a booth that cannot have events: only whether anything has changed."""
    version = Floor.objects.filter(session=session).values_list("version", flat=True).first() or 0
    return JsonResponse(in_epoch({"version": version}))


@of_booth
@require_GET
def booth_text(request, session, pk):
    """The statement of an intervention, for those who may read it before it is delivered."""
    row = get_object_or_404(session.interventions, pk=pk)
    by = request.user if request.user.is_authenticated else None
    reading = found(open_texts(session, row, get_language(), by=by, at=timezone.now()))
    context = page_context(session, reading=reading, booth=official(get_language()))
    template = "floor/booth/_text.html" if is_script(request) else "floor/booth/text.html"
    return render(request, template, context)


@of_booth
@require_GET
def booth_terms(request, session):
    """The terms from the language of delivery, which a page asks for when that changes."""
    source = request.GET.get("source", "")
    return render(request, "floor/booth/_terms.html", page_context(session, **_terms(session, source)))


@of_booth
@require_GET
def booth_paper(request, session):
    """What a booth takes along on two sheets of paper: the people, the list as it is now, the terms."""
    board = booth_of(session, timezone.now(), shown=ON_PAPER)
    lists = _terms(session, board.source)
    source, (_heading, titles) = lists["source"], lists["term_lists"][1]
    concepts = terms.of_session_first(session, terms.glossary_of(session.conference), source.code)
    glossary = terms.pairs(concepts, source.code, get_language())
    context = {
        "board": board,
        "booth": official(get_language()),
        "people": people_of(session, get_language()),
        "source": source,
        "titles": titles[:TITLES_ON_PAPER],
        "glossary": terms.in_alphabetical_order(glossary[:TERMS_ON_PAPER]),
        "terms": len(glossary),
    }
    return render(request, "floor/booth/paper.html", page_context(session, **context))


@of_booth
@require_POST
def signal(request, session):
    """Sends one of the three signals; the answer is the page as it is then, also where it stands already."""
    status, message = 200, ""
    try:
        signals.send(session, get_language(), posted(request, kind=Words()).kind, at=timezone.now())
    except Refusal as refusal:
        status, message = refusal.status, str(refusal)
    if is_script(request):
        return _fragment(request, session, message, status)
    if status == 200:
        return redirect("floor:booth", session.conference.slug, session.slug)
    return _page(request, session, message, status)


def _page(request, session, message="", status=200):
    changing = _changing(request, session, message)
    language = get_language()
    context = {
        **changing,
        **_terms(session, changing["board"].source),
        "people": people_of(session, language),
        "by_delegation": people_by_delegation(session.conference, language),
        "is_light": request.GET.get("colours") == "light",
        "account": f"booth-{request.booth_link.pk}" if request.booth_link else request.user.pk,
    }
    return render(request, "floor/booth/booth.html", context, status=status)


def _fragment(request, session, message="", status=200):
    return render(request, "floor/booth/_booth.html", _changing(request, session, message), status=status)


def _changing(request, session, message):
    return page_context(
        session, board=booth_of(session, timezone.now()), booth=official(get_language()), message=message
    )


def _terms(session, source):
    """The lists of terms of a page; from another language where that of delivery is unknown, or is the booth's."""
    target, conference = get_language(), session.conference
    others = (source, conference.original_language, "en", "fr")
    source = next(code for code in others if code in CODES and code != target)
    glossary = terms.pairs(terms.glossary_of(conference), source, target)
    names = terms.pairs(terms.names_of(conference), source, target)
    return {
        "source": official(source),
        "term_lists": [
            (_("Glossary"), terms.in_alphabetical_order(glossary)),
            (_("Titles and documents"), terms.titles(conference, source, target)),
            (_("Delegations, groups and organizations"), terms.in_alphabetical_order(names)),
        ],
    }
