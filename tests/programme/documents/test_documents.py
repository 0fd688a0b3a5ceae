"""Documents as files: what a name tells, what is kept, what the public reads of it, and when."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import DocumentVersion
from conference.models.document import official_address, validate_symbol
from conference.refusals import Refusal
from programme.documents.file_names import read_name
from programme.documents.filing import keep
from programme.models import DocumentOfSession
from tests.conference.inspection.uploads import pdf, raw_pdf, word
from tests.constraints import refuses
from tests.factories import MORNING, in_six, make_conference, make_panel, release
from tests.staff import browser_of, form_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def secretariat():
    return make_member("secretariat")


def upload(conference, by, name="A_66_1-E.pdf", content=None, document=None):
    file = SimpleUploadedFile(name, pdf() if content is None else content)
    facts = {"document": document, "type": "concept-note", "language": "en"}
    return keep(conference, file, **facts, by=by, at=MORNING).version


@pytest.mark.parametrize(
    ("name", "language", "symbol", "title"),
    [
        ("A_66_1-E.pdf", "en", "A/66/1", "A 66 1"),
        ("A_RES_64_293_F.pdf", "fr", "A/RES/64/293", "A RES 64 293"),
        ("A-66-L.1-R.docx", "ru", "A/66/L.1", "A-66-L.1"),
        ("concept-note_fr.docx", "fr", "", "Concept-note"),
        ("Concept note (Spanish).pdf", "es", "", "Concept note"),
        ("programme-zh-Hans.pdf", "zh-hans", "", "Programme"),
        ("note.AR.pdf", "ar", "", "Note"),
        ("Note verbale A.pdf", "ar", "", "Note verbale"),
        ("Letter of the President.pdf", "", "", "Letter of the President"),
        ("plan.pdf", "", "", "Plan"),
    ],
)
def test_name_of_a_file_tells_language_and_symbol(name, language, symbol, title):
    read = read_name(name)

    assert (read.language, read.symbol, read.title) == (language, symbol, title)


@pytest.mark.parametrize(
    "symbol", ["A/66/L.1", "S/RES/1325 (2000)", "FCCC/CP/2005/INF.2 (Part 2)", "A/INF/76/4*", "A/67/797–S/2013/146"]
)
def test_symbol_is_known_by_its_shape(symbol):
    assert validate_symbol(symbol) is None


@pytest.mark.parametrize("symbol", ["Concept note", "A/RES", "a/66/1", "A//1", "64/293 "])
def test_what_has_not_the_shape_of_a_symbol_is_refused(symbol):
    with pytest.raises(Exception, match="is not written as a symbol"):
        validate_symbol(symbol)


def test_official_address_has_the_code_of_the_language_and_no_mark_of_reissue():
    assert official_address("A/INF/76/4*", "zh-hans") == "https://docs.un.org/zh/A/INF/76/4"


def test_files_of_one_document_become_its_versions_and_a_later_one_replaces(secretariat):
    conference = make_conference()

    first = upload(conference, secretariat, "A_66_1-E.pdf")
    upload(conference, secretariat, "A_66_1-F.docx", word())
    former = first.file.name
    upload(conference, secretariat, "A_66_1_en.pdf", raw_pdf())

    (document,) = conference.documents.all()
    assert (document.symbol, document.type) == ("A/66/1", "concept-note")
    assert [(each.language, each.format) for each in document.versions.all()] == [("en", "pdf"), ("fr", "docx")]
    assert document.versions.get(language="en").file.name != former


def test_file_that_acts_is_refused_and_leaves_no_document(secretariat):
    conference = make_conference()
    acts = raw_pdf("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")

    with pytest.raises(Refusal, match="PDF"):
        upload(conference, secretariat, content=acts)

    assert (conference.documents.count(), DocumentVersion.objects.count()) == (0, 0)


def test_version_is_a_file_or_an_address():
    document = make_conference().documents.create(symbol="A/1", **in_six("title", "Document"))
    document.versions.create(language="en", url="https://docs.un.org/en/A/1")

    assert refuses(document.versions.create, language="fr")
    assert refuses(document.versions.create, language="fr", url="https://docs.un.org/fr/A/1", size=5)
    assert refuses(document.versions.create, language="en", url="https://docs.un.org/en/A/1")
    assert refuses(document.versions.create, language="de", url="https://docs.un.org/de/A/1")
    assert refuses(document.versions.create, language="fr", url="https://docs.un.org/fr/A/1", kind="other")


def test_document_is_of_a_known_type_and_state():
    conference = make_conference()
    conference.documents.create(type="letter", status="draft", original="fr", **in_six("title", "Letter"))

    assert refuses(conference.documents.create, type="memo")
    assert refuses(conference.documents.create, status="secret")
    assert refuses(conference.documents.create, original="de")


def test_public_reads_a_file_once_it_is_released_and_the_file_of_that_release_afterwards(client, secretariat):
    conference = make_conference()
    session = make_panel(conference)
    upload(conference, secretariat)
    release(conference)
    version = upload(conference, secretariat, "A_66_1-F.pdf")
    document = version.document
    DocumentOfSession.objects.create(document=document, session=session)
    page, french = "/en/dialogue/documents/", f"/en/dialogue/documents/{document.pk}/fr.pdf"

    before = client.get(page).content.decode()
    assert client.get(french).status_code == 404
    english = client.get(f"/en/dialogue/documents/{document.pk}/en.pdf")
    assert (english.status_code, english["Content-Type"]) == (200, "application/pdf")
    assert b"".join(english).startswith(b"%PDF-")
    assert english["Content-Disposition"] == 'attachment; filename="dialogue-a-66-1-en.pdf"'
    assert (f"{document.pk}/en.pdf" in before, f"{document.pk}/fr.pdf" in before) == (True, False)

    release(conference)

    assert f'href="/en/dialogue/documents/{document.pk}/fr.pdf"' in client.get(page).content.decode()
    assert b"".join(client.get(french)).startswith(b"%PDF-")
    assert client.get(f"/en/dialogue/revisions/1/documents/{document.pk}/fr.pdf").status_code == 404
    shown = client.get(f"/en/dialogue/sessions/{session.slug}/").content.decode()
    assert "A/66/1" in shown


def test_file_that_a_release_shows_outlasts_its_replacement(client, secretariat, django_capture_on_commit_callbacks):
    conference = make_conference()
    shown = upload(conference, secretariat).file.name
    release(conference)

    with django_capture_on_commit_callbacks(execute=True):
        unseen = upload(conference, secretariat).file.name
    with django_capture_on_commit_callbacks(execute=True):
        upload(conference, secretariat)

    assert (default_storage.exists(shown), default_storage.exists(unseen)) == (True, False)


def test_page_lists_what_rostrum_makes_with_its_revision_and_says_what_is_missing(client, secretariat):
    conference = make_conference()
    upload(conference, secretariat)
    release(conference)

    page = client.get("/en/dialogue/documents/").content.decode()

    assert page.index("Programme and lists") < page.index("List of speakers") < page.index("Before the dialogue")
    assert 'href="/zh-hans/dialogue/programme.docx"' in page
    assert page.count(">missing<") == 5
    assert 'property="identifier">A/66/1<' in page


def test_interface_gives_versions_with_size_and_checksum(client, secretariat):
    conference = make_conference()
    version = upload(conference, secretariat)
    release(conference)

    answer = client.get("/api/v1/conferences/dialogue/documents/").json()

    (document,) = answer["documents"]
    assert document["type"] == "concept-note"
    assert document["versions"] == [
        {
            "language": "en",
            "kind": "official",
            "url": f"http://localhost:8000/en/dialogue/documents/{version.document_id}/en.pdf",
            "format": "pdf",
            "size": version.size,
            "sha256": version.sha256,
        }
    ]
    assert [paper["type"] for paper in answer["papers"]] == ["programme", "list-of-speakers"]


def test_several_files_are_uploaded_at_once_and_each_refusal_is_told(secretariat):
    conference = make_conference()
    browser = browser_of(secretariat)
    files = [SimpleUploadedFile("A_66_1-E.pdf", pdf()), SimpleUploadedFile("A_66_1-S.pdf", b"no document")]

    answer = browser.post("/en/dialogue/files/documents/", {"files": files, "type": "letter", "language": "en"})

    assert answer.status_code == 422
    assert "“A_66_1-S.pdf” was not kept: This is neither a PDF nor a Word document" in answer.content.decode()
    assert [each.language for each in conference.documents.get().versions.all()] == ["en"]


def test_form_keeps_a_file_puts_the_document_in_sessions_and_takes_official_addresses(secretariat):
    conference = make_conference()
    session = make_panel(conference)
    document = conference.documents.create(symbol="A/66/1", **in_six("title", "Note"))
    browser, page = browser_of(secretariat), f"/en/admin/conference/document/{document.pk}/change/"
    shown = browser.get(page)
    assert "https://docs.un.org/fr/A/66/1" in shown.content.decode()

    sent = form_of(shown) | {
        "sessions": [str(session.pk)],
        "official_addresses": ["fr"],
        "versions-TOTAL_FORMS": "1",
        "versions-0-language": "en",
        "versions-0-kind": "official",
        "versions-0-document": str(document.pk),
        "versions-0-file": SimpleUploadedFile("any.pdf", pdf()),
    }
    answer = browser.post(page, sent)

    assert answer.status_code == 302, answer.context["errors"]
    english, french = document.versions.all()
    assert (english.format, english.url, len(english.sha256)) == ("pdf", "", 64)
    assert (french.url, french.kind) == ("https://docs.un.org/fr/A/66/1", "official")
    assert [place.session for place in document.in_sessions.all()] == [session]
    listed = browser.get(f"/en/admin/conference/document/?conference__id__exact={conference.pk}").content.decode()
    assert "Русский: missing" in listed


def test_form_takes_an_address_in_the_place_of_a_file_and_refuses_a_version_with_neither(secretariat):
    conference = make_conference()
    version = upload(conference, secretariat)
    browser, page = browser_of(secretariat), f"/en/admin/conference/document/{version.document_id}/change/"
    sent = form_of(browser.get(page))

    neither = browser.post(
        page, sent | {"versions-TOTAL_FORMS": "2", "versions-1-language": "fr", "versions-1-kind": "official"}
    )
    assert "Choose a file, or write an address" in neither.content.decode()
    address = browser.post(page, sent | {"versions-0-url": "https://example.org/note"})

    assert address.status_code == 302, address.context["errors"]
    version.refresh_from_db()
    assert (version.url, version.file.name, version.size) == ("https://example.org/note", "", 0)


def test_form_refuses_a_new_symbol_of_another_shape_and_keeps_a_former_one(secretariat):
    document = make_conference().documents.create(symbol="Note 1", **in_six("title", "Note"))
    browser, page = browser_of(secretariat), f"/en/admin/conference/document/{document.pk}/change/"
    sent = form_of(browser.get(page))

    other = browser.post(page, sent | {"symbol": "Note 2"})
    same = browser.post(page, sent | {"title_en": "Note of the President"})

    assert "is not written as a symbol" in other.content.decode()
    assert same.status_code == 302


def test_those_who_read_see_the_sessions_and_are_offered_no_address(secretariat):
    conference = make_conference()
    document = upload(conference, secretariat).document
    DocumentOfSession.objects.create(document=document, session=make_panel(conference))
    address = f"/en/admin/conference/document/{document.pk}/change/"

    read, translate = (browser_of(make_member(role)).get(address) for role in ("co-chair", "translator-fr"))

    assert [read.status_code, translate.status_code] == [200, 200]
    assert "Session 0 (en)" in read.content.decode()
    assert "docs.un.org" not in read.content.decode() + translate.content.decode()


def test_form_offers_the_sessions_of_its_own_conference_whichever_was_asked_for_before(secretariat):
    ours, theirs = make_conference(), make_conference(slug="theirs")
    make_panel(ours, **in_six("title", "Ours"))
    make_panel(theirs, **in_six("title", "Theirs"))
    browser, form = browser_of(secretariat), "/en/admin/conference/document/add/"

    first, second, of_none = (
        browser.get(form + query).content.decode()
        for query in (f"?conference={theirs.pk}", f"?conference={ours.pk}", "")
    )

    assert "Theirs (en)" in first
    assert "Ours (en)" in second
    assert "Theirs (en)" not in second
    assert "Ours (en)" not in of_none
