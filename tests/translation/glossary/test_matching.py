"""Glossaries as people keep them: their columns are proposed by headings and contents, and matched by a person."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conference.files.tables import raw_sheets
from conference.imports.matching import columns_of_file
from conference.models import AuditEntry, ColumnMatching, ImportFile
from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.translation.glossary.lists import LIST, MATCHED, translators_list, workbook_of
from translation.glossary.matching import GlossaryMatcher
from translation.models.glossary import Concept, Term

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

IMPORT = "/en/dialogue/texts/glossary/import/"
FORM = {f"column-{place}": field for place, field in MATCHED.items()}


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def member(conference):
    return make_member("secretariat")


@pytest.fixture
def client(member):
    return browser_of(member)


def address(import_file, page):
    return reverse(f"translation:glossary-import-{page}", args=[import_file.conference.slug, import_file.pk])


def upload(client, content, name="terms.xlsx"):
    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, content), "scope": "shared"})
    assert answer.status_code == 302
    return ImportFile.objects.latest("pk")


def matched(client, import_file, row="2", **more):
    return client.post(address(import_file, "columns"), {"sheet": "0", "row": row, **FORM, **more})


def preview_of(client, import_file):
    return client.get(address(import_file, "preview"))


def confirm(client, import_file):
    seen = preview_of(client, import_file).context["preview"].fingerprint
    return client.post(address(import_file, "apply"), {"seen": seen})


def terms_of(key):
    return sorted(Term.objects.filter(concept__key=key).values_list("language", "status", "text"))


def proposed(conference, headings, *rows):
    """The fields that are proposed for the columns of a table, in their order."""
    __, (sheet,) = raw_sheets(BytesIO(workbook_of(headings, *rows)))
    return list(GlossaryMatcher(conference).propose(columns_of_file(sheet, 1)).values())


def test_glossary_is_matched_before_its_preview_and_the_next_one_is_read_by_itself(member, client):
    first = upload(client, translators_list())

    assert preview_of(client, first).headers["Location"] == address(first, "columns")
    page = client.get(address(first, "columns"))
    assert (page.context["heading_row"], {name: page.context["form"].initial[name] for name in FORM}) == (2, FORM)
    assert matched(client, first).headers["Location"] == address(first, "preview")
    assert preview_of(client, first).context["preview"].counts["new"] == 2
    assert not Concept.objects.exists()

    second = upload(client, translators_list([LIST[0], ["U-9", "chair", "présidence", "", "", ""]]))

    preview = preview_of(client, second)
    assert preview.context["preview"].counts["new"] == 1
    assert preview.context["matching"]["by"] == member
    assert "<bdi>Remarks (F)</bdi>" in preview.content.decode()


def test_matched_glossary_is_imported_and_undone(client):
    import_file = upload(client, translators_list())
    matched(client, import_file)

    confirm(client, import_file)

    assert Concept.objects.get(key="U-1").definition == "A person who was harmed"
    assert terms_of("U-1") == [("en", "preferred", "victim"), ("fr", "avoid", "cible"), ("fr", "preferred", "victime")]
    assert AuditEntry.objects.get(act="glossary: import").detail["new"] == 2
    assert matched(client, import_file).headers["Location"] == address(import_file, "preview")
    seen = client.get(address(import_file, "undo")).context["plan"].shown.token
    client.post(address(import_file, "undo"), {"seen": seen})
    assert (Concept.objects.count(), Term.objects.count()) == (0, 0)


def test_only_headings_and_fields_are_remembered(conference, member, client):
    matched(client, upload(client, translators_list()))

    (row,) = ColumnMatching.objects.all()

    assert row.columns[:2] == [["A", "unterm id", "concept"], ["B", "english", "en"]]
    assert "victim" not in str(row.columns)
    assert (row.by, row.kind, row.conference) == (member, "glossary", conference)


@pytest.mark.every_database
def test_workbook_with_the_headings_of_the_export_is_read_at_once(client):
    import_file = upload(client, workbook_of(["concept", "en", "fr"], ["fund", "Trust Fund", "Fonds"]))

    assert preview_of(client, import_file).context["preview"].counts["new"] == 1
    assert preview_of(client, import_file).context["matching"] is None
    assert import_file.outcome == {"format": "xlsx", "rows": 1}


def test_column_that_the_export_does_not_have_is_named_and_can_be_matched(client):
    import_file = upload(client, b"concept,en,Vedette secondaire\nfund,Trust Fund,Fonds\n", "terms.csv")
    assert preview_of(client, import_file).context["matching"]["left_out"] == ["Vedette secondaire (C)"]

    form = {"column-A": "concept", "column-B": "en", "column-C": "fr admitted"}
    client.post(address(import_file, "columns"), {"sheet": "0", "row": "1", **form})

    confirm(client, import_file)
    assert terms_of("fund") == [("en", "preferred", "Trust Fund"), ("fr", "admitted", "Fonds")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (dict.fromkeys(("column-B", "column-C", "column-D"), ""), "No column has terms in one of the six languages."),
        ({"column-F": "concept"}, "“Concept: number or short name” can be in one column only"),
        ({"column-F": "sessions"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_or_doubled_is_told_and_nothing_is_kept(client, fields, words):
    import_file = upload(client, translators_list())

    answer = matched(client, import_file, **fields)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert ImportFile.objects.get().options == {"scope": "shared"}
    assert not ColumnMatching.objects.exists()


def test_row_that_cannot_be_read_is_listed_and_the_others_are_imported(client):
    rows = [["No term", "", "", "", "x", ""], ["U-1", "again", "", "", "", ""], ["U-3", "=1+1", "", "", "", ""]]
    import_file = upload(client, translators_list([*LIST, *rows]))
    matched(client, import_file)

    preview = preview_of(client, import_file)

    assert [reason for each in preview.context["left_out"] for reason in each.reasons] == [
        "Row 5 has no term in any of the six languages.",
        "The concept “U-1” is twice in the file.",
        "Row 7, column B: This is a formula. Write its result, or an apostrophe before it where it is text.",
    ]
    answer = client.get(preview.context["left_out_address"])
    assert [row["concept"] for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))] == [
        "No term",
        "U-1",
        "U-3",
    ]
    assert '.csv"' in answer.headers["Content-Disposition"]
    confirm(client, import_file)
    assert sorted(Concept.objects.values_list("key", flat=True)) == ["U-1", "U-2"]


def test_merged_cells_of_terms_are_told_on_the_page(client):
    content = workbook_of(*LIST, title="Terms", merged=["B3:B4"])

    answer = matched(client, upload(client, content))

    assert (answer.status_code, "Cells are merged (B3:B4)." in answer.content.decode()) == (422, True)


def test_status_of_a_row_is_that_of_its_terms(client):
    rows = [["Term", "Statut"], ["victim", "preferred"], ["prey", "à éviter"], ["target", "?"]]
    import_file = upload(client, workbook_of(*rows))
    form = client.get(address(import_file, "columns")).context["form"]
    assert (form.initial["column-A"], form.initial["column-B"]) == ("en", "status")

    client.post(address(import_file, "columns"), {"sheet": "0", "row": "1", **form.initial})

    confirm(client, import_file)
    assert terms_of("prey") == [("en", "avoid", "prey")]
    left_out = preview_of(client, import_file).context["left_out"]
    assert left_out[0].reasons == ["Row 4: “?” is not known as a status of a term."]


@pytest.mark.parametrize(
    ("headings", "row", "fields"),
    [
        (["Concept ID", "Русский", "英文"], ["a", "жертва", "victim"], ["concept", "ru", "en"]),
        (["Term", "Термин", "术语", "المصطلح"], ["victim", "жертва", "受害者", "ضحية"], ["en", "ru", "zh", "ar"]),
        (["English", "", "English"], ["victim", "ضحية", "prey"], ["en", "ar", ""]),
        (["English", "Notes (English)", "en avoid"], ["a", "b", "c"], ["en", "", "en avoid"]),
        (["anglais", "Synonyme anglais", "Term / Terme"], ["a", "b", "c"], ["en", "en admitted", ""]),
    ],
)
def test_fields_are_proposed_by_headings_in_six_languages_and_by_script(conference, headings, row, fields):
    assert proposed(conference, headings, row) == fields


def test_running_numbers_and_answers_are_left_out(conference):
    rows = [[number, word, "yes"] for number, word in enumerate("abcd", start=1)]

    assert proposed(conference, ["No.", "English", "Preferred term (French)"], *rows) == ["", "en", ""]


def test_exchange_file_of_terms_has_no_columns(client):
    content = b"""<tbx><text><body><conceptEntry id="a">
    <langSec xml:lang="en"><termSec><term>x</term></termSec></langSec>
    </conceptEntry></body></text></tbx>"""
    import_file = upload(client, content, "terms.tbx")

    assert preview_of(client, import_file).context["preview"].counts["new"] == 1
    assert client.get(address(import_file, "columns")).status_code == 404


def test_text_of_omegat_has_no_headings_and_is_not_remembered(client):
    lines = "chair\tprésidence\tof a meeting\nchair\tprésident\t\nfloor\tparole\n"
    import_file = upload(client, lines.encode(), "glossary.utf8")

    page = client.get(address(import_file, "columns"))
    assert (page.context["heading_row"], "No row has headings" in page.content.decode()) == (0, True)
    form = {"sheet": "0", "row": "0", "column-A": "en", "column-B": "fr", "column-C": "definition"}
    assert client.post(address(import_file, "columns"), form).headers["Location"] == address(import_file, "preview")
    confirm(client, import_file)

    assert terms_of("chair") == [
        ("en", "preferred", "chair"),
        ("fr", "preferred", "présidence"),
        ("fr", "preferred", "président"),
    ]
    assert Concept.objects.get(key="chair").definition == "of a meeting"
    assert terms_of("floor") == [("en", "preferred", "floor"), ("fr", "preferred", "parole")]
    assert not ColumnMatching.objects.exists()


@pytest.mark.parametrize("name", ["unterm.csv", "unterm.tsv", "unterm.xlsx"])
def test_columns_headed_by_languages_are_understood(conference, client, name):
    headings = ["English", "French", "Spanish", "Russian", "Chinese", "Arabic"]
    terms = ["chair\nchairperson", "présidence", "presidencia", "председатель", "主席", "رئيس"]
    out = StringIO()
    csv.writer(out, delimiter="\t" if name.endswith("tsv") else ",").writerows([headings, terms])
    content = workbook_of(headings, terms) if name.endswith("xlsx") else out.getvalue().encode()
    import_file = upload(client, content, name)

    initial = client.get(address(import_file, "columns")).context["form"].initial
    proposed = {each: field for each, field in initial.items() if each.startswith("column-")}
    assert list(proposed.values()) == ["en", "fr", "es", "ru", "zh", "ar"]
    client.post(address(import_file, "columns"), {"sheet": "0", "row": "1", **proposed})
    confirm(client, import_file)

    assert Term.objects.filter(concept__key="chair").count() == 7
