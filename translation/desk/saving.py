"""Saving a translation from the desk: in which state, by whom, and made from which source.

Automatic saving while somebody types keeps the words but raises no state: a translated or revised text becomes a draft
when its words change, and stays outdated until a person saves it in a state of their choice. The same words never lower
a state by the way: who wants less of them says so on purpose ("back-to-draft"), and of a revised text only a reviser.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from conference.fields import is_blank
from conference.locking import lock
from conference.models import AuditEntry
from conference.refusals import Conflict, Overtaken, Refusal
from translation.desk.versions import written_before
from translation.models import Translation, Version
from translation.teamwork.comments import settle_returned
from translation.texts.permissions import may_revise, may_write
from translation.texts.registry import column_of, text_of
from translation.texts.states import FINAL, set_state, state_of
from translation.texts.writing import fit, write_text
from translation.units import STATES, digest

State = Translation.State
BY_ITSELF = "by-itself"
BACK = "back-to-"  # before a state: the text is set back to it on purpose


def save(pair, words, *, base_version, source_version, asked, by, at):
    """Saves the words of a pair in the state that was asked for.

    Returns whether they were: the same words are not saved in a lower state, unless this was asked for on purpose.
    Raises Refusal, which says why they cannot be saved, and Overtaken, which keeps both texts.
    """
    overtaken = None
    with transaction.atomic():
        found = lock_pair(pair, source_version)
        state = _state(pair, found, words, asked, by)
        if asked == BY_ITSELF and words.strip() == pair.words:
            return True
        if _lowers_by_the_way(pair, found, words, asked):
            return False
        try:
            write_text(pair.row, pair.text.field, pair.code, words, base_version, by=by, at=at, state=state)
        except Overtaken as both:
            overtaken = both  # what was set aside is kept: the transaction goes through
        else:
            if asked == BY_ITSELF:
                _keep_source_of(found, pair)
            else:
                _finish(pair, state, by=by, at=at)
    if overtaken:
        raise overtaken
    return True


def _finish(pair, state, *, by, at):
    """Settles what a text was returned for, and names its translator again where its reviser typed into it first."""
    if state in FINAL:
        settle_returned(pair.text, pair.row, pair.code, by=by, at=at)
    if state == State.REVISED:
        name_translator(pair, by)


def name_translator(pair, reviser):
    """Names as translator of a text who wrote it before a reviser did, where the reviser alone is named."""
    rows = Translation.objects.filter(text=pair.text, language=pair.code, by=reviser)
    if rows.exists():
        before = written_before(Version.objects.of(pair.row, pair.text.field, pair.code), reviser.pk)
        if before and before.by_id:
            rows.update(by=before.by_id, at=before.at)


def fill_missing(pair, words, *, state, by, at):
    """Saves the translation of a text that has none; returns whether it had none still.

    Raises Refusal where the text cannot have these words, or its source has changed.
    """
    with transaction.atomic():
        lock_pair(pair, pair.source_version)
        if pair.words:
            return False
        write_text(pair.row, pair.text.field, pair.code, words, digest(""), by=by, at=at, state=state)
    return True


def still_right(pair, *, base_version, source_version, by, at):
    """Records that an outdated translation is right for the current source, with the name of the person who says so."""
    with transaction.atomic():
        found = lock_pair(pair, source_version)
        if not pair.words:
            raise Refusal(_("There is no text yet that could be right."))
        if base_version != digest(pair.words):
            raise Refusal(_("The translation was changed since this page was opened. Look at it as it now reads."))
        current = state_of(found, pair.source, pair.words)
        state = current.state
        if state == State.REVISED and not may_revise(by, pair.code):
            if not current.is_outdated:
                raise Refusal(_("This translation is revised and not outdated; there is nothing to confirm."))
            state = State.TRANSLATED
        set_state(pair.row, pair.text.field, pair.code, state, by=by, at=at, source_language=pair.text.source_language)
        _record(AuditEntry.Act.CONFIRM_TEXT, pair, by=by, at=at, state=str(state))


def change_was_typographical(pair, made_from, *, source_version, by, at):
    """Keeps all translations valid that were made from the source before a typographical change; returns how many.

    `made_from` is the digest of the source before the change.
    """
    with transaction.atomic():
        lock_pair(pair, source_version)
        translations = Translation.objects.filter(text=pair.text, source_digest=made_from).outdated()
        changed = translations.update(source_text=pair.source, source_digest=digest(pair.source))
        _record(AuditEntry.Act.TYPOGRAPHICAL_CHANGE, pair, by=by, at=at, translations=changed)
    return changed


def lock_pair(pair, source_version):
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
    is_set_back, asked = asked.startswith(BACK), asked.removeprefix(BACK)
    if asked not in State.values or asked == State.MISSING:
        raise Refusal(_("Choose the state in which to save the text."))
    if asked == State.REVISED and not may_revise(by, pair.code):
        raise Refusal(_("Only a reviser of this language saves a text as revised."))
    if is_blank(words) and asked != State.DRAFT:
        raise Refusal(_("There is no text yet; only a draft can be empty."))
    if is_set_back and not may_revise(by, pair.code) and _approved(pair, found, words):
        raise Refusal(_("Only a reviser of this language sets a revised text back without changing its words."))
    return asked


def _approved(pair, found, words):
    """Returns whether a reviser has approved these very words for the current source."""
    current = state_of(found, pair.source, pair.words)
    return current.state == State.REVISED and not current.is_outdated and _is_same(pair, words)


def _lowers_by_the_way(pair, found, words, asked):
    """Returns whether the words are the same and the state would be lower, which nobody asked for on purpose."""
    if asked == BY_ITSELF or asked.startswith(BACK) or not _is_same(pair, words):
        return False
    current = state_of(found, pair.source, pair.words)
    return not current.is_outdated and STATES.index(asked) < STATES.index(current.state)


def _is_same(pair, words):
    return fit(pair.row, pair.text.field, words) == pair.words


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
