"""The documents of a conference as pages list them: those that were entered, and those that Rostrum makes itself.

All that is listed comes from the release. A version is a link where there is one; a language without one is said to be
missing. An address at which the Organization may have a document is no version.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from conference.languages import LANGUAGES, OfficialLanguage
from conference.models import Document, DocumentVersion
from programme.release.editions import ProgrammeEdition

Type, Kind = Document.Type, DocumentVersion.Kind
GROUPS = (
    (
        pgettext_lazy("documents", "Programme and lists"),
        (Type.PROVISIONAL_PROGRAMME, Type.PROGRAMME, Type.LIST_OF_SPEAKERS, Type.LIST_OF_PARTICIPANTS),
    ),
    (
        pgettext_lazy("documents", "Before the dialogue"),
        (Type.LETTER, Type.CONCEPT_NOTE, Type.BACKGROUND, Type.INFORMATION_NOTE),
    ),
    (pgettext_lazy("documents", "Resolutions"), (Type.RESOLUTION,)),
    (pgettext_lazy("documents", "Outcome"), (Type.SUMMARY,)),
    (pgettext_lazy("documents", "Statements and press releases"), (Type.STATEMENT, Type.PRESS_RELEASE)),
    (pgettext_lazy("documents", "Other documents"), (Type.OTHER,)),
)


@dataclass(frozen=True)
class ListedVersion:
    """A document in a language; without an address it is missing."""

    language: OfficialLanguage
    address: str = ""
    format: str = ""
    size: int = 0
    sha256: str = ""
    kind: str = Kind.OFFICIAL.value
    is_original: bool = False

    @property
    def format_in_words(self) -> str:
        return str(DocumentVersion.Format(self.format).label) if self.format else ""

    @property
    def kind_in_words(self) -> str:
        """What a reader has to know of it; nothing of an official version."""
        return "" if self.kind == Kind.OFFICIAL else str(Kind(self.kind).label)


@dataclass(frozen=True)
class ListedDocument:
    """A document in a list. `title` is a text in six languages, or words of the page's language for what Rostrum makes.

    `rows` are its versions, in a row for each format where every language has several.
    """

    key: int | str
    type: str
    title: Any
    symbol: str = ""
    description: Any = None
    address: str = ""
    status: str = Document.Status.FINAL.value
    dated_on: date | None = None
    posted_on: date | None = None
    revision: int | None = None
    released_at: datetime | None = None
    supersedes: dict[str, Any] | None = None
    superseded_by: dict[str, Any] | None = None
    rows: list[tuple[str, list[ListedVersion]]] = field(default_factory=list)

    @property
    def is_made_here(self) -> bool:
        return isinstance(self.title, str | Promise)

    @property
    def type_in_words(self) -> str:
        return str(Type(self.type).label)

    @property
    def status_in_words(self) -> str:
        """What a reader has to know of it; nothing of a final document."""
        return "" if self.status == Document.Status.FINAL else str(Document.Status(self.status).label)

    @property
    def versions(self) -> list[ListedVersion]:
        """All versions that there are."""
        return [version for _label, row in self.rows for version in row if version.address]


def documents_by_group(edition: ProgrammeEdition) -> list[tuple[Promise | str, list[ListedDocument]]]:
    """Return the documents by group, in the order of the groups and of their types: [(heading, [document])]."""
    found = listed_documents(edition)
    groups = [
        (heading, [document for kind in types for document in found if document.type == kind])
        for heading, types in GROUPS
    ]
    return [(heading, documents) for heading, documents in groups if documents]


def listed_documents(edition: ProgrammeEdition) -> list[ListedDocument]:
    """Return the documents: those that Rostrum makes, then those that were entered, in the order of the secretariat."""
    return [*_made_here(edition), *(_listed(edition, row) for row in edition.programme.documents)]


def documents_of_session(edition: ProgrammeEdition, slug: str) -> list[ListedDocument]:
    """Return the documents that were entered for a session."""
    return [_listed(edition, row) for row in edition.programme.documents if slug in row["sessions"]]


def _made_here(edition: ProgrammeEdition) -> list[ListedDocument]:
    at = edition.release.released_at.astimezone(edition.programme.zone) if edition.release else None
    revision = edition.release.number if edition.release else None

    def paper(key: str, title: Promise | str, name: str, page: str) -> ListedDocument:
        made = {"address": edition.url(page), "revision": revision, "released_at": at}
        return ListedDocument(key, key, title, rows=_papers(edition, name), **made)  # type: ignore[arg-type]

    found = [
        paper(Type.PROGRAMME.value, _("Programme"), "programme-document", "programme"),
        paper(Type.LIST_OF_SPEAKERS.value, _("List of speakers"), "speakers-document", "list-of-speakers"),
    ]
    if edition.programme.conference.get("practical"):
        title = _("Information note for participants")
        found.append(paper(Type.INFORMATION_NOTE.value, title, "information-note", "practical-information"))
    return [*found, *_summary(edition)]


def _papers(edition: ProgrammeEdition, name: str) -> list[tuple[str, list[ListedVersion]]]:
    rows = []
    for each in DocumentVersion.Format:
        versions = []
        for language in LANGUAGES:
            with override(language.code):
                versions.append(ListedVersion(language, edition.url(name, each.value), each.value))
        rows.append((str(each.label), versions))
    return rows


def _summary(edition: ProgrammeEdition) -> list[ListedDocument]:
    if not edition.summaries:
        return []
    at = edition.summaries[0].released_at.astimezone(edition.programme.zone)
    revision = edition.summaries[0].number
    return [ListedDocument("summary", Type.SUMMARY, _("President’s Summary"), revision=revision, released_at=at)]


def _listed(edition: ProgrammeEdition, row: dict[str, Any]) -> ListedDocument:
    later = next((each for each in edition.programme.documents if each["supersedes"] == row["id"]), None)
    return ListedDocument(
        row["id"],
        row["type"],
        row["title"],
        symbol=row["symbol"],
        description=row["description"],
        address="" if "{language}" in row["url"] else row["url"],
        status=row["status"],
        dated_on=_day(row["dated_on"]),
        posted_on=_day(row["posted_on"]),
        supersedes=edition.programme.document(row["supersedes"]) if row["supersedes"] else None,
        superseded_by=later,
        rows=_versions(edition, row),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _versions(edition: ProgrammeEdition, row: dict[str, Any]) -> list[tuple[str, list[ListedVersion]]]:
    """Return the versions in the order of the languages, with those that are missing; none where there is no version.

    An address that has the language in it leads to each language that has no version of its own.
    """
    by_language = {version["language"]: version for version in row["versions"]}
    has_pattern = "{language}" in row["url"]
    if not by_language and not has_pattern:
        return []
    found = []
    for language in LANGUAGES:
        pattern = row["url"].replace("{language}", language.exchange) if has_pattern else ""
        is_original = language.code == row["original"]
        version = by_language.get(language.code)
        address = _address(edition, row["id"], version) if version else pattern
        facts = {name: version[name] for name in ("format", "size", "sha256", "kind")} if version else {}
        found.append(ListedVersion(language, address, is_original=is_original, **facts))
    return [("", found)]


def _address(edition: ProgrammeEdition, key: int, version: dict[str, Any]) -> str:
    if version["file"]:
        return edition.url("document-file", key, version["language"], version["format"])
    return str(version["url"])
