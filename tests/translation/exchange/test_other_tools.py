"""Files of other tools: without our keys, with states in namespaces of their own, and imported as what one chooses."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook

from conference.files.safe_open import FileRefused
from conference.languages import official
from conference.models import ImportFile
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_paragraph, make_summary
from tests.translation.exchange.test_importing import EVENING, import_all, key, kinds, own_media, previewed, text_in  # noqa: F401
from translation.exchange.preview import IncomingKind, parsed_file_of, preview, store_upload
from translation.models import Translation
from translation.texts.states import set_state

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

XLIFF = 'version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"'
TRADOS = 'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" sdl:version="1.0"'
PHRASE = 'xmlns:m="http://www.memsource.com/mxlf/2.0" m:version="2.4"'
MEMOQ = 'xmlns:mq="MQXliff"'


@pytest.fixture
def section(db):
    return make_summary(stage="in-translation").sections.get()


@pytest.fixture
def conference(section):
    return section.summary.conference


@pytest.fixture
def translator(db):
    return make_member("translator-fr", "translator")


@pytest.fixture
def upload(conference, translator):
    def uploaded(content, name="from-a-tool.xlf", by=translator):
        content = content if isinstance(content, bytes) else content.encode()
        file = SimpleUploadedFile(name, content)
        return store_upload(file, conference=conference, language=official("fr"), by=by, at=EVENING)

    return uploaded


def xliff(units, namespace=""):
    return (
        f'<xliff {XLIFF} {namespace}><file original="x" datatype="plaintext" source-language="en-US"'
        f' target-language="fr-FR"><body>{units}</body></file></xliff>'
    )


def unit(source, target, number=1, attributes="", more=""):
    texts = f"<source>{source}</source><target>{target}</target>"
    return f'<trans-unit id="{number}" {attributes}>{texts}{more}</trans-unit>'


def tmx(*pairs, more=""):
    units = "".join(
        f'<tu>{more}<tuv xml:lang="en-US"><seg>{source}</seg></tuv><tuv xml:lang="fr-FR"><seg>{target}</seg></tuv></tu>'
        for source, target in pairs
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header creationtool="SDL Language'
        ' Platform" creationtoolversion="8.0" o-tmf="SDL TM8 Format" datatype="xml" segtype="sentence"'
        f' adminlang="en-US" srclang="en-US"/><body>{units}</body></tmx>'
    )


def by_source(found):
    return {each.unit.key: each.unit.is_by_source for each in found.incoming}


def test_memory_without_ids_is_matched_by_identical_source_and_says_so(section, upload, translator):
    row = make_paragraph(section, "", text_en="The panel met  twice.")
    stored = upload(tmx(("the panel met twice.", "Le groupe s’est réuni deux fois."), ("Never.", "Jamais.")), "a.tmx")

    found = previewed(stored, translator)
    new = browser_of(translator).get(f"/en/dialogue/texts/imports/{stored.pk}/?show=new").content.decode()
    rest = browser_of(translator).get(f"/en/dialogue/texts/imports/{stored.pk}/?show=not-found").content.decode()
    written = import_all(stored, translator)

    assert kinds(found) == {key(row): IncomingKind.NEW, "": IncomingKind.NOT_FOUND}
    assert by_source(found)[key(row)]
    assert "matched by its source" in new
    assert "summary.paragraph:" not in new
    assert "its source does not tell where it belongs" in rest
    assert (written, text_in(row)) == (1, "Le groupe s’est réuni deux fois.")


def test_one_translation_fills_all_texts_with_its_source_and_several_follow_each_other(section, upload, translator):
    alike = [make_paragraph(section, "", text_en="Announced measures.") for __ in range(2)]
    ordered = [make_paragraph(section, "", text_en="Adopted.") for __ in range(2)]
    unclear = [make_paragraph(section, "", text_en="Closed.") for __ in range(3)]
    pairs = [("Announced measures.", "Mesures annoncées.")]
    pairs += [("Adopted.", "Adoptée."), ("Adopted.", "Adopté."), ("Closed.", "Clos."), ("Closed.", "Close.")]

    found = previewed(upload(tmx(*pairs), "a.tmx"), translator)

    targets = {each.unit.key: each.unit.target for each in found.of(IncomingKind.NEW)}
    assert [targets[key(row)] for row in alike] == ["Mesures annoncées."] * 2
    assert [targets[key(row)] for row in ordered] == ["Adoptée.", "Adopté."]
    assert not targets.keys() & {key(row) for row in unclear}
    assert len(found.of(IncomingKind.NOT_FOUND)) == 2


def test_newer_translation_is_kept_against_a_text_matched_by_its_source(section, upload, translator):
    row = make_paragraph(section, "", text_en="It closed.", text_fr="Elle est close.")

    assert kinds(previewed(upload(tmx(("It closed.", "Close.")), "a.tmx"), translator)) == {
        key(row): IncomingKind.CONFLICT
    }


@pytest.mark.parametrize(
    ("namespace", "words"),
    [
        (TRADOS, "working file of Trados Studio"),
        (MEMOQ, "working file of memoQ"),
        (PHRASE, "working file of Phrase"),
        ("", "no key of a text here"),
    ],
)
def test_file_in_which_nothing_is_found_says_which_file_to_upload(section, upload, namespace, words):
    guid = unit("Only here.", "Ici seulement.", "1f2c3a44-9d1e-4c6b-8a70-0f3f1f0a2b11")

    with pytest.raises(FileRefused, match=words):
        upload(xliff(guid, namespace))
    assert not ImportFile.objects.exists()


def sdl(conf):
    segments = "".join(f'<sdl:seg id="{number}" conf="{each}"/>' for number, each in enumerate(conf.split(), 1))
    return {"more": f"<sdl:seg-defs>{segments}</sdl:seg-defs>"}


@pytest.mark.parametrize(
    ("namespace", "facts", "state"),
    [
        (TRADOS, sdl("ApprovedSignOff"), "revised"),
        (TRADOS, sdl("Translated"), "translated"),
        (TRADOS, sdl("Translated Draft"), "draft"),
        (TRADOS, sdl("RejectedTranslation"), "tentative"),
        (PHRASE, {"attributes": 'm:confirmed="1"'}, "translated"),
        (PHRASE, {"attributes": 'm:confirmed="0"'}, "draft"),
        (MEMOQ, {"attributes": 'mq:status="ManuallyConfirmed"'}, "translated"),
        (MEMOQ, {"attributes": 'mq:status="Proofread"'}, "revised"),
        (MEMOQ, {"attributes": 'mq:status="FromTheFuture"'}, "draft"),
    ],
)
def test_confirmation_of_a_tool_is_read_as_a_state(section, upload, namespace, facts, state):
    row = make_paragraph(section, "", text_en="It closed.")
    reviser = make_member("reviser-fr", "reviser")
    stored = upload(xliff(unit("It closed.", "Elle est close.", **facts), namespace), by=reviser)

    (found,) = previewed(stored, reviser).incoming

    assert (found.unit.key, found.unit.state) == (key(row), state)


def test_confirmation_in_a_memory_is_read_and_what_only_a_reviser_says_is_lowered(section, upload, translator):
    make_paragraph(section, "", text_en="It closed.")
    level = '<prop type="x-ConfirmationLevel">ApprovedSignOff</prop>'

    (found,) = previewed(upload(tmx(("It closed.", "Elle est close."), more=level), "a.tmx"), translator).incoming

    assert found.unit.state == "translated"


def test_all_of_a_file_is_imported_as_translated_by_one_choice(section, upload, translator):
    row = make_paragraph(section, "", text_en="It closed.", text_fr="Elle est close.")
    stored = upload(tmx(("It closed.", "Elle est close.")), "a.tmx")
    browser, address = browser_of(translator), f"/en/dialogue/texts/imports/{stored.pk}/"

    before = browser.get(address).content.decode()
    browser.post(f"{address}state/", {"state": "translated"})
    after = browser.get(address)
    browser.post(f"{address}take/", {"seen": after.context["preview"].fingerprint})

    assert "There is nothing to import" in before
    assert "Import 1 text" in after.content.decode()
    assert row_state(row) == "translated"
    assert browser.post(f"{address}state/", {"state": "draft"}, follow=True).status_code == 200
    stored.refresh_from_db()
    assert stored.options["state"] == "translated"  # what is imported keeps how it was


def row_state(row):
    return Translation.objects.get(text__subject_id=row.pk, text__field="text", language="fr").state


def test_only_texts_whose_words_changed_are_imported_where_that_is_chosen(section, upload, translator):
    row = make_paragraph(section, "", text_en="It closed.", text_fr="Elle est close.")
    set_state(row, "text", "fr", "draft", by=None, at=EVENING)
    make_paragraph(section, "", text_en="It opened.")
    stored = upload(tmx(("It closed.", "Elle est close."), ("It opened.", "Elle est ouverte.")), "a.tmx")
    browser, address = browser_of(translator), f"/en/dialogue/texts/imports/{stored.pk}/state/"
    assert "Import 2 texts" in browser.post(address, {"state": "translated"}, follow=True).content.decode()

    page = browser.post(address, {"state": "translated", "only_words": "1"}, follow=True).content.decode()

    assert ("Import 1 text" in page, 'name="only_words" value="1" checked' in page) == (True, True)


def test_translator_cannot_choose_revised_nor_a_state_that_does_not_exist(section, upload, translator):
    make_paragraph(section, "", text_en="It closed.")
    stored = upload(tmx(("It closed.", "Close.")), "a.tmx")
    browser, address = browser_of(translator), f"/en/dialogue/texts/imports/{stored.pk}/state/"

    for state in ("revised", "missing", "x"):
        page = browser.post(address, {"state": state}, follow=True).content.decode()
        assert "Choose one of the states." in page
    stored.refresh_from_db()
    assert stored.options.get("state", "") == ""


def test_same_words_never_lose_a_state_by_the_choice(section, upload, translator):
    row = make_paragraph(section, "", text_en="It closed.", text_fr="Elle est close.")
    set_state(row, "text", "fr", "revised", by=None, at=EVENING)
    stored = upload(tmx(("It closed.", "Elle est close.")), "a.tmx")

    found = preview(parsed_file_of(stored), stored.conference, translator, "draft")

    assert [(each.unit.key, each.kind) for each in found.incoming] == [(key(row), IncomingKind.UNCHANGED)]


@pytest.mark.parametrize("headings", [("English", "French"), ("Inglés", "Francés"), ("EN", "fr-FR"), ("英文", "法文")])
def test_sheet_of_two_languages_is_matched_by_its_source(section, upload, translator, headings):
    row = make_paragraph(section, "", text_en="It closed.")
    book, file = Workbook(), BytesIO()
    for cells in (["Our table"], ["No.", *headings], ["1", "It closed.", "Elle est close."], ["2", "", ""]):
        book.active.append(cells)
    book.save(file)

    found = previewed(upload(file.getvalue(), "a.xlsx"), translator)

    assert [(each.unit.key, each.unit.target) for each in found.incoming] == [(key(row), "Elle est close.")]


def test_word_table_of_two_languages_is_matched_by_its_source(section, upload, translator):
    row = make_paragraph(section, "", text_en="English")
    document, file = Document(), BytesIO()
    table = document.add_table(3, 2)
    for place, words in enumerate(["English", "Français", "English", "Anglais", "Never.", "Jamais."]):
        table.rows[place // 2].cells[place % 2].text = words
    document.save(file)

    found = previewed(upload(file.getvalue(), "a.docx"), translator)

    assert [(each.unit.key, each.unit.target) for each in found.incoming] == [(key(row), "Anglais"), ("", "Jamais.")]
