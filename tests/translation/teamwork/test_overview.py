import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from conference.languages import official
from tests.factories import MORNING, in_six, make_conference, make_panel
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_paragraph, make_section, make_summary
from translation.models import Text, Translation
from translation.models.teamwork import Remark
from translation.teamwork.progress import OUTDATED, TranslationProgress, progress_of
from translation.templatetags.progress import state_bar
from translation.texts.states import set_state

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/texts/"


@pytest.fixture
def conference():
    return make_conference()


def progress(conference, code="fr"):
    return progress_of(conference, [official(code)])[0]


def bars(client, page=PAGE):
    return {bar["language"].code: bar["progress"] for bar in client.get(page).context["bars"]}


def test_each_text_is_counted_by_its_state_with_the_words_of_its_source(conference):
    conference.organizers.create(name_en="United Nations Office on Drugs", name_fr="")
    set_state(conference, "title", "fr", "revised", by=None, at=MORNING)

    whole = progress(conference).whole

    assert (dict(whole.texts), dict(whole.words)) == ({"revised": 1, "missing": 1}, {"revised": 2, "missing": 5})
    assert (whole.done, whole.total, whole.is_complete, whole.per_cent) == (1, 2, False, 28)


@pytest.mark.parametrize(("code", "places"), [("en", ["0.00%", "25.00%"]), ("ar", ["75.00%", "0.00%"])])
def test_bar_shows_each_state_beside_the_one_before_it_from_where_lines_begin(code, places):
    progress = TranslationProgress()
    progress.texts.update(revised=1, missing=1)
    progress.words.update(revised=2, missing=6)

    with override(code):
        bar = state_bar(progress)

    assert re.findall(r'x="(.+?)" width="(.+?)"', bar) == list(zip(places, ["25.00%", "75.00%"], strict=True))


def test_outdated_text_counts_as_outdated_alone(conference):
    set_state(conference, "title", "fr", "revised", by=None, at=MORNING)
    conference.title_en = "Interactive dialogue"
    conference.save()

    assert dict(progress(conference).whole.texts) == {OUTDATED: 1}


def test_text_whose_source_was_emptied_is_nothing_to_translate(conference):
    conference.title_en = ""
    conference.save()

    assert progress(conference).whole.total == 0


def test_hundred_per_cent_are_said_only_where_every_text_is_done(conference):
    set_state(conference, "title", "fr", "translated", by=None, at=MORNING)
    Text.objects.update(source_words=1000)
    conference.organizers.create(name_en="UNODC")

    assert progress(conference).whole.per_cent == 99


def test_documents_come_in_their_order(conference):
    conference.groups.create(**in_six("name", "Group"))
    conference.delegations.create(kind="media", **in_six("name", "Press"))
    make_panel(conference)

    assert list(progress(conference).documents) == ["programme", "people", "floor"]


def test_texts_of_another_conference_do_not_count(conference):
    make_conference(slug="other")

    assert progress(conference).whole.total == 1


def test_translator_sees_the_own_language_alone(conference):
    assert list(bars(browser_of(make_member("translator-fr")))) == ["fr"]


def test_secretariat_sees_all_languages_into_which_there_is_something_to_translate(conference):
    assert list(bars(browser_of(make_member("secretariat")))) == ["ar", "zh-hans", "fr", "ru", "es"]


def test_bar_names_each_state_in_words(conference):
    Translation.objects.filter(language="fr").update(state="tentative")

    page = browser_of(make_member("translator-fr")).get(PAGE).content.decode()

    assert 'tentative <strong class="figure">1</strong>' in page


def test_draft_of_the_summary_does_not_count_for_who_may_not_see_it(conference):
    make_paragraph(make_section(make_summary(conference)), "Sentence.")
    translator, secretariat = browser_of(make_member("translator-fr")), browser_of(make_member("secretariat"))

    assert bars(translator)["fr"].total == 1
    assert bars(secretariat)["fr"].total > 1


def test_changes_of_the_last_seven_days_are_told_by_document_and_by_person(conference):
    translator = make_member("translator-fr", first_name="Amina", last_name="Diop")
    old, now = timezone.now() - timedelta(days=8), timezone.now()
    conference.organizers.create(name_en="Office")
    Text.objects.filter(field="name").update(changed_at=old)
    set_state(conference, "title", "fr", "translated", by=translator, at=now)
    set_state(conference, "title", "es", "translated", by=translator, at=now)

    found = browser_of(translator).get(PAGE).context["changes"]

    assert [(row["document"], row["texts"], row["words"]) for row in found["sources"]] == [("programme", 1, 2)]
    assert [(row["person"], row["language"].code, row["texts"]) for row in found["translations"]] == [
        ("Amina Diop", "fr", 1)
    ]


def test_open_questions_are_those_of_the_own_languages(conference):
    translator, text = make_member("translator-fr"), Text.objects.get()
    ask = {"text": text, "kind": "question", "by": translator, "at": MORNING}
    Remark.objects.create(language="fr", words="What is meant?", **ask)
    Remark.objects.create(language="es", words="Whose?", **ask)
    Remark.objects.create(language="fr", words="Settled", settled_at=MORNING, **ask)
    Remark.objects.create(**ask | {"kind": "comment"}, language="fr", words="A comment")

    page = browser_of(translator).get(PAGE)

    assert [question["row"].words for question in page.context["questions"]] == ["What is meant?"]


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_asks_the_database_as_often_whatever_there_is(conference, rows, django_assert_num_queries):
    client = browser_of(make_member("secretariat"))
    for _row in range(rows):
        make_panel(conference)
    client.get(PAGE)

    with django_assert_num_queries(16):
        client.get(PAGE)
