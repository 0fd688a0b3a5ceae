"""What of a speaker fills itself in the other languages."""

import pytest

from conference.languages import CODES, columns
from programme.release.content import content_of, missing_texts
from speakers.courtesy_titles import in_other_languages
from speakers.filling import FILLED, filled
from speakers.models import Speaker
from tests.factories import make_conference, make_speaker
from tests.staff import browser_of, make_member, open_form

ADD = "/en/admin/speakers/speaker/add/"


def test_name_in_latin_letters_is_the_same_in_english_french_and_spanish():
    assert filled({"name_en": "António Lima"}, {}, "en") == {"name_fr": "António Lima", "name_es": "António Lima"}
    assert filled({"sort_name_es": "Lima, A."}, {}, "en") == {"sort_name_en": "Lima, A.", "sort_name_fr": "Lima, A."}


@pytest.mark.parametrize("name", ["Юрий Федотов", "مريم المالكي", "Li 李", "…"])
def test_name_in_other_letters_fills_nothing(name):
    assert filled({"name_en": name}, {}, "en") == {}
    assert filled({"name_ru": name}, {}, "ru") == {}


def test_name_for_sorting_is_turned_in_other_scripts_as_it_is_in_the_original():
    names = {"name_en": "Mira Sorvino", "sort_name_en": "Sorvino, Mira"}
    names |= {"name_ru": "Мира Сорвино", "name_ar": "ميرا سورفينو"}

    found = filled(names, {}, "en")

    assert (found["sort_name_ru"], found["sort_name_ar"]) == ("Сорвино, Мира", "سورفينو، ميرا")
    assert "sort_name_ru" not in filled({**names, "name_ru": "Мира Катрин Сорвино"}, {}, "en")
    assert "sort_name_ru" not in filled({**names, "sort_name_en": "Sorvino M."}, {}, "en")


def test_what_is_typed_stays():
    assert filled({"name_en": "Milos", "name_fr": "Miloš"}, {}, "en") == {"name_es": "Milos"}


def test_what_had_filled_itself_follows_and_what_was_typed_does_not():
    before = {"name_en": "Milos", "name_fr": "Miloš", "name_es": "Milos"}
    titles = {"courtesy_title_en": "Mr.", "courtesy_title_fr": "M.", "courtesy_title_ru": "господин"}

    assert filled({**before, "name_en": "Ivan"}, before, "en") == {"name_es": "Ivan"}
    found = filled({**titles, "courtesy_title_en": "Ms."}, titles, "en")
    assert found["courtesy_title_fr"] == "Mme"
    assert "courtesy_title_ru" not in found


@pytest.mark.parametrize(
    ("title", "code", "known"),
    [
        ("Mr.", "en", {"fr": "M.", "es": "Sr.", "ru": "г-н", "ar": "السيد", "zh-hans": "先生"}),
        ("S.E. Mme", "fr", {"en": "H.E. Ms.", "es": "Excma. Sra.", "zh-hans": "女士阁下"}),
        ("Mrs", "en", {"fr": "Mme"}),
        ("Dr.", "en", {"fr": "Dr", "ru": "д-р"}),
        ("Dr", "fr", {"en": "Dr.", "zh-hans": "博士"}),
        ("H. E. Mr", "en", {"fr": "S.E. M."}),
    ],
)
def test_courtesy_title_is_known_in_the_other_languages(title, code, known):
    found = in_other_languages(title, code)

    assert {other: found[other] for other in known} == known
    assert code not in found


@pytest.mark.parametrize(("title", "uncertain"), [("Dr.", "es"), ("Dr.", "ar"), ("H.E. Mr.", "ar")])
def test_courtesy_title_that_depends_on_more_than_it_tells_is_left_out(title, uncertain):
    assert "fr" in in_other_languages(title, "en")
    assert uncertain not in in_other_languages(title, "en")


def test_unknown_courtesy_title_fills_nothing():
    assert in_other_languages("Captain", "en") == {}


@pytest.mark.django_db
def test_name_and_title_typed_once_in_the_admin_fill_themselves_and_follow():
    secretariat = browser_of(make_member("secretariat"))
    conference = make_conference()
    sent = open_form(secretariat, f"{ADD}?conference={conference.pk}")

    secretariat.post(ADD, sent | {"slug": "lima", "courtesy_title_en": "H.E. Mr.", "name_en": "Antonio Lima"})
    speaker = Speaker.objects.get()
    page = f"/en/admin/speakers/speaker/{speaker.pk}/change/"
    secretariat.post(page, open_form(secretariat, page) | {"name_en": "Ana Lima", "name_es": "Ana de Lima"})

    assert (speaker.name_fr, speaker.courtesy_title_es) == ("Antonio Lima", "Excmo. Sr.")
    assert not speaker.courtesy_title_ar
    speaker.refresh_from_db()
    assert (speaker.name_fr, speaker.name_es) == ("Ana Lima", "Ana de Lima")


@pytest.mark.django_db
def test_translator_who_writes_one_language_fills_no_other():
    speaker = make_speaker(make_conference(), **dict.fromkeys(columns("name"), ""))
    Speaker.objects.update(name_en="Lima")
    page = f"/en/admin/speakers/speaker/{speaker.pk}/change/"
    translator = browser_of(make_member("translator-fr"))

    translator.post(page, open_form(translator, page) | {"name_fr": "de Lima"})

    speaker.refresh_from_db()
    assert (speaker.name_fr, speaker.name_es) == ("de Lima", "")


@pytest.mark.django_db
def test_what_fills_itself_is_not_missing_in_a_release_of_rows_written_before():
    conference = make_conference()
    speaker = make_speaker(conference, **dict.fromkeys(columns("name"), ""))
    Speaker.objects.filter(pk=speaker.pk).update(name_en="Lima", courtesy_title_en="Mr.")

    content = content_of(conference)

    missing = missing_texts(content["speakers"])
    assert {code: missing[code] for code in ("en", "fr", "es")} == {"en": 0, "fr": 0, "es": 0}
    assert missing["ar"] == 1  # the name, which nobody invents
    assert set(content["speakers"][0]["name"]) == set(CODES)


@pytest.mark.django_db
def test_name_of_a_protected_speaker_fills_nothing_that_is_public():
    conference = make_conference()
    make_speaker(conference, protected=True, slug="participant-1", name_en="Lima", displayed_name_en="A witness")

    [speaker] = content_of(conference)["speakers"]

    assert speaker["name"]["en"] == "A witness"
    assert not any(speaker[field][code] for field in FILLED for code in CODES if field != "name")
