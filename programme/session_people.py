"""The sessions of a conference with the people who take part in them, and the order that protocol suggests for them."""

from itertools import groupby

from conference.models import Conference
from programme.models import Role, Session
from speakers.models import Speaker
from speakers.precedence import by_protocol


def sessions_with_people(conference: Conference) -> list[Session]:
    """Return the sessions in order, with roles and speakers loaded, in three queries; each speaker is one object.

    Django's prefetch of `roles__speaker` fails on SQLite with more than a thousand speakers.
    """
    speakers = {speaker.pk: speaker for speaker in conference.speakers.select_related("delegation")}
    rooms = Session.objects.filter(conference=conference).in_order().select_related("room")
    sessions = list(rooms.prefetch_related("roles"))
    for session in sessions:
        for role in session.roles.all():
            role.speaker = speakers[role.speaker_id]
    return sessions


def suggested_orders(session: Session, code: str) -> list[tuple[str, list[Speaker]]]:
    """Return the people of a session in the order of protocol where theirs is another: [(role in words, people)].

    It is a suggestion alone: the order by hand counts.
    """
    original, found = session.conference.original_language, []
    roles = session.roles.select_related("speaker__delegation").order_by("kind", "position", "pk")
    for kind, group in groupby(roles, key=lambda role: role.kind):
        people = [role.speaker for role in group]
        suggested = by_protocol(people, code, original)
        if suggested != people:
            found.append((str(Role.Kind(kind).label), suggested))
    return found
