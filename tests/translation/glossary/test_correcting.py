"""Rows of a table of terms that are corrected, or left out, in the preview of the file."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conference.models import ImportFile
from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.translation.glossary.lists import LIST, MATCHED, translators_list
from translation.models.glossary import Concept, Term

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

IMPORT = "/en/dialogue/texts/glossary/import/"
TBX = b"""<tbx><text><body><conceptEntry id="a">
<langSec xml:lang="en"><termSec><term>x</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
BAD = [["U-3", "", "", "", "no term", ""], ["U-1", "again", "", "", "", ""], ["U-4", "=1+1", "", "", "", ""]]


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def client(conference):
    return browser_of(make_member("secretariat"))


def address(import_file, page, *more):
    return reverse(f"translation:glossary-import-{page}", args=[import_file.conference.slug, import_file.pk, *more])


def upload(client, content, name):
    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, content), "scope": "shared"})
    assert answer.status_code == 302
    return ImportFile.objects.latest("pk")


@pytest.fixture
def matched(client):
    """A list with other headings, whose rows 5, 6 and 7 cannot be imported."""
    import_file = upload(client, translators_list([*LIST, *BAD]), "terms.xlsx")
    fields = {f"column-{place}": field for place, field in MATCHED.items()}
    client.post(address(import_file, "columns"), {"sheet": "0", "row": "2", **fields})
    return import_file


@pytest.fixture
def own(client):
    """A table with the headings of the export, whose row 3 has a key that is too long."""
    content = f"concept,definition,name,en,fr\nfund,,,Trust Fund,Fonds\n{'k' * 101},,,chair,\n"
    return upload(client, content.encode(), "terms.csv")


def correct(client, import_file, number, **form):
    return client.post(address(import_file, "correct", number), {"action": "save", **form}, follow=True)


def preview_of(client, import_file, show=""):
    return client.get(address(import_file, "preview"), {"show": show})


def refused(client, import_file):
    """{number of the row: letters of the columns to correct}"""
    entries = preview_of(client, import_file, "refused").context["entries"]
    return {change.term.row: [field.name for field in form.form.cells] for change, __, form in entries}


def counts(client, import_file):
    return {str(each): number for each, number in preview_of(client, import_file).context["preview"].counts.items()}


def confirm(client, import_file, seen=""):
    seen = seen or preview_of(client, import_file).context["preview"].fingerprint
    return client.post(address(import_file, "apply"), {"seen": seen})


def terms_of(key):
    return sorted(Term.objects.filter(concept__key=key).values_list("language", "status", "text"))


def test_rows_are_corrected_in_the_preview_and_imported_once_it_is_confirmed(client, matched):
    assert refused(client, matched) == {5: list("ABCDE"), 6: list("ABCDE"), 7: ["B"]}

    correct(client, matched, 5, B="survivor\r\ncasualty", D="cible")
    correct(client, matched, 6, A="U-9")
    correct(client, matched, 7, B="chair")

    assert (refused(client, matched), Concept.objects.count()) == ({}, 0)
    assert "Corrected by hand" in preview_of(client, matched, "new").content.decode()
    confirm(client, matched)
    assert sorted(Concept.objects.values_list("key", flat=True)) == ["U-1", "U-2", "U-3", "U-4", "U-9"]
    assert terms_of("U-3") == [
        ("en", "preferred", "casualty"),
        ("en", "preferred", "survivor"),
        ("fr", "avoid", "cible"),
    ]
    seen = client.get(address(matched, "undo")).context["plan"].shown.token
    client.post(address(matched, "undo"), {"seen": seen})
    assert Concept.objects.count() == 0


def test_row_of_a_table_with_the_headings_of_the_export_is_corrected(client, own):
    assert refused(client, own) == {3: list("ABDE")}

    correct(client, own, 3, A="chair", E="présidence")

    confirm(client, own)
    assert terms_of("chair") == [("en", "preferred", "chair"), ("fr", "preferred", "présidence")]


def test_row_is_left_out_and_read_again_as_in_the_file(client, matched):
    page = correct(client, matched, 6, action="leave-out").content.decode()

    assert "Row 6 is left out." in page
    assert counts(client, matched) == {"refused": 2, "changed": 0, "new": 2, "unchanged": 0, "left-out": 1}
    file = client.get(address(matched, "left-out")).content.decode("utf-8-sig")
    assert [(row["concept"], row["reason"]) for row in csv.DictReader(StringIO(file))][1] == ("U-1", "Left out by hand")
    assert "3 rows of the file are not imported" in preview_of(client, matched).content.decode()
    correct(client, matched, 6, action="reset")
    assert list(refused(client, matched)) == [5, 6, 7]
    assert ImportFile.objects.get().options["corrections"] == {}


def test_first_of_two_rows_with_a_concept_is_left_out_and_the_second_imported(client, matched):
    correct(client, matched, 3, action="leave-out")

    confirm(client, matched)

    assert terms_of("U-1") == [("en", "preferred", "again")]


def test_rows_that_all_lose_their_terms_can_be_read_again(client, own):
    correct(client, own, 2, D="", E="")
    correct(client, own, 3, D="")

    assert list(refused(client, own)) == [2, 3]
    correct(client, own, 2, action="reset")
    assert counts(client, own)["new"] == 1


def test_preview_from_before_a_correction_cannot_be_confirmed(client, own):
    seen = preview_of(client, own).context["preview"].fingerprint
    correct(client, own, 2, D="Trust Fund for Victims")

    assert (confirm(client, own, seen).status_code, Concept.objects.count()) == (409, 0)
    confirm(client, own)
    assert terms_of("fund") == [("en", "preferred", "Trust Fund for Victims"), ("fr", "preferred", "Fonds")]


def test_status_that_is_not_known_is_chosen_in_all_rows_with_the_same_text(client):
    content = b"Term,Statut\nvictim,preferred\nprey,?\ntarget,?\n"
    import_file = upload(client, content, "terms.csv")
    client.post(address(import_file, "columns"), {"sheet": "0", "row": "1", "column-A": "en", "column-B": "status"})
    page = preview_of(client, import_file).content.decode()
    assert ('<option value="?" selected>' in page, "In all rows with the same text" in page) == (True, True)

    correct(client, import_file, 3, B="avoid", alike="on")

    confirm(client, import_file)
    assert terms_of("target") == [("en", "avoid", "target")]
    assert terms_of("prey") == [("en", "avoid", "prey")]


def test_text_that_a_browser_sends_with_other_line_breaks_is_not_a_change(client):
    import_file = upload(client, b'concept,en\nfund,"Trust Fund\nFund"\n', "terms.csv")

    page = correct(client, import_file, 2, B="Trust Fund\r\nFund").content.decode()

    assert "No cell was changed." in page
    assert "corrections" not in ImportFile.objects.get().options


def test_rows_that_are_not_there_or_imported_are_not_corrected(client, own):
    assert "The file has no row 99." in correct(client, own, 99, D="x").content.decode()
    confirm(client, own)

    assert "already been imported" in correct(client, own, 3, A="chair").content.decode()
    assert "corrections" not in ImportFile.objects.get().options


def test_file_of_terms_has_no_rows_to_correct(client):
    import_file = upload(client, TBX, "terms.tbx")

    assert counts(client, import_file)["new"] == 1
    assert correct(client, import_file, 2, B="x").status_code == 404


def test_others_find_no_row_to_correct(client, own):
    other = make_conference(slug="other")
    path = address(own, "correct", 2)

    assert client.post(path.replace("/dialogue/", f"/{other.slug}/"), {"action": "leave-out"}).status_code == 404
    assert browser_of(make_member("translator-fr")).post(path, {"action": "leave-out"}).status_code == 404
    assert "corrections" not in ImportFile.objects.get().options
    correct(client, own, 2, action="leave-out")
    assert ImportFile.objects.get().options["corrections"] == {"2": None}
