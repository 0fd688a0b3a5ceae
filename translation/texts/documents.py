"""The documents that are translated as a whole, and the order in which their texts read.

Each app describes the documents of its own rows in its `translation.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from translation.models import Text


class Place(NamedTuple):
    """A row with texts in its document. `mark` is its number as printed; `address` is the page that shows the text."""

    subject_type: str
    subject_id: int
    mark: str = ""
    address: str = ""
    group: str = ""  # what of the document it belongs to, such as a session: "session:12"


@dataclass(frozen=True)
class TextDocument:
    """A document that is translated as a whole.

    `kinds` are the labels of its models ("programme.session"). `places(conference)` yields its rows in the order in
    which they read, without those that it does not show; the conference is given by its key. `places_of(conference,
    texts)` yields those of some of its texts, where a document has a shorter way to them.
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
    """Registers a document; an app calls it once, when its translations are loaded."""
    _documents[document.key] = document


def all_documents() -> tuple[TextDocument, ...]:
    """Returns the documents in the order of their ranks."""
    return tuple(sorted(_documents.values(), key=lambda document: document.rank))


def find(key: str) -> TextDocument | None:
    """Returns the document of a key; None where there is none."""
    return _documents.get(key)


def places_of(key: str, conference: int, texts: list[Text]) -> dict[tuple[str, int], Place]:
    """Returns the places of the rows of some texts of a document: {(label of the model, key of the row): Place}."""
    document = find(key)
    if document is None or not texts:
        return {}
    found = document.places_of(conference, texts) if document.places_of else document.places(conference)
    rows = {(text.subject_type, text.subject_id) for text in texts}
    places = {(place.subject_type, place.subject_id): place for place in found}
    return {row: place for row, place in places.items() if row in rows}


def of_kind(label: str) -> str:
    """Returns the key of the document to which the rows of a model belong; `OTHER` where no document names it."""
    return next((document.key for document in _documents.values() if label in document.kinds), OTHER)
