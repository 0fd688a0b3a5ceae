"""The rows of which the draft of a programme is made, each table in turn or the small ones together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from conference.models import Conference, Document, DocumentVersion, FollowUpMeeting, Organizer, PracticalSection
from programme.models import DocumentOfSession, GuidingQuestion, Role, Session, Theme
from speakers.models import Delegation, Speaker, State

_PLACE = "place of the table"  # no column is called so


@dataclass(frozen=True)
class DraftRows:
    """The rows of a draft, in their order. Sessions have their rooms, themes, questions, roles and people loaded.

    Each person and delegation is one object. Not all speakers are public.
    """

    speakers: list[Speaker]  # by their short names
    sessions: list[Session]
    organizers: Iterable[Organizer]
    documents: Iterable[Document]  # with their versions, and the keys of their sessions (DocumentOfSession)
    follow_up_meetings: Iterable[FollowUpMeeting]
    delegations: Iterable[Delegation]
    practical_sections: Iterable[PracticalSection] = ()


def rows_of(conference: Conference) -> DraftRows:
    """Returns the rows of a draft as they are now, with a query for each table."""
    status = Speaker.Status
    in_public = Q(status__in=(status.CONFIRMED, status.WITHDRAWN))
    in_session = Exists(Role.objects.filter(speaker=OuterRef("pk")))
    speakers = list(conference.speakers.filter(in_public | in_session).order_by("slug"))
    sessions = list(
        Session.objects.filter(conference=conference)
        .in_order()
        .select_related("room")
        .prefetch_related("themes", "guidingquestions", "roles")
    )
    delegations = list(conference.delegations.select_related("state").order_by("pk"))
    by_delegation: dict[int | None, Delegation] = {delegation.pk: delegation for delegation in delegations}
    for speaker in speakers:
        speaker.delegation = by_delegation.get(speaker.delegation_id)
    _give_people((role for session in sessions for role in session.roles.all()), speakers)
    return DraftRows(
        speakers,
        sessions,
        conference.organizers.all(),
        conference.documents.prefetch_related("versions", "in_sessions"),
        conference.follow_up_meetings.all(),
        delegations,
        conference.practical_sections.all(),
    )


def _give_people(roles: Iterable[Role], speakers: list[Speaker]) -> None:
    by_key = {speaker.pk: speaker for speaker in speakers}
    for role in roles:
        role.speaker = by_key[role.speaker_id]


def rows_together(conference: Conference, speakers: list[Speaker]) -> DraftRows:
    """Returns the same in two queries, for a page that has the speakers already; each speaker is one object."""
    sessions = list(Session.objects.filter(conference=conference).in_order().select_related("room"))
    of_sessions = {"session__conference": conference}
    of_panels = {"panel__conference": conference}
    of_documents = {"document__conference": conference}
    tables = together(
        Role.objects.filter(**of_sessions),
        Theme.objects.filter(**of_panels),
        GuidingQuestion.objects.filter(**of_panels),
        conference.organizers.all(),
        conference.documents.all(),
        DocumentVersion.objects.filter(**of_documents),
        DocumentOfSession.objects.filter(**of_documents),
        conference.follow_up_meetings.all(),
        conference.delegations.order_by("pk"),
        State.objects.filter(delegations__conference=conference),
        conference.practical_sections.all(),
    )
    roles, themes, questions, organizers, documents, versions, places, meetings, delegations, states, practical = tables
    _attach(sessions, "roles", "session_id", roles)
    _attach(sessions, "themes", "panel_id", themes)
    _attach(sessions, "guidingquestions", "panel_id", questions)
    _attach(documents, "versions", "document_id", versions)
    _attach(documents, "in_sessions", "document_id", places)
    _give_people(roles, speakers)
    by_state = {state.pk: state for state in states}
    for delegation in delegations:
        delegation.state = by_state.get(delegation.state_id)
    return DraftRows(speakers, sessions, organizers, documents, meetings, delegations, practical)


def _attach(sessions: list[Any], name: str, key: str, rows: list[Any]) -> None:
    """Gives sessions, or documents, their rows as a prefetch does."""
    own: dict[int, list[Any]] = {session.pk: [] for session in sessions}
    for row in rows:
        own[getattr(row, key)].append(row)
    for session in sessions:
        found = getattr(session, name).all()
        found._result_cache, found._prefetch_done = own[session.pk], True
        cache: dict[str, Any] = session.__dict__.setdefault("_prefetched_objects_cache", {})
        cache[name] = found


def together(*wanted: QuerySet[Any]) -> list[list[Any]]:
    """Returns the rows of several small tables in one query: for each of the querysets its rows, in its order.

    A page of one query for each of ten tables spends more time asking than reading.
    """
    parts = [rows.order_by().values_list(_as_json(place, rows.model)) for place, rows in enumerate(wanted)]
    makers = [_maker(rows.model) for rows in wanted]
    found: list[list[Any]] = [[] for _rows in wanted]
    for (row,) in parts[0].union(*parts[1:], all=True):
        place = row[_PLACE]
        found[place].append(makers[place](row))
    return [_in_order(rows, some) for rows, some in zip(wanted, found, strict=True)]


def _as_json(place: int, model: type[Model]) -> JSONObject:
    columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
    return JSONObject(**{_PLACE: Value(place)}, **columns)


def _maker(model: type[Model]) -> Callable[[dict[str, Any]], Model]:
    """Returns what makes a row of a model from its columns as JSON, which has neither days nor moments."""
    fields: tuple[Any, ...] = tuple(model._meta.concrete_fields)
    names = [field.attname for field in fields]
    readers = [(field.target_field if field.is_relation else field).to_python for field in fields]

    def made(row: dict[str, Any]) -> Model:
        values = (row[name] for name in names)
        return model.from_db(
            "default",
            names,
            [value if value is None else read(value) for read, value in zip(readers, values, strict=True)],
        )

    return made


def _in_order(rows: QuerySet[Any], found: list[Any]) -> list[Any]:
    names = [str(name) for name in (rows.query.order_by or rows.model._meta.ordering)]
    keys = ["pk" if name == "pk" else name for name in names if "__" not in name]
    return sorted(found, key=lambda row: [(value is not None, value) for value in (getattr(row, key) for key in keys)])
