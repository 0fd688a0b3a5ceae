"""Matching the columns of a table to fields: which row has the headings, and which column is what.

Each kind of table proposes fields by headings and contents (`ColumnMatcher`), a person decides, and the decision is
remembered by the headings, so that the next file with them is read by itself.
"""

import json
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Self

from conference.files.tables import HEADINGS_WITHIN, MOST_ROWS, NumberedRow, RawSheet
from conference.files.xlsx_reader import number_of
from conference.models import ColumnMatching, Conference, User

SAMPLES = 3  # texts of a column that a person sees
_JUDGED = 200  # texts of a column by which it is judged
_SCRIPTS = {"ar": re.compile(r"[\u0600-\u06ff]"), "zh-hans": re.compile(r"[\u4e00-\u9fff]"), "ru": re.compile(r"[Ѐ-ӿ]")}

Choices = Sequence[tuple[str, "str | Sequence[tuple[str, str]]"]]  # of a Django form, in groups


NO_HEADINGS = 0  # in place of the number of the row of headings: the table begins at once


@dataclass(frozen=True)
class Matching:
    """Which sheet is read, which row of it has the headings, and which field each column is, "" for left out."""

    sheet: int
    row: int
    fields: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "row": self.row, "fields": dict(self.fields)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Self | None:
        return cls(data["sheet"], data["row"], data["fields"]) if data else None


@dataclass(frozen=True)
class ColumnOfFile:
    """A column of the file as a person sees it who matches it."""

    place: str
    heading: str
    texts: Sequence[str]

    @property
    def samples(self) -> Sequence[str]:
        return self.texts[:SAMPLES]


def folded(text: object) -> str:
    """A text in the form in which words are compared, without case, isolates and extra spaces."""
    return " ".join(str(text).replace("\u2068", "").replace("\u2069", "").split()).casefold()


def headings_of(sheet: RawSheet, row: int) -> dict[str, str]:
    return next((cells for number, cells in sheet.rows if number == row), {})


def columns_of_file(sheet: RawSheet, row: int) -> list[ColumnOfFile]:
    """The columns of a sheet, if its headings are in a row: those with a heading or a text below it."""
    headings = headings_of(sheet, row)
    texts: dict[str, list[str]] = {place: [] for place in headings}
    for number, cells in sheet.rows:
        if number > row:
            for place, text in cells.items():
                if len(some := texts.setdefault(place, [])) < _JUDGED:
                    some.append(text)
    return [
        ColumnOfFile(place, " ".join(headings.get(place, "").split()), texts[place])
        for place in sorted(texts, key=number_of)
    ]


def signature_of(headings: Mapping[str, str]) -> str:
    """A digest of a row of headings {letters: text} and their places: files with the same one are matched alike."""
    found = [[place, folded(headings[place])] for place in sorted(headings, key=number_of)]
    return blake2b(json.dumps(found).encode(), digest_size=16).hexdigest()


def share(texts: Sequence[str], is_so: Callable[[str], bool]) -> float:
    """The share of the texts of a column that are so, between 0 and 1."""
    return sum(map(is_so, texts)) / len(texts) if texts else 0


def is_running(texts: Sequence[str]) -> bool:
    """Whether the texts are numbers, each one more than the one before it."""
    numbers = [text.strip().rstrip(".") for text in texts]
    if len(numbers) < 2 or not all(number.isdecimal() for number in numbers):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(numbers))


def language_of_script(texts: Sequence[str]) -> str:
    """The language that alone has the script of most texts; empty for Latin script, and without texts."""
    found = Counter(next((code for code, script in _SCRIPTS.items() if script.search(text)), "") for text in texts)
    return found.most_common(1)[0][0] if found else ""


class ColumnMatcher(ABC):
    """The columns of the tables of a kind at a conference."""

    conference: Conference
    kind: str  # of `ImportFile`
    most_rows = MOST_ROWS  # of a sheet

    @abstractmethod
    def is_known(self, heading: str) -> bool:
        """Return whether a text is the heading of a field, in any of the six languages."""

    @abstractmethod
    def choices(self) -> Choices:
        """Return the fields that a column may be, and "" for one that is left out."""

    @abstractmethod
    def propose(self, columns: Sequence[ColumnOfFile]) -> dict[str, str]:
        """Return {letters: field} for all columns, "" where one is left out; no field is proposed twice."""

    @abstractmethod
    def doubled(self, fields: Sequence[str]) -> Sequence[str]:
        """Return the fields that cannot be in a table together, because they hold the same."""

    @abstractmethod
    def missing(self, fields: Sequence[str]) -> str:
        """Return the sentence about what every new row needs and no column is; empty if nothing is missing."""

    @abstractmethod
    def check(self, format: str, sheets: Sequence[RawSheet], matching: Matching) -> int:
        """Return how many rows the table has, read by a matching; FileRefused if it cannot be read so."""

    @property
    def fields(self) -> dict[str, str]:
        """The fields that a column may be, with their names for people."""
        groups = [some for __, some in self.choices() if not isinstance(some, str)]
        return {field: label for some in groups for field, label in some}

    def heading_row(self, sheet: RawSheet) -> int:
        """The number of the row that probably has the headings: the first with the most names that are known.

        Where none is known, the first row with the most cells. A kind may say NO_HEADINGS.
        """
        rows = sheet.rows[:HEADINGS_WITHIN]
        best = max(rows, key=lambda row: (self._known(row), len(row[1])), default=None)
        return best[0] if best else 0

    def best_sheet(self, sheets: Sequence[RawSheet]) -> int:
        """The number of the sheet with the row in which most headings are known; else the first that is not empty."""

        def score(number: int) -> tuple[int, bool]:
            rows = sheets[number].rows
            return max(map(self._known, rows[:HEADINGS_WITHIN]), default=0), bool(rows)

        return max(range(len(sheets)), key=score)

    def _known(self, row: NumberedRow) -> int:
        return sum(map(self.is_known, row[1].values()))

    def remembered(self, sheets: Sequence[RawSheet]) -> Matching | None:
        """Return the matching of the first row of headings that is remembered; None if no row is.

        A column without a heading is left out unless it was there before.
        """
        rows = ColumnMatching.objects.filter(conference=self.conference, kind=self.kind)
        known, possible = {row.signature: row for row in rows}, self.fields
        for number, sheet in enumerate(sheets):
            for row, cells in sheet.rows[:HEADINGS_WITHIN] if known else ():
                if found := known.get(signature_of(cells)):
                    fields = {place: field for place, _heading, field in found.columns if field in possible}
                    places = [column.place for column in columns_of_file(sheet, row)]
                    return Matching(number, row, {place: fields.get(place, "") for place in places})
        return None

    def remembered_fields(self) -> dict[str, str]:
        """The fields by the headings of all tables that were matched at this conference."""
        rows = ColumnMatching.objects.filter(conference=self.conference, kind=self.kind)
        possible = self.fields
        return {heading: field for heading, field in rows.fields_by_heading().items() if not field or field in possible}

    def remember(self, sheet: RawSheet, matching: Matching, *, by: User, at: datetime) -> None:
        """Keep a matching for the next file with these headings."""
        columns = columns_of_file(sheet, matching.row)
        found = [(each.place, folded(each.heading), matching.fields[each.place]) for each in columns]
        signature = signature_of(headings_of(sheet, matching.row))
        ColumnMatching.objects.remember(self.conference, self.kind, signature, found, by=by, at=at)

    def note(self, sheet: RawSheet, matching: Matching) -> dict[str, Any]:
        """Return what is kept with a file that is read by a matching: the headings of what is left out, too."""
        columns = columns_of_file(sheet, matching.row)
        left_out = [[each.place, each.heading] for each in columns if not matching.fields.get(each.place)]
        signature = signature_of(headings_of(sheet, matching.row))
        return {"matching": matching.as_json(), "signature": signature, "left_out": left_out}
