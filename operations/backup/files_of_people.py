"""The media folder, with the photographs, statements and uploaded files of people: read whole, and replaced whole."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.conf import settings

from operations.backup.archive import ArchiveReader
from operations.backup.refusals import BackupRefused

RESTORING = ".restoring"  # within the folder, which may be a disk of its own


def media() -> Path:
    return Path(settings.MEDIA_ROOT)


def names() -> Iterator[str]:
    """Yields the files by their names in the folder."""
    for folder, folders, files in os.walk(media()):
        if RESTORING in folders:
            folders.remove(RESTORING)
        folders.sort()
        for name in sorted(files):
            path = Path(folder, name)
            if path.is_file():
                yield path.relative_to(media()).as_posix()


def unpack(reader: ArchiveReader) -> None:
    """Writes the files of a backup beside those that are there."""
    remove_unpacked()
    target = media() / RESTORING
    target.mkdir(mode=0o700, parents=True)
    for name in reader.manifest.files:
        parts = PurePosixPath(name).parts
        if ".." in parts or PurePosixPath(name).is_absolute():
            raise BackupRefused(f"It has a file outside of the folder of files: {name!r}.")
        path = target.joinpath(*parts)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in reader.pieces(f"media/{name}"):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())


def remove_unpacked() -> None:
    shutil.rmtree(media() / RESTORING, ignore_errors=True)


def replace_all() -> None:
    """Puts the unpacked files in the place of all others."""
    for path in media().iterdir():
        if path.name != RESTORING:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for path in (media() / RESTORING).iterdir():
        path.rename(media() / path.name)
    (media() / RESTORING).rmdir()
