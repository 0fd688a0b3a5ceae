import pytest

from conference.adminsite.missing_translations import missing, missing_in
from conference.languages import LANGUAGES
from conference.models import Conference
from programme.models import Session
from speakers.models import Speaker, State
from tests.factories import in_six, make_conference, make_session, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db

LISTS = (
    "conference/conference speakers/state speakers/delegation speakers/speaker "
    "programme/room programme/session floor/group"
)


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


@pytest.mark.parametrize("name", LISTS.split())
def test_each_list_of_texts_says_what_is_missing_and_finds_it(secretariat, name):
    make_conference()

    pages = [secretariat.get(f"/en/admin/{name}/?missing={language.suffix}") for language in LANGUAGES]

    assert [page.status_code for page in pages] == [200] * 6
    assert "missing" in pages[0].context["cl"].list_display


@pytest.mark.parametrize("empty", ["", None])
def test_list_is_narrowed_to_what_is_missing_in_a_language(secretariat, empty):
    conference = make_conference()
    make_session(conference, slug="whole")
    make_session(conference, slug="without", title_ar=empty)
    make_session(conference, slug="without-another", title_ru=empty)

    response = secretariat.get("/fr/admin/programme/session/?missing=ar")

    assert [row.slug for row in response.context["cl"].result_list] == ["without"]


def test_text_that_is_empty_in_the_original_language_is_missing_nowhere():
    conference = make_conference(original_language="fr")
    make_session(conference, description_en="An English remark", description_fr="", description_ar=None)

    assert [Session.objects.filter(missing_in(Session, language)).count() for language in LANGUAGES] == [0] * 6


def test_filter_and_column_agree_for_every_original_language():
    for number, original in enumerate(LANGUAGES):
        conference = make_conference(slug=f"dialogue-{number}", original_language=original.code, title_es="")
        for language in LANGUAGES:
            make_speaker(conference, **{f"name_{language.suffix}": "", "function_ru": "Судья"})
    State.objects.create(
        iso3="FRA",
        iso2="FR",
        m49="250",
        status="member",
        region="europe",
        **in_six("name", "France"),
        formal_en="Republic",
    )

    for model in (Conference, Speaker, State):
        for language in LANGUAGES:
            found = set(model.objects.filter(missing_in(model, language)))
            assert found == {row for row in model.objects.all() if language in missing(row)}, (model, language)


def test_language_that_there_is_not_narrows_nothing(secretariat):
    make_session(make_conference())

    response = secretariat.get("/en/admin/programme/session/?missing=xx")

    assert len(response.context["cl"].result_list) == 1
