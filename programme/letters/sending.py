"""Sends letters from the outbox: each once, however many people press the button.

A letter is claimed for sending in a short transaction, under a lock on its row. The message is sent after that
transaction, since nobody else could write to an SQLite database while a mail server is slow. A second transaction
writes the result. If the process ends between the two, it is not known whether the letter was sent: it is sent again,
or entered as sent, only if a person says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from ssl import SSLError
from time import monotonic

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import changed_since
from conference.fields import addresses_in
from conference.models import AuditEntry, Conference, User
from conference.refusals import Conflict, Refusal
from programme.letters.doubts import note_refusals
from programme.letters.forms_of_address import one_line
from programme.letters.holding import NEEDED, reasons_to_hold, shown_letters
from programme.letters.mail import message_of
from programme.models.letter import Letter, LetterKind
from speakers.models import Speaker

LONGEST_REASON = Letter._meta.get_field("failure").max_length


class LetterFailed(Refusal):
    """Raised when the mail server did not accept a letter.

    `is_general` if it would accept no other either, `passes` if it may accept it later.
    """

    def __init__(self, reason: str, *, is_general: bool, passes: bool) -> None:
        super().__init__(_("The mail server did not accept the letter: %(reason)s") % {"reason": reason})
        self.reason, self.is_general, self.passes = reason, is_general, passes


@dataclass
class LetterSendingResult:
    """The result of sending many letters."""

    sent: int = 0
    failed: int = 0
    left: int = 0
    stopped: str = ""  # why it stopped early, if the mail server accepted none
    later: str = ""  # why some may be accepted later


def send_letter(letter: Letter, *, seen: str | None = None, by: User | None, at: datetime) -> None:
    """Send one letter; Refusal says why it was not, LetterFailed that the mail server did not accept it."""
    connection = get_connection()
    try:
        _send(letter.pk, connection, seen=seen, by=by, at=at, again=True)
    finally:
        connection.close()


def letters_to_send(conference: Conference, *, seen: str | None = None) -> dict[int, str]:
    """Return the letters of the outbox that nothing holds back, each with the token of its words.

    Conflict if the page with the token `seen` did not show all of the outbox as it is.
    """
    waiting = list(conference.letters.open().select_related(*NEEDED).order_by("pk"))
    held = reasons_to_hold(conference, waiting)
    shown_letters(waiting, held).confirm_part(seen, Conflict(changed_since()))
    ready = [letter for letter in waiting if letter.pk not in held and letter.sending_at is None]
    return tokens_of(ready)


def tokens_of(letters: list[Letter]) -> dict[int, str]:
    """Return letters that nothing holds back, each with the token of its words: what a job of sending is given."""
    return {letter.pk: shown_letters([letter], {}).token for letter in letters}


def send_letters(
    chosen: dict[int, str],
    *,
    by: User | None,
    at: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> LetterSendingResult:
    """Send letters, each if it still reads as when its token was made; `at` is when the sending begins.

    It may be called again with the same letters: what was sent, or whose sending was interrupted, is not sent twice.
    """
    result, began, connection = LetterSendingResult(), monotonic(), get_connection()
    try:
        for place, (pk, token) in enumerate(chosen.items()):
            progress(place, len(chosen))
            try:
                _send(pk, connection, seen=token, by=by, at=at + timedelta(seconds=monotonic() - began))
            except LetterFailed as error:
                result.failed += 1
                result.later = error.reason if error.passes else result.later
                connection.close()
                if error.is_general:
                    result.left, result.stopped = len(chosen) - place - 1, error.reason
                    break
            except (Refusal, Letter.DoesNotExist):
                continue  # sent, cancelled, changed or deleted by somebody else
            else:
                result.sent += 1
    finally:
        connection.close()
    return result


def _send(
    pk: int,
    connection: BaseEmailBackend,
    *,
    seen: str | None,
    by: User | None,
    at: datetime,
    again: bool = False,
) -> None:
    letter, failed = _claim(pk, seen=seen, at=at, again=again), None
    refused: dict[str, tuple[int, bytes]] = {}
    try:
        message = message_of(letter, connection, at)
        message.send()
    except Refusal as refusal:  # what was to be attached is gone
        failed = LetterFailed(str(refusal), is_general=False, passes=False)
    except (SMTPException, OSError, ValueError) as error:
        failed = failure_of(error)
        refused = error.recipients if isinstance(error, SMTPRecipientsRefused) else {}
    else:
        refused = getattr(message, "refused", {})
    _finish(letter, failed, refused, by=by, at=at)
    if failed:
        raise failed


def failure_of(error: Exception) -> LetterFailed:
    """Return what an error of the mail server says; answers from 400 to 499 may be others later (RFC 5321, 4.2.1)."""
    if isinstance(error, SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return LetterFailed(_words(answer), is_general=False, passes=400 <= code < 500)
    if isinstance(error, SMTPResponseException):
        passes = 400 <= error.smtp_code < 500
        return LetterFailed(_words(error.smtp_error), is_general=not isinstance(error, SMTPDataError), passes=passes)
    passes = not isinstance(error, (SMTPNotSupportedError, SSLError, ValueError))
    words = _words(error)
    if isinstance(error, OSError) and not isinstance(error, SMTPException):
        words = _("The mail server cannot be reached (%(answer)s).") % {"answer": _words(error.strerror or error)}
    return LetterFailed(words, is_general=not isinstance(error, ValueError), passes=passes)


def _for_good(answers: dict[str, tuple[int, bytes]]) -> dict[str, str]:
    """Return the addresses that a mail server refuses for good, each with what it says."""
    return {address: _words(answer) for address, (code, answer) in answers.items() if code >= 500}


def _words(answer: object) -> str:
    """Return the answer of a mail server as one line."""
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
    return one_line(text)[:LONGEST_REASON] or type(answer).__name__


@transaction.atomic
def _claim(pk: int, *, seen: str | None, at: datetime, again: bool) -> Letter:
    """Claim a letter for sending, so that nobody else sends it; `again` permits one whose sending was interrupted."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related(*NEEDED).get(pk=pk)
    if letter.sent_at:
        raise Refusal(_("The letter was sent already."))
    if letter.cancelled_at:
        raise Refusal(_("The letter was cancelled."))
    if letter.is_being_sent(at) or (letter.sending_at and not again):
        raise Refusal(_("The letter is being sent."))
    if reason := reasons_to_hold(letter.conference, [letter]).get(pk):
        raise Refusal(reason)
    shown_letters([letter], {}).confirm_part(seen, Conflict(changed_since()))
    letter.sending_at = at
    letter.save(update_fields=["sending_at"])
    return letter


@transaction.atomic
def _finish(
    letter: Letter, failed: LetterFailed | None, refused: dict[str, tuple[int, bytes]], *, by: User | None, at: datetime
) -> None:
    letter.sending_at = None
    if failed:
        letter.failed_at, letter.failure = at, failed.reason
    else:
        letter.sent_at, letter.sent_by, letter.failed_at, letter.failure = at, by, None, ""
        letter.refused = ", ".join(refused)
    letter.save(update_fields=["sending_at", "sent_at", "sent_by", "failed_at", "failure", "refused"])
    act = AuditEntry.Act.FAIL_TO_SEND_LETTER if failed else AuditEntry.Act.SEND_LETTER
    copies = len(addresses_in(letter.copies))
    detail = {"addresses": len(letter.recipients), "copies": copies} if copies or letter.further_addresses else {}
    AuditEntry.objects.record(act=act, subject=letter, by=by, at=at, conference=letter.conference, detail=detail)
    note_refusals(letter, _for_good(refused), at=at)
    if letter.kind == LetterKind.INVITATION and not failed:
        _mark_invited(letter, by=by, at=at)


def _mark_invited(letter: Letter, *, by: User | None, at: datetime) -> None:
    """Mark who has been sent an invitation as invited, unless the answer was quicker."""
    before = (Speaker.Status.PROPOSED, Speaker.Status.CLEARED)
    if letter.speaker:
        speakers = Speaker.objects.filter(pk=letter.speaker.pk, status__in=before)
        speakers.mark(Speaker.Status.INVITED, by=by, at=at)


@transaction.atomic
def settle(letter: Letter, *, by: User | None, at: datetime) -> None:
    """Enter as sent a letter of which it was not known; somebody has asked its recipient."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related(*NEEDED).get(pk=letter.pk)
    if not letter.is_open or not letter.was_interrupted(at):
        raise Refusal(_("Whether this letter was sent is already known."))
    letter.sent_at, letter.sent_by, letter.sending_at = letter.sending_at, by, None
    letter.failed_at, letter.failure = None, ""
    letter.save(update_fields=["sent_at", "sent_by", "sending_at", "failed_at", "failure"])
    AuditEntry.objects.record(
        act=AuditEntry.Act.SETTLE_LETTER, subject=letter, by=by, at=at, conference=letter.conference
    )
    if letter.kind == LetterKind.INVITATION:
        _mark_invited(letter, by=by, at=at)


@transaction.atomic
def cancel(letter: Letter, *, by: User | None, at: datetime) -> None:
    """Cancel a letter in the outbox; it stays on file."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related(*NEEDED).get(pk=letter.pk)
    if letter.sent_at:
        raise Refusal(_("The letter was sent already."))
    if letter.is_being_sent(at):
        raise Refusal(_("The letter is being sent."))
    if letter.cancelled_at is None:
        letter.cancelled_at, letter.cancelled_by = at, by
        letter.save(update_fields=["cancelled_at", "cancelled_by"])
        AuditEntry.objects.record(
            act=AuditEntry.Act.CANCEL_LETTER, subject=letter, by=by, at=at, conference=letter.conference
        )
