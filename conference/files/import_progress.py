"""How far the taking of a file has come, told beside the transaction that takes it and seen by no other.

It is a small file beside the one that is taken: on SQLite nobody else can write to the database meanwhile, and a memory
of one process is unknown to the others.
"""

from pathlib import Path

from django.http import JsonResponse


class Progress:
    """The progress of a file (a row with a `file`): `with Progress(delivery) as told: take(..., on_progress=told)`."""

    def __init__(self, delivery):
        self._path = Path(f"{delivery.file.path}.progress")

    def __enter__(self):
        return self

    def __call__(self, done, total):
        self._path.write_text(f"{done} {total}")

    def __exit__(self, *error):
        self._path.unlink(missing_ok=True)

    def read(self):
        """(done, total), or None where nothing is being taken."""
        try:
            done, total = self._path.read_text().split()
        except (FileNotFoundError, ValueError):  # none, or one that is just being written
            return None
        return int(done), int(total)

    def answer(self):
        """For the page that waits: {"done": number, "of": number}, both null where nothing is being taken."""
        done, total = self.read() or (None, None)
        return JsonResponse({"done": done, "of": total})
