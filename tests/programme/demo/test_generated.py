from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from conference.languages import CODES
from conference.models import AuditEntry, Conference
from programme.demo.generated import MAX_ROOMS, MAX_SESSIONS, _plan, make_sample
from programme.models import GuidingQuestion, Role, Session, Theme
from programme.release.content import content_of, missing_texts
from tests.factories import make_released
from tests.loading import load

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def make(sessions, slug="measured", seed=1):
    return make_sample(sessions, slug=slug, seed=seed, at=AT)


def without_keys(value):
    """A content without the numbers of rows and the addresses' short name, which two samples never share."""
    if isinstance(value, list):
        return [without_keys(part) for part in value]
    if isinstance(value, dict):
        return {name: without_keys(part) for name, part in value.items() if name not in ("id", "room_id")}
    return value


def rows_of(conference):
    yield conference
    for related in ("organizers", "documents", "rooms", "delegations", "speakers", "sessions"):
        yield from getattr(conference, related).all()
    for model, way in ((Theme, "panel"), (GuidingQuestion, "panel"), (Role, "session")):
        yield from model.objects.filter(**{f"{way}__conference": conference})


@pytest.mark.parametrize("sessions", [1, 3, 60])
def test_sample_is_valid_to_the_last_row(sessions):
    load("load_states")
    conference = make(sessions)

    for row in rows_of(conference):
        row.full_clean()


@pytest.mark.parametrize(
    ("sessions", "kinds"),
    [
        (1, {"panel": 1}),
        (2, {"opening": 1, "panel": 1}),
        (3, {"opening": 1, "panel": 1, "closing": 1}),
        (5, {"opening": 1, "panel": 2, "break": 1, "closing": 1}),
        (60, {"opening": 1, "panel": 53, "break": 5, "closing": 1}),
    ],
)
def test_sample_has_exactly_so_many_sessions(sessions, kinds):
    conference = make(sessions)

    assert Counter(conference.sessions.values_list("kind", flat=True)) == kinds
    assert sorted(conference.sessions.filter(kind="panel").values_list("number", flat=True)) == list(
        range(1, kinds["panel"] + 1)
    )


@pytest.mark.parametrize("sessions", [3, 60])
def test_sample_lasts_from_ten_to_six_on_working_days(sessions):
    conference = make(sessions)

    assert conference.sessions.count() == sessions
    for session in conference.sessions.all():
        start, end = session.starts_at.astimezone(conference.zone), session.ends_at.astimezone(conference.zone)
        assert 10 <= start.hour < end.hour <= 18
        assert start.isoweekday() <= 5


def test_sample_seats_nobody_in_two_rooms_at_once():
    conference = make(300)

    seats = Role.objects.filter(session__conference=conference).values_list("session__starts_at", "speaker")

    assert conference.rooms.count() == 8
    assert max(Counter(seats).values()) == 1


def test_sample_has_every_text_in_the_six_languages():
    conference = make(20)

    assert missing_texts(content_of(conference)) == dict.fromkeys(CODES, 0)


def test_sample_has_the_parts_of_a_dialogue():
    conference = make(60)

    assert set(Role.objects.filter(session__conference=conference).values_list("kind", flat=True)) == set(Role.Kind)
    assert Theme.objects.filter(panel__conference=conference).count() >= 3 * 53
    assert GuidingQuestion.objects.filter(panel__conference=conference).exists()
    assert not conference.speakers.filter(biography_ar="").exists()
    assert conference.documents.count() == 4


def test_sample_is_the_same_for_the_same_seed_and_another_for_another():
    first, second, other = [
        without_keys(content_of(make(20, slug=f"sample-{seed}-{place}", seed=seed)))
        for place, seed in enumerate((1, 1, 2))
    ]

    for content in (first, second, other):
        del content["conference"]["slug"]
    assert first == second
    assert first != other


def test_sample_is_released_and_entered_in_the_trail():
    conference = make(3)

    release = conference.releases.get()
    assert release.content == content_of(conference)
    assert release.released_at == AT
    assert list(AuditEntry.objects.filter(conference=conference).values_list("act", flat=True)) == ["release", "load"]


@pytest.mark.parametrize("sessions", [1, 3, 60])
def test_pages_of_a_sample_answer_in_the_six_languages(client, sessions):
    call_command("make_conference", sessions=sessions, verbosity=0)

    for code in CODES:
        for page in ("", "sessions/panel-1/", "speakers/", "speakers/speaker-1/", "documents/", "changes/", "contact/"):
            assert client.get(f"/{code}/measured/{page}").status_code == 200


def test_front_page_prefers_any_later_dialogue_to_a_sample(client):
    make(3)
    make_released(slug="past", starts_on=date(2012, 4, 3), ends_on=date(2012, 4, 3))

    response = client.get("/en/")

    assert response.context["conferences"].current.slug == "past"
    assert [other.slug for other in response.context["conferences"].others] == ["measured"]


def test_longest_sample_ends_before_the_dialogue_of_2012():
    *__, (__, last_day, __, __) = _plan(MAX_SESSIONS, MAX_ROOMS)

    assert last_day < date(2012, 4, 3)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"sessions": 0}, "A sample has from 1 to 20,000 sessions, not 0."),
        ({"sessions": -3}, "A sample has from 1 to 20,000 sessions, not -3."),
        ({"sessions": 20_001}, "A sample has from 1 to 20,000 sessions, not 20,001."),
        (
            {"sessions": 3, "slug": "admin"},
            "'admin' does not do: This short name is used by the software itself; choose another.",
        ),
        (
            {"sessions": 3, "slug": "a b"},
            "'a b' does not do: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        ({"sessions": 3, "slug": ""}, "'' does not do: This field cannot be blank."),
    ],
)
def test_make_conference_refuses_what_makes_no_sense(arguments, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("make_conference", **arguments)

    assert str(refused.value) == sentence
    assert not Conference.objects.exists()


def test_make_conference_refuses_a_slug_that_is_taken():
    make(3, slug="measured")

    with pytest.raises(CommandError, match="There is a conference 'measured' already"):
        call_command("make_conference", sessions=3)

    assert Session.objects.count() == 3
