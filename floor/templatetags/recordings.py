"""Tags by which other pages tell of recordings: of a session, of what a person said, of a statement."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from conference.languages import official
from conference.languages.lists import listed
from floor.durations import as_clock
from floor.loading import recorded_session
from floor.recordings.listed import recordings_by_session
from floor.recordings.recorded import recorded_of_speaker
from floor.recordings.session_recordings import SessionRecordings

register = template.Library()

register.filter("recording_clock", as_clock)


@register.inclusion_tag("floor/recordings/_of_session.html", takes_context=True)
def recordings_of(context, session):
    """What is live and on demand of a session, on its page in the programme; nothing where there is nothing."""
    edition = context["edition"]
    row = recorded_session(edition.slug, session["slug"]) if edition.is_current else None
    found = SessionRecordings(row, at=timezone.now(), language=get_language()) if row else None
    return {"edition": edition, "session": session, "recordings": found if found and found.shown else None}


@register.inclusion_tag("floor/recordings/_recorded.html", takes_context=True)
def recorded_interventions_of(context, speaker):
    """What a speaker said from the floor, by session and time code; nothing where it is not in a recording."""
    edition, at, language = context["edition"], timezone.now(), get_language()
    found = recorded_of_speaker(edition, speaker["slug"], at=at, language=language) if edition.is_current else []
    return {**context.flatten(), "recorded": found}


@register.inclusion_tag("floor/recordings/_of_documents.html", takes_context=True)
def recordings_among_documents(context):
    """The recordings of all sessions; nothing in a draft or an old revision, which tell of what was released alone."""
    edition = context["edition"]
    found = recordings_by_session(edition, at=timezone.now()) if edition.is_current else []
    return {"edition": edition, "found": found}


@register.filter
def has_parts(recordings):
    return any(recording.part != recordings[0].part for recording in recordings)


@register.filter
def time_code_of(recordings, row):
    """The time code of an intervention; None where it has none."""
    return recordings.time_codes.get(row.pk)


@register.filter
def time_code_of_statement(recordings, statement):
    return recordings.of_statement(statement)


@register.filter
def own_names(codes):
    """The names of languages, each in itself."""
    return listed(official(code).name for code in codes)


@register.filter
def second_clock(second):
    """A second of a recording as players show it: "1:02:30"."""
    return as_clock(timedelta(seconds=second))


@register.filter
def signed(number):
    """A difference with its sign; a true minus."""
    return f"{number:+g}".replace("-", "\N{MINUS SIGN}") if number else "0"


@register.filter
def wall_clock(moment, zone):
    """A moment to the second, by the clock of the room."""
    return f"{moment.astimezone(zone):%H:%M:%S}"
