"""Files that are uploaded to be attached to letters. What they are is told by their content, not by their names."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from conference.files.uploads import name_of
from conference.locking import lock
from conference.models import AuditEntry, Conference, User
from conference.refusals import Refusal
from programme.models.correspondence import LetterFile

LARGEST = 10 * 1024 * 1024  # bytes
MOST = 30  # files of a conference
LONGEST_NAME = LetterFile._meta.get_field("name").max_length or 0
# What each ending of a name begins with; Office documents are zip archives.
_BEGINNINGS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}


@transaction.atomic
def keep_file(conference: Conference, upload: File, *, by: User, at: datetime) -> LetterFile:
    """Keep an uploaded file; Refusal says why it is not."""
    lock(conference)
    name = name_of(upload)
    content = upload.read(LARGEST + 1)
    for sentence in _faults(conference, name, content):
        raise Refusal(sentence)
    row = LetterFile(conference=conference, name=name, size=len(content), sha256=sha256(content).hexdigest())
    row.uploaded_at, row.uploaded_by = at, by
    upload.seek(0)
    row.file.save(name, upload, save=False)
    row.save()
    AuditEntry.objects.record(
        act=AuditEntry.Act.ADD_LETTER_FILE, subject=row, by=by, at=at, conference=conference, detail={"name": name}
    )
    return row


def _faults(conference: Conference, name: str, content: bytes) -> Iterator[str]:
    if not content:
        yield _("The file is empty.")
    if len(content) > LARGEST:
        yield _("The file is larger than %(most)d MB.") % {"most": LARGEST // 1024 // 1024}
    beginning = _BEGINNINGS.get(name.rpartition(".")[2].lower())
    if beginning is None or not content.startswith(beginning):
        yield _("Only PDF, Word, Excel and PowerPoint documents, PNG and JPEG pictures can be attached.")
    if len(name) > LONGEST_NAME:
        yield _("The name of the file is longer than %(most)d characters.") % {"most": LONGEST_NAME}
    if conference.letter_files.filter(name=name).exists():
        yield _("There is a file of this name already.")
    if conference.letter_files.count() >= MOST:
        yield _("There are %(most)d files already: remove one first.") % {"most": MOST}


@transaction.atomic
def remove_file(row: LetterFile, *, by: User, at: datetime) -> None:
    """Remove a file that goes with no letter; Refusal where one does."""
    lock(row.conference)
    if row.attachments.exists():
        raise Refusal(_("The file goes with letters that are on file: it stays."))
    AuditEntry.objects.record(
        act=AuditEntry.Act.REMOVE_LETTER_FILE,
        subject=row,
        by=by,
        at=at,
        conference=row.conference,
        detail={"name": row.name},
    )
    file, storage = row.file.name, row.file.storage
    row.delete()
    if file and not LetterFile.objects.filter(file=file).exists():
        transaction.on_commit(lambda: storage.delete(file))
