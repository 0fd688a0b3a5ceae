"""The sessions of a conference with the people who sit in them, in three queries however many there are."""

from programme.models import Session


def sessions_with_people(conference):
    """The sessions in their order; the roles and the speaker of each role are at hand, and each speaker is one object.

    Django's own way (`roles__speaker`) fails on SQLite where there are more than a thousand speakers.
    """
    speakers = {speaker.pk: speaker for speaker in conference.speakers.select_related("delegation")}
    rooms = Session.objects.filter(conference=conference).in_order().select_related("room")
    sessions = list(rooms.prefetch_related("roles"))
    for session in sessions:
        for role in session.roles.all():
            role.speaker = speakers[role.speaker_id]
    return sessions
