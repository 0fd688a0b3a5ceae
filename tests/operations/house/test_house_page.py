"""Administrators set the name, emblem, colours and foot of the house; pages have them, and name the software once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conference.house import current_house
from conference.languages import LANGUAGES
from conference.models import AuditEntry, User
from tests.factories import in_six, make_conference, make_panel, release
from tests.pages import page

PAGE = "/en/staff/house/"
SET = {
    **{f"name_{each.suffix}": f"Office {each.code}" for each in LANGUAGES},
    **{f"foot_{each.suffix}": f"One Street {each.code}" for each in LANGUAGES},
    "colour": "#7A1F2B",
}

pytestmark = pytest.mark.one_database


@pytest.fixture
def administrator(db, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.fixture
def dialogue(db):
    conference = make_conference(**in_six("organ", "Council"))
    release(conference)
    return conference


def emblem():
    file = BytesIO()
    Image.new("RGBA", (40, 20), "#7a1f2bff").save(file, "PNG")
    return SimpleUploadedFile("emblem.png", file.getvalue())


def test_pages_have_the_house_and_name_the_software_once(administrator, dialogue, client):
    saved = administrator.post(PAGE, SET | {"emblem": emblem()}, follow=True)
    assert saved.redirect_chain == [(PAGE, 302)]
    client.logout()

    found = page(client, "/fr/dialogue/")

    house = current_house()
    assert "<span>Office fr</span>" in found
    assert '<meta property="og:site_name" content="Office fr">' in found
    assert found.count("Rostrum") == 1
    assert "One Street fr" in found
    assert f"/media/house/{house.emblem}/emblem.png" in found
    assert "Dialogue (fr)</title>" in found
    colours = client.get(f"/media/house/{house.mark}/colours.css")
    assert f'href="{colours.request["PATH_INFO"]}"' in found
    assert (colours.headers["Content-Type"], "--deep:#7a1f2b;" in colours.content.decode()) == (
        "text/css; charset=utf-8",
        True,
    )
    picture = Image.open(BytesIO(client.get(f"/media/house/{house.emblem}/emblem.png").content))
    assert (picture.format, picture.size) == ("PNG", (512, 512))
    assert AuditEntry.objects.get(act="house: change").detail["colour"] == ["", "#7a1f2b"]


def test_screens_have_the_emblem_the_name_and_the_colours(administrator, client, db):
    administrator.post(PAGE, SET | {"emblem": emblem()})
    client.logout()
    conference = make_conference(slug="screens")
    room = conference.rooms.create(**in_six("name", "Room"))
    make_panel(conference, slug="panel", room=room)
    release(conference)
    house = current_house()

    for address in ("sessions/panel/screen/?languages=fr", f"rooms/{room.pk}/door/?languages=fr"):
        found = client.get(f"/fr/screens/{address}").content.decode()
        assert "Office fr</span>" in found
        assert f"/media/house/{house.emblem}/emblem.png" in found
        assert f"/media/house/{house.mark}/colours.css" in found


def test_preview_shows_what_was_written_and_keeps_nothing(administrator):
    shown = page(administrator, PAGE)
    answer = administrator.post(PAGE, SET | {"emblem": emblem(), "preview": "1"})

    body = answer.content.decode()
    assert "United Nations" in shown
    assert ("Office en" in body, "data:image/png;base64," in body) == (True, True)
    styles = administrator.get("/en/staff/house/sample.css?colour=%237a1f2b&dark=").content.decode()
    assert ".house-sample.dark{--deep:" in styles
    assert (current_house().names, AuditEntry.objects.filter(act="house: change").exists()) == ({}, False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": "#8ab4d8"}, "contrast of 1.9 to 1"),
        ({"colour": "red"}, "Write the colour as # and six digits"),
        ({"colour_dark": "#223344"}, "On the dark grounds of the pages this colour"),
        ({"name_ru": ""}, "Write it in all six languages, or in none."),
        ({"emblem": SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")}, "not a picture in PNG"),
        ({"shown_emblem": "%%%"}, "not a picture in PNG"),
    ],
)
def test_what_cannot_be_read_is_refused_and_what_was_written_stays(administrator, change, words):
    answer = administrator.post(PAGE, SET | change)

    body = answer.content.decode()
    assert (answer.status_code, words in body, "Office zh-hans" in body) == (422, True, True)
    assert current_house().names == {}
