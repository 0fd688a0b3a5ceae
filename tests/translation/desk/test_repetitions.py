"""Texts that read the same are filled with one translation, on request."""

import pytest

from summary.models import Paragraph
from tests.factories import MORNING, make_conference
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import address_of, listed, make_theme
from translation.models import Translation, Version
from translation.texts.states import set_state

SOURCE, FRENCH = (
    "Announced measures for the protection of victims.",
    "A annoncé des mesures de protection des victimes.",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator")


@pytest.fixture
def client(translator):
    return browser_of(translator)


@pytest.fixture
def theme():
    return make_theme(english=SOURCE, words=FRENCH, state="translated")


def repeated(theme, english=SOURCE, **more):
    return make_theme(theme.panel.conference, english, **more)


def fill(client, theme, seen=None, **headers):
    page = client.get(address_of(theme))
    seen = page.context["repetitions"].shown.token if seen is None else seen
    return client.post(address_of(theme, act="repetitions/"), {"seen": seen}, **headers)


def french(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.text_fr or "" for row in rows]


def test_texts_that_read_the_same_are_filled_as_drafts_in_the_name_of_who_asked(client, translator, theme):
    others = [repeated(theme), repeated(theme)]
    assert "2 other texts read the same" in " ".join(client.get(address_of(theme)).content.decode().split())

    page = fill(client, theme, HTTP_ROSTRUM_FRAGMENT="help")

    assert "2 texts were filled." in page.content.decode()
    assert french(*others) == [FRENCH, FRENCH]
    made = Translation.objects.filter(text__in=[listed(row).pk for row in others], language="fr")
    assert [(row.state, row.by) for row in made] == [("draft", translator)] * 2
    assert Version.objects.filter(text__in=[listed(row).pk for row in others], by=translator).count() == 2
    assert "Repetitions" not in page.content.decode()


def test_tentative_translation_fills_as_tentative(client, theme):
    set_state(theme, "text", "fr", "tentative", by=None, at=MORNING)
    other = repeated(theme)

    fill(client, theme)

    assert Translation.objects.get(text=listed(other), language="fr").state == "tentative"


def test_work_that_is_there_stays_and_other_sources_and_conferences_are_left_alone(client, theme):
    worked, other, elsewhere = (
        repeated(theme, words="Déjà traduit", state="draft"),
        repeated(theme, SOURCE.upper()),
        make_theme(make_conference(slug="elsewhere"), SOURCE),
    )
    repeated(theme)

    fill(client, theme)

    assert french(worked, other, elsewhere) == ["Déjà traduit", "", ""]


def test_text_without_a_translation_offers_nothing_to_fill(client, theme):
    other = repeated(theme)

    assert "Repetitions" not in client.get(address_of(other)).content.decode()
    assert fill(client, other, seen="x").status_code == 422


def test_what_was_written_since_the_page_was_opened_is_not_overwritten(client, theme):
    first, second = repeated(theme), repeated(theme)
    seen = client.get(address_of(theme)).context["repetitions"].shown.token
    first.text_fr = "Écrit entre-temps"
    first.save()

    assert fill(client, theme, seen=seen).status_code == 409
    assert french(first, second) == ["Écrit entre-temps", ""]


def test_text_that_is_closed_to_the_translator_is_not_filled(client, theme):
    make_summary(theme.panel.conference)
    paragraph = Paragraph.objects.first()
    paragraph.text_en, paragraph.text_fr = SOURCE, ""
    paragraph.save()

    assert "Repetitions" not in client.get(address_of(theme)).content.decode()


def test_translation_that_does_not_fit_elsewhere_fills_nothing(client, theme):
    """A title is one line of at most 300 characters; what fills one text and not the other would be half done."""
    long = "x" * 400
    theme.text_fr = long
    theme.save()
    session = theme.panel
    session.title_en, session.title_fr = SOURCE, ""
    session.save()
    other = repeated(theme)

    answer = fill(client, theme)

    session.refresh_from_db()
    assert (answer.status_code, session.title_fr, french(other)) == (422, "", [""])


def test_translator_of_another_language_cannot_fill(theme):
    repeated(theme)

    assert fill(browser_of(make_member("translator-ru", "other")), theme, seen="x").status_code == 404
