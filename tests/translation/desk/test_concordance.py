import pytest

from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.translation.desk.test_help import make_concept
from tests.translation.texts.texts import address_of, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/dialogue/texts/concordance/"


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def french(conference):
    return browser_of(make_member("translator-fr", "translator"))


def translated(conference, english, french):
    return make_theme(conference, english, words=french, state="translated")


def test_what_was_sought_is_marked_in_a_fragment_and_a_page(conference, french):
    theme = translated(conference, "The Trust Fund helps victims.", "Le Fonds aide les victimes.")

    fragment = french.get(PAGE, {"q": "victim", "code": "fr"}, HTTP_ROSTRUM_FRAGMENT="help").content.decode()

    assert "<mark>victims</mark>" in fragment
    assert "Le Fonds aide les victimes." in fragment
    assert f'href="{address_of(theme, act="")}"' in fragment
    assert all(f"<span>{words}" in fragment for words in ("Programme</span>", "Theme"))
    assert "<!doctype html>" in french.get(PAGE, {"q": "victim", "code": "fr"}).content.decode()


def test_term_that_renders_what_was_sought_is_marked_in_the_translation(conference, french):
    make_concept(key="fund", english="trust fund", terms=[("fr", "fonds", "preferred")])
    make_concept(key="victim", english="victim", terms=[("fr", "victime", "preferred")])
    translated(conference, "The Trust Fund helps victims.", "Le Fonds aide les victimes.")

    page = french.get(PAGE, {"q": '"trust fund"', "code": "fr"}).content.decode()

    assert ("<mark>Trust Fund</mark>" in page, "<mark>Fonds</mark>" in page, "<mark>victimes" in page) == (
        True,
        True,
        False,
    )


def test_search_in_the_translations_marks_them(conference, french):
    translated(conference, "The Trust Fund helps victims.", "Le Fonds aide les victimes.")

    page = french.get(PAGE, {"q": "fond", "code": "fr", "in": "translation"}).content.decode()

    assert "<mark>Fonds</mark>" in page
    assert '<option value="translation" selected>' in page


def test_language_named_twice_is_that_of_the_translations(conference, french):
    translated(conference, "The Trust Fund helps victims.", "Le Fonds aide les victimes.")

    answer = french.get(PAGE, {"q": "aide", "from": "fr", "code": "fr"})

    assert [hit.words for hit, *_rest in answer.context["found"]] == ["Le Fonds aide les victimes."]
    assert answer.context["original"].code == "en"


@pytest.mark.parametrize(
    ("query", "side", "words"),
    [("aide", "", "1 translation has these words."), ("victims", "translation", "1 original text has these words.")],
)
def test_where_nothing_is_found_the_other_side_is_named(conference, french, query, side, words):
    translated(conference, "The Trust Fund helps victims.", "Le Fonds aide les dames.")

    page = french.get(PAGE, {"q": query, "code": "fr", "in": side}).content.decode()

    assert "0 texts found" in page
    assert words in page
    assert ("in=translation" in page) == (not side)


@pytest.mark.every_database
@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "q=victim&from=de", "q=victim&from=fr&code=fr", "q=%22", "q=" + "a" * 9000]
)
def test_odd_search_finds_nothing(conference, french, query):
    translated(conference, "The Trust Fund.", "Le Fonds.")

    answer = french.get(f"{PAGE}?{query}")

    assert (answer.status_code, answer.context["found"]) == (200, [])
