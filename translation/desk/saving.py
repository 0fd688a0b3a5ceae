"""Saving a translation from the desk: in which state, by whom, and made from which source.

Automatic saving while somebody types keeps the words but raises no state: a translated or revised text becomes a draft
when its words change, and stays outdated until a person saves it in a state of their choice.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from conference.fields import is_blank
from conference.locking import lock
from conference.models import AuditEntry
from conference.refusals import Conflict, Overtaken, Refusal
from translation.models import Translation
from translation.texts.permissions import may_revise, may_write
from translation.texts.registry import column_of, text_of
from translation.texts.states import set_state, state_of
from translation.texts.writing import write_text
from translation.units import digest

State = Translation.State
BY_ITSELF = "by-itself"


def save(pair, words, *, base_version, source_version, asked, by, at):
    """Saves the words of a pair in the state that was asked for.

    Raises Refusal, which says why they cannot be saved, and Overtaken, which keeps both texts.
    """
    overtaken = None
    with transaction.atomic():
        found = _lock(pair, source_version)
        state = _state(pair, found, words, asked, by)
        if asked == BY_ITSELF and words.strip() == pair.words:
            return
        try:
            write_text(pair.row, pair.text.field, pair.code, words, base_version, by=by, at=at, state=state)
        except Overtaken as both:
            overtaken = both  # what was set aside is kept: the transaction goes through
        else:
            if asked == BY_ITSELF:
                _keep_source_of(found, pair)
    if overtaken:
        raise overtaken


def fill_missing(pair, words, *, state, by, at):
    """Saves the translation of a text that has none; returns whether it had none still.

    Raises Refusal where the text cannot have these words, or its source has changed.
    """
    with transaction.atomic():
        _lock(pair, pair.source_version)
        if pair.words:
            return False
        write_text(pair.row, pair.text.field, pair.code, words, digest(""), by=by, at=at, state=state)
    return True


def still_right(pair, *, base_version, source_version, by, at):
    """Records that an outdated translation is right for the current source, with the name of the person who says so."""
    with transaction.atomic():
        found = _lock(pair, source_version)
        if not pair.words:
            raise Refusal(_("There is no text yet that could be right."))
        if base_version != digest(pair.words):
            raise Refusal(_("The translation was changed since this page was opened. Look at it as it now reads."))
        state = state_of(found, pair.source, pair.words).state
        if state == State.REVISED and not may_revise(by, pair.code):
            state = State.TRANSLATED
        set_state(pair.row, pair.text.field, pair.code, state, by=by, at=at, source_language=pair.text.source_language)
        _record(AuditEntry.Act.CONFIRM_TEXT, pair, by=by, at=at, state=str(state))


def change_was_typographical(pair, made_from, *, source_version, by, at):
    """Keeps all translations valid that were made from the source before a typographical change; returns how many.

    `made_from` is the digest of the source before the change.
    """
    with transaction.atomic():
        _lock(pair, source_version)
        translations = Translation.objects.filter(text=pair.text, source_digest=made_from).outdated()
        changed = translations.update(source_text=pair.source, source_digest=digest(pair.source))
        _record(AuditEntry.Act.TYPOGRAPHICAL_CHANGE, pair, by=by, at=at, translations=changed)
    return changed


def _lock(pair, source_version):
    """Locks a text after its row, so that one save follows the other, and reads both; returns the translation.

    A row that decides who writes it is locked with what it decides by, as the Summary with its stage, and asked anew.
    """
    if hasattr(pair.row, "lock_what_decides"):
        pair.row.lock_what_decides()
        if not may_write(pair.user, pair.row, pair.code):
            raise Refusal(pair.why_closed)
    lock(pair.row)
    pair.text = lock(pair.text)
    columns = [column_of(pair.text.field, code) for code in (pair.code, pair.text.source_language)]
    pair.row.refresh_from_db(fields=columns)
    pair.source = text_of(pair.row, pair.text.field, pair.text.source_language)
    pair.words = text_of(pair.row, pair.text.field, pair.code)
    if source_version != digest(pair.source):
        raise Conflict(
            _("The source was changed since this page was opened. Look at it as it now reads, then save again.")
        )
    return Translation.objects.filter(text=pair.text, language=pair.code).first()


def _state(pair, found, words, asked, by):
    if asked == BY_ITSELF:
        current = state_of(found, pair.source, pair.words).state
        return current if current == State.TENTATIVE else State.DRAFT
    if asked not in State.values or asked == State.MISSING:
        raise Refusal(_("Choose the state in which to save the text."))
    if asked == State.REVISED and not may_revise(by, pair.code):
        raise Refusal(_("Only a reviser of this language saves a text as revised."))
    if is_blank(words) and asked != State.DRAFT:
        raise Refusal(_("There is no text yet; only a draft can be empty."))
    return asked


def _keep_source_of(found, pair):
    """Keeps the source from which the translation was made: what is typed may not follow the current source yet."""
    if found and found.state != State.MISSING and found.source_digest:
        Translation.objects.filter(pk=found.pk).exclude(state=State.MISSING).update(
            source_text=found.source_text, source_digest=found.source_digest
        )


def _record(act, pair, *, by, at, **detail):
    AuditEntry.objects.record(
        act=act,
        subject=pair.row,
        by=by,
        at=at,
        conference=pair.text.conference,
        detail={"field": pair.text.field, "language": pair.code, **detail},
    )
