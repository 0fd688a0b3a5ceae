from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from conference.models import Conference
from floor.procedure import presiding
from floor.statistics.charts import WIDTH, chart_of_times
from floor.statistics.statistics import InterventionFacts, StatisticsRow, statistics_of
from floor.templatetags.record import share_bars
from programme.models import Session
from tests.factories import release
from tests.loading import load
from tests.staff import browser_of, make_member

MINUTE = timedelta(minutes=1)


def spoken(kind="states", minutes=None, **fields):
    used = None if minutes is None else minutes * MINUTE
    return InterventionFacts(kind=kind, used=used, allowed=3 * MINUTE if used is not None else None, **fields)


def shares(lines):
    return [(line.key, line.interventions, line.time and line.time / MINUTE) for line in lines]


def test_interventions_and_minutes_are_counted_by_kind_region_language_and_gender():
    found = statistics_of(
        [
            spoken("states", 2, region="asia", language="en", gender="woman"),
            spoken("states", 4, region="asia", language="fr", gender="man"),
            spoken("un-system", 2, language="en", gender="woman"),
        ]
    )

    assert (found.interventions, found.time, found.average, found.longest) == (
        3,
        8 * MINUTE,
        8 * MINUTE / 3,
        4 * MINUTE,
    )
    assert shares(found.by_kind) == [("states", 2, 6), ("un-system", 1, 2)]
    assert shares(found.by_region) == [("asia", 2, 6)]
    assert shares(found.by_language) == [("en", 2, 4), ("fr", 1, 4)]
    assert shares(found.by_gender) == [("woman", 2, 4), ("man", 1, 4)]
    assert [(line.part_of_interventions, line.part_of_time) for line in found.by_gender] == [(2 / 3, 0.5), (1 / 3, 0.5)]


def test_women_and_men_share_what_is_stated_and_the_others_are_counted_apart():
    found = statistics_of([spoken(minutes=2, gender="woman"), spoken(minutes=2, gender="man"), spoken(minutes=4)])

    assert [
        (line.key, line.interventions, line.part_of_interventions, line.part_of_time) for line in found.by_gender
    ] == [
        ("man", 1, 0.5, 0.5),
        ("woman", 1, 0.5, 0.5),
        ("", 1, None, None),
    ]


def test_interventions_are_counted_by_manner_and_regional_group():
    found = statistics_of(
        [
            spoken(minutes=2, manner="intervention", regional_group="african"),
            spoken(minutes=2, manner="on-behalf", regional_group="african"),
            spoken("un-system", 2, manner="intervention"),
            spoken("panel", manner="answer"),
        ]
    )

    assert shares(found.by_manner) == [("intervention", 2, 4), ("on-behalf", 1, 2), ("answer", 1, None)]
    assert shares(found.by_regional_group) == [("african", 2, 4)]
    assert found.by_regional_group[0].part_of_time == 1  # of the States


def test_overruns_are_what_is_beyond_the_time_allowed():
    found = statistics_of([spoken(minutes=2), spoken(minutes=4), spoken(minutes=3.5)])

    assert (found.over, found.overtime, found.longest_overtime) == (2, 1.5 * MINUTE, MINUTE)


def test_struck_ones_are_left_out_and_counted():
    found = statistics_of([spoken(minutes=2), spoken(minutes=9, is_struck=True)])

    assert (found.interventions, found.struck, found.time, found.over) == (1, 1, 2 * MINUTE, 0)


def test_unknown_times_are_counted_as_unknown_and_never_as_nothing():
    found = statistics_of([spoken(minutes=2), spoken(), spoken("media")])

    assert (found.interventions, found.times_not_known, found.time, found.average) == (3, 2, 2 * MINUTE, 2 * MINUTE)
    assert shares(found.by_kind) == [("states", 2, 2), ("media", 1, None)]


def test_where_no_time_is_known_none_is_given():
    found = statistics_of([spoken(), spoken()])

    assert (found.time, found.average, found.longest, found.by_kind[0].part_of_time) == (None, None, None, None)


def test_intervention_of_no_length_divides_by_nothing():
    found = statistics_of([spoken(minutes=0)])

    assert (found.time, found.by_kind[0].part_of_time) == (timedelta(0), None)


def test_what_was_not_stated_comes_last():
    found = statistics_of([spoken(), spoken(), spoken(language="es")])

    assert shares(found.by_language) == [("es", 1, None), ("", 2, None)]


def test_figures_of_nothing():
    found = statistics_of([])

    assert (found.interventions, found.time, found.by_kind, found.by_gender) == (0, None, [], [])


def test_plot_marks_what_is_beyond_the_limit():
    bar = chart_of_times([(4 * MINUTE, 3 * MINUTE)]).bars[0]

    assert (bar.within_x, bar.within, bar.beyond_x, bar.beyond, bar.limit_x) == (0, 450, 450, 150, 450)


def test_plot_is_mirrored_from_right_to_left():
    bar = chart_of_times([(4 * MINUTE, 3 * MINUTE)], right_to_left=True).bars[0]

    assert (bar.within_x, bar.beyond_x, bar.limit_x) == (WIDTH - 450, 0, 150)


def test_there_is_no_plot_of_times_that_are_not_known():
    assert chart_of_times([(None, None)]) is None
    assert chart_of_times([]) is None


@pytest.mark.parametrize(("code", "place"), [("en", "0.00"), ("ar", "75.00")])
def test_bar_of_a_share_begins_where_the_lines_of_the_page_do(code, place):
    with translation.override(code):
        bars = share_bars(StatisticsRow("fr", 1, None, 0.25, None))

    assert f'x="{place}" y="0" width="25.00"' in bars


# The page


@pytest.fixture
def held(room):
    """A released session in which two took the floor, one for too long."""
    for number, seconds in ((0, 200), (1, 100)):
        row = room.give(room.ask(number, language="fr", speaker_gender="woman"))
        presiding.conclude(room.session, by=room.officer, at=room.later(seconds), expected=row.pk)
    release(room.conference)
    room.address = f"/en/{room.conference.slug}/sessions/{room.session.slug}/figures/"
    return room


def end(session):
    session.began_at, session.ended_at = session.starts_at, session.ends_at
    session.save()


def test_figures_of_a_session_that_is_over_are_public(held):
    page = Client().get(held.address)

    assert page.status_code == 200
    assert "5:00" in page.content.decode()
    assert "0:20" in page.content.decode()


def test_before_the_end_they_do_not_exist_for_the_public_but_do_for_staff(held):
    Session.objects.update(starts_at="2112-04-03T10:00Z", ends_at="2112-04-03T11:00Z")

    assert Client().get(held.address).status_code == 404
    assert browser_of(make_member(username="nobody")).get(held.address).status_code == 404
    page = browser_of(make_member("note-taker")).get(held.address)
    assert (page.status_code, "not over" in page.content.decode()) == (200, True)


def test_figures_are_public_from_the_actual_end(held):
    Session.objects.update(starts_at="2112-04-03T10:00Z", ends_at="2112-04-03T11:00Z")
    end(Session.objects.get(pk=held.session.pk))

    assert Client().get(held.address).status_code == 200


def test_figures_of_a_session_that_was_not_released_do_not_exist(held):
    held.conference.releases.get().withdraw(reason="Not yet", by=held.officer, at=held.at)

    assert Client().get(held.address).status_code == 404


def test_contribution_that_was_struck_is_not_among_those_announced(held):
    for donor in ("Standing donor", "Struck donor"):
        held.conference.pledges.create(donor_en=donor, amount=1000, announced_on=held.at)
    held.conference.pledges.filter(donor_en="Struck donor").update(struck_at=held.at, struck_reason="Not so")

    words = Client().get(held.address).content.decode()

    assert ("Standing donor" in words, "Struck donor" in words) == (True, False)


@pytest.mark.parametrize("code", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_figures_are_there_in_each_language_without_inline_style(held, code):
    page = Client().get(held.address.replace("/en/", f"/{code}/")).content.decode()

    assert "<rect" in page
    assert 'style="' not in page


def test_afternoon_of_2012_has_eighteen_interventions_and_no_invented_time(db):
    load("load_states", "load_dialogue", "load_floor")
    slug = Conference.objects.get(slug="human-trafficking-2012").slug

    page = Client().get(f"/en/{slug}/sessions/panel-2/figures/").content.decode()

    assert "<dd>18</dd>" in page
    assert "The times of 18 interventions are not known." in page
    assert "Time spoken" not in page
    assert "$210,000" in page


def test_number_of_queries_does_not_grow(held, django_assert_num_queries):
    client = Client()
    client.get(held.address)
    for size in (2, 4):
        while held.session.interventions.on_record().count() < size:
            row = held.give(held.ask(held.session.interventions.count()))
            presiding.conclude(held.session, by=held.officer, at=held.later(9), expected=row.pk)
        with django_assert_num_queries(13):
            client.get(held.address)
