"""The page on retention: what there is of each kind, when it is due, and the periods."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from conference.accounts.sessions import BEGAN
from conference.models import AuditEntry
from operations.models import RetentionPeriod
from operations.models.retention import DEFAULT, days_of, due_on
from tests.factories import make_conference, make_speaker
from tests.staff import browser_of, errors_on, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
Kind = RetentionPeriod.Kind
PAGE = "/en/dialogue/retention/"


@pytest.fixture
def secretariat():
    make_speaker(make_conference(), email="somebody@example.org")
    return browser_of(make_member("secretariat"))


def test_the_page_says_what_there_is_and_when_it_is_due(secretariat):
    page = secretariat.get(PAGE).content.decode()

    assert "E-mail addresses and time zones of speakers" in page
    assert '<time datetime="2012-05-04">4 May 2012</time>' in page


def test_periods_are_set_for_a_conference_alone(secretariat):
    other = make_conference(slug="other")
    answer = secretariat.post(PAGE, DEFAULT | {"letters": "10"}, follow=True)

    assert "The periods are saved." in answer.content.decode()
    assert list(RetentionPeriod.objects.values_list("conference__slug", "kind", "days")) == [
        ("dialogue", "letters", 10)
    ]
    entry = AuditEntry.objects.get(act="change")
    assert entry.detail == {"retention of letters": [365, 10]}
    assert due_on(entry.conference)[Kind.LETTERS] == date(2012, 4, 14)
    assert days_of(other)[Kind.LETTERS] == 365


@pytest.mark.parametrize("days", ["", "-1", "3651", "a month"])
def test_a_period_that_makes_no_sense_is_refused_and_nothing_is_lost(secretariat, days):
    answer = secretariat.post(PAGE, DEFAULT | {"letters": days, "files": "12"})

    assert errors_on(answer)
    assert 'value="12"' in answer.content.decode()
    assert not RetentionPeriod.objects.exists()


def test_what_is_known_of_a_speaker_is_a_file(secretariat):
    assert f"{PAGE}speakers/speaker-0/" in secretariat.get(PAGE).content.decode()

    answer = secretariat.get(f"{PAGE}speakers/speaker-0/")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="dialogue-speaker-0.zip"'
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert b"somebody@example.org" in archive.read("person.json")


def test_what_is_known_of_a_speaker_is_given_to_nobody_whose_sign_in_is_old(secretariat):
    session = secretariat.session
    session[BEGAN] -= 7200
    session.save()

    answer = secretariat.get(f"{PAGE}speakers/speaker-0/")

    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/en/sign-in/confirm/")
