from datetime import timedelta

import pytest
from django.db.models import F
from django.utils.translation import override

from conference.prepared import KEY, MOMENT, TEXT, prepared
from programme.models import Session
from tests.factories import MORNING, make_conference, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def sessions():
    conference = make_conference()
    return [make_session(conference) for _place in range(3)]


def test_rows_are_those_of_the_queryset_and_the_form_is_made_once(sessions, django_assert_num_queries):
    made = []

    @prepared(conference=KEY, since=MOMENT, named=TEXT)
    def since_or_named(conference, since, named):
        made.append(since)
        rows = Session.objects.filter(conference=conference, starts_at__gte=since) | Session.objects.filter(slug=named)
        return rows.select_related("conference").annotate(hour=F("starts_at")).order_by("pk")

    asked = {"conference": sessions[0].conference_id, "since": sessions[1].starts_at, "named": "nothing"}
    with django_assert_num_queries(2):
        found = since_or_named(**asked)
        titles = [row.conference.title for row in found]
        named = since_or_named(**asked | {"since": MORNING + timedelta(days=1), "named": sessions[0].slug})

    assert (found, named) == (sessions[1:], sessions[:1])
    assert titles == [sessions[0].conference.title] * 2
    assert [row.hour for row in found] == [row.starts_at for row in sessions[1:]]
    assert len(made) == 1


def test_first_is_none_where_there_is_no_row(sessions):
    @prepared(session=KEY)
    def slugs(session):
        return Session.objects.filter(pk=session).values_list("slug", flat=True)

    assert slugs.first(session=sessions[1].pk) == sessions[1].slug
    assert slugs.first(session=0) is None


def test_each_language_has_its_form(sessions):
    Session.objects.filter(pk=sessions[2].pk).update(title_fr="Bonjour", title_en="Good morning")

    @prepared(title=TEXT)
    def entitled(title):
        return Session.objects.filter(title=title)

    with override("fr"):
        french = entitled(title="Bonjour"), entitled(title="Good morning")
    with override("en"):
        english = entitled(title="Bonjour"), entitled(title="Good morning")

    assert (french, english) == (([sessions[2]], []), ([], [sessions[2]]))


def test_raw_rows_are_as_the_database_has_them(sessions):
    @prepared(session=KEY)
    def hours(session):
        return Session.objects.filter(pk=session).values_list("starts_at")

    [(raw,)] = hours.raw(session=sessions[1].pk)
    [(hour,)] = hours(session=sessions[1].pk)

    assert hour == sessions[1].starts_at
    assert str(raw)[:16] == f"{hour:%Y-%m-%d %H:%M}"


def test_what_is_made_of_a_value_cannot_be_prepared(sessions):
    @prepared(until=MOMENT)
    def an_hour_before(until):
        return Session.objects.filter(starts_at=until - timedelta(hours=1))

    with pytest.raises(ValueError, match="until"):
        an_hour_before(until=MORNING)
