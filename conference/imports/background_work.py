"""Large imports in the background: what the page would do, as the same person, and with the same checks once more.

The state of the file says whether it is done already, so that a job that is taken again after its worker died writes
nothing twice. An import that is interrupted leaves nothing behind, since it is one transaction.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from conference.archive.acts import refuse_archived
from conference.background_work.jobs import start
from conference.background_work.kind import Done, Progress
from conference.files.import_progress import ImportProgress
from conference.imports.apply import apply_import, confirmed_preview, refuse_imported
from conference.imports.kind import ImportKind, StaffRequest
from conference.imports.undo import confirmed_undo, undo_import
from conference.locking import lock
from conference.models import ImportFile, Job, User
from conference.models.import_file import ImportRefused
from conference.refusals import Refusal

FOLLOWS = "conference.preview_programme"  # who may open the page of background work


def import_in_background(
    kind: ImportKind, import_file: ImportFile, *, seen: str, choices: Any, by: User, at: datetime
) -> Job | None:
    """Start the import of a large file, or return the job that was started; None for one that is imported at once.

    Refusal says why it is not done, as the import itself would.
    """
    parsed = kind.parse(import_file)
    if not _is_for_a_job(kind.number_of_rows(parsed), by):
        return None
    if job := _started(import_file, by):
        return job
    refuse_imported(import_file)
    confirmed_preview(kind, import_file, parsed, seen=seen, by=by)
    kept = kind.kept_choices(choices)
    return _start(Job.Kind.IMPORT, import_file, by=by, at=at, seen=seen, choices=kept)


def undo_in_background(kind: ImportKind, import_file: ImportFile, *, seen: str, by: User, at: datetime) -> Job | None:
    """Start the undoing of a large import, or return the job that was started; None for one that is undone at once."""
    rows = import_file.rows.filter(subject_type__in=kind.counted)  # type: ignore[attr-defined]
    if not _is_for_a_job(rows.count(), by):
        return None
    if job := _started(import_file, by):
        return job
    confirmed_undo(kind, import_file, seen=seen, by=by)
    return _start(Job.Kind.IMPORT_UNDO, import_file, by=by, at=at, seen=seen)


def _is_for_a_job(rows: int, by: User) -> bool:
    return is_large(rows) and by.has_perm(FOLLOWS)


def is_large(rows: int) -> bool:
    """Whether an import of so many rows is done in the background."""
    return rows > settings.MOST_IMPORTED_AT_ONCE


def open_job(import_file: ImportFile) -> Job | None:
    """Return the job of a file that is not over."""
    jobs = Job.objects.open().filter(conference=import_file.conference_id, arguments__file=import_file.pk)
    return jobs.filter(kind__in=(Job.Kind.IMPORT, Job.Kind.IMPORT_UNDO)).first()


def _started(import_file: ImportFile, by: User) -> Job | None:
    """Return the job of a file that is not over; Refusal if it is of somebody else, whose page the user cannot open."""
    job = open_job(import_file)
    if job and job.by_id != by.pk:
        raise ImportRefused(_("A colleague has started this already; it is being done in the background."))
    return job


@transaction.atomic
def _start(kind: Job.Kind, import_file: ImportFile, *, by: User, at: datetime, **arguments: Any) -> Job:
    """Start a job unless somebody was faster."""
    lock(import_file.conference)
    return _started(import_file, by) or start(
        kind, import_file.conference, by=by, at=at, file=import_file.pk, **arguments
    )


class _OfFile:
    """What both kinds of job have: the file, and the pages that it is shown on."""

    permission = FOLLOWS  # those of the kind of file are asked for with the file

    def address(self, job: Job) -> str:
        import_file = _file_of(job)
        if import_file is None:
            return reverse("background-work:jobs", args=[job.conference.slug])
        return _kind_of(import_file).address("preview", import_file)

    def reached(self, job: Job) -> tuple[int, int] | None:
        import_file = _file_of(job)
        return ImportProgress(import_file).read() if import_file else None

    def _file(self, job: Job) -> tuple[ImportKind, ImportFile]:
        """Return a file with its kind, as its owner may still open it; Refusal if not."""
        refuse_archived(job.conference)
        import_file = _file_of(job)
        if import_file is None:
            raise Refusal(_("The file is no longer there."))
        kind, request = _kind_of(import_file), StaffRequest()
        request.user = job.by
        try:
            return kind, kind.file(request, job.conference.slug, import_file.pk)
        except Http404:
            raise Refusal(_("You may no longer do this.")) from None


class ApplyImport(_OfFile):
    """Imports a file as its preview showed it."""

    def run(self, job: Job, progress: Progress) -> Done:
        kind, import_file = self._file(job)
        if import_file.taken_at and not import_file.undone_at:
            return Done({"written": import_file.outcome["written"]})
        choices = kind.choices_from(job.arguments["choices"])
        with ImportProgress(import_file) as shown:

            def tell(done: int, total: int) -> None:
                progress(done, total)
                shown(done, total)

            facts = {"seen": job.arguments["seen"], "by": job.by, "at": timezone.now()}
            return Done({"written": apply_import(kind, import_file, choices=choices, on_progress=tell, **facts)})

    def told(self, job: Job) -> list[str]:
        import_file = _file_of(job)
        return [_kind_of(import_file).imported(job.outcome["written"])] if import_file else []


class UndoImport(_OfFile):
    """Undoes an import as its page showed it."""

    def run(self, job: Job, progress: Progress) -> Done:
        kind, import_file = self._file(job)
        if not import_file.undone_at:
            undo_import(kind, import_file, seen=job.arguments["seen"], by=job.by, at=timezone.now())
        return Done()

    def told(self, job: Job) -> list[str]:
        return [_("The import was undone.")]


def _file_of(job: Job) -> ImportFile | None:
    found = ImportFile.objects.filter(conference=job.conference, pk=job.arguments["file"])
    return found.select_related("conference").first()


def _kind_of(import_file: ImportFile) -> ImportKind:
    found: ImportKind = import_string(settings.IMPORT_KINDS[import_file.kind])
    return found
