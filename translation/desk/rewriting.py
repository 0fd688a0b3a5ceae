"""Many translations rewritten by one rule: all changes are shown, confirmed, and written as versions.

A text keeps its state, as far as who rewrites it may give it: one that was revised becomes translated where its writer
does not revise. What was outdated stays so, and whoever translated a text stays its translator.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown, changed_since
from conference.models import AuditEntry
from conference.refusals import Conflict, Refusal
from conference.text_diff import difference
from translation.desk.pairs import DeskPair, DeskPairs
from translation.desk.saving import lock_pair
from translation.exchange.apply import lock_rows
from translation.models import Text, Translation
from translation.texts.loading import words_of
from translation.texts.permissions import may_revise
from translation.texts.writing import fit, write_text
from translation.units import digest

MOST = 300  # texts from which on no more are shown and rewritten at once; the others come after them
State = Translation.State
Rule = Callable[[str], str]


@dataclass(frozen=True)
class Rewriting:
    """A translation as it reads, and as it would read; `refusal` says why it cannot be so."""

    pair: DeskPair
    after: str
    refusal: str = ""

    @property
    def key(self):
        return self.pair.text.pk

    @property
    def before(self):
        return self.pair.words

    @cached_property
    def parts(self):
        return difference(self.before, self.after)

    @property
    def state(self):
        """The state that the text then has."""
        now = self.pair.state.state
        return State.TRANSLATED if now == State.REVISED and not may_revise(self.pair.user, self.pair.code) else now

    @property
    def is_lowered(self):
        return self.state != self.pair.state.state

    @property
    def state_name(self):
        return State(self.state).label


@dataclass(frozen=True)
class RewritingPlan:
    """What a rule would change: what can be done, what cannot, and how many texts come after those."""

    changes: list[Rewriting]
    refused: list[Rewriting]
    later: int

    @cached_property
    def shown(self):
        return Shown({each.key: [each.before, each.after, str(each.state)] for each in self.changes})


def plan(texts: Iterable[Text], code, user, rule: Rule) -> RewritingPlan:
    """Returns what a rule would change in the translations of some texts, without those that the user may not write."""
    texts = list(texts)
    words, changes, refused = words_of(texts, [code], user), [], []
    waiting = [text for text in texts if (own := words.get(text.pk, {}).get(code)) and rule(own) != own]
    while waiting and len(changes) + len(refused) < MOST:
        some, waiting = waiting[:MOST], waiting[MOST:]
        pairs = [pair for pair in DeskPairs(some, code, user).read() if pair.is_open and pair.words]
        for found in (_rewriting(pair, rule) for pair in pairs):
            if found.refusal:
                refused.append(found)
            elif found.after != found.before:
                changes.append(found)
    return RewritingPlan(changes, refused, len(waiting))


def _rewriting(pair, rule):
    after = rule(pair.words)
    try:
        after = fit(pair.row, pair.text.field, after)
    except Refusal as refusal:
        return Rewriting(pair, after, str(refusal))
    return Rewriting(pair, after, "" if after else _("There would be no text left."))


def apply(conference, code, made: Callable[[], RewritingPlan], chosen, *, act, detail, seen, by, at):
    """Rewrites the texts that were chosen of a plan, which is made anew under the locks; returns how many.

    Raises Conflict where the plan is not the one that was shown, and Refusal where nothing was chosen.
    """
    with transaction.atomic():
        rows = {}
        for change in made().changes:
            rows.setdefault(change.pair.text.subject_type, []).append(change.pair.text.subject_id)
        lock_rows(conference, rows)
        found = made()
        found.shown.confirm(seen, Conflict(changed_since()))
        wanted = [change for change in found.changes if change.key in chosen]
        for change in wanted:
            _write(change, by=by, at=at)
        if wanted:
            facts = {"language": code, "texts": len(wanted), **detail}
            AuditEntry.objects.record(act=act, subject=conference, by=by, at=at, conference=conference, detail=facts)
    return len(wanted)


def _write(change, *, by, at):
    pair, after, state = change.pair, change.after, change.state
    was = lock_pair(pair, pair.source_version)
    write_text(pair.row, pair.text.field, pair.code, after, digest(pair.words), by=by, at=at, state=state)
    if was and was.state != State.MISSING and was.digest == digest(pair.words):
        kept = {"by": was.by_id, "at": was.at, "source_text": was.source_text, "source_digest": was.source_digest}
        Translation.objects.filter(pk=was.pk).update(**kept)
