"""Plain rows for tests: each function makes one thing with what it needs, and takes any field."""

from datetime import UTC, date, datetime, timedelta

from conference.languages import columns
from conference.models import Conference, Release
from programme.models import Session
from programme.release.content import content_of
from speakers.models import Speaker

DAY = date(2012, 4, 3)
MORNING = datetime(2012, 4, 3, 14, 0, tzinfo=UTC)  # 10 a.m. in New York


def in_six(field, text):
    """The six columns of a field, each with the text and the language it is in: "Opening (fr)"."""
    return {column: f"{text} ({column.removeprefix(field + '_')})" for column in columns(field)}


def make_conference(**fields):
    days = {"starts_on": DAY, "ends_on": DAY, "time_zone": "America/New_York"}
    values = {"slug": "dialogue", **days, **in_six("title", "Dialogue"), **fields}
    return Conference.objects.create(**values)


def make_session(conference, **fields):
    place = conference.sessions.count()
    values = {
        "slug": f"session-{place}",
        "kind": Session.Kind.MEETING,
        "starts_at": MORNING + timedelta(minutes=10 * place),
        "ends_at": MORNING + timedelta(minutes=10 * place + 10),
        **in_six("title", f"Session {place}"),
        **fields,
    }
    return Session.objects.create(conference=conference, **values)


def make_panel(conference, **fields):
    number = conference.sessions.filter(kind="panel").count() + 1
    panel = make_session(conference, kind=Session.Kind.PANEL, number=number, **fields)
    for theme in range(2):
        panel.themes.create(position=theme, **in_six("text", f"Theme {theme}"))
    return panel


def make_speaker(conference, **fields):
    place = conference.speakers.count()
    values = {
        "slug": f"speaker-{place}",
        "status": Speaker.Status.CONFIRMED,
        **in_six("name", f"Speaker {place}"),
        **fields,
    }
    return Speaker.objects.create(conference=conference, **values)


def release(conference, **fields):
    values = {"note": "", "by": None, "at": MORNING, **fields}
    return Release.objects.release(conference, Release.Matter.PROGRAMME, content_of(conference), **values)


def make_released(sessions=1, **fields):
    """A released conference with so many panels, each with a co-chair and a panellist."""
    conference = make_conference(**fields)
    conference.documents.create(symbol="A/1", **in_six("title", "Document"))
    for _number in range(sessions):
        panel = make_panel(conference)
        for kind in ("co-chair", "panellist"):
            panel.roles.create(kind=kind, speaker=make_speaker(conference))
    release(conference)
    return conference


def zone_at_midday(at):
    """The name of a time zone in which it is about noon at a moment, so that the day is the same for hours around."""
    behind = at.astimezone(UTC).hour - 12
    return f"Etc/GMT{behind:+}" if behind else "UTC"
