"""In which order texts are read, and what they belong to: each app says so of its own rows, in its `translation.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from translation.models import Text


class Place(NamedTuple):
    """A row with texts in its document. `mark` is its number as printed; `address` shows the text in a preview."""

    subject_type: str
    subject_id: int
    mark: str = ""
    address: str = ""
    group: str = ""  # what of the document it belongs to, such as a session: "session:12"


@dataclass(frozen=True)
class TextDocument:
    """A document that is translated as a whole.

    `kinds` are the rows of which it consists ("programme.session"); `places(conference)` gives them in the order in
    which they read, and leaves out those that it does not show. `places_of(conference, texts)` gives those of some of
    its texts alone, where a document has a shorter way to them.
    """

    key: str
    name: str | Promise
    kinds: tuple[str, ...]
    places: Callable[[int], Iterable[Place]]
    places_of: Callable[[int, list[Text]], Iterable[Place]] | None = None
    rank: int = 0  # its place among the documents


_documents: dict[str, TextDocument] = {}
OTHER = "other"  # the document of rows that no document names


def add(document: TextDocument) -> None:
    _documents[document.key] = document


def all_documents() -> tuple[TextDocument, ...]:
    return tuple(sorted(_documents.values(), key=lambda document: document.rank))


def find(key: str) -> TextDocument | None:
    return _documents.get(key)


def places_of(key: str, conference: int, texts: list[Text]) -> dict[tuple[str, int], Place]:
    """Where the rows of some texts of a document stand: {(kind of object, its number): Place}."""
    document = find(key)
    if document is None or not texts:
        return {}
    found = document.places_of(conference, texts) if document.places_of else document.places(conference)
    rows = {(text.subject_type, text.subject_id) for text in texts}
    places = {(place.subject_type, place.subject_id): place for place in found}
    return {row: place for row, place in places.items() if row in rows}


def of_kind(label: str) -> str:
    """The key of the document to which rows of a kind belong."""
    return next((document.key for document in _documents.values() if label in document.kinds), OTHER)
