import re

import pytest

from conference.languages import CODES
from tests.factories import MORNING, make_conference
from tests.summary.documents.contents import make_content, make_corrigendum, without_language
from tests.summary.editions.issuing import issue, make_issued

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("ending", "media_type", "begins", "shown"),
    [
        ("pdf", "application/pdf", b"%PDF-", "inline"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK", "attachment"),
        ("xml", "application/akn+xml", b"<?xml", "attachment"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>", "attachment"),
        ("txt", "text/plain; charset=utf-8", "الأمم المتحدة".encode(), "attachment"),
    ],
)
def test_document_comes_as_a_file_of_its_format(client, ending, media_type, begins, shown):
    make_issued()

    response = client.get(f"/ar/dialogue/summary/summary.{ending}")

    assert (response.status_code, response.headers["Content-Type"]) == (200, media_type)
    assert response.content.lower().startswith(begins.lower())
    name = f"presidents-summary-dialogue-A-66-999-ar.{ending}"
    assert response.headers["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert response.headers["Rostrum-Cache"] == "released; reads="


def test_page_offers_the_documents_of_its_own_edition_and_language(client):
    make_issued()

    now = client.get("/ru/dialogue/summary/").content.decode()
    first = client.get("/ru/dialogue/summary/editions/1/").content.decode()

    assert re.findall(r'<li><a href="(\S+summary\.\w+)"', now) == [
        f"/ru/dialogue/summary/summary.{ending}" for ending in ("pdf", "docx", "html", "txt", "xml")
    ]
    assert 'href="/ru/dialogue/summary/editions/1/summary.pdf"' in first


def test_document_that_was_not_issued_in_a_language_is_neither_offered_nor_found(client):
    issue(make_conference(), without_language(make_content(), "fr"))

    assert client.get("/fr/dialogue/summary/summary.txt").status_code == 404
    assert "summary.txt" not in client.get("/fr/dialogue/summary/").content.decode()
    assert client.get("/es/dialogue/summary/summary.txt").status_code == 200


def test_document_of_a_corrigendum_holds_the_corrections_in_the_languages_concerned_alone(client):
    conference = make_issued()
    issue(conference, make_corrigendum())

    french = text_of(client, "/fr/dialogue/summary/editions/2/summary.txt")

    assert ("A/66/999/Corr.1" in french, "Réunions-débats" in french) == (True, False)
    found = [client.get(f"/{code}/dialogue/summary/editions/2/summary.txt").status_code for code in CODES]
    assert found == [404, 404, 404, 200, 404, 404]


def test_document_of_the_text_as_it_stands_is_corrected_and_says_by_what(client):
    conference = make_issued()
    corrected = make_corrigendum()
    corrected["sections"][0]["paragraphs"][0]["text"]["fr"] = "Mots corrigés."
    issue(conference, corrected)

    french, english = (text_of(client, f"/{code}/dialogue/summary/summary.txt") for code in ("fr", "en"))

    assert "Mots corrigés." in french
    assert ("A/66/999/Corr.1." in french, "Corr.1" in english) == (True, False)
    names = [
        client.get(f"/{code}/dialogue/summary/summary.txt").headers["Content-Disposition"] for code in ("fr", "en")
    ]
    assert ["A-66-999-corrected-fr" in names[0], "A-66-999-en" in names[1]] == [True, True]


def test_reissue_and_edition_without_symbol_have_file_names_of_their_own(client):
    conference = make_issued(symbol="")
    issue(conference, kind="reissue", base=1)

    names = [
        client.get(f"/zh-hans/dialogue/summary/editions/{number}/summary.txt").headers["Content-Disposition"]
        for number in (1, 2)
    ]

    assert [re.search('filename="(.*)"', name)[1] for name in names] == [
        "presidents-summary-dialogue-edition-1-zh.txt",
        "presidents-summary-dialogue-A-66-999-reissued-zh.txt",
    ]


@pytest.mark.parametrize("ending", ["doc", "exe", "pdf-x"])
def test_other_formats_are_not_found(client, ending):
    make_issued()

    assert client.get(f"/en/dialogue/summary/summary.{ending}").status_code == 404


def test_document_of_a_withdrawn_edition_is_not_found(client):
    conference = make_issued()
    issue(conference, kind="revision", series=1, base=1).withdraw(reason="Too early", by=None, at=MORNING)

    assert client.get("/en/dialogue/summary/editions/2/summary.txt").status_code == 404
    assert "Rev.1" not in text_of(client, "/en/dialogue/summary/summary.txt")
