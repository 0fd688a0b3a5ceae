"""The file of a backup: a ZIP archive with a part for each table, each file of people, the secret key and the manifest.

It is written under another name and takes its own when it is whole, so that a broken one never looks like a backup.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from operations.backup.manifest import NAME, Manifest, Part, TableEntry, read_manifest
from operations.backup.refusals import BackupRefused

SECRET_KEY = "secret-key"
UNFINISHED = ".part"
PIECE = 1024 * 1024
PACKED = {".jpg", ".jpeg", ".png", ".webp", ".pdf", ".docx", ".xlsx", ".zip"}  # compressed already


class ArchiveWriter:
    """Writes the parts of a backup one after the other, and notes of each its size and checksum."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.parts: dict[str, Part] = {}

    def rows(self, name: str, found: Iterable[list[Any]]) -> int:
        """Writes the rows of a table, a line each; returns how many."""
        number = 0
        with self._part(f"tables/{name}.jsonl") as write:
            for row in found:
                write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                number += 1
        return number

    def file(self, name: str, path: Path) -> None:
        """Writes a file of people under its name; FileNotFoundError if it has gone."""
        with path.open("rb") as file, self._part(f"media/{name}", path.suffix.lower() in PACKED) as write:
            while piece := file.read(PIECE):
                write(piece)

    def secret_key(self, key: str) -> None:
        with self._part(SECRET_KEY) as write:
            write(key.encode())

    def manifest(self, manifest: Manifest) -> None:
        """Writes the last part, which names all others."""
        manifest.parts = dict(self.parts)
        with self._part(NAME) as write:
            write(manifest.as_json())

    @contextmanager
    def _part(self, name: str, is_packed: bool = False) -> Iterator[Callable[[bytes], None]]:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(entry, "w", force_zip64=True) as out:

            def write(piece: bytes) -> None:
                nonlocal size
                out.write(piece)
                digest.update(piece)
                size += len(piece)

            yield write
        self.parts[name] = Part(size, digest.hexdigest())


@contextmanager
def new_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Yields a writer of a file that only its owner can read, and that gets its name when the `with` ends well."""
    unfinished = path.with_name(f"{path.name}{UNFINISHED}")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                yield ArchiveWriter(archive)
            file.flush()
            os.fsync(file.fileno())
        verify(unfinished)
        unfinished.replace(path)
        sync(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Waits until the disk knows which names the folder has."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class ArchiveReader:
    """An open backup. What is read is compared with the manifest."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        try:
            self.manifest: Manifest = read_manifest(archive.read(NAME))
        except KeyError:
            raise BackupRefused("It has no manifest of a backup of Rostrum.") from None

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yields a part piece by piece; BackupRefused at its end where it is not what was written."""
        part, digest, size = self.manifest.parts[name], hashlib.sha256(), 0
        with self._archive.open(name) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                yield piece
        if (size, digest.hexdigest()) != (part.size, part.sha256):
            raise BackupRefused(f"Its part {name} is damaged.")

    def rows(self, name: str) -> Iterator[list[Any]]:
        with self._archive.open(f"tables/{name}.jsonl") as lines:
            for line in lines:
                yield json.loads(line)

    def check(self) -> None:
        """Reads everything; BackupRefused names the first part that is damaged or missing."""
        names = self._archive.namelist()
        if len(names) != len(set(names)) or set(names) != {NAME, *self.manifest.parts}:
            raise BackupRefused("It has other parts than its manifest names.")
        if {f"tables/{name}.jsonl" for name in self.manifest.tables} - set(names):
            raise BackupRefused("It lacks a table that its manifest names.")
        for name in self.manifest.parts:
            for _piece in self.pieces(name):
                pass
        for name, table in self.manifest.tables.items():
            self._check_table(name, table)

    def _check_table(self, name: str, table: TableEntry) -> None:
        number = 0
        for row in self.rows(name):
            number += 1
            if len(row) != len(table.columns):
                raise BackupRefused(f"Row {number} of the table {name} has not one value for each column.")
        if number != table.rows:
            raise BackupRefused(f"The table {name} has {number} rows and should have {table.rows}.")


@contextmanager
def opened(path: Path) -> Iterator[ArchiveReader]:
    """Yields a reader; BackupRefused where the file cannot be read or is no backup."""
    try:
        file: IO[bytes] = path.open("rb")
    except OSError as error:
        raise BackupRefused(f"It cannot be read: {error.strerror}.") from None
    with file:
        try:
            with zipfile.ZipFile(file) as archive:
                yield ArchiveReader(archive)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, json.JSONDecodeError):
            raise BackupRefused("It is damaged or no backup.") from None


def verify(path: Path) -> Manifest:
    """Reads a backup from its first to its last byte; returns its manifest, or BackupRefused says what is wrong."""
    with opened(path) as reader:
        reader.check()
        return reader.manifest
