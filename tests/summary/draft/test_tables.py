"""Tables of a draft: made, written cell by cell, grown and shrunk, translated, counted, and cited."""

import pytest
from django.db import IntegrityError, transaction

from conference.models import AuditEntry
from conference.refusals import Refusal
from summary.checks.checking import check_original
from summary.clearance.shown import places_of, shown_of
from summary.draft import split_and_merge, structure, tables
from summary.draft.footnotes import add_footnote
from summary.editions.issuing import CORRIGENDUM, FIRST, edition_of
from summary.editions.open_points import open_points
from summary.models import MOST_COLUMNS, Paragraph, TableCell
from summary.text.content import content_of
from summary.text.outline import outline_of
from summary.text.progress import progress_of, words_in_original, words_of
from summary.text.reading import SummaryText
from summary.text.set_phrases import place_of
from summary.text.writing import digest, write_text
from summary.translation import _places
from tests.staff import browser_of
from tests.summary.conftest import NOON
from translation.models import Text, Version
from translation.texts.states import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DRAFT = "/en/dialogue/summary/draft/"


@pytest.fixture
def table(summary, paragraphs, drafter):
    """A table of two columns and three rows behind the first paragraph; its cells say where they are: "B2"."""
    table = tables.add_table(paragraphs[0], by=drafter, at=NOON)
    write(table, "Contributions", drafter)
    for name, cell in node_of(summary).named_cells():
        write(cell, name, drafter)
    return table


def write(row, words, drafter):
    write_text(row, "text", "en", words, digest(text_of(row, "text", "en")), by=drafter, at=NOON)


def node_of(summary):
    return next(node for part in outline_of(summary) for node in part.walk() if node.table)


def shown(summary):
    return [[cell.text_en for cell in row] for row in node_of(summary).cells]


def cell(summary, name):
    return dict(node_of(summary).named_cells())[name]


def test_buttons_add_a_table_and_its_cells_are_written_by_themselves(summary, paragraphs, drafter):
    browser = browser_of(drafter)

    browser.post(f"{DRAFT}paragraphs/{paragraphs[0].pk}/", {"act": "add-table"})

    table = Paragraph.objects.get(form=Paragraph.Form.TABLE)
    first = cell(summary, "A1")
    browser.post(f"{DRAFT}texts/cell/{first.pk}/text/", {"text": "Region", "base_version": digest("")})
    browser.post(f"{DRAFT}tables/{table.pk}/", {"act": "add-row-0"})
    browser.post(f"{DRAFT}tables/{table.pk}/", {"act": "add-column-0"})
    assert [[text or "" for text in row] for row in shown(summary)] == [["Region", "", ""], *[[""] * 3] * 3]
    assert Version.objects.of(first, "text", "en").get().by == drafter
    body = browser.get(DRAFT).content.decode()
    assert 'aria-label="Title of Table 1"' in body
    assert body.count('aria-label="Table 1, row 4, column 3"') == 1
    acts = AuditEntry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts)[-2:] == [AuditEntry.Act.CHANGE_TABLE] * 2
    assert browser.post(f"{DRAFT}tables/{table.pk}/", {"act": "add-everything"}).status_code == 409
    assert browser.post(f"{DRAFT}tables/{paragraphs[0].pk}/", {"act": "add-row-0"}).status_code == 409


def test_rows_and_columns_are_added_where_they_are_wanted(summary, table, drafter):
    who = {"by": drafter, "at": NOON}

    tables.add_line(table, "row", cell(summary, "A1").row, **who)
    tables.add_line(table, "column", cell(summary, "B1").column, **who)

    assert [[text or "" for text in row] for row in shown(summary)] == [
        ["A1", "B1", ""],
        ["", "", ""],
        ["A2", "B2", ""],
        ["A3", "B3", ""],
    ]


def test_only_what_is_empty_is_removed_and_the_last_stays(summary, table, drafter):
    who = {"by": drafter, "at": NOON}
    number = cell(summary, "A2").row

    with pytest.raises(Refusal, match="still words"):
        tables.remove_line(table, "row", number, **who)
    for name in ("A2", "B2"):
        write(cell(summary, name), "", drafter)
    tables.remove_line(table, "row", number, **who)

    assert shown(summary) == [["A1", "B1"], ["A3", "B3"]]
    with pytest.raises(Refusal, match="in the meantime"):
        tables.add_line(table, "row", number, **who)
    assert Version.objects.filter(text__subject_type="summary.tablecell", words="A2").exists()


def test_table_has_bounds_and_each_cell_once(summary, table, drafter):
    who = {"by": drafter, "at": NOON}
    for __ in range(MOST_COLUMNS - 2):
        tables.add_line(table, "column", cell(summary, "A1").column, **who)

    with pytest.raises(Refusal, match="at most"):
        tables.add_line(table, "column", cell(summary, "A1").column, **who)
    with pytest.raises(IntegrityError), transaction.atomic():
        TableCell.objects.create(table=table, row=cell(summary, "A1").row, column=cell(summary, "A1").column)


def test_table_is_no_paragraph(summary, table, paragraphs, drafter):
    who = {"by": drafter, "at": NOON}

    for act in (
        lambda: structure.set_form(table, Paragraph.Form.NUMBERED, **who),
        lambda: structure.set_form(paragraphs[0], Paragraph.Form.TABLE, **who),
        lambda: split_and_merge.merge_with_next(table, **who),
        lambda: split_and_merge.merge_with_next(paragraphs[0], **who),
        lambda: split_and_merge.split_paragraph(table, "Contri", **who),
    ):
        with pytest.raises(Refusal, match=r"[Tt]able"):
            act()


def test_cells_are_texts_of_the_desk_in_the_order_of_reading(summary, table):
    places = [(place.subject_type, place.mark("ar")) for place in _places(summary.conference_id)]

    first = places.index(("summary.paragraph", "الجدول 1"))
    assert [mark for __, mark in places[first + 1 : first + 7]] == ["A1", "B1", "A2", "B2", "A3", "B3"]
    listed = Text.objects.filter(conference=summary.conference, document="summary", subject_type="summary.tablecell")
    assert listed.count() == 6
    french = next(each for each in progress_of(summary) if each.language.code == "fr")
    assert french.missing == 7  # with the title


def test_words_of_a_table_count_until_it_is_removed(summary, table, drafter):
    with_table = words_of(summary)[0]
    assert words_in_original(summary)[0] == with_table

    structure.remove_paragraph(table, by=drafter, at=NOON)

    assert words_of(summary)[0] == words_in_original(summary)[0] == with_table - 7


def test_checks_and_open_points_name_the_cell_and_the_footnote(summary, table, drafter):
    write(cell(summary, "B2"), "an **open mark", drafter)
    browser = browser_of(drafter)

    found = {each.row for each in check_original(summary, outline_of(summary)) if each.open}
    body = browser.get(f"{DRAFT}checks/").content.decode()
    points = open_points(summary, outline_of(summary), drafter)

    row = cell(summary, "B2")
    assert found == {row}
    assert "Table 1 B2" in body
    places = [place for point in points.document for place in point.places if point.key == "marks"]
    assert [(place.name, place.address) for place in places] == [("Table 1 B2", f"{DRAFT}#row-cell-{row.pk}")]


def test_cell_is_part_of_what_is_confirmed_and_is_corrected_by_a_corrigendum(summary, table, drafter):
    before, seen = content_of(summary), shown_of(summary).token
    first = edition_of(before, FIRST, [], set())
    edition = type("Issued", (), {"number": 1, "content": first})()

    write(cell(summary, "B3"), "Corrected", drafter)

    assert places_of(summary, shown_of(summary).new_since(seen)) == ["Table 1, row 3, column 2"]
    content = edition_of(content_of(summary), CORRIGENDUM, [edition], set())
    (correction,) = SummaryText(content).corrections("en")
    assert (place_of(correction), correction.texts["en"]) == ("Table 1, row 3, column 2, should read:", "Corrected")
    tables.add_line(table, "row", 0, by=drafter, at=NOON)
    with pytest.raises(Refusal, match="corrects words alone"):
        edition_of(content_of(summary), CORRIGENDUM, [edition], set())


def test_footnote_of_a_cell_is_numbered_where_it_stands(summary, table, paragraphs, drafter):
    note = add_footnote(paragraphs[1], "", by=drafter, at=NOON)
    write(cell(summary, "A2"), "Words[^1]", drafter)
    write(note, "A note.", drafter)

    text = SummaryText(content_of(summary))
    assert text.notes("en")[1].place == f"p{table.pk}"
    assert node_of(summary).notes == [note]
