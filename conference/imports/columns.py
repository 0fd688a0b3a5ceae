"""The columns of an uploaded table: read by its own headings, as remembered, or as a person says."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.files.tables import HEADINGS_WITHIN, MOST_ROWS, RawSheet, raw_sheets
from conference.imports.matching import NO_HEADINGS, ColumnMatcher, Matching
from conference.languages.lists import with_note
from conference.models import ColumnMatching, ImportFile, User
from conference.models.import_file import ImportRefused

MOST_COLUMNS = 100
LONGEST_HEADING = 80  # characters, as a page names a column


def matching_of(import_file: ImportFile) -> Matching | None:
    """The matching by which a file is read; None where its headings are the product's own, or nobody has said yet."""
    return Matching.from_json(import_file.options.get("matching"))


def sheets_of(import_file: ImportFile, most_rows: int = MOST_ROWS) -> tuple[str, list[RawSheet]]:
    """Return the format and the sheets of an uploaded table; FileRefused if it is gone or has no row."""
    try:
        with import_file.file.open("rb") as file:
            return not_empty(file, most_rows)
    except FileNotFoundError:
        raise FileRefused(_("The file is no longer there.")) from None


def not_empty(file: IO[bytes], most_rows: int = MOST_ROWS) -> tuple[str, list[RawSheet]]:
    """Return the format and the sheets of a seekable table; FileRefused if it has no row."""
    format, sheets = raw_sheets(file, most_rows)
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(_("The file is empty."))
    return format, sheets


def proposed_place(
    import_file: ImportFile, matcher: ColumnMatcher, sheets: Sequence[RawSheet], *, sheet: int | None, row: int | None
) -> tuple[int, int]:
    """Return the numbers of a sheet and of its row of headings: those asked for, if the file has them among its first.

    Else those that were chosen before, else the most likely ones. Row 0 says that no row has headings.
    """
    chosen = matching_of(import_file)
    if sheet is None or sheet >= len(sheets) or not sheets[sheet].rows:
        sheet = chosen.sheet if chosen else matcher.best_sheet(sheets)
    if row in [NO_HEADINGS, *(number for number, _cells in sheets[sheet].rows[:HEADINGS_WITHIN])]:
        return sheet, row
    if chosen and chosen.sheet == sheet:
        return sheet, chosen.row
    return sheet, matcher.heading_row(sheets[sheet])


def choose_matching(
    import_file: ImportFile,
    matcher: ColumnMatcher,
    sheets: Sequence[RawSheet],
    matching: Matching,
    *,
    by: User,
    at: datetime,
) -> None:
    """Read a file by a matching from now on, and remember it for the next one with the same headings.

    FileRefused if it cannot be read so.
    """
    rows = matcher.check(import_file.outcome["format"], sheets, matching)
    sheet = sheets[matching.sheet]
    with transaction.atomic():
        row = ImportFile.objects.select_for_update(of=("self",)).get(pk=import_file.pk)
        if row.taken_at:
            raise ImportRefused(_("This file has already been imported; nothing was written a second time."))
        row.options = {**row.options, **matcher.note(sheet, matching)}
        row.outcome = {**row.outcome, "rows": rows}
        row.save(update_fields=["options", "outcome"])
        if matching.row != NO_HEADINGS:
            matcher.remember(sheet, matching, by=by, at=at)


def matching_note(import_file: ImportFile) -> dict[str, Any] | None:
    """What the preview says of the columns: who matched them and when, and which are left out; None if nobody did."""
    if not import_file.options.get("matching"):
        return None
    rows = ColumnMatching.objects.filter(conference=import_file.conference, kind=import_file.kind)
    found = rows.filter(signature=import_file.options["signature"]).select_related("by").first()
    left_out = [
        (place, Truncator(heading).chars(LONGEST_HEADING)) for place, heading in import_file.options["left_out"]
    ]
    names = [with_note(heading, place) if heading else place for place, heading in left_out]
    return {"by": found and found.by, "at": found and found.at, "left_out": names}
