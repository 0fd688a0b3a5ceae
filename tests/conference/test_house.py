"""The house: its name, and colours that can be read in both modes."""

from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest
from PIL import Image

from conference import mail_backend
from conference.documents.document import Letterhead
from conference.documents.pdf import pdf_of
from conference.documents.share_image import ShareImage, ShareImageLine, share_image_of
from conference.documents.word import word_of
from conference.house import House, current_house, fingerprint, set_house
from conference.house_colours import DARK, ENOUGH, LIGHT, contrast, least_contrast, style_sheet, variables
from conference.languages import CODES, official
from tests.conference.documents.sample_documents import make_document

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
    set_house(House(emblem="abc"), red_square())

    shown = Image.open(BytesIO(share_image_of(ShareImage(official("en"), line, line)))).convert("RGB")

    red = (255, 0, 0)
    assert (red in colours_of(Image.open(BytesIO(without)).convert("RGB")), red in colours_of(shown)) == (False, True)


def red_square():
    picture = BytesIO()
    Image.new("RGBA", (8, 8), "#ff0000").save(picture, "PNG")
    return picture.getvalue()


LETTER = {"masthead": None, "letterhead": Letterhead("3 UN", "4 Organ")}


@pytest.mark.parametrize("head", [{}, {"is_programme": True}, LETTER])
def test_papers_have_the_emblem_where_there_is_one(head):
    paper = make_document(**head)
    without = has_picture(pdf_of(paper)), pictures_in(word_of(paper))
    set_house(House(names=NAMES, emblem="abc"), red_square())

    pdf, word = pdf_of(paper), word_of(paper)

    assert without == (False, {})
    assert has_picture(pdf)
    assert list(pictures_in(word).values()) == [red_square()]
    assert "3 UN" in pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()


def has_picture(pdf):
    reader = pypdf.PdfReader(BytesIO(pdf))
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    return any(isinstance(each, dict) and each.get("/Subtype") == "/Image" for each in objects)


def pictures_in(word):
    with ZipFile(BytesIO(word)) as file:
        return {name: file.read(name) for name in file.namelist() if name.startswith("word/media/")}


def test_screen_on_a_wall_has_its_theme_whatever_its_computer_prefers(client):
    set_house(House(colour="#7a1f2b"))
    address = f"/media/house/{current_house().mark}/colours.css"

    queries = ("?theme=light", "?theme=dark", "")
    light, dark, either = (client.get(address + query).content.decode() for query in queries)

    assert "--deep:#7a1f2b;" in light
    assert "--deep:#7a1f2b;" not in dark
    assert "--deep:" in dark
    assert either.count("@media") == 2
    assert "@media" not in light + dark


def colours_of(picture):
    return {colour for _number, colour in picture.getcolors(picture.width * picture.height)}


def test_mail_of_the_software_is_sent_in_the_name_of_the_house():
    set_house(House(names=NAMES))

    senders = [mail_backend.by_the_house(f"{name} <a@example.org>") for name in ("Rostrum", "Protocol")]

    assert senders == ["Office en <a@example.org>", "Protocol <a@example.org>"]
