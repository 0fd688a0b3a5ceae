"""The warnings about the texts of 2012 that do not hold, dismissed once with the reasons that a reviser would give."""

from datetime import datetime

from conference.models import AuditEntry, Conference, DemonstrationAccount, DemonstrationConference, User
from translation.desk.warnings import WarnedText, warnings_of
from translation.models import Dismissal
from translation.texts.registry import model_of

# {(language, key of the warning): reason}
REASONS = {
    ("fr", "names:name=Qatar:wanted=Qatar"): "Le nom de la Fondation comporte l’adjectif « qatarienne ».",
    ("ru", "names:name=Qatar:wanted=Катар"): "В названии Фонда стоит прилагательное «Катарский».",
    ("zh-hans", "terms:missing:term=President’s Summary:wanted=主席摘要"): "标题中写明是大会主席的摘要。",
}


def dismiss_known_warnings(at: datetime) -> int:
    """Dismisses them once in each conference of the demonstration; returns how many.

    The accounts of the demonstration do it that stand for the revisers of each language.
    """
    accounts = DemonstrationAccount.objects.exclude(user=None).select_related("user")
    people = {account.name: account.user for account in accounts}
    marks = DemonstrationConference.objects.filter(warnings_dismissed_at=None)
    conferences = [mark.conference for mark in marks.select_related("conference")]
    marks.update(warnings_dismissed_at=at)
    return sum(
        _dismiss_in(conference, code, reviser, at)
        for code in sorted({code for code, _key in REASONS})
        if (reviser := people.get(f"reviser-{code}"))
        for conference in conferences
    )


def _dismiss_in(conference: Conference, code: str, reviser: User, at: datetime) -> int:
    number = 0
    for warned in warnings_of(conference, conference.texts.all(), code, reviser):
        for warning in warned.warnings:
            if reason := REASONS.get((code, warning.key)):
                _dismiss(conference, warned, code, warning.key, reason, reviser, at)
                number += 1
    return number


def _dismiss(
    conference: Conference, warned: WarnedText, code: str, key: str, reason: str, reviser: User, at: datetime
) -> None:
    text = warned.text
    Dismissal.objects.create(
        text=text, language=code, key=key, source_digest=text.source_digest, reason=reason, by=reviser, at=at
    )
    model = model_of(text.subject_type)
    row = model._base_manager.get(pk=text.subject_id) if model else text
    detail = {"field": text.field, "language": code, "warning": key, "reason": reason}
    # Loaded, as all of the demonstration: it is no act of a person.
    AuditEntry.objects.record(
        act=AuditEntry.Act.DISMISS_WARNING, subject=row, by=None, at=at, conference=conference, detail=detail
    )
