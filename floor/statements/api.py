"""Statements as the interface for other programs tells them: those that are public, and nothing of the others."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference.languages import official, texts
from conference.released_pages import HEADER
from floor.loading import public_session
from floor.models.record import Statement
from floor.statements.public_views import public_edition
from floor.statements.published import published, released_sessions
from programme.api.json_schema import ADDRESS, GUID, INTEGER, MOMENT, STRING, fields, list_of, one_of, or_null, ref
from programme.api.operations import Operation
from programme.api.responses import interface, pages_of, written
from programme.api.schemas import answer
from programme.api.serializers import address, conference_and_revision, moment, texts_of
from programme.exports.frab import guid_of
from speakers.models import Delegation

CONFERENCE = "conferences/<slug:conference>/"
SCHEMAS = {
    "Statements": answer(statements=list_of(ref("Statement"))),
    "Statement": fields(
        "A written statement, in the order of delivery. Only what was said in the room is authentic. One whose speaker "
        "was not reached was posted after the session and has no moment at which the floor was given.",
        guid=GUID,
        delegation=fields(guid=GUID, kind=one_of(*Delegation.Kind.values), name=ref("Texts")),
        session=fields(slug=STRING, guid=GUID, url=ADDRESS),
        given_at=or_null(MOMENT),
        posted_at=or_null(MOMENT),
        mark=one_of(*Statement.Mark.values),
        versions=list_of(ref("StatementVersion")),
        pages=ref("Pages"),
    ),
    "StatementVersion": fields(
        "A file in one language. It is a copy without the properties of the file that the delegation uploaded.",
        language=ref("Language"),
        version=one_of(*Statement.Version.values),
        format=one_of(*Statement.Format.values),
        revision=INTEGER,
        revised_at=or_null(MOMENT),
        file_name=STRING,
        url=ADDRESS,
    ),
}


@interface
def statements(request, conference):
    edition = public_edition(conference)
    rows = released_sessions(edition)
    found = published(rows)
    return _answer(edition, [text for row in rows for text in found[row.pk]])


@interface
def session_statements(request, conference, session):
    edition, row = public_session(conference, session)
    return _answer(edition, published([row])[row.pk])


def _answer(edition, found):
    """Not kept until the next release, unlike other answers: a statement is public once it is delivered."""
    response = written(
        {"conference": conference_and_revision(edition), "statements": [_statement(edition, text) for text in found]}
    )
    del response.headers[HEADER]
    return response


def _statement(edition, text):
    slug, zone = text.session.slug, edition.programme.zone

    def local(at):
        return moment(at.astimezone(zone)) if at else None

    return {
        "guid": str(text.first.text_key),
        "delegation": {
            "guid": str(guid_of(edition.slug, "delegations", text.delegation.pk)),
            "kind": text.delegation.kind,
            "name": texts_of(texts(text.delegation, "name")),
        },
        "session": {
            "slug": slug,
            "guid": str(guid_of(edition.slug, "sessions", slug)),
            "url": address("session", edition.slug, slug),
        },
        "given_at": local(text.intervention.given_at) if text.intervention else None,
        "posted_at": None if text.intervention else local(text.first.posted_at),
        "mark": text.first.mark,
        "versions": [
            {
                "language": official(version.statement.language).html,
                "version": version.statement.version,
                "format": version.statement.format,
                "revision": version.statement.revision,
                "revised_at": local(version.revised_at),
                "file_name": version.file_name,
                "url": settings.PUBLIC_URL
                + reverse("floor:statement-file-by-name", args=[edition.slug, slug, version.file_name]),
            }
            for version in text.versions
        ],
        "pages": pages_of(reverse("floor:statement-list", args=[edition.slug, slug])),
    }


OPERATIONS = [
    Operation(
        "statements",
        f"{CONFERENCE}statements/",
        _("The statements that were delivered, session by session."),
        "Statements",
        statements,
    ),
    Operation(
        "session-statements",
        f"{CONFERENCE}sessions/<slug:session>/statements/",
        _("The statements that were delivered in a session."),
        "Statements",
        session_statements,
    ),
]
