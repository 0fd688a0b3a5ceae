"""The bar of now by the floor's clock: what the pages that are kept in memory ask for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conference.languages import CODES
from floor.models import Floor
from programme.models import Session
from tests.factories import make_conference, make_panel, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SUSPENDED = {
    "ar": "معلَّقة",
    "en": "Suspended",
    "es": "Suspendida",
    "fr": "Suspendue",
    "ru": "Прервано",
    "zh-hans": "暂停",
}


@pytest.fixture
def panel():
    """A released panel that has been on for 20 minutes, in a conference of one day."""
    starts = timezone.now().replace(microsecond=0) - timedelta(minutes=20)
    conference = make_conference(starts_on=starts.date(), ends_on=starts.date(), time_zone="UTC")
    row = make_panel(conference, slug="panel", starts_at=starts, ends_at=starts + timedelta(hours=1))
    release(conference)
    return row


def test_programme_alone_says_that_a_session_is_on(client, panel, django_assert_num_queries):
    client.get("/en/dialogue/now/")

    with django_assert_num_queries(2):  # which releases are public, and how the sessions are held
        body = client.get("/en/dialogue/now/").content.decode()

    assert 'data-on="panel "' in body
    assert 'data-words="{time} left"' in body
    assert "<main" not in body


@pytest.mark.parametrize("code", CODES)
def test_suspended_session_is_called_so(client, panel, code):
    Floor.objects.create(
        session=panel,
        speaking_time=timedelta(minutes=3),
        suspended_at=timezone.now(),
        resumes_at=timezone.now() + timedelta(minutes=10),
    )

    body = client.get(f"/{code}/dialogue/now/").content.decode()

    assert f">{SUSPENDED[code]}</strong>" in body
    assert "{time}" not in body  # the hour is in words


def test_session_that_has_ended_before_its_time_is_not_on(client, panel):
    ended = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=panel.pk).update(began_at=panel.starts_at, ended_at=ended)

    body = client.get("/en/dialogue/now/").content.decode()

    assert 'data-on=""' in body
    assert 'data-over="panel "' in body
    assert "closed at" in body


def test_bar_is_kept_for_seconds_and_asked_for_by_every_page(client, panel):
    piece, page = client.get("/en/dialogue/now/"), client.get("/en/dialogue/speakers/")

    assert piece.headers["Rostrum-Cache"].endswith("seconds=10")
    assert 'data-ask="/en/dialogue/now/"' in page.content.decode()


def test_nothing_is_told_of_what_is_not_public(client):
    conference = make_conference()
    make_panel(conference, slug="panel")

    assert client.get("/en/dialogue/now/").status_code == 404
