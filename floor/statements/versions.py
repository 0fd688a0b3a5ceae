"""The versions of one text: in several languages, of which one may be the original, each with its revisions."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from conference.locking import lock_all
from conference.refusals import Conflict, Refusal
from floor.models import Intervention
from floor.models.record import Statement, StatementQuerySet


def of_text(statement: Statement) -> StatementQuerySet:
    """Returns the current statements of the same text, the original first."""
    return Statement.objects.current().filter(text_key=statement.text_key).order_by("-version", "uploaded_at", "pk")


def join(statement: Statement, text: Statement, *, at: datetime) -> None:
    """Makes a new statement a version of the text of another; the one in its language it replaces, and is what it was.

    Within a transaction. It belongs to the same intervention, and is under embargo or public as the others are.
    """
    lock_all(Statement.objects.filter(text_key=text.text_key))
    others = list(of_text(text))
    if text.pk not in {other.pk for other in others}:
        raise Conflict(_("The statement of which this is a version was withdrawn or replaced; choose again."))
    delivered = delivered_in(text)
    for former in [other for other in others if other.language == statement.language]:
        Statement.objects.filter(pk=former.pk).update(replaced_at=at)
        statement.version = former.version
    elsewhere = {other.version for other in others if other.language != statement.language}
    if statement.version == Statement.Version.ORIGINAL and statement.version in elsewhere:
        raise Refusal(
            _("The original of this statement is in another language; mark this one as a courtesy translation.")
        )
    statement.text_key = text.text_key
    statement.posted_at = text.posted_at
    statement.intervention = delivered or text.intervention or statement.intervention
    statement.revision = _next_revision(statement)


def _next_revision(statement: Statement) -> int:
    """Returns the number after that of each statement that was ever on file in this language."""
    before = Statement.objects.filter(text_key=statement.text_key, language=statement.language)
    last = before.aggregate(last=Max("revision"))["last"]
    return 0 if last is None else last + 1


def delivered_in(statement: Statement) -> Intervention | None:
    """Returns the concluded intervention with which a statement became public; None under embargo or if posted."""
    if not Statement.objects.public().filter(pk=statement.pk).exists():
        return None
    if statement.intervention and statement.intervention.state == Intervention.State.CONCLUDED:
        return statement.intervention
    return (
        Intervention.objects.filter(
            session=statement.session_id,
            delegation=statement.delegation_id,
            kind=Intervention.Kind.INTERVENTION,
            state=Intervention.State.CONCLUDED,
            concluded_at__gte=statement.uploaded_at,
        )
        .order_by("concluded_at", "pk")
        .first()
    )
