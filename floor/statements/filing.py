"""Statements: uploading one, linking it to an intervention, posting it after the session, withdrawing it."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from conference.languages import CODES
from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Refusal
from conference.uploaded_documents import format_of, public_copy
from floor.models import Intervention
from floor.models.record import Statement
from floor.statements import public_copies, texts, versions
from floor.statements.file_names import delegation_slug
from floor.statements.hours import accepts, is_late
from programme.models import Session
from speakers.models import Delegation

State = Intervention.State
MOST = 20  # of one delegation for one session: six languages, with room for corrections


def upload(
    session: Session,
    delegation: Delegation,
    file: UploadedFile,
    *,
    language: str,
    mark: str,
    at: datetime,
    version: str = Statement.Version.ORIGINAL,
    readers: str = Statement.Readers.AT_ONCE,
    text: Statement | None = None,
    by: User | None = None,
    intervention: Intervention | None = None,
) -> Statement:
    """Stores a statement, under embargo until it is delivered; `by` is None for the delegation itself.

    It is a text of its own, or a version of the same text as the statement `text`; there it replaces the one that is on
    file in its language. It belongs to the intervention that is named, else to the one for which the delegation waits
    or has the floor. Raises Refusal where it is not accepted.
    """
    _refuse_unknown(language=language, mark=mark, version=version, readers=readers)
    _refuse_there(session, delegation, text, at=at, by=by)
    found = format_of(file, uploader=("staff", by.pk) if by else ("delegation", delegation.pk))
    content = file.read()
    file.seek(0)
    reading = texts.read(content, found)
    copy = public_copy(content, found, public_copies.title_of(session, delegation, language))
    if intervention:
        _refuse_other(intervention, session, delegation)
    statement = Statement(
        session=session,
        delegation=delegation,
        intervention=intervention or _asked(session, delegation),
        format=found,
        size=file.size or 0,
        sha256=hashlib.sha256(content).hexdigest(),
        language=language,
        version=version,
        readers=readers,
        words=texts.length_of(reading.paragraphs, language),
        has_text_layer=reading.has_text_layer,
        mark=mark,
        uploaded_at=at,
        uploaded_by=by,
        is_late=is_late(session, at),
    )
    with transaction.atomic():
        if text:
            versions.join(statement, text, at=at)
        _store(statement, file, copy)
        statement.save()
        _enter(statement, AuditEntry.Act.UPLOAD_STATEMENT, by, at, **_as_version(statement))
    return statement


def _store(statement: Statement, file: UploadedFile, copy: bytes) -> None:
    """Gives both files names that nobody can guess; the name of the uploaded file is not kept."""
    for field, content in ((statement.file, file), (statement.public_file, ContentFile(copy))):
        field.save(f"{secrets.token_urlsafe(16)}.{statement.format}", content, save=False)


def _as_version(statement: Statement) -> dict[str, Any]:
    return {"revision": statement.revision} if statement.revision else {}


def _refuse_there(
    session: Session, delegation: Delegation, text: Statement | None, *, at: datetime, by: User | None
) -> None:
    """Refuses what does not fit the session, its hours or the text to which it is said to belong."""
    if delegation.conference_id != session.conference_id:
        raise Refusal(_("The delegation belongs to another conference."))
    if by is None and not accepts(session, at):
        raise Refusal(_("Statements are no longer accepted for this session; please contact the secretariat."))
    if text and (text.session_id, text.delegation_id) != (session.pk, delegation.pk):
        raise Refusal(_("The statement of which this is a version belongs to another session."))
    if session.statements.filter(delegation=delegation).count() >= MOST:
        raise Refusal(_("This delegation has uploaded too many statements; please contact the secretariat."))


def _refuse_unknown(*, language: str, mark: str, version: str, readers: str) -> None:
    if language not in CODES:
        raise Refusal(_("Choose one of the six official languages."))
    if mark not in Statement.Mark.values:
        raise Refusal(_("Choose “Check against delivery” or “Read out verbatim”."))
    if version not in Statement.Version.values:
        raise Refusal(_("Say whether this is the original or a courtesy translation."))
    if readers not in Statement.Readers.values:
        raise Refusal(_("Say who may read the statement before it is delivered."))


def receipt_number(statement: Statement) -> str:
    """Returns the number by which a delegation and the secretariat speak of an uploaded file, such as "qatar-3"."""
    before = Statement.objects.filter(delegation=statement.delegation_id, pk__lte=statement.pk)
    return f"{delegation_slug(statement.delegation)}-{before.count()}"


def _asked(session: Session, delegation: Delegation) -> Intervention | None:
    """Returns the intervention whose text this is; None where the delegation waits for itself and for a group too."""
    rows = session.interventions.filter(
        delegation=delegation, state__in=[State.WAITING, State.SPEAKING, State.INTERRUPTED]
    )
    found = list(rows.filter(kind=Intervention.Kind.INTERVENTION)[:2])
    return found[0] if len(found) == 1 else None


def _refuse_other(intervention: Intervention, session: Session, delegation: Delegation) -> None:
    if (intervention.session_id, intervention.delegation_id) != (session.pk, delegation.pk):
        raise Refusal(_("This intervention is of another delegation."))
    if intervention.state in (State.WITHDRAWN, State.CANCELLED, State.STRUCK):
        raise Refusal(_("This intervention is not on the record."))


@transaction.atomic
def link(statement: Statement, intervention: Intervention, *, by: User, at: datetime) -> None:
    """Links a statement, in all languages, to the intervention that it is the text of; then it is public with that."""
    _refuse_withdrawn(statement)
    _refuse_other(intervention, statement.session, statement.delegation)
    for version in versions.of_text(statement):
        version.intervention = intervention
        version.save(update_fields=["intervention"])
    statement.intervention = intervention
    _enter(statement, AuditEntry.Act.LINK_STATEMENT, by, at, intervention=intervention.pk)


@transaction.atomic
def post(statement: Statement, *, by: User, at: datetime) -> None:
    """Publishes the statement of a delegation that was not reached, after the session."""
    session = statement.session
    _refuse_withdrawn(statement)
    if not (session.ended_at or session.ends_at <= at):
        raise Refusal(_("A statement is posted after the session; until then it is under embargo."))
    if statement.posted_at:
        raise Refusal(_("The statement is posted already."))
    statement.posted_at = at
    statement.save(update_fields=["posted_at"])
    _enter(statement, AuditEntry.Act.PUBLISH_STATEMENT, by, at)


@transaction.atomic
def withdraw(statement: Statement, *, at: datetime, by: User | None = None) -> None:
    """Withdraws a statement; it stays on file, and its address answers as if it had never existed."""
    _refuse_withdrawn(statement)
    statement.withdrawn_at = at
    statement.save(update_fields=["withdrawn_at"])
    _enter(statement, AuditEntry.Act.WITHDRAW_STATEMENT, by, at)


def _refuse_withdrawn(statement: Statement) -> None:
    rows = Statement.objects.select_for_update().filter(pk=statement.pk)
    list(rows.values_list("pk"))  # of two who press at once, the second finds it withdrawn
    statement.refresh_from_db(fields=["withdrawn_at", "posted_at"])
    if statement.withdrawn_at:
        raise Refusal(_("The statement was withdrawn."))


def _enter(statement: Statement, act: AuditAct, by: User | None, at: datetime, **detail: Any) -> None:
    AuditEntry.objects.record(
        act=act,
        subject=statement,
        by=by,
        at=at,
        conference=statement.session.conference,
        detail={"session": statement.session.slug, "delegation": str(statement.delegation), **detail},
    )
