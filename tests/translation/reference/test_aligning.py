"""Two documents that exist are aligned, corrected, and imported as a reference memory."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import ImportFile
from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.translation.exchange.test_importing import own_media  # noqa: F401
from tests.translation.reference.documents import ENGLISH, FRENCH, SENTENCES, form, plain
from translation.models import ReferenceMemory, ReferenceUnit

pytestmark = pytest.mark.django_db
ALIGN = "/en/dialogue/texts/reference/align/"
FRAGMENT = {"Rostrum-Fragment": "text"}


@pytest.fixture
def browser(db):
    make_conference()
    return browser_of(make_member("translator-fr", "translator"))


def align(browser, **changes):
    return browser.post(ALIGN, form(**changes), follow=True)


def save(browser, page, pairs, base_version="0"):
    address = page.context["addresses"]["save_pairs"]
    sent = {"text": json.dumps(pairs), "base_version": base_version}
    return browser.post(address, sent, headers=FRAGMENT)


def units():
    return [(row.words_en, row.words_fr) for row in ReferenceUnit.objects.all()]


def test_two_documents_become_a_memory_that_can_be_removed(browser):
    page = align(browser)
    pairs = json.loads(page.context["pairs_sent"])
    assert [state for *__, state in pairs] == ["sure"] * SENTENCES

    # A person leaves one out and brings two in doubt by joining them, of which neither is imported.
    [*first, third, fourth, fifth] = pairs
    joined = [first[1][0], first[1][1], "doubtful"]
    answer = save(browser, page, [joined, third, [*fourth[:2], "left-out"], fifth])
    assert answer.json() == {"message": "Saved", "base_version": 1}

    preview = browser.post(page.context["addresses"]["look"], follow=True)
    assert {str(kind): number for kind, number in preview.context["preview"].counts.items() if number} == {
        "new": 2,
        "doubtful": 1,
        "left out": 1,
    }
    assert "In doubt, not confirmed" in preview.content.decode()
    sent = {"seen": preview.context["preview"].fingerprint}

    # Confirmed by a person, the pair is imported; the preview of before does not speak for it.
    save(browser, page, [[*joined[:2], "confirmed"], third, [*fourth[:2], "left-out"], fifth], "1")
    address = preview.context["addresses"]["apply"]
    assert browser.post(address, sent).status_code == 409
    assert units() == [] or not ReferenceMemory.objects.filter(is_ready=True)
    preview = browser.post(page.context["addresses"]["look"], follow=True)
    browser.post(address, {"seen": preview.context["preview"].fingerprint})
    assert units() == list(zip((ENGLISH[0], ENGLISH[1], ENGLISH[3]), (FRENCH[0], FRENCH[1], FRENCH[3]), strict=True))
    memory = ReferenceMemory.objects.get()
    assert (memory.title, memory.languages, memory.is_ready) == ("A/66/783", ["en", "fr"], True)
    assert save(browser, page, pairs, "2").status_code == 422

    undo = browser.get(preview.context["addresses"]["undo"])
    browser.post(preview.context["addresses"]["undo"], {"seen": undo.context["plan"].shown.token})
    assert not ReferenceMemory.objects.exists()

    # What was corrected is not lost with it.
    again = browser.post(page.context["addresses"]["again"], follow=True)
    assert json.loads(again.context["pairs_sent"])[0] == [*joined[:2], "confirmed"]
    assert again.context["is_open"]


def test_pairs_are_not_saved_over_those_of_a_colleague(browser):
    page = align(browser)
    pairs = json.loads(page.context["pairs_sent"])
    mine, theirs = [[*pairs[0][:2], "left-out"], *pairs[1:]], [*pairs[:-1], [*pairs[-1][:2], "left-out"]]
    save(browser, page, theirs)

    answer = save(browser, page, mine)

    assert answer.status_code == 409
    assert json.loads(answer.json()["text"]) == theirs
    assert "Keep the pairs as they are here" in answer.json()["conflict"]
    assert save(browser, page, mine, answer.json()["base_version"]).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda pairs: pairs[:-1],
        lambda pairs: [pairs[0], *pairs],
        lambda pairs: [[*pairs[1][:2], "sure"], *pairs[2:]],  # nobody has found or confirmed this one
        lambda pairs: [[0, pairs[0][1], "confirmed"], [*pairs[0][:2], "doubtful"], *pairs[1:]],  # nor half a pair
        lambda pairs: [[*pairs[0][:2], "well"], *pairs[1:]],
        lambda pairs: {"pairs": pairs},
        lambda pairs: None,
    ],
)
def test_pairs_that_are_not_whole_are_refused(browser, change):
    page = align(browser)

    answer = save(browser, page, change(json.loads(page.context["pairs_sent"])))

    assert answer.status_code == 422
    assert ImportFile.objects.get().options["version"] == 0


OTHER = ["Du pain.", "Prendre 7 œufs.", "Puis cuire à 180 degrés, 45 minutes, " * 9, "Manger.", "Et voilà !"] * 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target": "en"}, "Choose two different languages."),
        ({"target_file": SimpleUploadedFile("b.txt", b"")}, "“b.txt” is empty."),
        ({"target_file": SimpleUploadedFile("b.txt", b" \n\n ")}, "“b.txt” has no words."),
        (
            {"target_file": SimpleUploadedFile("b.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 99)},
            "in an old format of Word, or",
        ),
        ({"target_file": SimpleUploadedFile("b.pdf", b"%PDF-1.7\0\xff")}, "neither a Word document (.docx) nor plain"),
        ({"target_file": SimpleUploadedFile("b.docx", b"PK\x03\x04nothing")}, "damaged or protected"),
        ({"target": "ru"}, "“fr.docx” is not written in the script of Русский; choose its language."),
        ({"target": "es", "target_file": plain(FRENCH * 9)}, "“en.txt” seems to be in Français, not in Español."),
        ({"target": "zh-hans", "target_file": plain(["水" * 30] * 40)}, "The two documents do not correspond"),
        ({"target_file": plain(OTHER)}, "The two documents do not correspond"),
        ({"target_file": plain(["mot " * 6000])}, "has a paragraph of more than 20,000 characters"),
        ({"target_file": plain(["mot"] * 1501)}, "“en.txt” is too long"),
        ({"target_file": SimpleUploadedFile("b.txt", b"x" * (10 * 1024 * 1024 + 1))}, "“b.txt” is larger than 10 MB."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_documents_that_cannot_be_aligned_are_refused_in_a_sentence(browser, changes, words):
    page = align(browser, **changes)

    assert page.status_code == 422
    assert words in page.content.decode().replace("\u2068", "").replace("\u2069", "")
    assert not ImportFile.objects.exists()


def test_file_of_fifty_megabytes_is_refused_before_it_is_read(browser):
    page = browser.post(ALIGN, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(50 * 1024 * 1024))

    assert page.status_code == 413
    assert "The file is larger than 20 MB." in page.content.decode()


def test_memory_of_a_tool_has_no_pairs(browser):
    tmx = b'<tmx version="1.4"><body/></tmx>'
    form = {"file": SimpleUploadedFile("a.tmx", tmx), "title": "A", "scope": "conference"}
    browser.post("/en/dialogue/texts/reference/", form)
    row = ImportFile.objects.get()

    assert browser.get(f"/en/dialogue/texts/reference/imports/{row.pk}/pairs/").status_code == 404
