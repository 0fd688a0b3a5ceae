"""What there is to translate, before it is given out: how many words are new, and how many the memory knows.

Each word of the texts that are to be done is counted once: as repeated, where an earlier text of the same work reads
the same; as known, where a translation that somebody vouches for has its text or its sentence; as similar, where the
text is at least 65 per cent like an earlier one; else as new.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef

from conference.models import Conference, User
from translation.memory.feeds import pairs_of
from translation.memory.fuzzy_index import LEAST_SCORE, Match, likeness
from translation.memory.known_pairs import Key, KnownPair
from translation.memory.lookup import sources_in
from translation.memory.passages import Known
from translation.memory.proposals import composed
from translation.memory.suggestions import passages
from translation.models import Text, Translation
from translation.teamwork.progress import DONE
from translation.texts import documents
from translation.texts.index import words_in
from translation.texts.loading import words_of

NEW, SIMILAR, REPEATED, KNOWN = KINDS = ("new", "similar", "repeated", "known")
MOST_TEXTS = 3000  # that are analysed; a larger work is given out in parts
_CANDIDATES = 10  # earlier texts that are looked at for each text and for each passage of it
_AT_ONCE = 500  # texts of the memory whose translations are read with one query


@dataclass
class WordCounts:
    """How many texts there are to do, and how many of their words are of each kind: {kind: words}."""

    texts: int = 0
    words: Counter[str] = field(default_factory=Counter)

    def add(self, other: "WordCounts") -> None:
        self.texts += other.texts
        self.words += other.words

    @property
    def total(self) -> int:
        return self.words.total()


@dataclass
class WorkAnalysis:
    """The words to translate into a language: of all, of each document, and of each of its parts, in their order."""

    whole: WordCounts = field(default_factory=WordCounts)
    documents: dict[str, WordCounts] = field(default_factory=dict)
    parts: dict[tuple[str, str], WordCounts] = field(default_factory=dict)
    is_cut: bool = False  # whether there are more texts than are analysed


def analysis_of(conference: Conference, code: str, user: User) -> WorkAnalysis:
    """Returns the analysis of the texts that are to be done in a language, as far as the user may read them."""
    texts = list(_to_do(conference, code)[: MOST_TEXTS + 1])
    found = WorkAnalysis(is_cut=len(texts) > MOST_TEXTS)
    words = words_of(texts[:MOST_TEXTS], [None], user)
    listed = [(text, words[text.pk][None]) for text in texts[:MOST_TEXTS] if words.get(text.pk, {}).get(None)]
    for text, counts in _counted(listed, code, user):
        for sum_ in (
            found.whole,
            found.documents.setdefault(text.document, WordCounts()),
            found.parts.setdefault((text.document, text.group), WordCounts()),
        ):
            sum_.add(counts)
    return found


def _to_do(conference: Conference, code: str) -> Sequence[Text]:
    """Returns the texts that nobody has translated into a language yet, or that have changed since."""
    done = Translation.objects.filter(text=OuterRef("pk"), language=code, state__in=DONE)
    texts = Text.objects.to_translate().filter(conference=conference).exclude(source_language=code)
    texts = texts.exclude(Exists(done.filter(source_digest=F("text__source_digest"))))
    order = {document.key: place for place, document in enumerate(documents.all_documents())}
    return sorted(texts, key=lambda text: (order.get(text.document, len(order)), text.position, text.pk))


def _counted(listed: Sequence[tuple[Text, str]], code: str, user: User) -> Iterator[tuple[Text, WordCounts]]:
    """Yields each text with its words by kind. `listed` are texts with their sources, in their order."""
    sources: dict[str, dict[str, None]] = {}
    for text, source in listed:
        sources.setdefault(text.source_language, {})[source] = None
    memory = {
        (language, source): found
        for language, some in sources.items()
        for source, found in zip(some, sources_in(language).look_up_each(some, _CANDIDATES), strict=True)
    }
    pairs = _sure_pairs(memory, code, user)
    seen = set()
    for text, source in listed:
        key = text.source_language, source
        words = Counter({REPEATED: words_in(source)}) if key in seen else _words(*key, *memory[key], pairs, code)
        seen.add(key)
        yield text, WordCounts(1, words)


def _sure_pairs(
    memory: Mapping[tuple[str, str], tuple[list[Match], list[Known]]], code: str, user: User
) -> dict[Key, KnownPair]:
    """Returns the pairs that somebody vouches for among those that the texts may have words of."""
    wanted: dict[str, dict[Key, None]] = {}
    for (language, _source), (matches, known) in memory.items():
        keys = [match.key for match in matches] + [key for each in known for key in each.keys[:_CANDIDATES]]
        wanted.setdefault(language, {}).update(dict.fromkeys(keys))
    found: dict[Key, KnownPair] = {}
    for language, keys_of_it in wanted.items():
        keys = list(keys_of_it)
        for start in range(0, len(keys), _AT_ONCE):
            pairs = pairs_of(keys[start : start + _AT_ONCE], language, code, user)
            found |= {pair.key: pair for pair in pairs if pair.is_sure}
    return found


def _words(
    language: str,
    source: str,
    matches: Collection[Match],
    known: Collection[Known],
    pairs: Mapping[Key, KnownPair],
    code: str,
) -> Counter[str]:
    """Returns the words of one source by kind."""
    total = words_in(source)
    like = [pairs[match.key] for match in matches if match.key in pairs]
    if any(pair.source == source for pair in like):
        return Counter({KNOWN: total})
    having = [pairs[key] for each in known for key in each.keys if key in pairs]
    proposal = composed(source, passages(source, known, having, language, code), code)
    told = sum(each.span.words.count(" ") + 1 for each in proposal.passages) if proposal else 0
    is_similar = any(likeness(pair.source, source) >= LEAST_SCORE for pair in like)
    return Counter({KNOWN: told, SIMILAR if is_similar else NEW: total - told})
