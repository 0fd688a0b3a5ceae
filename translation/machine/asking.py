"""Asking a machine for a translation: only when a person presses for it, and told in the audit trail without the words.

What comes back is shown and stored nowhere; a person puts it into the field, or leaves it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from conference.fields import fit_for_xml, is_blank
from conference.models import AuditEntry, User
from conference.refusals import Refusal
from translation.machine.providers import Provider
from translation.machine.withheld import why_not
from translation.models import Text
from translation.texts.registry import text_of


@dataclass(frozen=True)
class MachineSuggestion:
    """What a machine made of a text, and the name of its server."""

    words: str
    provider: str


def ask(provider: Provider, text: Text, row: Model, code: str, *, by: User, at: datetime) -> MachineSuggestion:
    """Returns what a provider makes of the source of a text; raises Refusal where it is not asked, or does not answer.

    That it is asked is entered in the trail before anything is sent. No lock is held while it answers.
    """
    source = text_of(row, text.field, text.source_language)
    if reason := why_not(by, text.conference, row, code, source):
        raise Refusal(reason)
    lines = source.split("\n")
    sent = [line for line in lines if not is_blank(line)]
    if not sent:
        raise Refusal(_("There is nothing to translate."))
    with transaction.atomic():
        AuditEntry.objects.record(
            act=AuditEntry.Act.ASK_MACHINE,
            subject=row,
            by=by,
            at=at,
            conference=text.conference,
            detail={"field": text.field, "language": code, "provider": provider.name, "characters": len(source)},
        )
    found = iter(provider.translate(sent, text.source_language, code))
    words = "\n".join("" if is_blank(line) else " ".join(fit_for_xml(next(found)).split()) for line in lines)
    return MachineSuggestion(words, provider.name)


def last_asked(text: Text, code: str) -> AuditEntry | None:
    """Returns the entry of the trail about the last time that a machine was asked for a translation of a text."""
    entries = AuditEntry.objects.filter(
        act=AuditEntry.Act.ASK_MACHINE,
        subject_type=text.subject_type,
        subject_id=str(text.subject_id),
        detail__field=text.field,
        detail__language=code,
    )
    return entries.select_related("by").order_by("-pk").first()
