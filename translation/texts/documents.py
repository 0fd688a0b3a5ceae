"""The documents that are translated as a whole, and the order in which their texts read.

Each app describes the documents of its own rows in its `translation.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.utils.functional import Promise

from conference.roles import HasPermissions
from translation.models import Text


class Place(NamedTuple):
    """A row with texts in its document. `number` returns its number as a language prints it, by the language's code.

    `address` is the page that shows the text.
    """

    subject_type: str
    subject_id: int
    number: Callable[[str], str] | None = None
    address: str = ""
    group: str = ""  # what of the document it belongs to, such as a session: "session:12"
    depth: int = 0  # of a part of a paragraph, and of a part of such a part

    def mark(self, code: str) -> str:
        """Returns the number as a language prints it; "" for what has none."""
        return self.number(code) if self.number else ""


class DocumentAccess(NamedTuple):
    """What a user may do with a document of a conference beyond its texts in the user's own languages."""

    reads: bool = False  # its translations into every language
    written_at: str = ""  # the page on which the document is written, for those who may see it
    withdrawn: str = ""  # why the user, who has translated it, cannot read it at present; a sentence


class AccessRule(Protocol):
    """Returns what a user may do with the document of a conference, which is given by its key."""

    def __call__(self, user: HasPermissions, conference: int, /) -> DocumentAccess: ...


@dataclass(frozen=True)
class TextDocument:
    """A document that is translated as a whole.

    `kinds` are the labels of its models ("programme.session"). `places(conference)` yields its rows in the order in
    which they read, without those that it does not show; the conference is given by its key. `places_of(conference,
    texts)` yields those of some of its texts, where a document has a shorter way to them. `access` says who reads it
    beyond the translators of a language; `hint` is what its translators are told about writing it.
    """

    key: str
    name: str | Promise
    kinds: tuple[str, ...]
    places: Callable[[int], Iterable[Place]]
    places_of: Callable[[int, list[Text]], Iterable[Place]] | None = None
    rank: int = 0  # its place among the documents
    on_a_page: int = 50  # texts that a page of the desk shows
    hint: str | Promise = ""
    access: AccessRule | None = None


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


def access_to(key: str, user: HasPermissions, conference: int) -> DocumentAccess:
    """Returns what a user may do with a document of a conference beyond the texts in the user's own languages."""
    document = find(key)
    return document.access(user, conference) if document and document.access else DocumentAccess()


def accesses_of(user: HasPermissions, conference: int) -> dict[str, DocumentAccess]:
    """Returns what a user may do with each document of a conference beyond the own languages, in their order."""
    return {document.key: access_to(document.key, user, conference) for document in all_documents()}


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
