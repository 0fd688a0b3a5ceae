"""Suggesting other words for a paragraph while the Office of the President has the text, and deciding on them.

The Office suggests; it may still amend the text itself. The drafters decide, while the Office has the text and after it
has returned it, and so may the Office while it has it, but nobody decides on a suggestion of their own. Whoever made
one may withdraw it. The administrator, who gives the roles, neither suggests nor decides while the Office has the text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import changed_since
from conference.fields import validate_characters
from conference.languages.lists import in_sentences
from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Conflict, Overtaken, Refusal
from conference.roles import clears
from summary.models import REMOVED, Paragraph, Suggestion, Summary
from summary.suggestions.changes import applied, changes
from summary.suggestions.reading import SuggestionReading, read, readings_of, shown_in
from summary.text.writing import digest, fit, lock, replace_text, touch
from translation.models import Version
from translation.texts.registry import text_of

Outcome = Suggestion.Outcome
LONGEST_REASON = Suggestion._meta.get_field("reason").max_length or 0


def suggests(summary: Summary, user: User | AnonymousUser) -> bool:
    """Whether the user may suggest other words at the present stage."""
    return summary.stage == Summary.Stage.WITH_PRESIDENT and clears(user)


def decides(summary: Summary, user: User | AnonymousUser) -> bool:
    """Whether the user may accept and refuse what others suggest, at the present stage."""
    drafts = user.has_perm("summary.draft_summary")
    if summary.stage == Summary.Stage.WITH_PRESIDENT:
        return clears(user) or (drafts and not user.is_superuser)
    return summary.stage == Summary.Stage.DRAFT and drafts


def own_suggestion(paragraph: Paragraph, user: User) -> Suggestion | None:
    """Returns the open suggestion that a person is still writing."""
    return paragraph.suggestions.filter(by=user, outcome=Outcome.OPEN).order_by("at", "pk").last()


def suggest(
    paragraph: Paragraph, text: str, base_version: str, *, reason: str = "", by: User, at: datetime
) -> tuple[str, Suggestion | None]:
    """Keeps what the person would have stand in a paragraph; returns the text, and the suggestion where there is one.

    Until somebody decides, one goes on writing the same suggestion; with the words of the paragraph it is withdrawn.
    `base_version` is the digest of the text that the writing started from. Raises Refusal, and Overtaken where that
    text has changed since.
    """
    text, reason = fit(paragraph, "text", text), _reason(reason)
    if not text:
        raise Refusal(_("Leave some words here. That a paragraph should go, say in a comment."))
    with _deciding(paragraph) as summary:
        if not suggests(summary, by):
            raise Refusal(_("Suggestions are made by the President’s office while it has the text."))
        if paragraph.removed_at or paragraph.section.removed_at:
            raise Refusal(REMOVED)
        own, current = own_suggestion(paragraph, by), text_of(paragraph, "text", summary.original_language)
        before = own.text if own else current
        if base_version != digest(before) and text != before:
            words = _("The text has changed in the meantime.")
            raise Overtaken(words, current=before, own=text)
        if own is None and text == current:
            return text, None
        if own is None:
            own = Suggestion(paragraph=paragraph, language=summary.original_language, base_text=current, by=by, at=at)
            _record(AuditEntry.Act.SUGGEST_WORDS, own, summary, by=by, at=at)
        own.text, own.reason, own.at = text, reason, at
        if text == own.base_text:
            _decide(own, Outcome.WITHDRAWN, summary, by=by, at=at)
        own.save()
    return text, own


def withdraw(suggestion: Suggestion, *, by: User, at: datetime) -> None:
    """Takes back a suggestion of one's own; raises Refusal where it is decided or another person's."""
    with _deciding(suggestion.paragraph) as summary:
        _refuse_decided(suggestion)
        if suggestion.by_id != by.pk:
            raise Refusal(_("Only the person who made a suggestion can withdraw it."))
        _decide(suggestion, Outcome.WITHDRAWN, summary, by=by, at=at)
        suggestion.save()


def accept(suggestion: Suggestion, *, seen: str | None, change: int | None = None, by: User, at: datetime) -> None:
    """Writes what was suggested into the paragraph, as a version of the person who accepts it.

    `change` is the place of a single change among those that the page with the token `seen` showed; the others stay
    open. Raises Refusal, and Conflict where the words have changed since.
    """
    with _deciding(suggestion.paragraph) as summary:
        reading = _to_decide(suggestion, summary, seen, by)
        if change is not None:
            reading = _single(reading, change, is_accepted=True)
        _accept(reading, summary, by=by, at=at)


def refuse(
    suggestion: Suggestion,
    *,
    seen: str | None,
    change: int | None = None,
    answer: str = "",
    by: User,
    at: datetime,
) -> None:
    """Leaves the paragraph as it is; the suggestion, or the single change, stays on file with the answer."""
    answer = _reason(answer)
    with _deciding(suggestion.paragraph) as summary:
        reading = _to_decide(suggestion, summary, seen, by)
        if change is not None:
            reading = _single(reading, change, is_accepted=False)
        _refuse(reading.suggestion, summary, answer, by=by, at=at)


def decide_all(
    summary: Summary, *, accepts: bool, paragraph: Paragraph | None = None, seen: str | None, by: User, at: datetime
) -> int:
    """Accepts or refuses all suggestions of the document, or of a paragraph, and returns how many.

    What does not fit the text stays open when the others are accepted, and so do the person's own. Raises Conflict
    where the page with the token `seen` did not show exactly these.
    """
    with transaction.atomic():
        locked = lock(summary)
        if not decides(locked, by):
            raise Refusal(_("You cannot decide on suggestions at present."))
        readings = readings_of(locked, by, paragraph=paragraph)
        shown_in(readings, locked).confirm(seen, Conflict(changed_since()))
        theirs = [each for each in readings if each.suggestion.by_id != by.pk]
        if accepts:
            theirs = [each for each in theirs if each.is_whole]
        if not theirs:
            raise Refusal(_("There is no suggestion here that you could decide on."))
        for reading in theirs:
            if accepts:
                _accept(reading, locked, by=by, at=at)
            else:
                _refuse(reading.suggestion, locked, "", by=by, at=at)
        touch(locked)
    return len(theirs)


@contextmanager
def _deciding(paragraph: Paragraph) -> Iterator[Summary]:
    with transaction.atomic():
        summary = lock(paragraph.section.summary)
        paragraph.refresh_from_db()
        yield summary
        touch(summary)


def _to_decide(suggestion: Suggestion, summary: Summary, seen: str | None, by: User) -> SuggestionReading:
    _refuse_decided(suggestion)
    if not decides(summary, by):
        raise Refusal(_("You cannot decide on suggestions at present."))
    if suggestion.by_id == by.pk:
        raise Refusal(_("You made this suggestion: somebody else accepts or refuses it. You can withdraw it."))
    if suggestion.paragraph.removed_at or suggestion.paragraph.section.removed_at:
        raise Refusal(REMOVED)
    reading = read(suggestion, summary)
    reading.shown.confirm(seen, Conflict(_("The words have changed since you looked. Look at them again.")))
    return reading


def _refuse_decided(suggestion: Suggestion) -> None:
    suggestion.refresh_from_db()
    if suggestion.outcome != Outcome.OPEN:
        raise Refusal(_("%(name)s has decided on this suggestion already.") % {"name": suggestion.decided_by})


def _single(reading: SuggestionReading, place: int, *, is_accepted: bool) -> SuggestionReading:
    """Makes a suggestion of its own of a single change; what is left of the other goes on without it."""
    suggestion, own = reading.suggestion, reading.fit.own
    if not 0 <= place < len(own):
        raise Refusal(_("There is no such change."))
    if len(own) == 1:
        return reading
    base, change = suggestion.base_text, own[place]
    alone = Suggestion.objects.create(
        paragraph=suggestion.paragraph,
        language=suggestion.language,
        base_text=base,
        text=applied(base, [change]),
        reason=suggestion.reason,
        by=suggestion.by,
        at=suggestion.at,
    )
    if is_accepted:
        suggestion.base_text = alone.text
    else:
        suggestion.text = applied(base, [each for each in changes(base, suggestion.text) if each != change])
    suggestion.save(update_fields=["base_text", "text"])
    return SuggestionReading(alone, reading.current)


def _accept(reading: SuggestionReading, summary: Summary, *, by: User, at: datetime) -> None:
    suggestion, paragraph, code = reading.suggestion, reading.suggestion.paragraph, summary.original_language
    if suggestion.language != code:
        raise Refusal(_("The original language was changed in the meantime; this suggestion is in another one."))
    if not reading.is_whole:
        raise Refusal(
            _("The words of this suggestion are no longer there. Accept the changes that fit, or refuse the others.")
        )
    replace_text(paragraph, "text", code, fit(paragraph, "text", reading.merged), by=by, at=at)
    last = Version.objects.of(paragraph, "text", code).filter(set_aside_at=None).first()
    suggestion.version = last.number if last else None
    _decide(suggestion, Outcome.ACCEPTED, summary, by=by, at=at)
    suggestion.save()


def _refuse(suggestion: Suggestion, summary: Summary, answer: str, *, by: User, at: datetime) -> None:
    suggestion.answer = answer
    _decide(suggestion, Outcome.REFUSED, summary, by=by, at=at)
    suggestion.save()


_ACTS = {
    Outcome.ACCEPTED: AuditAct.ACCEPT_SUGGESTION,
    Outcome.REFUSED: AuditAct.REFUSE_SUGGESTION,
    Outcome.WITHDRAWN: AuditAct.WITHDRAW_SUGGESTION,
}


def _decide(suggestion: Suggestion, outcome: Outcome, summary: Summary, *, by: User, at: datetime) -> None:
    suggestion.outcome, suggestion.decided_by, suggestion.decided_at = outcome, by, at
    _record(_ACTS[outcome], suggestion, summary, by=by, at=at)


def _record(act: AuditAct, suggestion: Suggestion, summary: Summary, *, by: User, at: datetime) -> None:
    detail = {"reason": suggestion.answer} if suggestion.answer else {}
    AuditEntry.objects.record(
        act=act, subject=suggestion.paragraph, by=by, at=at, conference=summary.conference, detail=detail
    )


def _reason(text: str) -> str:
    """Returns a reason on one line; raises Refusal where it cannot be kept."""
    text = " ".join(text.split())
    if len(text) > LONGEST_REASON:
        raise Refusal(_("The reason has at most %(most)s characters.") % {"most": LONGEST_REASON})
    try:
        validate_characters(text)
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    return text
