"""The sessions of a conference with the people who take part in them, in three queries however many there are."""

from conference.models import Conference
from programme.models import Session


def sessions_with_people(conference: Conference) -> list[Session]:
    """Return the sessions in order, with roles and speakers loaded; each speaker is one object.

    Django's prefetch of `roles__speaker` fails on SQLite with more than a thousand speakers.
    """
    speakers = {speaker.pk: speaker for speaker in conference.speakers.select_related("delegation")}
    rooms = Session.objects.filter(conference=conference).in_order().select_related("room")
    sessions = list(rooms.prefetch_related("roles"))
    for session in sessions:
        for role in session.roles.all():
            role.speaker = speakers[role.speaker_id]
    return sessions
