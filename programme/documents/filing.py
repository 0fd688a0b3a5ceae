"""Keeping the files of documents: each is inspected, and the copy that is kept tells nothing of who wrote it."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import override

from conference.files.uploads import name_of
from conference.languages import official, texts
from conference.locking import lock
from conference.models import AuditAct, AuditEntry, Conference, Document, DocumentVersion, Release, User
from conference.models.document import type_of
from conference.templatetags.languages import in_language
from conference.uploaded_documents import format_of, public_copy
from programme.documents.file_names import NameOfFile, read_name
from programme.release.documents import files_of

FACTS = ("format", "size", "sha256")  # the columns that tell of a file


@dataclass(frozen=True)
class InspectedFile:
    """The copy of an uploaded file as it is kept and given to the public, with what is told of it."""

    content: ContentFile  # type: ignore[type-arg]
    format: str
    size: int
    sha256: str

    def tell(self, version: DocumentVersion) -> None:
        """Write what is told of the file, which is no address then, to a version that is not saved yet."""
        version.format, version.size, version.sha256, version.url = self.format, self.size, self.sha256, ""


def inspected(upload: UploadedFile, title: str, by: Hashable = None) -> InspectedFile:
    """Return the copy of an uploaded file with this title; Refusal says what is wrong with the file."""
    found = format_of(upload, uploader=("documents", by) if by else None)
    copy = public_copy(upload.read(), found, title)
    upload.seek(0)
    return InspectedFile(ContentFile(copy, name=f"document.{found}"), found, len(copy), sha256(copy).hexdigest())


def title_in(document: Document, code: str) -> str:
    """Return the title of a document for readers of a language, with its symbol."""
    with override(code):
        title = in_language(texts(document, "title"), document.conference.original_language)[0]
    return f"{document.symbol} {title}".strip()


@dataclass(frozen=True)
class Uploaded:
    """What became of an uploaded file."""

    version: DocumentVersion
    is_new_document: bool
    replaced: bool


@transaction.atomic
def keep(
    conference: Conference,
    upload: UploadedFile,
    *,
    document: Document | None,
    type: str,
    language: str,
    by: User,
    at: datetime,
) -> Uploaded:
    """Keep a file as the version of a document in a language; what is there in that language is replaced.

    Without a document it is that of the symbol or the title that the name of the file tells, else a new one of the
    type. `language` is that of files whose names tell none. Refusal says why a file is not kept.
    """
    lock(conference)
    name = read_name(name_of(upload))
    code = name.language or language
    known = document or _known(conference, name)
    target = known or _new(conference, name, type, at)
    found = inspected(upload, title_in(target, code), by.pk)
    if known is None:
        target.save()
        _enter(AuditEntry.Act.ADD, target, by, at, conference, {"title": [None, target.title]})
    version = target.versions.filter(language=code).first() or DocumentVersion(document=target, language=code)
    replaced = version.file.name if version.pk else ""
    is_new = version.pk is None
    found.tell(version)
    version.file.save(found.content.name or "", found.content, save=False)
    version.save()
    act = AuditEntry.Act.ADD if is_new else AuditEntry.Act.CHANGE
    _enter(act, version, by, at, conference, {"file": [replaced or None, version.file.name]})
    remove_unused(conference, [replaced or ""])
    return Uploaded(version, known is None, not is_new)


def _known(conference: Conference, name: NameOfFile) -> Document | None:
    if name.symbol:
        return conference.documents.filter(symbol=name.symbol).first()
    column = f"title_{official(conference.original_language).suffix}"
    return conference.documents.filter(**{f"{column}__iexact": name.title}).first()


def _new(conference: Conference, name: NameOfFile, type: str, at: datetime) -> Document:
    last = conference.documents.aggregate(last=Max("position"))["last"]
    title = name.symbol or name.title
    return Document(
        conference=conference,
        type=Document.Type.RESOLUTION if type_of(name.symbol) == Document.Type.RESOLUTION else type,
        symbol=name.symbol,
        posted_on=at.astimezone(conference.zone).date(),
        position=0 if last is None else last + 1,
        **{f"title_{official(conference.original_language).suffix}": title},
    )


def _enter(
    act: AuditAct,
    row: Document | DocumentVersion,
    by: User,
    at: datetime,
    conference: Conference,
    detail: dict[str, object],
) -> None:
    AuditEntry.objects.record(act=act, subject=row, by=by, at=at, conference=conference, detail=detail)


def remove_unused(conference: Conference, names: Iterable[str]) -> None:
    """Delete files, once the transaction ends, that no version has any more and that no release shows."""
    left = {name for name in names if name}
    left -= set(DocumentVersion.objects.filter(file__in=left).values_list("file", flat=True))
    released = Release.objects.filter(conference=conference, matter=Release.Matter.PROGRAMME)
    for content in released.values_list("content", flat=True).iterator() if left else ():
        left -= files_of(content)
    for name in left:
        transaction.on_commit(partial(default_storage.delete, name))
