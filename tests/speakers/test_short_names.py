"""Short names of people are the same from the admin, a table and a schedule, and never those of another."""

import pytest
from django.urls import reverse

from conference.languages.short_names import short_name, unused
from conference.models import FormerShortName
from programme.imports.save import _short_name
from speakers.models import Speaker
from tests.factories import make_conference, make_speaker
from tests.speakers.imports.tables import csv_of, preview
from tests.staff import browser_of, make_member, open_form

NAMES = {
    "Li Wei Nguyễn": "li-wei-nguyen",
    "Bjørn Ødegård": "bjorn-odegard",
    "Jürgen Müßig": "jurgen-mussig",
    "Đặng Łukasz": "dang-lukasz",
    "Þórður Æsir": "thordur-aesir",
    "Сергей Щукин": "sergey-shchukin",
    "O’Brien, Seán": "obrien-sean",
    "王丽": "",
}


@pytest.mark.parametrize(("name", "slug"), NAMES.items())
def test_short_name_is_made_of_latin_letters(name, slug):
    assert short_name(name) == slug
    assert _short_name(name, set(), "speaker") == (slug or "speaker")


def test_long_name_is_cut_between_words():
    assert short_name("one two three four", 12) == "one-two"
    assert short_name("onetwothreefour", 6) == "onetwo"


def test_name_that_is_taken_gets_a_number():
    assert unused("ana", {"ana", "ana-2"}) == "ana-3"


@pytest.fixture
def conference(db):
    return make_conference()


@pytest.mark.parametrize("name", ["Li Wei Nguyễn", "Bjørn Ødegård", "Jürgen Müßig", "Сергей Щукин"])
def test_admin_and_table_make_the_same(conference, name):
    client, place = browser_of(make_member("secretariat")), reverse("admin:speakers_speaker_add")
    sent = open_form(client, f"{place}?conference={conference.pk}") | {"conference": conference.pk, "name_en": name}
    (row,) = preview(csv_of(["name_en"], [name]), conference).rows

    client.post(place, sent | {"slug": ""})

    assert Speaker.objects.get().slug == row.key == NAMES[name]


def test_short_name_made_by_the_admin_is_nobody_s(conference):
    make_speaker(conference, slug="ana-lucas")
    FormerShortName.objects.create(conference=conference, kind="speaker", row_id=99, slug="ana-lucas-2")
    client, place = browser_of(make_member("secretariat")), reverse("admin:speakers_speaker_add")
    sent = open_form(client, f"{place}?conference={conference.pk}") | {"conference": conference.pk}

    client.post(place, sent | {"name_en": "Ana Lucas", "slug": ""})

    assert Speaker.objects.filter(slug="ana-lucas-3").exists()
