"""What begins a line begins with a capital, in each language that has them, on pages and on paper."""

from datetime import UTC, date, datetime, timedelta

import pytest

from conference.documents.plain_text import plain_text_of
from programme.exports.documents import programme_document, speakers_document
from programme.release.content import content_of
from programme.release.programme import Programme
from tests.factories import make_conference, make_panel, make_session, make_speaker, release
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def russian():
    conference = make_conference()
    panel = make_panel(conference)
    speaker = make_speaker(conference, name_ru="Мира Сорвино", courtesy_title_ru="г-жа")
    panel.roles.create(speaker=speaker, kind="panellist")
    return conference


@pytest.mark.parametrize("address", ["", "sessions/session-0/", "speakers/", "speakers/speaker-0/"])
def test_title_of_a_person_begins_the_line_with_a_capital_on_pages(client, russian, address):
    release(russian)

    assert '<span class="courtesy">Г-жа</span>' in page(client, f"/ru/dialogue/{address}")


@pytest.mark.parametrize("document", [programme_document, speakers_document])
def test_title_of_a_person_begins_the_line_with_a_capital_on_paper(russian, document):
    text = plain_text_of(document(Programme(content_of(russian)), "ru")).decode()

    assert "Г-жа\u00a0Мира Сорвино" in text


@pytest.mark.parametrize(
    ("code", "day", "kind"),
    [
        ("fr", "Mardi 2 avril 2199", "Séance d’ouverture"),
        ("es", "Martes 2 de abril de 2199", "Sesión de apertura"),
        ("ru", "Вторник, 2 апреля 2199 года", "Открытие"),
    ],
)
def test_day_and_options_of_filters_have_a_capital(client, code, day, kind):
    """The day begins a line in the head of a meeting that is to come, and is an option of the filter."""
    conference = make_conference(starts_on=date(2199, 4, 2), ends_on=date(2199, 4, 2))
    opening = datetime(2199, 4, 2, 14, tzinfo=UTC)
    make_session(conference, kind="opening", starts_at=opening, ends_at=opening + timedelta(hours=1))
    make_panel(conference, starts_at=opening + timedelta(days=1), ends_at=opening + timedelta(days=1, hours=1))
    release(conference)

    words = page(client, f"/{code}/dialogue/").replace("\u00a0", " ")

    assert f">{day}</time>" in words
    assert f">{day}</option>" in words
    assert f">{kind}</option>" in words
