"""What a backup says of itself: of which version, which migrations, how many rows, and the checksum of each part."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from operations.backup.refusals import BackupRefused
from operations.backup.schema import Migration

NAME = "manifest.json"
FORMAT = "rostrum-backup"
NUMBER = 1


@dataclass
class TableEntry:
    """A table in the backup: its columns, the number of its rows and the highest key it ever gave, if it numbers."""

    columns: list[str]
    rows: int = 0
    last_key: int | None = None


@dataclass
class Part:
    """A file in the backup."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """The first thing read and the last thing written of a backup. `left_out` are tables that are not Rostrum's."""

    made_at: datetime
    rostrum: str
    database: str
    migrations: list[Migration]
    tables: dict[str, TableEntry] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> list[str]:
        """The files of people, by their names in the media folder."""
        return [name.removeprefix("media/") for name in self.parts if name.startswith("media/")]

    def as_json(self) -> bytes:
        head = {"format": FORMAT, "number": NUMBER, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(head, indent=1, ensure_ascii=False).encode()


def read_manifest(text: bytes) -> Manifest:
    """Returns the manifest; BackupRefused where it is none or of a later format."""
    try:
        head: dict[str, Any] = json.loads(text)
        if head["format"] != FORMAT:
            raise ValueError
        if head["number"] > NUMBER:
            raise BackupRefused("It is of a later version of Rostrum: install that version to restore it.")
        return Manifest(
            made_at=datetime.fromisoformat(head["made_at"]),
            rostrum=head["rostrum"],
            database=head["database"],
            migrations=[(app, name) for app, name in head["migrations"]],
            tables={name: TableEntry(**table) for name, table in head["tables"].items()},
            left_out=head["left_out"],
            parts={name: Part(**part) for name, part in head["parts"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupRefused("It has no manifest of a backup of Rostrum.") from None
