"""The messages of the interface as revisers read them: their numbers, their places, what a search finds."""

from pathlib import Path

import pytest
from django.template.loader import get_template

from conference.files.message_places import key_of
from operations.wording.catalogue import catalogue
from operations.wording.place_table import EVERYWHERE, GROUPS, PLACES
from operations.wording.places import all_messages, messages_by_place, place_of
from operations.wording.rows import forms_of, with_marks

ROOT = Path(__file__).parents[3]


def message(words, context=""):
    return catalogue().messages[key_of(context, words)]


def test_each_message_of_the_catalogues_is_listed_once_with_its_wording_in_six_languages():
    listed = [each.key for each in all_messages()]

    assert len(listed) == len(set(listed)) == len(catalogue().messages) > 4000
    assert [each.source for each in all_messages() if each.files and not all(each.forms.values())] == []


def test_plural_forms_say_of_which_numbers_they_are():
    numbers = {code: tuple(map(", ".join, forms)) for code, forms in catalogue().numbers.items()}

    assert numbers["ar"] == ("0", "1", "2", "3–10, 103–110", "11–99, 111, 112, 113, …", "100–102")
    assert numbers["ru"] == ("1, 21, 31, …", "2–4, 22–24, 32–34, …", "0, 5–20, 25–30, …")
    assert numbers["fr"] == ("0–1", "2, 3, 4, …")
    assert [form.numbers for form in forms_of(message("Search").forms["ar"], "ar")] == [""]


def test_placeholders_are_marked_and_the_rest_is_text():
    html = with_marks("%(name)s <b>and</b> {day} & 5%% < 6")

    assert html == (
        '<code class="placeholder" dir="ltr" translate="no">{name}</code> '
        '<code class="placeholder" dir="ltr" translate="no">&lt;b&gt;</code>and'
        '<code class="placeholder" dir="ltr" translate="no">&lt;/b&gt;</code> '
        '<code class="placeholder" dir="ltr" translate="no">{day}</code> &amp; 5% &lt; 6'
    )


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("GIVE the floor", "fr", "Give the floor"),
        ("donner parole", "fr", "Give the floor"),
        ("الأمانه", "ar", "Secretariat"),
    ],
)
def test_search_finds_english_and_translation_however_they_are_typed(query, code, words):
    assert message(words).key in catalogue().search(query, code)


def test_search_for_what_is_nowhere_finds_nothing():
    assert catalogue().search("give zzzz", "fr") == set()


@pytest.mark.parametrize(
    ("file", "slug"),
    [
        ("templates/floor/console/_request.html", "console"),
        ("templates/floor/console/_cards.html", "cue-cards"),
        ("floor/procedure/presiding.py", "console"),
        ("programme/models/programme.py", "admin-sessions"),
        ("templates/404.html", "everywhere"),
    ],
)
def test_file_belongs_to_the_place_that_a_person_knows(file, slug):
    assert place_of(file).slug == slug


def test_each_room_has_a_place_and_each_place_messages():
    """A new room of an app needs a place: else its messages are said to be on many pages."""
    files = {file for each in catalogue().messages.values() for file in each.files}
    rooms = {file for file in files if len(Path(file).parts) > 2 + file.startswith("templates/")}
    ground = {"confirmation", "fields", "languages", "models", "serving", "templatetags", "adminsite", "search"}
    lost = {file for file in rooms if place_of(file) in EVERYWHERE and not ground & set(Path(file).parts)}

    assert lost == set()
    assert [place.slug for place in PLACES if not messages_by_place()[place.slug]] == []
    assert {place.group for place in PLACES} == {slug for slug, __ in GROUPS}


def test_each_place_has_a_name_and_those_that_open_an_address():
    for place in PLACES:
        assert place.name != place.slug or place.title_of, place
        assert bool(place.link("dialogue", "session-0")) == bool(place.address), place
        if place.title_of:
            assert get_template(place.title_of)
            assert place.name != place.slug, place
