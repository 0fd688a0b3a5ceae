"""How far the import of a file has come, kept outside the transaction that imports it.

It is a small file beside the imported one. On SQLite nobody else can write to the database during an import, and the
memory of one process is unknown to the others.
"""

from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from django.db.models.fields.files import FieldFile
from django.http import JsonResponse


class HasFile(Protocol):
    """A row with a file, such as each subclass of `conference.models.import_file.ImportFile`."""

    @property
    def file(self) -> FieldFile: ...


class ImportProgress:
    """The progress of an import: `with ImportProgress(upload) as progress: apply(..., on_progress=progress)`."""

    def __init__(self, upload: HasFile) -> None:
        self._path = Path(f"{upload.file.path}.progress")

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        self._path.write_text(f"{done} {total}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._path.unlink(missing_ok=True)

    def read(self) -> tuple[int, int] | None:
        """Return (done, total), or None if no import is running."""
        try:
            done, total = self._path.read_text().split()
        except (FileNotFoundError, ValueError):  # there is no file, or it is just being written
            return None
        return int(done), int(total)

    def answer(self) -> JsonResponse:
        """The response for the page that waits: {"done": number, "of": number}, both null if no import is running."""
        done, total = self.read() or (None, None)
        return JsonResponse({"done": done, "of": total})
