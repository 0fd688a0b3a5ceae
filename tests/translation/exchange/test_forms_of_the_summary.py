"""A table, a quotation and a footnote of a Summary go to the translators' tools and come back, in every format."""

import zipfile
from io import BytesIO

import pytest

from conference.imports.apply import apply_import
from summary.draft import structure, tables
from summary.draft.footnotes import add_footnote
from summary.models import Footnote, Paragraph, Summary, TableCell
from summary.text.writing import digest, write_text
from tests.staff import make_member
from tests.summary.conftest import NOON, make_summary
from tests.translation.exchange.files import store
from translation.exchange.current_texts import Operator
from translation.exchange.detect_format import FORMAT_MODULES
from translation.exchange.exporting import export
from translation.exchange.kind import TEXTS
from translation.exchange.preview import parsed_file_of, preview
from translation.texts.states import text_of

DRAFT, FINAL = "66/101", "66/202"  # in every encoding as they are here
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def summary():
    """A table of two columns and three rows, a quotation and a footnote in a cell, in translation."""
    summary, drafter = make_summary(), make_member("secretariat", "drafter")
    first, quoted, __ = Paragraph.objects.order_by("pk")
    structure.set_form(quoted, Paragraph.Form.QUOTATION, by=drafter, at=NOON)
    table = tables.add_table(first, by=drafter, at=NOON)
    note = add_footnote(first, "", by=drafter, at=NOON)
    cells = TableCell.objects.order_by("row", "column")
    for row, words in [(table, "Contributions"), (note, "See A/66/1."), *((row, f"Cell {row.pk}") for row in cells)]:
        write_text(row, "text", "en", words, digest(text_of(row, "text", "en")), by=drafter, at=NOON)
    Summary.objects.update(stage=Summary.Stage.IN_TRANSLATION)
    return summary


def edited(content):
    """The file once a tool has put another word in place of one, in its text or in the parts of its archive."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return content.replace(DRAFT.encode(), FINAL.encode())
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(saved, "w") as copy:
        for part in archive.infolist():
            copy.writestr(part, archive.read(part).replace(DRAFT.encode(), FINAL.encode()))
    return saved.getvalue()


@pytest.mark.parametrize("name", FORMAT_MODULES)
def test_texts_of_all_forms_come_back_with_their_translations(summary, name):
    translator = make_member("translator-ar", "translator")
    rows = [*TableCell.objects.all(), *Footnote.objects.all(), *Paragraph.objects.all()]
    for row in rows:
        write_text(row, "text", "ar", f"{DRAFT} {row.text_en}", digest(row.text_ar or ""), by=translator, at=NOON)
    content = edited(export(summary.conference, "ar", name, document="summary", user=Operator()))

    stored = store(content, summary.conference, translator, NOON, code="ar")
    seen = preview(parsed_file_of(stored), summary.conference, translator).fingerprint
    apply_import(TEXTS, stored, choices=True, seen=seen, by=translator, at=NOON)

    for row in rows:
        row.refresh_from_db()
    assert len(rows) == 6 + 1 + 4
    assert [row.text_ar for row in rows] == [f"{FINAL} {row.text_en}" for row in rows]
