import pytest

from summary.models import Summary
from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import address_of, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BASE = "/en/dialogue/texts/"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def french(conference):
    return browser_of(make_member("translator-fr"))


@pytest.fixture
def secretariat(conference):
    return browser_of(make_member("secretariat"))


def translated(conference, source, words, code="fr"):
    return make_theme(conference, source, code=code, words=words, state="translated")


def warned(client, code="fr", **query):
    rows = client.get(f"{BASE}{code}/warnings/", query).context["warned"]
    return [(row.source, [each.key for each in row.warnings]) for row in rows]


def inconsistent(client, code="fr"):
    page = client.get(f"{BASE}{code}/consistency/").context["page"]
    return [(row["found"].text, list(row["found"].counterparts)) for row in page]


def ask(client, theme, words="Which Fund?", code="fr"):
    return client.post(address_of(theme, code, "remark/"), {"kind": "question", "remark": words})


@pytest.mark.parametrize("page", ["fr/warnings/", "fr/consistency/", "questions/", "concordance/?q=x&code=fr"])
def test_lists_are_for_the_own_language_alone(conference, french, page):
    assert french.get(BASE + page).status_code == 200
    assert browser_of(make_member("floor-officer")).get(BASE + page).status_code == 404
    if "fr" in page:
        assert french.get(BASE + page.replace("fr", "ru")).status_code == 404


def test_warnings_are_those_of_the_language_that_are_open(conference, french):
    translated(conference, "Day 12", "Jour 13")
    translated(conference, "Day 14", "Jour 14")
    translated(conference, "Day 15", "День 16", "ru")
    dismissed = translated(conference, "Day 17", "Jour 18")
    for _both in range(2):
        page = french.get(address_of(dismissed))
        key = page.context["open_warnings"][0].key
        french.post(address_of(dismissed, act="dismiss/"), {"key": key, "reason": "Because"})

    assert warned(french) == [("Day 12", ["numbers:lost:number=12", "numbers:added:number=13"])]


def test_warnings_can_be_those_of_one_document(conference, french):
    translated(conference, "Day 12", "Jour 13")

    assert (len(warned(french, document="programme")), len(warned(french, document="people"))) == (1, 0)
    assert len(warned(french, document="never")) == 1


def test_draft_of_the_summary_is_in_no_list_before_its_translation(conference, french, secretariat):
    summary = make_summary(conference)
    section = summary.sections.get()
    for words in ("Un 5", "Un 6"):
        section.paragraphs.create(position=9, text_en="One 7", text_fr=words)
    assert (warned(french), inconsistent(french)) == ([], [])
    assert (len(warned(secretariat)), ("One 7", ["Un 5", "Un 6"]) in inconsistent(secretariat)) == (2, True)

    Summary.objects.update(stage="in-translation")
    assert ("One 7", ["Un 5", "Un 6"]) in inconsistent(french)


def test_consistency_lists_the_same_source_rendered_differently_and_the_reverse(conference, french):
    translated(conference, "Trust Fund", "Fonds")
    translated(conference, "Trust Fund", "Caisse")
    translated(conference, "Plan", "Projet")
    translated(conference, "Project", "Projet")
    translated(conference, "Project ", "Projet")

    assert inconsistent(french) == [("Trust Fund", ["Fonds", "Caisse"]), ("Projet", ["Plan", "Project"])]


def test_of_many_sources_rendered_alike_the_first_are_shown(conference, french):
    for number in range(20):
        translated(conference, f"Source {number}", "Thème")

    page = french.get(f"{BASE}fr/consistency/").content.decode()

    assert ("Source 11" in page, "Source 12" in page, "20 in all; the first 12 are shown" in page) == (
        True,
        False,
        True,
    )


def test_questions_are_those_of_the_languages_that_one_reads(conference, french, secretariat):
    theme = make_theme(conference, "The Trust Fund.")
    ask(french, theme)
    ask(browser_of(make_member("translator-ru")), theme, "Какой фонд?", "ru")

    assert [row[0].words for row in french.get(f"{BASE}questions/").context["asked"]] == ["Which Fund?"]
    assert len(secretariat.get(f"{BASE}questions/").context["asked"]) == 2


def test_hostile_texts_stay_texts_in_each_list(conference, french):
    theme = translated(conference, f"{HOSTILE} 12", f"{HOSTILE} 13")
    translated(conference, f"{HOSTILE} 12", f"{HOSTILE} 14")
    ask(french, theme, HOSTILE)

    for page in ("fr/warnings/", "fr/consistency/", "questions/"):
        content = french.get(BASE + page).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert" in content


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("fr/warnings/", 24), ("fr/consistency/", 10), ("questions/", 9)])
def test_lists_take_the_same_number_of_queries(conference, french, number, page, queries, django_assert_num_queries):
    for place in range(number):
        ask(french, translated(conference, "Day 12", f"Jour 13 {place}"))
    french.get(BASE + page)

    with django_assert_num_queries(queries):
        french.get(BASE + page)
