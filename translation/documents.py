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
    """A document that is translated as a whole.

    `kinds` are the rows of which it consists ("programme.session"); `places(conference)` gives them in the order in
    which they read, and leaves out those that it does not show.
    """

    key: str
    name: str
    kinds: tuple
    places: Callable[[object], Iterable[Place]]


_documents = {}
OTHER = "other"  # the document of rows that no document names


def add(document):
    _documents[document.key] = document


def all_documents():
    return tuple(_documents.values())


def find(key):
    return _documents.get(key)


def of_kind(label):
    """The key of the document to which rows of a kind belong."""
    return next((document.key for document in _documents.values() if label in document.kinds), OTHER)
