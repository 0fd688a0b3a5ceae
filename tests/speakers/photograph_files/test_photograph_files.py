"""A zip of photographs: who gets which is proposed by the names of the files, chosen by hand, and only then written."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from conference.files.safe_open import FileRefused
from conference.models import AuditEntry, ImportFile
from speakers.models import Speaker
from speakers.photograph_files.archive import read_archive
from speakers.photograph_files.matching import SpeakersByName
from tests.factories import make_conference, make_speaker
from tests.speakers.photograph_files.zips import in_code_page, picture, zip_of
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    conference = make_conference()
    make_speaker(conference, slug="ana-lucas", name_en="Ana Lucas", name_ru="Ана Лукас", name_ar="آنا لوكاس")
    make_speaker(conference, slug="jurgen-mussig", name_en="Jürgen Müßig", email="jm@example.org")
    make_speaker(conference, slug="wang-li", name_en="Li Wang", name_zh_hans="王丽", sort_name_en="Wang, Li")
    return conference


@pytest.fixture
def client():
    return browser_of(make_member("secretariat"))


def sent(client, content, name="photographs.zip"):
    """The preview of a zip that was just uploaded."""
    file = SimpleUploadedFile(name, content, content_type="application/zip")
    step = client.post(reverse("speakers:photographs-upload", args=["dialogue"]), {"file": file})
    return client.get(step.headers["Location"])


def outcomes(page):
    return {
        row.picture.name: (str(row.outcome), row.speaker and row.speaker.slug) for row in page.context["preview"].rows
    }


def imported(client, page):
    return client.post(page.context["addresses"]["apply"], {"seen": page.context["preview"].fingerprint}, follow=True)


def chosen(client, page, **fields):
    """Send the choices of the page, each as it is proposed but those that are given."""
    form = {"numbers": page.context["numbers"]}
    for __, bound in page.context["entries"]:
        for field in (bound or {}).values():
            if field.value() not in (False, None):
                form[field.html_name] = field.value()
    client.post(page.context["choices_address"], form | fields)
    return client.get(page.request["PATH_INFO"])


def test_photographs_are_given_by_the_names_of_files_and_taken_back(conference, client):
    page = sent(client, zip_of("All/Lucas, Ana.JPG", "JM@example.org.png", "__MACOSX/._x.jpg", "Unknown Person.jpeg"))
    assert outcomes(page) == {
        "Lucas, Ana.JPG": ("new", "ana-lucas"),
        "JM@example.org.png": ("new", "jurgen-mussig"),
        "Unknown Person.jpeg": ("asked", None),
    }
    assert not Speaker.objects.exclude(photograph="").exists()

    result = imported(client, page)

    ana = Speaker.objects.get(slug="ana-lucas")
    with ana.photograph.open() as file, Image.open(file) as kept:
        assert (kept.format, kept.size) == ("JPEG", (160, 200))
    assert not ana.consents_to_photograph
    assert "2 photographs were imported." in result.content.decode()
    entry = AuditEntry.objects.about(ana).get(act="change")
    assert entry.detail == {"photograph": ["", ana.photograph.name]}
    assert outcomes(result)["Lucas, Ana.JPG"] == ("unchanged", "ana-lucas")

    undo = client.get(page.context["addresses"]["undo"])
    client.post(page.context["addresses"]["undo"], {"seen": undo.context["plan"].shown.token})

    assert not Speaker.objects.exclude(photograph="").exists()


@pytest.mark.parametrize(
    "name",
    [
        "ana-lucas.jpg",
        "LUCAS Ana.JPEG",
        "IMG_0123 Ana Lucas (2).webp",
        "H.E. Ms. Ana Lucas.png",
        "Ана Лукас.jpg",
        "آنا لوكاس.jpg",
        "LucasAna.jpg",
        "Ana_Lucas_Chile_2027.jpg",
    ],
)
def test_person_is_found_by_any_form_of_the_name(conference, name):
    assert [row.slug for row in SpeakersByName(conference.speakers.all()).find([name])] == ["ana-lucas"]


@pytest.mark.parametrize("name", ["Lucas.jpg", "Ana.jpg", "photo.jpg", "12.jpg", ""])
def test_part_of_a_name_is_nobody(conference, name):
    assert SpeakersByName(conference.speakers.all()).find([name]) == []


@pytest.mark.parametrize(
    ("name", "page", "slug"),
    [
        ("Jürgen Müßig", "cp1252", "jurgen-mussig"),
        ("Jürgen Müßig", "cp850", "jurgen-mussig"),
        ("Ана Лукас", "cp866", "ana-lucas"),
        ("Ана Лукас", "cp1251", "ana-lucas"),
        ("王丽", "gbk", "wang-li"),
        ("王丽", "utf-8", "wang-li"),
    ],
)
def test_names_that_other_systems_packed_are_read(conference, name, page, slug):
    (found,) = read_archive(BytesIO(in_code_page(name, page))).pictures

    assert [row.slug for row in SpeakersByName(conference.speakers.all()).find(found.names)] == [slug]


def test_photograph_that_is_there_is_replaced_only_when_that_is_chosen(conference, client):
    ana = conference.speakers.get(slug="ana-lucas")
    ana.photograph.save("a.jpg", ContentFile(picture()))
    before = ana.photograph.name
    page = sent(client, zip_of("Ana Lucas.jpg"))
    assert outcomes(page) == {"Ana Lucas.jpg": ("there", "ana-lucas")}
    assert page.context["is_nothing"]

    page = chosen(client, page, **{"replaces-1": "on", "part-1": "left"})
    assert outcomes(page) == {"Ana Lucas.jpg": ("replaced", "ana-lucas")}
    imported(client, page)

    ana.refresh_from_db()
    assert ana.photograph.name not in ("", before)


def test_unmatched_picture_is_given_by_hand_or_left_out(conference, client):
    page = sent(client, zip_of("one.jpg", "two.jpg", "Ana Lucas.jpg"))

    page = chosen(client, page, **{"speaker-1": "wang-li", "speaker-3": ""})

    assert outcomes(page) == {
        "one.jpg": ("new", "wang-li"),
        "two.jpg": ("asked", None),
        "Ana Lucas.jpg": ("left-out", None),
    }


def test_protected_person_gets_no_photograph(conference, client):
    names = {"slug": "participant-abc", "name_en": "Mona Said", "displayed_name_en": "A survivor"}
    make_speaker(conference, protected=True, **names)

    page = sent(client, zip_of("Mona Said.jpg", "x.jpg"))

    assert outcomes(page)["Mona Said.jpg"] == ("refused", "participant-abc")
    assert "A protected speaker has no photograph." in page.content.decode()
    page = chosen(client, page, **{"speaker-2": "participant-abc"})
    assert outcomes(page)["x.jpg"] == ("asked", None)


def test_second_picture_of_a_person_is_asked(conference, client):
    page = sent(client, zip_of("Ana Lucas.jpg", "ana-lucas.png"))

    assert outcomes(page) == {"Ana Lucas.jpg": ("new", "ana-lucas"), "ana-lucas.png": ("asked", None)}
    assert "“Ana Lucas.jpg” is of the same person." in page.content.decode()


def test_what_is_no_photograph_is_told_picture_by_picture(conference):
    large = picture("PNG", (9000, 6000))
    content = zip_of("a.jpg", **{"b.gif": picture("GIF"), "c.jpg": b"text", "d.png": large, "e.jpg": b"0" * 11_000_000})

    found = {each.name: str(each.problem) for each in read_archive(BytesIO(content)).pictures}

    assert found == {
        "a.jpg": "",
        "b.gif": "This is not a photograph in JPEG, PNG or WebP.",
        "c.jpg": "This is not a photograph in JPEG, PNG or WebP.",
        "d.png": "The photograph has too many pixels; make it smaller.",
        "e.jpg": "The photograph is larger than 10 MB.",
    }


@pytest.mark.parametrize("content", [b"", b"no zip", zip_of(), zip_of("a.jpg")[:-30]])
def test_file_that_is_no_zip_of_pictures_is_refused(content):
    with pytest.raises(FileRefused):
        read_archive(BytesIO(content))


def test_small_picture_is_made_anew(conference, client):
    page = sent(client, zip_of("Ana Lucas.jpg"))
    import_file = ImportFile.objects.get()

    small = client.get(reverse("speakers:photographs-picture", args=["dialogue", import_file.pk, 1]))

    with Image.open(BytesIO(small.content)) as found:
        assert (found.format, found.size) == ("JPEG", (96, 120))
    assert small.headers["X-Content-Type-Options"] == "nosniff"
    assert page.status_code == 200
    assert client.get(reverse("speakers:photographs-picture", args=["dialogue", import_file.pk, 2])).status_code == 404


def test_import_of_what_was_changed_since_is_refused(conference, client):
    page = sent(client, zip_of("Ana Lucas.jpg"))
    conference.speakers.filter(slug="ana-lucas").update(photograph="photographs/other.jpg")

    response = imported(client, page)

    assert response.status_code == 409
    assert Speaker.objects.get(slug="ana-lucas").photograph.name == "photographs/other.jpg"


def test_problem_is_told_in_the_language_of_the_page(conference, client):
    page = sent(client, zip_of("Ana Lucas.jpg", **{"c.jpg": b"text"}))
    in_french = client.get(page.request["PATH_INFO"].replace("/en/", "/fr/")).content.decode()

    assert "This is not a photograph in JPEG, PNG or WebP." in page.content.decode()
    assert "This is not a photograph in JPEG, PNG or WebP." not in in_french
    assert "photographie" in in_french
