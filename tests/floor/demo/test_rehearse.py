from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from conference.languages import CODES, columns
from conference.models import Conference, User
from floor.demo import wording
from floor.demo.simulation import Simulation, start_of
from floor.models import Floor, FloorEvent, FloorMessage, Intervention
from floor.models.record import Gist
from speakers.models import Delegation
from tests import loading
from tests.factories import in_six, make_conference, make_panel, make_speaker

pytestmark = pytest.mark.one_database

NOW = timezone.now()


def make_floor():
    """A rehearsal with two panels, twenty delegations and two groups."""
    conference = make_conference(slug="rehearsal", purpose="rehearsal")
    panels = [make_panel(conference), make_panel(conference)]
    for panel in panels:
        for kind in ("co-chair", "co-chair", "panellist", "panellist", "panellist"):
            panel.roles.create(kind=kind, speaker=make_speaker(conference))
    for number in range(20):
        Delegation.objects.create(conference=conference, kind="un-system", **in_six("name", f"Delegation {number}"))
    for number in range(2):
        conference.groups.create(**in_six("name", f"Group {number}"))
    for name in ("floor-officer", "note-taker"):
        User.objects.create_user(name)
    return panels[0]


@pytest.fixture
def floor(db):
    return loading.beginning("floor of a rehearsal", make_floor)


@pytest.fixture
def played(db):
    """The panel of a rehearsal that was played whole, and what was said at it; it takes four seconds, once a worker."""

    def play():
        floor = make_floor()
        return floor, rehearse()

    return loading.beginning("rehearsal that was played", play)


def rehearse(*arguments):
    out = StringIO()
    call_command("rehearse", "rehearsal", "--speed", "0", *arguments, stdout=out)
    return out.getvalue()


def facts(session):
    fields = ("delegation__name_en", "role__speaker__slug", "kind", "state", "through", "language", "paused_for")
    return list(session.interventions.order_by("pk").values_list(*fields))


def test_half_hour_holds_everything_that_happens_on_a_floor(played):
    rows = Intervention.objects.all()
    assert set(rows.values_list("through", flat=True)) == {"phone", "slip", "console"}
    assert set(rows.values_list("kind", flat=True)) == {
        "intervention",
        "answer",
        "right-of-reply",
        "point-of-order",
    }
    assert {"withdrawn", "concluded", "struck"} <= set(rows.values_list("state", flat=True))
    assert set(FloorEvent.objects.values_list("act", flat=True)) == set(FloorEvent.Act.values)
    assert rows.exclude(group=None).exists()
    assert any(row.overtime(row.concluded_at) for row in rows if row.concluded_at)
    assert Gist.objects.values("intervention").distinct().count() > 5


def test_durations_are_lifelike_however_fast_it_is_played(played):
    floor, __ = played

    made = [row for row in floor.interventions.on_record() if row.kind == "intervention"]
    spans = sorted(row.time_used(row.concluded_at).total_seconds() for row in made)
    assert 60 < spans[len(spans) // 2] < 240
    assert spans[-1] < 300


def test_nothing_on_the_record_lies_in_the_future(played):
    floor, __ = played

    assert FloorEvent.objects.latest("at").at <= timezone.now()
    assert floor.interventions.filter(concluded_at__gt=timezone.now()).count() == 0


def test_same_seed_plays_the_same_and_another_seed_another(floor):
    second = floor.conference.sessions.get(number=2)
    rehearse("--panel", floor.slug, "--seed", "7", "--minutes", "10")
    rehearse("--panel", second.slug, "--seed", "7", "--minutes", "10")
    first_facts = [fact[:1] + fact[2:] for fact in facts(floor)]

    assert first_facts == [fact[:1] + fact[2:] for fact in facts(second)]

    rehearse("--panel", second.slug, "--seed", "8", "--minutes", "10")
    assert len(facts(second)) > len(facts(floor))


@pytest.mark.parametrize("seed", range(2, 5))
def test_any_seed_leaves_a_floor_in_order(floor, seed):
    said = rehearse("--seed", str(seed))

    assert floor.interventions.exists()
    assert not floor.interventions.speaking().exists()
    assert not Floor.objects.get(session=floor).takes_requests(timezone.now())
    assert "refused" not in said


def test_figures_of_the_record_are_printed_at_the_end(played):
    floor, said = played

    lines = said.split("== The record of ")[1].splitlines()
    made = floor.interventions.filter(state="concluded").count()
    assert lines[1] == f"Interventions: {made}; struck: 1"
    assert lines[2].startswith("Time spoken: ")


def test_play_waits_between_acts_as_long_as_the_speed_says(floor):
    waits = []
    users = {name.replace("-", "_"): User.objects.get(username=name) for name in ("note-taker",)}

    Simulation(
        floor,
        officer=User.objects.get(username="floor-officer"),
        at=NOW,
        minutes=5,
        seed=1,
        speed=60,
        sleep=waits.append,
        say=lambda words: None,
        **users,
    ).run()

    assert round(sum(waits), 6) == 5


def test_play_at_the_speed_of_life_begins_now_and_a_faster_one_ends_now(floor):
    begins = [start_of(floor, now=NOW, minutes=30, speed=speed) for speed in (1, 2, 0)]

    assert begins == [NOW, NOW - timedelta(minutes=15), NOW - timedelta(minutes=30)]


def test_second_play_begins_after_what_happened_already(floor):
    rehearse("--minutes", "5")
    last = FloorEvent.objects.latest("number").at

    assert start_of(floor, now=timezone.now(), minutes=30, speed=0) == last


def test_floor_that_is_open_is_the_one_that_is_played_on(floor):
    second = floor.conference.sessions.get(number=2)
    Floor.objects.create(session=second, speaking_time=timedelta(minutes=3), requests_opened_at=NOW)

    rehearse("--minutes", "3")

    assert (floor.interventions.count(), second.interventions.exists()) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "There is no conference nowhere."),
        (["rehearsal", "--panel", "none"], "rehearsal has no panel none."),
        (["rehearsal", "--speed", "-1"], "Give a speed above 0"),
        (["rehearsal", "--minutes", "0"], "A play lasts from 3 to 180 minutes."),
    ],
)
def test_what_cannot_be_played_is_said_in_one_sentence(floor, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("rehearse", *arguments)


def test_conference_that_is_no_rehearsal_is_left_alone_unless_really_meant(floor):
    Conference.objects.update(purpose="dialogue")

    with pytest.raises(CommandError, match="rehearsal is no rehearsal"):
        rehearse("--minutes", "3")
    assert not Intervention.objects.exists()

    rehearse("--minutes", "3", "--really")
    assert Intervention.objects.exists()


def test_missing_account_or_delegations_are_named(floor):
    User.objects.filter(username="note-taker").update(username="other")
    with pytest.raises(CommandError, match="There is no account note-taker"):
        rehearse()

    Delegation.objects.filter(pk__in=Delegation.objects.values("pk")[:15]).delete()
    with pytest.raises(CommandError, match="fewer than eight delegations"):
        rehearse()


@pytest.mark.parametrize(("original", "arguments", "code"), [("ru", (), "ru"), ("en", ("--language", "ar"), "ar")])
def test_what_is_typed_is_in_the_language_of_the_conference_or_the_one_asked_for(floor, original, arguments, code):
    Conference.objects.update(original_language=original)

    rehearse("--minutes", "10", *arguments)

    functions = {function for each in wording.FUNCTIONS[code] for function in each}
    functions |= {wording.AD_INTERIM[code].format(function=function) for function in functions}
    typed = set(floor.interventions.exclude(speaker_function="").values_list("speaker_function", flat=True))
    gists = Gist.objects.values_list("language", "text")
    assert typed
    assert typed <= functions
    assert not floor.interventions.exclude(delegation=None).filter(speaker_function="", level="").exists()
    assert {language for language, __ in gists} == {code}
    assert all(any(whole.startswith(text) for whole in wording.GISTS[code]) for __, text in gists)


def test_words_of_a_simulation_are_there_in_six_languages():
    for texts in (wording.FUNCTIONS, wording.GISTS):
        assert {code: len(texts[code]) for code in CODES} == dict.fromkeys(texts, len(texts["en"]))
    for texts in (wording.AD_INTERIM, wording.AS_ON_THE_SLIP, wording.WRONG_DELEGATION):
        assert all(texts[code] for code in CODES)


def test_message_on_the_screens_is_in_six_languages(played):
    floor, __ = played

    message = FloorMessage.objects.get(session=floor)

    assert len({getattr(message, column) for column in columns("text")} - {""}) == 6
