"""A TMX of any tool becomes a reference memory: looked at, imported, listed, and removed again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from conference.models import AuditEntry, ImportFile
from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.translation.exchange.test_importing import own_media  # noqa: F401
from translation.memory.reference_texts import ReferenceTextsReader
from translation.models import ReferenceMemory, ReferenceUnit
from translation.reference.kind import REFERENCE

pytestmark = pytest.mark.django_db
PAGE = "/en/dialogue/texts/reference/"


def unit(more="", **texts):
    variants = "".join(
        f'<tuv xml:lang="{code.replace("_", "-")}"><seg>{text}</seg></tuv>' for code, text in texts.items()
    )
    return f"<tu {more}>{variants}</tu>"


STUDIO = unit('changeid="x"', en_US='All <bpt i="1" type="bold" x="1" />human<ept i="1" /> beings', fr_FR="Tous")
OLD_TRADOS = unit(en_US="{0}<ut>{\\b </ut>Born<ut>}</ut> free", fr_FR="<ph x='1'>&lt;br/&gt;</ph>Nés libres")
OMEGAT = unit('tuid="7"', en="In three", **{"zh_CN": "三种", "AR": "بثلاث"})
TWICE = unit(en="In three", **{"zh_CN": "三种", "AR": "بثلاث"})
GERMAN = unit(en_GB="Only here", de="Nur hier")
LONG = unit(en="x" * 20_001, fr="y")


def tmx(*units):
    head = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en-US"/>'
    return f"{head}<body>{''.join(units)}</body></tmx>"


def upload(browser, content, **said):
    file = SimpleUploadedFile("resolution.tmx", content.encode())
    form = {"file": file, "title": "A/RES/64/293", "dated": "2010-07-30", "scope": "conference", **said}
    return browser.post(PAGE, form, follow=True)


def import_it(browser, page):
    address = page.context["addresses"]["apply"]
    return browser.post(address, {"seen": page.context["preview"].fingerprint}, follow=True)


@pytest.fixture
def conference(db):
    return make_conference()


@pytest.fixture
def translator(conference):
    return make_member("translator-fr", "translator")


@pytest.fixture
def browser(translator):
    return browser_of(translator)


def test_memory_of_any_tool_is_previewed_imported_and_listed(browser, translator):
    page = upload(browser, tmx(STUDIO, OLD_TRADOS, OMEGAT, TWICE, GERMAN, LONG))

    words = page.content.decode()
    assert page.status_code == 200
    assert {str(kind): number for kind, number in page.context["preview"].counts.items()} == {
        "new": 3,
        "double": 1,
        "one language": 1,
        "too long": 1,
    }
    assert ("en", "fr", 2) in [(one.code, other.code, number) for one, other, number in page.context["pairs"]]
    assert "In one official language only" in words
    assert "<bdi>de</bdi>" in words
    assert not ReferenceMemory.objects.exists()

    done = import_it(browser, page)

    memory = ReferenceMemory.objects.get()
    assert (memory.title, str(memory.dated), memory.languages, memory.size, memory.by) == (
        "A/RES/64/293",
        "2010-07-30",
        ["ar", "zh-hans", "en", "fr"],
        3,
        translator,
    )
    rows = [(row.number, row.words_en, row.words_fr, row.words_zh_hans) for row in memory.units.order_by("number")]
    assert rows == [
        (1, "All human beings", "Tous", ""),
        (2, "{0}Born free", "Nés libres", ""),
        (3, "In three", "", "三种"),
    ]
    assert "3 texts were imported." in done.content.decode()
    listed = browser.get(PAGE).content.decode()
    assert "A/RES/64/293" in listed
    assert "translator" in listed
    assert AuditEntry.objects.filter(act="reference: import").exists()


def test_memory_is_removed_by_whoever_imported_it_or_the_secretariat_and_by_nobody_else(browser, translator):
    import_it(browser, upload(browser, tmx(STUDIO, OMEGAT)))
    address = f"{PAGE}imports/{ImportFile.objects.get().pk}/undo/"

    other = browser_of(make_member("translator-ar", "other"))
    refused = other.get(address)
    assert "is removed by whoever imported it" in refused.content.decode()
    other.post(address, {"seen": refused.context["plan"].shown.token})
    assert ReferenceUnit.objects.count() == 2

    chair = browser_of(make_member("secretariat", "chair"))
    chair.post(address, {"seen": chair.get(address).context["plan"].shown.token})
    assert not ReferenceMemory.objects.exists()
    assert not ReferenceUnit.objects.exists()


def test_memory_for_all_conferences_is_brought_in_by_who_keeps_what_is_shared(browser, conference):
    upload(browser, tmx(STUDIO))  # by a translator of all conferences
    page = upload(browser, tmx(OMEGAT), scope="shared")
    import_it(browser, page)
    single = browser_of(make_member("translator-fr", "single", on=[conference]))

    refused = upload(single, tmx(STUDIO), scope="shared")

    assert ReferenceMemory.objects.get().conference is None
    assert refused.status_code == 422
    assert "You work on single conferences" in refused.content.decode()
    assert "A/RES/64/293" in single.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("content", "said", "words"),
    [
        (tmx(STUDIO), {"title": ""}, "This field is required."),
        (tmx(STUDIO), {"dated": "x"}, "Enter a valid date."),
        (tmx(STUDIO), {"scope": "x"}, "x is not one of the available choices"),
        ("<xliff/>", {}, "This is no TMX file"),
        ("<tmx><body>", {}, "The file is damaged or not complete"),
        ("no xml", {}, 'class="errors"'),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(browser, content, said, words):
    page = upload(browser, content, **said)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not ImportFile.objects.exists()


def test_file_of_which_nothing_can_be_imported_says_so(browser):
    assert "There is nothing to import from this file." in upload(browser, tmx(GERMAN)).content.decode()


def test_text_in_one_language_is_refused_by_the_database(browser):
    import_it(browser, upload(browser, tmx(STUDIO)))
    memory = ReferenceMemory.objects.get()

    for words in ({}, {"words_es": "Una"}, {"words_ar": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReferenceUnit.objects.create(memory=memory, number=9, **words)
    ReferenceUnit.objects.create(memory=memory, number=9, words_ru="x", words_es="y")


def test_texts_that_an_interrupted_import_left_are_not_offered_and_are_replaced(browser):
    page = upload(browser, tmx(STUDIO, OMEGAT))
    stored = ImportFile.objects.get()
    REFERENCE.prepare(stored, REFERENCE.parse(stored), by=stored.by, at=stored.at, on_progress=None)
    assert "There is no reference memory yet." in browser.get(PAGE).content.decode()
    assert list(ReferenceTextsReader("fr").changes()) == []

    import_it(browser, page)
    again = import_it(browser, page)

    assert (ReferenceMemory.objects.get().is_ready, ReferenceUnit.objects.count()) == (True, 2)
    assert "already been imported" in again.content.decode()
