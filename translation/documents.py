"""In which order texts are read, and what they belong to: each app says so of its own rows, in its `translation.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A row with texts in its document. `mark` is its number as printed; `address` shows the text in a preview."""

    subject_type: str
    subject_id: int
    mark: str = ""
    address: str = ""
    group: str = ""  # what of the document it belongs to, such as a session: "session:12"


@dataclass(frozen=True)
class Document:
    """A document that is translated as a whole. `places(conference)` gives its rows in the order in which they read."""

    key: str
    name: str
    places: Callable[[object], Iterable[Place]]


_documents = {}
OTHER = "other"  # the document of rows that no document names


def add(document):
    _documents[document.key] = document


def all_documents():
    return tuple(_documents.values())


def find(key):
    return _documents.get(key)
