"""A row of a file beside the speaker who may be the same person: what differs, and how it is decided in the preview."""

from collections.abc import Container
from dataclasses import dataclass

from conference.languages.short_names import unused
from speakers.imports.columns import TableKind
from speakers.imports.parse import Table
from speakers.imports.plan import PlannedRow
from speakers.models import Speaker
from speakers.short_names import slug_of_names


@dataclass(frozen=True)
class TwinCell:
    """A column of the file: its text there and on file. `is_asked` where both have one, and not the same."""

    heading: str
    label: str
    in_file: str
    on_file: str

    @property
    def is_asked(self) -> bool:
        return bool(self.on_file) and self.in_file != self.on_file


@dataclass(frozen=True)
class Twin:
    """The speaker who may be meant; `slug` makes the row that speaker's, `other_slug` another person's."""

    speaker: Speaker
    cells: list[TwinCell]
    slug: str
    other_slug: str


def twin_of(table: Table, planned: PlannedRow, kind: TableKind, taken: Container[str]) -> Twin | None:
    """Return what the preview shows beside a row; None where nobody of that name or address is there."""
    speaker = planned.twin
    if not isinstance(speaker, Speaker):
        return None
    on_file, cells = kind.cells(speaker), dict(table.rows)[planned.number]
    found = []
    for place, column in table.columns.items():
        texts: dict[str, str] = {}
        text = str((table.corrections.get(planned.number) or {}).get(column.heading, cells.get(place, "")))
        column.put(text, texts)
        if not text.strip() or not any(heading in on_file for heading in column.headings):
            continue
        there = {heading: on_file.get(heading, "") for heading in texts}
        same = all(there[heading] == value for heading, value in texts.items())
        found.append(TwinCell(column.heading, column.label, text, text if same else _text(there)))
    return Twin(speaker, found, speaker.slug, unused(slug_of_names(planned.names) or speaker.slug, taken))


def _text(there: dict[str, str]) -> str:
    return " ".join(filter(None, (there[heading] for heading in sorted(there))))
