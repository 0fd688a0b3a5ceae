"""The file of a conference: a zip with a manifest, a list of rows for each model, and the conference's own files.

`manifest.json` says what it is, from where, of which version, and the checksum of every other part.
`rows/<model>.jsonl` has a line for each row, [key, {column: value}]. `shared.json` has what the rows refer to and the
other installation has too, {model: {key: names}}. The files are below `files/` under their names.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from conference.refusals import Refusal

FORMAT = 1
MANIFEST, SHARED_ROWS = "manifest.json", "shared.json"
OWN_APPS = ("conference", "translation", "speakers", "programme", "floor", "summary", "operations")
CHUNK = 1024 * 1024
Row = tuple[int, dict[str, Any]]  # key, {column: value}


class TransferRefused(Refusal):
    """Raised when a conference cannot be exported or imported. The administrator reads the message in a terminal."""


def applied_migrations() -> dict[str, str]:
    """Returns the last migration that was applied of each app of the software."""
    loader = MigrationLoader(connection)
    found: dict[str, str] = {}
    for app, name in sorted(loader.applied_migrations):
        if app in OWN_APPS:
            found[app] = name
    return found


def rows_part(label: str) -> str:
    return f"rows/{label}.jsonl"


def file_part(name: str) -> str:
    return f"files/{name}"


class PackageWriter:
    """Writes the parts of a file one after another and keeps their checksums."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.checksums: dict[str, str] = {}

    def __enter__(self) -> "PackageWriter":
        return self

    def __exit__(self, *failure: object) -> None:
        self._zip.close()  # while its file is open; without a manifest nobody takes it for whole

    def write(self, part: str, content: Iterable[bytes]) -> None:
        digest = hashlib.sha256()
        with self._zip.open(part, "w", force_zip64=True) as file:
            for piece in content:
                digest.update(piece)
                file.write(piece)
        self.checksums[part] = digest.hexdigest()

    def write_rows(self, label: str, rows: Iterable[Row]) -> int:
        """Write the rows of a model and return their number."""
        number = 0

        def lines() -> Iterator[bytes]:
            nonlocal number
            for row in rows:
                number += 1
                yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

        self.write(rows_part(label), lines())
        return number

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, which makes the file whole."""
        facts = {"format": FORMAT, "installation": settings.PUBLIC_URL, **manifest, "checksums": self.checksums}
        self._zip.writestr(MANIFEST, json.dumps(facts, ensure_ascii=False, indent=1))


_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError)
DAMAGED = "The file is damaged or not complete: export the conference again."


class Package:
    """A file that was opened; `check` must have passed before its rows are believed."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            manifest = json.loads(self._zip.read(MANIFEST))
        except _DAMAGE:
            raise TransferRefused("This is not the file of a conference that export_conference has written.") from None
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise TransferRefused("The file is of another version of the software: it cannot be read here.")
        self.manifest = manifest

    def check(self) -> None:
        """Refuse a file of another version, and one of which a part is missing, added or damaged."""
        _refuse_other_migrations(self.manifest.get("migrations"))
        checksums = self.manifest.get("checksums")
        names = [name for name in self._zip.namelist() if name != MANIFEST]
        if not isinstance(checksums, dict) or sorted(names) != sorted(checksums):
            raise TransferRefused(DAMAGED)
        for name, expected in checksums.items():
            digest = hashlib.sha256()
            for piece in self.pieces(name):
                digest.update(piece)
            if digest.hexdigest() != expected:
                raise TransferRefused(DAMAGED)

    @property
    def files(self) -> list[str]:
        return [part.removeprefix("files/") for part in self.manifest["checksums"] if part.startswith("files/")]

    def pieces(self, part: str) -> Iterator[bytes]:
        try:
            with self._zip.open(part) as file:
                while piece := file.read(CHUNK):
                    yield piece
        except _DAMAGE:
            raise TransferRefused(DAMAGED) from None

    def open(self, part: str) -> IO[bytes]:
        return self._zip.open(part)

    def shared(self) -> dict[str, dict[str, Any]]:
        return json.loads(self._zip.read(SHARED_ROWS))

    def rows(self, label: str) -> Iterator[Row]:
        with self._zip.open(rows_part(label)) as file:
            for line in file:
                key, values = json.loads(line)
                yield key, values


def _refuse_other_migrations(theirs: object) -> None:
    here = applied_migrations()
    if not isinstance(theirs, dict):
        raise TransferRefused(DAMAGED)
    for app in sorted(here.keys() | theirs.keys()):
        if here.get(app) != theirs.get(app):
            raise TransferRefused(
                f"The file was written by another version of the software: of “{app}” it has the migration "
                f"{theirs.get(app, 'none')}, this installation {here.get(app, 'none')}. Bring both installations to "
                "the same version, then export the conference again."
            )
