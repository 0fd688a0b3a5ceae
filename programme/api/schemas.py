"""The schemas of the programme's answers; their descriptions are for programmers, in English."""

from conference.languages import LANGUAGES
from conference.models import Conference, Document, DocumentVersion, Organizer
from programme.api.json_schema import ADDRESS, DAY, GUID, INTEGER, MOMENT, STRING, fields, list_of, one_of, or_null, ref
from programme.models import Role, Session
from speakers.models import Delegation

TAGS = [language.html for language in LANGUAGES]
TEXTS = ref("Texts")
CONFERENCE_AND_REVISION = {
    "slug": STRING,
    "guid": GUID,
    "revision": INTEGER,
    "released_at": MOMENT,
    "original_language": ref("Language"),
    "time_zone": {"type": "string", "description": "The zone of all moments, by its name in the IANA database."},
    "url": ADDRESS,
}
BRIEF = {
    **CONFERENCE_AND_REVISION,
    "purpose": one_of(*Conference.Purpose.values),
    "title": TEXTS,
    "starts_on": DAY,
    "ends_on": DAY,
    "pages": ref("Pages"),
}
NAMED = {"slug": STRING, "guid": GUID, "name": TEXTS, "url": ADDRESS}
DESCRIBED = {"description": TEXTS, "addresses": ref("Addresses")}
WHEN_AND_WHERE = {
    "starts_at": MOMENT,
    "ends_at": MOMENT,
    "starts_on": or_null(DAY),
    "ends_on": or_null(DAY),
    "year": INTEGER,
    "time_zone": STRING,
    "room": TEXTS,
    "venue": TEXTS,
    "name": TEXTS,
}


def in_languages(shape, about):
    """Return the schema of an object whose keys are languages."""
    return {
        "type": "object",
        "description": about,
        "properties": dict.fromkeys(TAGS, shape),
        "additionalProperties": False,
    }


def answer(**shapes):
    return fields(conference=ref("Standing"), **shapes)


def in_pages(**shapes):
    return answer(count=INTEGER, previous=or_null(ADDRESS), next=or_null(ADDRESS), **shapes)


DELEGATION = or_null(fields(kind=one_of(*Delegation.Kind.values), name=TEXTS))

SCHEMAS = {
    "Any": {"type": "object"},
    "Language": {"type": "string", "enum": TAGS, "description": "A language by its tag (RFC 5646)."},
    "Texts": in_languages(
        {"type": "string", "minLength": 1},
        "A text by language. A language in which there is none is left out: show the original language and say so.",
    ),
    "Pages": in_languages(ADDRESS, "The page about it in each language."),
    "Addresses": in_languages(ADDRESS, "Where more is to be found, for readers of each language; empty if nowhere."),
    "Problem": fields("What went wrong (RFC 9457).", type=STRING, title=STRING, status=INTEGER, detail=STRING),
    "Index": fields(description=ADDRESS, conferences=ADDRESS, pages=ref("Pages")),
    "Standing": fields(
        "Of which conference, and of which revision of its programme, an answer tells.", **CONFERENCE_AND_REVISION
    ),
    "Conferences": fields(conferences=list_of(fields(**BRIEF))),
    "Conference": fields(
        conference=fields(
            **BRIEF,
            **dict.fromkeys(("short_title", "organ", "organ_session", "venue"), TEXTS),
            **dict.fromkeys(("background", "objective", "expected_outcome"), TEXTS),
            days=list_of(DAY),
            organizers=list_of(fields(guid=GUID, role=one_of(*Organizer.Role.values), name=TEXTS, **DESCRIBED)),
            follow_up_meetings=list_of(
                fields(guid=GUID, year=INTEGER, starts_on=or_null(DAY), title=TEXTS, **DESCRIBED)
            ),
            cause=fields(title=TEXTS, text=TEXTS, addresses=ref("Addresses")),
            contact=fields(text=TEXTS, email=STRING, telephone=STRING, addresses=ref("Addresses")),
        )
    ),
    "Room": fields(guid=or_null(GUID), name=TEXTS),
    "Numbered": fields("A theme or a guiding question.", guid=GUID, text=TEXTS),
    "Session": fields(
        slug=STRING,
        guid=GUID,
        kind=one_of(*Session.Kind.values),
        number=or_null(INTEGER),
        starts_at=MOMENT,
        ends_at=MOMENT,
        began_at=or_null(MOMENT),
        ended_at=or_null(MOMENT),
        room=or_null(ref("Room")),
        own_kind=TEXTS,
        title=TEXTS,
        organized_by=TEXTS,
        description=TEXTS,
        after_presentations=TEXTS,
        speaking_seconds=or_null(INTEGER),
        themes=list_of(ref("Numbered")),
        questions=list_of(ref("Numbered")),
        roles=list_of(fields(kind=one_of(*Role.Kind.values), speaker=fields(**NAMED, delegation=DELEGATION))),
        url=ADDRESS,
        pages=ref("Pages"),
    ),
    "Sessions": in_pages(sessions=list_of(ref("Session"))),
    "OneSession": answer(session=ref("Session")),
    "Speaker": fields(
        **NAMED,
        **dict.fromkeys(("courtesy_title", "sort_name", "function", "affiliation", "biography"), TEXTS),
        delegation=DELEGATION,
        photograph=or_null(ADDRESS),
        indexing={"type": "boolean", "description": "Whether search engines may list this person: respect it."},
        roles=list_of(
            fields(
                kind=one_of(*Role.Kind.values),
                session=fields(slug=STRING, guid=GUID, title=TEXTS, url=ADDRESS),
            )
        ),
        pages=ref("Pages"),
    ),
    "Speakers": in_pages(speakers=list_of(ref("Speaker"))),
    "OneSpeaker": answer(speaker=ref("Speaker")),
    "Rooms": answer(rooms=list_of(ref("Room"))),
    "Delegations": answer(
        delegations=list_of(
            fields(
                guid=GUID,
                kind=one_of(*Delegation.Kind.values),
                iso3={"type": "string", "description": "Of a State, its three letters of ISO 3166-1; else empty."},
                name=TEXTS,
                pages=ref("Pages"),
            )
        )
    ),
    "Version": fields(
        "A document in a language: a file of this site, of which all is known, or an address elsewhere.",
        language=ref("Language"),
        kind=one_of(*DocumentVersion.Kind.values),
        url=ADDRESS,
        format=or_null(one_of(*DocumentVersion.Format.values)),
        size=or_null(INTEGER),
        sha256=or_null(STRING),
    ),
    "Documents": answer(
        documents=list_of(
            fields(
                guid=GUID,
                type=one_of(*Document.Type.values),
                symbol=STRING,
                title=TEXTS,
                **DESCRIBED,
                status=one_of(*Document.Status.values),
                original_language=or_null(ref("Language")),
                dated_on=or_null(DAY),
                posted_on=or_null(DAY),
                supersedes=or_null(GUID),
                sessions=list_of(fields(slug=STRING, guid=GUID, title=TEXTS, url=ADDRESS)),
                versions=list_of(ref("Version")),
            )
        ),
        papers=list_of(
            fields(
                "What is made of the release itself, with its revision.",
                type=one_of(*Document.Type.values),
                revision=INTEGER,
                released_at=MOMENT,
                versions=list_of(ref("Version")),
            )
        ),
    ),
    "Changes": answer(
        revisions=list_of(
            fields(
                number=INTEGER,
                released_at=MOMENT,
                pages=ref("Pages"),
                changes=or_null(list_of(ref("Change"))),
            )
        )
    ),
    "Change": fields(
        "What a revision changed. The first revision has null instead of changes: all of it is new.",
        optional=("role", "person", "before", "after"),
        act=one_of("new", "removed", "withdrawn", "moved", "renamed", "joined", "left", "reworded"),
        what=one_of("conference", "session", "speaker", "document", "organizer", "meeting"),
        slug=or_null(STRING),
        name=TEXTS,
        languages=list_of(ref("Language")),
        role=one_of(*Role.Kind.values),
        person=TEXTS,
        before=fields(optional=WHEN_AND_WHERE, **WHEN_AND_WHERE),
        after=fields(optional=WHEN_AND_WHERE, **WHEN_AND_WHERE),
    ),
}
