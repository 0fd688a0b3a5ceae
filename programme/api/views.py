"""The views of the programme's operations. All but the first three receive the current edition."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from conference.loading import require
from programme.api import openapi as api_openapi
from programme.api import serializers
from programme.api.operations import operations
from programme.api.responses import interface, of_programme, pages_of, written
from programme.loading import session_in, speaker_in
from programme.public.front_page import conferences_in_order
from programme.release.history import history_of

PER_PAGE = 100


@interface
def index(request):
    return written(
        {
            "description": settings.PUBLIC_URL + reverse("api:openapi"),
            "conferences": serializers.address("conferences"),
            "pages": pages_of(reverse("api-page")),
        }
    )


@interface
def openapi(request):
    return written(api_openapi.openapi())


@interface
def conferences(request):
    found = conferences_in_order(at=timezone.now())
    editions = [*([found.current] if found.current else []), *found.others, *found.rehearsals]
    editions.sort(key=lambda edition: (edition.programme.conference["starts_on"], edition.slug))
    return written({"conferences": [serializers.brief(edition) for edition in editions]})


@of_programme
def conference(edition):
    return {"conference": serializers.ProgrammeSerializer(edition).conference()}


@of_programme
def sessions(edition, page=1):
    return _sessions(edition, edition.programme.sessions, page, "sessions")


@of_programme
def day(edition, day, page=1):
    found = dict(edition.programme.days()).get(day)
    require(found)
    return _sessions(edition, found, page, "day", day)


def _sessions(edition, found, page, *name):
    rows, pages = _page(edition, found, page, *name)
    writer = serializers.ProgrammeSerializer(edition)
    return {
        "conference": serializers.conference_and_revision(edition),
        **pages,
        "sessions": [writer.session(row) for row in rows],
    }


@of_programme
def session(edition, session):
    found = session_in(edition, session)
    return {
        "conference": serializers.conference_and_revision(edition),
        "session": serializers.ProgrammeSerializer(edition).session(found),
    }


@of_programme
def speakers(edition, page=1):
    slugs = [speaker["slug"] for speaker in edition.programme.content["speakers"]]
    rows, pages = _page(edition, slugs, page, "speakers")
    writer = serializers.ProgrammeSerializer(edition)
    found = [writer.speaker(edition.programme.speaker(slug)) for slug in rows]
    return {"conference": serializers.conference_and_revision(edition), **pages, "speakers": found}


@of_programme
def speaker(edition, speaker):
    found = speaker_in(edition, speaker)
    return {
        "conference": serializers.conference_and_revision(edition),
        "speaker": serializers.ProgrammeSerializer(edition).speaker(found),
    }


@of_programme
def rooms(edition):
    return {
        "conference": serializers.conference_and_revision(edition),
        "rooms": serializers.ProgrammeSerializer(edition).rooms(),
    }


@of_programme
def delegations(edition):
    return {
        "conference": serializers.conference_and_revision(edition),
        "delegations": serializers.ProgrammeSerializer(edition).delegations(),
    }


@of_programme
def documents(edition):
    return {
        "conference": serializers.conference_and_revision(edition),
        "documents": serializers.ProgrammeSerializer(edition).documents(),
        "papers": serializers.ProgrammeSerializer(edition).papers(),
    }


@of_programme
def changes(edition):
    writer = serializers.ProgrammeSerializer(edition)
    revisions = [writer.revision(*each) for each in history_of(edition)]
    return {"conference": serializers.conference_and_revision(edition), "revisions": revisions}


def _page(edition, found, page, name, *args):
    """Return the rows of a page, and the addresses of the previous and next one; 404 for a page that does not exist."""
    last = max(1, -(-len(found) // PER_PAGE))
    require(1 <= page <= last)

    def address(number):
        if number == 1:
            return serializers.address(name, edition.slug, *args)
        return serializers.address(f"{name}-page", edition.slug, *args, number)

    pages = {
        "count": len(found),
        "previous": address(page - 1) if page > 1 else None,
        "next": address(page + 1) if page < last else None,
    }
    return found[(page - 1) * PER_PAGE : page * PER_PAGE], pages


@login_not_required
def page(request):
    """Show the page that explains the interface to people, in the language of its address."""
    context = {"operations": operations(), "root": settings.PUBLIC_URL + reverse("api:index")}
    return render(request, "programme/api/api.html", context)
