from io import BytesIO

import pytest
from PIL import Image

from conference.languages import CODES
from tests.factories import in_six, make_conference, make_released, make_session, make_speaker, release
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def picture(client, code):
    return client.get(f"/{code}/dialogue/picture.png")


def test_picture_is_made_for_each_language(client):
    make_released()

    found = [picture(client, code) for code in CODES]

    assert {(answer.status_code, answer.headers["Content-Type"]) for answer in found} == {(200, "image/png")}
    assert {Image.open(BytesIO(answer.content)).size for answer in found} == {(1200, 630)}
    assert len({answer.content for answer in found}) == 6
    assert picture(client, "ar").content == found[0].content


def test_picture_of_a_rehearsal_says_so(client):
    conference = make_conference()
    release(conference)
    before = picture(client, "en").content

    conference.purpose = "rehearsal"
    conference.save(update_fields=["purpose"])
    release(conference)

    assert picture(client, "en").content != before


def test_picture_has_room_for_the_longest_title(client):
    release(make_conference(**in_six("title", "Длинное название 题目 " * 14), **in_six("venue", "V" * 240)))

    assert Image.open(BytesIO(picture(client, "ar").content)).size == (1200, 630)


def test_picture_of_a_draft_does_not_exist(client):
    make_conference()

    assert picture(client, "en").status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_page_tells_where_its_picture_is(client, settings, code):
    make_released()

    body = client.get(f"/{code}/dialogue/").content.decode()

    address = f"{settings.PUBLIC_URL}/{code}/dialogue/picture.png"
    assert f'<meta property="og:image" content="{address}">' in body
    assert f'<meta property="og:title" content="Dialogue ({code.replace("-", "_")})">' in body
    assert body.count("og:locale:alternate") == 5


def test_page_of_a_session_is_shared_under_its_title_and_that_of_a_speaker_under_no_name(client):
    conference = make_conference()
    session = make_session(conference, **in_six("title", "Opening"))
    speaker = make_speaker(conference, **in_six("name", "Ms. Somebody"))
    session.roles.create(speaker=speaker, kind="speaker")
    release(conference)

    of_session = client.get(f"/en/dialogue/sessions/{session.slug}/").content.decode()
    of_speaker = client.get(f"/en/dialogue/speakers/{speaker.slug}/").content.decode()

    assert '<meta property="og:title" content="Opening (en)">' in of_session
    assert '<meta property="og:title" content="Dialogue (en)">' in of_speaker


@pytest.mark.parametrize("edition", ["preview/", "revisions/1/"])
def test_what_is_not_current_has_no_picture(admin_client, edition):
    make_released()

    assert "og:image" in page(admin_client, "/en/dialogue/")
    assert "og:image" not in page(admin_client, f"/en/dialogue/{edition}")
