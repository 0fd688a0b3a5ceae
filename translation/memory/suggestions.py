"""What the memory suggests for a text: earlier texts like it, and a proposal composed of the passages that it knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from conference.models import User
from translation.memory.alignment import translation_of
from translation.memory.feeds import pairs_of
from translation.memory.known_pairs import Key, KnownPair
from translation.memory.lookup import CANDIDATES, OFFERED, Offer, key_of, offers, sources_in
from translation.memory.passages import Known
from translation.memory.proposals import ComposedTranslation, KnownPassage, composed
from translation.models import Text

MOST_KEYS = 150  # texts whose translations are looked at for the passages of one text
PER_PASSAGE = 12  # of the texts that have a passage, half of them the oldest; some may have no translation


@dataclass(frozen=True)
class Suggestions:
    """Earlier texts like the one at hand, the best first, and what is composed of what is known in it."""

    offers: Sequence[Offer]
    proposal: ComposedTranslation | None = None

    @property
    def is_proposal_first(self) -> bool:
        """Whether the proposal knows more of the text than the best earlier text is like it."""
        return self.proposal is not None and self.proposal.share >= max((each.score for each in self.offers), default=0)

    @property
    def before_offers(self) -> int:
        """How many keys are taken before those of the earlier texts."""
        return int(self.is_proposal_first)

    @property
    def number(self) -> int:
        return len(self.offers) + (self.proposal is not None)

    @property
    def number_after_offers(self) -> int:
        return len(self.offers) + 1


def suggestions(text: Text, source: str, code: str, user: User, most: int = OFFERED) -> Suggestions:
    """Returns what the memory has for a text with this source, into a language, that the user may read."""
    own = key_of(text)
    similar, known = sources_in(text.source_language).look_up(source, CANDIDATES)
    matches = {match.key: match for match in similar if match.key != own}
    keys = _keys_of(known, own)
    pairs = list(pairs_of({*matches, *keys}, text.source_language, code, user))
    found = offers(source, matches, pairs, most)
    if found and found[0].score == 100 and found[0].is_sure:
        return Suggestions(found)
    proposal = composed(source, passages(source, known, pairs, text.source_language, code), code)
    is_own = proposal is None or any(each.words == proposal.words for each in found)
    return Suggestions(found, None if is_own else proposal)


def _keys_of(known: Iterable[Known], own: Key) -> list[Key]:
    """Returns the keys of the texts that have the passages, some of each, those of the longest first."""
    found: dict[Key, None] = {}
    for each in known:
        keys = [key for key in each.keys if key != own]
        half = PER_PASSAGE // 2
        for key in keys if len(keys) <= PER_PASSAGE else [*keys[:half], *keys[-half:]]:
            found[key] = None
        if len(found) >= MOST_KEYS:
            break
    return list(found)[:MOST_KEYS]


def passages(
    source: str, known: Iterable[Known], pairs: Iterable[KnownPair], language: str, code: str
) -> list[KnownPassage]:
    """Returns the known passages of a text that some pair translates beyond doubt, each with its best translation."""
    by_key = {pair.key: pair for pair in pairs}
    found = []
    for each in known:
        best = _best(source, each, by_key, language, code)
        if best:
            found.append(best)
    return found


def _best(source: str, known: Known, by_key: Mapping[Key, KnownPair], language: str, code: str) -> KnownPassage | None:
    having = [by_key[key] for key in known.keys if key in by_key]
    here = source[known.span.start : known.span.end]
    best: KnownPassage | None = None
    for pair in sorted(having, key=lambda pair: (not pair.is_sure, pair.is_of_rehearsal, pair.key[1])):
        if best and best.pair.is_sure > pair.is_sure:
            break
        if found := translation_of(known.span.words, pair.source, pair.words, language, code):
            passage = KnownPassage(known.span, here, found[1], 100 if found[0] == here.strip() else 99, pair)
            best = max(best or passage, passage, key=lambda each: each.rank)
            if best.score == 100:
                break
    return best
