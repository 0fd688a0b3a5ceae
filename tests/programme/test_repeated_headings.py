import pytest

from conference.documents.plain_text import plain_text_of
from programme.exports.documents import programme_document
from programme.release.content import content_of
from programme.release.programme import Programme
from tests.factories import make_conference, make_session, make_speaker, release
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("code", "heading", "description"),
    [("fr", "Déclarations liminaires", "Déclarations liminaires."), ("zh-hans", "开幕致辞", "开幕致辞。")],
)
def test_description_that_repeats_the_heading_is_told_once(client, code, heading, description):
    """On the page of a session, in a calendar, and on paper."""
    conference = make_conference()
    column = f"description_{code.replace('-', '_')}"
    opening = make_session(conference, kind="opening", **{column: description, "description_en": "Welcome."})
    opening.roles.create(speaker=make_speaker(conference), kind="speaker")
    release(conference)
    address = f"/{code}/dialogue/sessions/{opening.slug}/"

    shown = page(client, address)
    calendar = page(client, f"{address}session.ics")
    printed = plain_text_of(programme_document(Programme(content_of(conference)), code)).decode()

    assert (shown.count(heading), calendar.count(heading), printed.count(heading)) == (1, 1, 1)
    assert "Welcome." in page(client, f"/en/dialogue/sessions/{opening.slug}/")
