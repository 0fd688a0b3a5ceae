"""Letters on paper: the letterhead as PDF and Word, one PDF of many, files to attach and their limits."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pypdf import PdfReader

from conference.documents.pdf import pdf_of
from conference.models import AuditEntry
from programme.letters.compose import Extras, write
from programme.letters.holding import reasons_to_hold
from programme.letters.paper.files import MOST
from programme.letters.paper.letterhead import letter_document
from programme.letters.paper.printing import joined
from programme.models import Letter, LetterFile, LetterSettings
from tests.background import do_background_work
from tests.factories import MORNING, in_six, make_conference, release
from tests.programme.letters.letters import make_member, make_reader, make_staged, write_one
from tests.staff import browser_of

pytestmark = pytest.mark.django_db

LETTERS = "/en/dialogue/letters/"
HEAD = f"{LETTERS}letterhead/"


@pytest.fixture
def officer(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return browser_of(make_member("secretariat"))


def make_addressed(code="en"):
    """A letter to a minister of a State, and the letterhead: (conference, letter)."""
    conference, __, speaker = make_staged(contact_phone="+41 22 917 0000", **in_six("organ", "Assembly"))
    state = conference.delegations.create(kind="states", **in_six("name", "Qatar"))
    speaker.delegation, speaker.correspondence_language = state, code
    speaker.function_en, speaker.function_ar = "Minister", "وزير"
    speaker.save()
    LetterSettings.objects.create(
        conference=conference,
        reference="PGA/66",
        sender="Palais des Nations\n1211 Geneva 10",
        **in_six("signatory", "Nassir"),
        **in_six("signatory_function", "President"),
    )
    return conference, write_one(speaker)


def lines_of(document):
    head, blocks = document.letterhead, document.blocks
    return [*head.sender, *head.details, *head.recipient, *(line for block in blocks for line in block.lines)]


def test_letterhead_names_the_office_the_day_the_reference_and_the_recipient():
    __, letter = make_addressed()

    document = letter_document(letter, MORNING)

    head = document.letterhead
    assert (head.organization, head.organ, head.dialogue) == ("United Nations", "Assembly (en)", "Dialogue (en)")
    assert head.sender == ("Palais des Nations", "1211 Geneva 10")
    assert head.details == ("3 April 2012", "Reference: PGA/66/1")
    assert head.recipient == ("Speaker 0 (en)", "Minister", "Qatar (en)")
    assert document.title == letter.subject


def test_signature_stands_below_the_closing_formula():
    __, letter = make_addressed()

    blocks = letter_document(letter, MORNING).blocks

    (place,) = (number for number, block in enumerate(blocks) if block.is_signature)
    assert blocks[place - 1].lines == ("Yours sincerely,",)
    assert blocks[place].lines == ("Nassir (en)", "President (en)")
    assert blocks[place + 1].lines[0] == "Secretariat"


def test_numbers_keep_their_order_on_an_arabic_paper():
    __, letter = make_addressed("ar")

    lines = lines_of(letter_document(letter, MORNING))

    assert "\u200e+41 22 917 0000\u200e" in lines
    assert "\u200e1211 Geneva 10\u200e" in lines
    assert "وزير" in lines
    assert any("نيسان" in line for line in lines)


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_letter_is_downloaded_as_pdf_and_word(officer, code):
    __, letter = make_addressed(code)

    pdf, word = (officer.get(f"{LETTERS}{letter.pk}/letter.{form}") for form in ("pdf", "docx"))

    assert PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    texts = [paragraph.text for paragraph in Document(BytesIO(word.content)).paragraphs]
    assert letter.subject in texts
    assert pdf["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert officer.get(f"{LETTERS}{letter.pk}/letter.odt").status_code == 404


def test_same_letter_makes_the_same_pdf():
    __, letter = make_addressed()

    first, second = (pdf_of(letter_document(letter, MORNING)) for __ in range(2))

    assert first == second


def test_many_letters_make_one_pdf(officer):
    conference, letter = make_addressed()
    write_one(make_reader(conference, correspondence_language="ar"))
    untouched = write_one(make_reader(conference))

    officer.post(f"{LETTERS}print/", {"letter": [row.pk for row in Letter.objects.exclude(pk=untouched.pk)]})
    do_background_work()
    (job,) = conference.jobs.all()
    page = officer.get("/en/dialogue/background-work/").content.decode()

    with job.file.open("rb") as file:
        assert len(PdfReader(file).pages) == 2
    assert "The PDF has 2 letters." in page
    assert "/en/dialogue/background-work/" in page
    assert len(PdfReader(BytesIO(joined([letter, untouched]))).pages) == 2


def test_nothing_to_print_is_said(officer):
    make_conference()

    response = officer.post(f"{LETTERS}print/", {"of": "sent"})

    assert (response.status_code, "There is no letter to print." in response.content.decode()) == (422, True)


def test_settings_are_saved_and_enter_the_trail(officer):
    conference = make_conference()

    officer.post(HEAD, {"loaded": "", "reference": "PGA/66", "signatory_fr": "Nassir", "remind_after_days": "14"})

    row = conference.letter_settings
    assert (row.reference, row.signatory_fr) == ("PGA/66", "Nassir")
    assert (row.remind_after_days, row.sends_reminders) == (14, False)
    assert AuditEntry.objects.filter(act="letterhead: change").count() == 1
    assert 'value="PGA/66"' in officer.get(HEAD).content.decode()


@pytest.mark.parametrize("days", ["0", "91", "x"])
def test_settings_that_will_not_do_come_back(officer, days):
    make_conference()

    response = officer.post(HEAD, {"loaded": "", "reference": "Kept", "remind_after_days": days})

    assert (response.status_code, LetterSettings.objects.count()) == (422, 0)
    assert 'value="Kept"' in response.content.decode()


def upload(officer, name="note.pdf", content=b"%PDF-1.7"):
    return officer.post(f"{LETTERS}files/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_file_is_uploaded_attached_and_kept_while_letters_have_it(officer):
    conference = make_conference()
    upload(officer)
    file = LetterFile.objects.get()
    write(
        conference,
        "confirmation",
        keys=[make_reader(conference).pk],
        extras=Extras(files=(file.pk,)),
        by=None,
        at=MORNING,
    )

    outbox = officer.get(LETTERS).content.decode()
    kept = officer.post(f"{LETTERS}files/{file.pk}/remove/", follow=True).content.decode()
    Letter.objects.all().delete()
    officer.post(f"{LETTERS}files/{file.pk}/remove/")

    assert "note.pdf" in outbox
    assert "The file goes with letters that are on file: it stays." in kept
    assert LetterFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("note.pdf", b"", "The file is empty."),
        ("note.pdf", b"<html>", "Only PDF, Word"),
        ("note.exe", b"%PDF-1.7", "Only PDF, Word"),
        ("note", b"%PDF-1.7", "Only PDF, Word"),
        ("n" * 130 + ".pdf", b"%PDF-1.7", "longer than 120 characters"),
        ("note.pdf", b"%PDF-" + b"x" * 10 * 1024 * 1024, "The file is larger than 10 MB."),
        ("there.pdf", b"%PDF-1.7", "There is a file of this name already."),
    ],
)
def test_file_that_will_not_do_is_refused(officer, name, content, words):
    conference = make_conference()
    conference.letter_files.create(name="there.pdf", file="none", size=1, sha256="", uploaded_at=MORNING)

    response = upload(officer, name, content)

    assert words in response.content.decode()
    assert LetterFile.objects.count() == 1


def test_no_more_files_than_anybody_finds_again(officer):
    conference = make_conference()
    rows = [
        LetterFile(conference=conference, name=f"{place}.pdf", file="none", size=1, sha256="", uploaded_at=MORNING)
        for place in range(MOST)
    ]
    LetterFile.objects.bulk_create(rows)

    assert "30 files already" in upload(officer).content.decode()


def test_letter_with_the_programme_waits_where_another_revision_is_public():
    conference, panel, speaker = make_staged()
    release(conference)
    extras = Extras(has_programme=True)
    (letter,) = write(conference, "confirmation", keys=[speaker.pk], extras=extras, by=None, at=MORNING).letters
    before = reasons_to_hold(conference, [letter])
    panel.title_en = "Renamed"
    panel.save()
    release(conference)

    assert before == {}
    assert reasons_to_hold(conference, [letter]) == {
        letter.pk: "Another revision of the programme is public now: rewrite the letter."
    }
