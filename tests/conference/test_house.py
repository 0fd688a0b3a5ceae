"""The house: its name, and colours that can be read in both modes."""

from io import BytesIO

import pytest
from PIL import Image

from conference import mail_backend
from conference.documents.share_image import ShareImage, ShareImageLine, share_image_of
from conference.house import House, current_house, fingerprint, set_house
from conference.house_colours import DARK, ENOUGH, LIGHT, contrast, least_contrast, style_sheet, variables
from conference.languages import CODES, official

NAMES = {code: f"Office {code}" for code in CODES}

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_nothing_set_is_the_united_nations_in_each_language():
    names = [current_house().name(code) for code in CODES]

    assert names == [
        "الأمم المتحدة",
        "联合国",
        "United Nations",
        "Nations Unies",
        "Организация Объединенных Наций",
        "Naciones Unidas",
    ]
    assert (style_sheet(current_house()), fingerprint()) == ("", 0)


def test_what_is_set_is_read_at_once_and_changes_the_fingerprint():
    set_house(House(names=NAMES, colour="#7a1f2b"))
    first = fingerprint()
    set_house(House(names=NAMES, colour="#7a1f2c"))

    assert current_house().name("ar") == "Office ar"
    assert 0 != first != fingerprint()


def test_contrast_is_that_of_the_guidelines():
    assert [round(contrast(*pair), 2) for pair in (("#000000", "#ffffff"), ("#777777", "#ffffff"))] == [21, 4.48]


@pytest.mark.parametrize("colour", ["#0b4a66", "#7a1f2b", "#00563f", "#000000", "#4b2e83"])
def test_all_that_is_made_of_a_colour_can_be_read(colour):
    light, dark = variables(House(colour=colour))

    assert least_contrast(light["link"], LIGHT) >= ENOUGH
    assert least_contrast(dark["link"], DARK) >= ENOUGH
    for mode in (light, dark):
        assert contrast(mode["on-deep-soft"], mode["deep"]) >= ENOUGH
        assert min(contrast("#ffffff", mode[ground]) for ground in ("deep", "action", "action-over")) >= ENOUGH


def test_shared_picture_shows_the_emblem():
    line = ShareImageLine("Council", official("en"))
    without = share_image_of(ShareImage(official("en"), line, line))
    picture = BytesIO()
    Image.new("RGBA", (8, 8), "#ff0000").save(picture, "PNG")
    set_house(House(emblem="abc"), picture.getvalue())

    shown = Image.open(BytesIO(share_image_of(ShareImage(official("en"), line, line)))).convert("RGB")

    red = (255, 0, 0)
    assert (red in colours_of(Image.open(BytesIO(without)).convert("RGB")), red in colours_of(shown)) == (False, True)


def colours_of(picture):
    return {colour for _number, colour in picture.getcolors(picture.width * picture.height)}


def test_mail_of_the_software_is_sent_in_the_name_of_the_house():
    set_house(House(names=NAMES))

    senders = [mail_backend.by_the_house(f"{name} <a@example.org>") for name in ("Rostrum", "Protocol")]

    assert senders == ["Office en <a@example.org>", "Protocol <a@example.org>"]
