"""Names in other scripts are proposed from other conferences of the reader, and written by nobody but them."""

import pytest

from conference.languages import columns
from conference.models import Conference
from speakers.models import Speaker
from speakers.proposals import proposals_for
from tests.factories import make_conference, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db
EMPTY = dict.fromkeys(columns("name"), "")


@pytest.fixture
def speaker():
    return make_speaker(make_conference(), **{**EMPTY, "name_en": "Mira Sorvino"})


@pytest.fixture
def earlier():
    names = {"name_en": "Mira Sorvino", "name_ru": "Мира Сорвино", "name_ar": "ميرا سورفينو"}
    return make_speaker(make_conference(slug="earlier"), **{**EMPTY, **names})


def test_name_is_proposed_and_not_written(speaker, earlier):
    page = browser_of(make_member("secretariat")).get(f"/en/admin/speakers/speaker/{speaker.pk}/change/")

    body = page.content.decode()
    assert '<option value="Мира Сорвино"></option>' in body
    assert "Proposed, from another conference: \u2068Мира Сорвино\u2069. Write it here if it is right." in body
    speaker.refresh_from_db()
    assert not speaker.name_ru


def test_what_is_proposed_comes_from_those_of_the_same_name_at_conferences_of_the_reader(speaker, earlier):
    mine = Conference.objects.all()

    assert proposals_for(speaker, mine) == {"name_ar": ["ميرا سورفينو"], "name_ru": ["Мира Сорвино"]}
    assert proposals_for(speaker, mine.exclude(slug="earlier")) == {}
    Speaker.objects.filter(pk=earlier.pk).update(name_en="Mira Sorvina")
    assert proposals_for(speaker, mine) == {}


def test_name_of_a_protected_speaker_is_proposed_to_nobody(speaker, earlier):
    shown = {"protected": True, "slug": "participant-1", "displayed_name_en": "A guest"}
    assert proposals_for(speaker, Conference.objects.all())
    Speaker.objects.filter(pk=earlier.pk).update(**shown)

    assert proposals_for(speaker, Conference.objects.all()) == {}
