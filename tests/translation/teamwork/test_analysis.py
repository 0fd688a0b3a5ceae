"""How many words are new, similar, repeated and known, before work is given out."""

import pytest

from summary.models import Paragraph, Summary
from tests.factories import MORNING, make_conference
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import make_theme
from translation.teamwork.analysis import analysis_of
from translation.texts.states import set_state

SOURCE = "States were urged to protect the victims."  # seven words
FRENCH = "Les États ont été exhortés à protéger les victimes."

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference(title_fr="Dialogue", title_en="")


@pytest.fixture
def earlier():
    return make_conference(slug="earlier")


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator")


def counted(conference, user, code="fr", document="programme"):
    found = analysis_of(conference, code, user).documents.get(document)
    return dict(+found.words) if found else {}


@pytest.fixture
def before(conference, translator):
    """The words of the panel itself, which are new."""
    theme = make_theme(conference, "x")
    theme.delete()
    return counted(conference, translator).get("new", 0)


def test_words_are_new_similar_repeated_or_known(conference, earlier, translator, before):
    make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    make_theme(conference, SOURCE)  # known
    make_theme(conference, "States were asked to protect the victims.")  # similar
    make_theme(conference, f"{SOURCE} It rained in every city, town and village of the region.")  # 7 known, 11 similar
    make_theme(conference, "Nothing of this kind was said there before.")  # 8 new
    make_theme(conference, "Nothing of this kind was said there before.")  # 8 repeated

    found = counted(conference, translator)

    assert found == {"known": 14, "similar": 7, "new": before + 8 + 11, "repeated": 8}


def test_drafts_and_what_one_may_not_read_are_not_known(conference, earlier, translator, before):
    make_theme(earlier, SOURCE, words=FRENCH, state="draft")
    summary = make_summary(earlier)
    paragraph = Paragraph.objects.first()
    paragraph.text_en, paragraph.text_fr = SOURCE, FRENCH
    paragraph.save()
    set_state(paragraph, "text", "fr", "translated", by=None, at=MORNING)
    make_theme(conference, SOURCE)
    assert counted(conference, translator) == {"new": before + 7}

    Summary.objects.filter(pk=summary.pk).update(stage="in-translation")
    assert counted(conference, translator).get("known") == 7


def test_what_is_done_is_not_counted_and_what_changed_since_is(conference, translator, before):
    theme = make_theme(conference, SOURCE, words=FRENCH, state="revised")
    assert counted(conference, translator) == {"new": before}

    theme.text_en = SOURCE.replace("urged", "asked")
    theme.save()
    assert counted(conference, translator) == {"new": before, "similar": 7}


def test_draft_of_the_summary_is_not_counted_for_who_may_not_read_it(conference, translator):
    make_summary(conference)

    assert counted(conference, translator, document="summary") == {}
    assert counted(conference, make_member("secretariat"), document="summary") != {}


@pytest.mark.parametrize("number", [1, 3])
def test_analysis_takes_the_same_number_of_queries(conference, earlier, translator, number, django_assert_num_queries):
    for place in range(number):
        make_theme(earlier, f"{SOURCE} {place} times.", words=f"{FRENCH} {place} fois.", state="translated")
        make_theme(conference, f"{SOURCE} {place}")
    analysis_of(conference, "fr", translator)

    with django_assert_num_queries(9):
        analysis_of(conference, "fr", translator)


def test_page_has_the_figures_by_document_and_is_reached_from_the_overview_and_from_assigning(conference, earlier):
    make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    make_theme(conference, SOURCE)
    client = browser_of(make_member("secretariat"))

    page = client.get(f"/en/{conference.slug}/texts/fr/analysis/")

    assert page.status_code == 200
    assert [row["words"][3] for row in page.context["documents"]] == [7]
    for address in ("", "assignments/"):
        assert (
            f"/en/{conference.slug}/texts/fr/analysis/"
            in client.get(f"/en/{conference.slug}/texts/{address}").content.decode()
        )
