"""The pages of files: who has what, and what a browser is given."""

import zipfile
from io import BytesIO

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conference.files.import_progress import ImportProgress
from conference.models import ImportFile
from summary.models import Paragraph, Summary
from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_paragraph, make_summary
from tests.translation.exchange.files import filled

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/dialogue/texts/files/"
IMPORT = "/en/dialogue/texts/import/"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def export_of(code, format="xliff20"):
    return f"/en/dialogue/texts/export/{code}/{format}/"


@pytest.fixture
def summary(db):
    return make_summary(stage="in-translation")


@pytest.fixture
def conference(summary):
    return summary.conference


@pytest.fixture
def rows(summary):
    return list(Paragraph.objects.order_by("pk"))


@pytest.fixture
def client(summary):
    return browser_of(make_member("translator-fr"))


def test_file_is_given_to_save(client):
    response = client.get(export_of("fr", "docx"), {"document": "summary", "only": "to-do"})

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="dialogue-summary-to-do-fr.docx"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"PK")


@pytest.mark.parametrize(
    "address",
    [
        export_of("ru"),
        export_of("de"),
        export_of("fr", "pdf"),
        export_of("fr") + "?document=never",
        export_of("fr") + "?only=never",
        PAGE + "?language=ru",
        "/en/never/texts/files/",
    ],
)
def test_what_is_not_offered_does_not_exist(client, address):
    assert client.get(address).status_code == 404


def test_nothing_to_write_is_said_on_the_page(client):
    response = client.get(export_of("fr"), {"only": "outdated"})

    assert response.status_code == 422
    assert "There is no text to write." in response.content.decode()


def test_draft_of_the_summary_is_in_no_file_of_a_translator(client):
    Summary.objects.update(stage="draft")

    assert client.get(export_of("fr"), {"document": "summary"}).status_code == 422


def test_page_offers_the_languages_of_its_reader_alone(client):
    page = client.get(PAGE)
    assert (page.status_code, page.context["target"].code) == (200, "fr")
    assert "?language=" not in page.content.decode()

    offered = browser_of(make_member("secretariat")).get(PAGE + "?language=ru")
    assert offered.context["target"].code == "ru"
    assert offered.content.decode().count("?language=") == 6


# Uploading


def upload(client, content, name="translated.xlf", address=IMPORT, **sent):
    return client.post(address, {"file": SimpleUploadedFile(name, content), "language": "fr", **sent})


def uploaded(client, conference, words, **choice):
    """The address of a file's preview, and the file."""
    response = upload(client, filled(conference, words, **choice))
    assert response.status_code == 302
    return response.headers["Location"], ImportFile.objects.order_by("-pk").first()


def said(response):
    """What a page answers to who tried, in one sentence."""
    document = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    alerts = [node for node in document.iter("div") if node.get("role") == "alert"]
    return ["".join(node.itertext()).strip() for node in alerts]


def key(row, field="text"):
    return f"{row._meta.label_lower}:{row.pk}:{field}"


def test_file_is_previewed_then_imported(client, conference, rows):
    address, stored = uploaded(client, conference, {key(rows[0]): "Une phrase."})

    page = client.get(address)
    assert page.status_code == 200
    assert {str(kind): number for kind, number, __ in page.context["counts"] if number} == {
        "changed": 1,
        "unchanged": len(page.context["preview"].incoming) - 1,
    }
    assert "<del>" in page.content.decode()
    assert "<ins>" in page.content.decode()
    assert Paragraph.objects.filter(text_fr="Une phrase.").count() == 0

    seen = page.context["preview"].fingerprint
    taken = client.post(f"{address}take/", {"seen": seen}, follow=True)

    assert taken.redirect_chain == [(address, 302)]
    page = taken.content.decode()
    assert "1 text was imported." in page
    assert {str(kind) for kind, number, __ in taken.context["counts"] if number} == {"unchanged"}
    assert "<strong>0</strong> Left out" in page
    assert "Cannot be written" not in page
    assert Paragraph.objects.get(pk=rows[0].pk).text_fr == "Une phrase."
    stored.refresh_from_db()
    assert stored.outcome["written"] == 1

    again = client.post(f"{address}take/", {"seen": seen}, follow=True)
    assert "This file has already been imported; nothing was written a second time." in again.content.decode()


def test_conflicts_are_shown_with_their_reason_and_left(client, conference, rows):
    content = filled(conference, {key(rows[0]): "Du fichier.", key(rows[1]): "Autre."})
    Paragraph.objects.filter(pk=rows[0].pk).update(text_fr="Plus récent.", text_en="Changed source.")
    address = upload(client, content).headers["Location"]

    page = client.get(address)
    assert page.context["shown"] == "conflict"
    assert "The source has changed since the file was written." in page.content.decode()

    client.post(f"{address}take/", {"seen": page.context["preview"].fingerprint, "conflicts": "leave"})
    assert list(Paragraph.objects.order_by("pk").values_list("text_fr", flat=True))[:2] == ["Plus récent.", "Autre."]


def test_change_since_the_look_shows_the_file_again(client, conference, rows):
    address, __ = uploaded(client, conference, {key(rows[0]): "Un."})
    seen = client.get(address).context["preview"].fingerprint
    Paragraph.objects.filter(pk=rows[0].pk).update(text_fr="Entre-temps.")

    answer = client.post(f"{address}take/", {"seen": seen})

    assert answer.status_code == 409
    assert said(answer) == [
        "Texts have changed since this preview was made. See what the file would do now, then confirm."
    ]
    assert answer.context["shown"] == "conflict"
    assert Paragraph.objects.get(pk=rows[0].pk).text_fr == "Entre-temps."


@pytest.mark.parametrize("number", [1, 3, 120])
def test_preview_has_pages_and_a_constant_number_of_queries(
    client, conference, summary, number, django_assert_num_queries
):
    section = summary.sections.get()
    for __ in range(number):
        make_paragraph(section, "", text_en="New.")
    address, __ = uploaded(client, conference, lambda source: "Nouveau." if source == "New." else None)
    client.get(address)

    with django_assert_num_queries(17):
        page = client.get(address, {"show": "new"})

    assert (page.context["page"].paginator.count, len(page.context["entries"])) == (number, min(number, 50))
    assert client.get(address, {"show": "new", "page": "99"}).context["page"].number == (number + 49) // 50
    assert client.get(address, {"show": "never", "page": "x"}).status_code == 200


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><xliff>&b;</xliff>'


def zip_bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a/>")
        package.writestr("word/media/zeros.xml", bytes(130 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (zip_bomb, "The file is too large when it is unpacked; make it smaller."),
        (lambda: BOMB, "The file has a document type of its own, which, for security reasons, is not accepted."),
        (lambda: b"<!doctype html><html><p>Bonjour</p></html>", None),
        (lambda: b"\x89PNG\r\n", "This is not a file that can be read: XLIFF, TMX, Excel (.xlsx) or Word (.docx)."),
        (lambda: b"", "The file is empty."),
    ],
    ids=["zip bomb", "entities", "HTML renamed", "picture", "empty"],
)
def test_hostile_file_gets_one_sentence_and_is_not_kept(client, make, sentence):
    answer = upload(client, make())

    assert answer.status_code == 422
    assert len(said(answer)) == 1
    assert said(answer) == [sentence or said(answer)[0]]
    assert said(answer)[0].endswith(".")
    assert ImportFile.objects.count() == 0


def test_truncated_and_foreign_files_get_one_sentence(client, conference):
    content = filled(conference, lambda source: "Un.")

    (damaged,) = said(upload(client, content[: len(content) // 2]))
    assert damaged.startswith("The file is damaged or not complete (line ")
    assert said(upload(client, filled(conference, {}, "ru"))) == [
        "The file is a translation into Русский, not into Français."
    ]
    assert said(client.post(IMPORT, {"language": "fr"})) == ["Choose a file."]
    assert ImportFile.objects.count() == 0


def test_sentence_is_in_the_readers_language(client):
    answer = upload(client, b"", address=IMPORT.replace("/en/", "/fr/"))

    assert said(answer) == ["Le fichier est vide."]


class Untouched:
    """A body of which nobody may read a byte."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def test_file_of_200_megabytes_is_refused_before_it_is_read(summary):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member("translator-fr"))

    answer = client.generic(
        "POST",
        IMPORT,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
        **{"wsgi.input": Untouched()},
    )

    assert answer.status_code == 413
    assert said(answer) == ["The file is larger than 50 MB."]


def test_file_without_the_token_of_its_page_is_refused(summary, conference):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member("translator-fr"))

    assert upload(client, filled(conference, {})).status_code == 403
    assert ImportFile.objects.count() == 0


def test_file_that_is_larger_than_it_may_be_is_refused(client, monkeypatch):
    monkeypatch.setattr("conference.files.safe_open.LARGEST", 1000)

    assert said(upload(client, b"<" * 1001)) == ["The file is larger than 0 MB."]


# Who sees what


def test_upload_is_for_those_who_read_its_language(client, conference, rows):
    address, stored = uploaded(client, conference, {key(rows[0]): "Un."})
    make_conference(slug="other")
    others = {
        "translator-ru": 404,
        "reviser-fr": 200,
        "secretariat": 200,
        "floor-officer": 404,
    }

    for role, status in others.items():
        browser = browser_of(make_member(role))
        for page in ("", "file/", "progress/"):
            answer = browser.get(f"{address}{page}")
            assert answer.status_code == status
            answer.getvalue()  # which closes the file
    assert client.get(address.replace("dialogue", "other")).status_code == 404
    assert browser_of(make_member("translator-es")).post(f"{address}take/").status_code == 404
    assert Client().get(f"/media/{stored.file.name}").status_code == 404


def test_file_is_given_back_as_it_came_and_never_shown(client, conference):
    content = filled(conference, {})
    address = upload(client, content, name="<script>.html").headers["Location"]

    answer = client.get(f"{address}file/")

    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="dialogue-fr-')
    assert "&lt;script&gt;.html" in client.get(address).content.decode()


def test_rights_are_those_of_who_confirms(conference, rows):
    """The secretariat looks at every language and writes the programme; the Summary is its translators'."""
    secretariat = browser_of(make_member("secretariat"))
    words = {key(rows[0]): "Un.", key(conference, "title"): "Titre"}
    address, __ = uploaded(secretariat, conference, words)

    page = secretariat.get(address)
    counted = {str(kind): number for kind, number, __ in page.context["counts"]}
    secretariat.post(f"{address}take/", {"seen": page.context["preview"].fingerprint})

    assert (counted["refused"], counted["changed"]) == (1, 1)
    assert Paragraph.objects.get(pk=rows[0].pk).text_fr == rows[0].text_fr
    conference.refresh_from_db()
    assert conference.title_fr == "Titre"


def test_progress_is_told_while_a_file_is_imported(client, conference, rows):
    address, stored = uploaded(client, conference, {key(rows[0]): "Un."})
    assert client.get(f"{address}progress/").json() == {"done": None, "of": None}

    with ImportProgress(stored) as progress:
        progress(250, 1000)
        assert client.get(f"{address}progress/").json() == {"done": 250, "of": 1000}

    assert client.get(f"{address}progress/").json() == {"done": None, "of": None}


def test_page_lists_the_files_of_its_language(client, conference, rows):
    uploaded(client, conference, {key(rows[0]): "Un."})
    page = client.get(PAGE).content.decode()
    assert "translated.xlf" in page
    assert "not imported" in page

    other = browser_of(make_member("secretariat")).get(PAGE + "?language=ru").content.decode()
    assert "translated.xlf" not in other


def test_markup_in_a_file_stays_text(client, conference, rows):
    address, __ = uploaded(client, conference, {key(rows[0]): "<script>alert(1)</script>"})

    assert "<script>alert" not in client.get(address).content.decode()
