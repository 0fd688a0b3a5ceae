"""A released conference of any size, for measurements: texts of the dialogue of 2012 recombined, numbered people.

Its title says that it is a sample, and its dates are in 2001: the front page, which shows the current dialogue, else
the next, else the last, prefers any later one, so that no installation shows the sample first by accident.
"""

from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction

from conference.fields import paragraphs
from conference.languages import columns
from conference.models import Conference, Document, Release
from conference.models.audit import AuditEntry
from conference.refusals import Refusal
from programme.demo.dialogue_2012 import Texts
from programme.models import GuidingQuestion, Role, Room, Session, Theme
from programme.release.content import content_of
from speakers.models import Delegation, Speaker, State

FIRST_DAY = date(2001, 1, 8)
HOURS = (10, 11, 12, 13, 15, 16, 17)
BREAK = 13
MAX_SESSIONS = 20_000
MAX_ROOMS = 8
BATCH = 500

# In the order of the languages: Arabic, Chinese, English, French, Russian, Spanish.
SAMPLE = ("{} (عينة {})", "{}（样本{}）", "{} (sample {})", "{} (échantillon {})", "{} (образец {})", "{} (muestra {})")
NUMBERED = ("{} ({})", "{}（{}）", "{} ({})", "{} ({})", "{} ({})", "{} ({})")
SPEAKER = ("المتكلمة {}", "发言者{}", "Speaker {}", "Oratrice {}", "Оратор {}", "Oradora {}")
SPEAKER_TO_SORT = ("المتكلمة {}", "fayanzhe {}", "Speaker {}", "Oratrice {}", "Оратор {}", "Oradora {}")
ORGANIZATION = ("المنظمة {}", "组织{}", "Organization {}", "Organisation {}", "Организация {}", "Organización {}")
ROOM = ("القاعة {}", "{}号会议室", "Room {}", "Salle {}", "Зал {}", "Sala {}")
QUESTION = (
    "ما الذي ينبغي عمله في هذا الموضوع: {}؟",
    "就这一主题应采取哪些行动：{}？",
    "What should be done on this theme: {}?",
    "Que faut-il faire sur ce thème\u00a0: {}\u00a0?",
    "Что следует предпринять по этой теме: {}?",
    "¿Qué debe hacerse sobre este tema: {}?",
)

# Titles and functions that name nobody; all four belong to women, so that every language agrees with itself.
PROFILES = [f"speakers.{slug}" for slug in ("alyse-nelson", "rani-hong", "aleya-hammad", "somaly-mam")]
PANELS = {"sessions.panel-1": 3, "sessions.panel-2": 5}
THEMES = [f"{panel}.themes.{number}" for panel, themes in PANELS.items() for number in range(1, themes + 1)]


@transaction.atomic
def make_sample(sessions, *, slug, seed, at):
    """Create and release a conference with so many sessions; the same seed gives the same one."""
    if not 1 <= sessions <= MAX_SESSIONS:
        raise Refusal(f"A sample has from 1 to {MAX_SESSIONS:,} sessions, not {sessions:,}.")
    plan = list(_plan(sessions, rooms=min(MAX_ROOMS, 1 + sessions // 40)))
    conference = _make_conference(sessions, slug, last_day=plan[-1][1])
    _make_documents(conference, 1 + sessions // 20)
    people = _make_speakers(conference, 8 + sessions * 3 // 2, Random(seed))
    _make_sessions(conference, plan, people, Random(seed))
    AuditEntry.objects.record(act=AuditEntry.Act.LOAD, subject=conference, by=None, at=at, conference=conference)
    content = content_of(conference)
    Release.objects.release(conference, Release.Matter.PROGRAMME, content, note="Sample.", by=None, at=at)
    return conference


def _plan(sessions, rooms):
    """Yield the sessions in order, those of an hour side by side: (kind, day, hour, number of the room)."""
    left = sessions
    for day, hour in _hours():
        if left == sessions >= 2:
            kind, beside = Session.Kind.OPENING, 1
        elif left == 1 and sessions >= 3:
            kind, beside = Session.Kind.CLOSING, 1
        elif hour == BREAK:
            kind, beside = Session.Kind.BREAK, 1
        else:
            kind, beside = Session.Kind.PANEL, min(rooms, left - 1 if sessions >= 3 else left)
        for room in range(beside):
            yield kind, day, hour, room
        left -= beside
        if not left:
            return


def _hours():
    day = FIRST_DAY
    while True:
        if day.isoweekday() <= 5:
            for hour in HOURS:
                yield day, hour
        day += timedelta(days=1)


def _make_conference(sessions, slug, last_day):
    texts = Texts()
    title = texts.columns("conference", "title").values()
    conference = Conference(
        slug=slug,
        starts_on=FIRST_DAY,
        ends_on=last_day,
        time_zone="America/New_York",
        **_worded("title", SAMPLE, title, sessions),
        **texts.columns("conference", "short_title", "organ", "background", "objective", "expected_outcome"),
        **texts.columns("conference", "cause_title", "cause_text"),
    )
    if Conference.objects.filter(slug=slug).exists():
        raise Refusal(f"There is a conference {slug!r} already: give another short name with --slug.")
    try:
        conference.full_clean()
    except ValidationError as error:
        raise Refusal(f"{slug!r} does not do: {' '.join(error.messages)}") from None
    conference.save()
    conference.organizers.create(role="organizer", **_numbered("name", ORGANIZATION, 1))
    return conference


def _make_documents(conference, number):
    texts = Texts()
    title = texts.columns("documents.global-plan-of-action", "title").values()
    Document.objects.bulk_create(
        [
            Document(
                conference=conference,
                symbol=f"SAMPLE/{place}",
                position=place,
                **_worded("title", NUMBERED, title, place),
            )
            for place in range(1, number + 1)
        ],
        batch_size=BATCH,
    )


def _make_speakers(conference, number, random):
    """Create the States, organizations for a third of the speakers, and the speakers, who belong to these."""
    Delegation.objects.add_states(conference, State.objects.all())
    texts = Texts()
    passages = [
        passage
        for field in ("background", "objective", "cause_text")
        for passage in zip(*map(paragraphs, texts.columns("conference", field).values()), strict=True)
    ]
    kinds = [kind for kind in Delegation.Kind if kind != Delegation.Kind.STATES]
    organizations = Delegation.objects.bulk_create(
        [
            Delegation(conference=conference, kind=kind, **_numbered("name", ORGANIZATION, place))
            for place, kind in zip(range(1, number // 3 + 1), cycle(kinds), strict=False)
        ],
        batch_size=BATCH,
    )
    made = []
    for place in range(1, number + 1):
        which = random.randrange(len(organizations))
        made.append(
            Speaker(
                conference=conference,
                slug=f"speaker-{place}",
                status=Speaker.Status.CONFIRMED,
                delegation=organizations[which],
                **_numbered("name", SPEAKER, place),
                **_numbered("sort_name", SPEAKER_TO_SORT, f"{place:05}"),
                **_numbered("affiliation", ORGANIZATION, which + 1),
                **texts.columns(random.choice(PROFILES), "courtesy_title", "function"),
                **dict(zip(columns("biography"), random.choice(passages), strict=True)),
            )
        )
    return Speaker.objects.bulk_create(made, batch_size=BATCH)


def _make_sessions(conference, plan, people, random):
    rooms = Room.objects.bulk_create(
        Room(conference=conference, position=place, **_numbered("name", ROOM, place + 1))
        for place in range(max(room for *__, room in plan) + 1)
    )
    # Dealt in turn, nobody is in two rooms at once: there are more people than all rooms need in an hour.
    deal = cycle(random.sample(people, len(people)))
    texts, counts = Texts(), dict.fromkeys(Session.Kind, 0)
    sessions, parts, roles = [], [], []
    for kind, day, hour, room in plan:
        counts[kind] += 1
        is_panel, is_break = kind == Session.Kind.PANEL, kind == Session.Kind.BREAK
        like = random.choice(list(PANELS)) if is_panel else f"sessions.{kind}"
        session = Session(
            conference=conference,
            slug=f"{kind}-{counts[kind]}",
            kind=kind,
            number=counts[kind] if is_panel else None,
            position=room,
            room=None if is_break else rooms[room],
            starts_at=datetime.combine(day, time(hour), conference.zone),
            ends_at=datetime.combine(day, time(hour + (2 if is_break else 1)), conference.zone),
            **texts.columns(like, "title", "description", "after_presentations"),
        )
        if is_panel:
            _number_title(session)
            parts += _themes_and_questions(session, texts, random.sample(THEMES, PANELS[like]), random.randrange(3))
        sessions.append(session)
        roles += [
            Role(session=session, speaker=next(deal), kind=role, position=place)
            for place, role in enumerate(_seats(kind, random))
        ]
    Session.objects.bulk_create(sessions, batch_size=BATCH)
    for model in (Theme, GuidingQuestion):
        model.objects.bulk_create([part for part in parts if isinstance(part, model)], batch_size=BATCH)
    Role.objects.bulk_create(roles, batch_size=BATCH)


def _number_title(panel):
    for column, pattern in zip(columns("title"), NUMBERED, strict=True):
        setattr(panel, column, pattern.format(getattr(panel, column), panel.number))


def _themes_and_questions(panel, texts, keys, questions):
    """Yield the themes of a panel, and a question about each of the first few."""
    for place, key in enumerate(keys):
        text = texts.column_of(key, "text")
        yield Theme(panel=panel, position=place, **text)
        if place < questions:
            yield GuidingQuestion(panel=panel, position=place, **_worded("text", QUESTION, text.values()))


def _seats(kind, random):
    """Return the roles of a session of a kind, in order."""
    if kind == Session.Kind.BREAK:
        return []
    if kind != Session.Kind.PANEL:
        return [Role.Kind.SPEAKER] * 3
    chairs = [Role.Kind.CO_CHAIR] * random.randint(1, 2) + [Role.Kind.MODERATOR] * (random.random() < 0.3)
    return chairs + [Role.Kind.PANELLIST] * random.randint(3, 5)


def _worded(field, patterns, texts, number=None):
    """Return the six columns of a field: each language's pattern with text and number filled in."""
    zipped = zip(columns(field), patterns, texts, strict=True)
    return {column: pattern.format(text, number) for column, pattern, text in zipped}


def _numbered(field, patterns, number):
    return {column: pattern.format(number) for column, pattern in zip(columns(field), patterns, strict=True)}
