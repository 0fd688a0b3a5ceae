"""What the original tells of the dialogue beside what the record has. The record may be incomplete: a person looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.languages.sentences import sentences
from conference.models import Conference
from floor.models import Intervention
from speakers.models import Delegation
from translation.checks.finding import Finding
from translation.checks.numbers import numbers_in
from translation.checks.numbers_in_words import NumbersInWords
from translation.glossary.term_matching import TermFinder, TermHit
from translation.glossary.terms import ConceptTerms
from translation.texts.registry import text_of

_NOUNS = {
    "delegations": {
        "en": "delegations?", "fr": "délégations?", "es": "delegaci(?:ón|ones)", "ru": "делегаци(?:я|и|й)",
        "ar": "وف(?:د|دا|ود)", "zh-hans": "个?代表团",
    },
    "interventions": {
        "en": "interventions?", "fr": "interventions?", "es": "intervenci(?:ón|ones)",
        "ru": "выступлени(?:е|я|й)", "ar": "مداخل(?:ة|ات)", "zh-hans": "次发言",
    },
    "panellists": {
        "en": "panell?ists?", "fr": "panélistes?", "es": "panelistas?", "ru": "участник(?:а|ов)? дискуссии",
        "ar": "مشارك(?:ا|ين|ون)? في حلق(?:ة|ات) النقاش", "zh-hans": "[名位]?(?:专题)?小组成员",
    },
}  # fmt: skip
_WHOLE = {
    "en": r"\btotal\b|\bin all\b|\baltogether\b", "fr": r"\bau total\b|\ben tout\b", "es": r"\btotal\b|\ben total\b",
    "ru": r"\bвсего\b|в общей сложности", "ar": "ما مجموعه|في المجموع", "zh-hans": "共有?|总共",
}  # fmt: skip
_SPOKE = {
    "en": r"\brepresentatives? of\b", "fr": r"\breprésentante?s? (?:de|du|des|d[’'])", "es": r"\brepresentantes? de",
    "ru": r"\bпредставител(?:ь|и|я|ей|ями|ьница)\b", "ar": "ممثل", "zh-hans": "代表",
}  # fmt: skip
# What stands between two names of a row: marks, "and", articles.
_BETWEEN = re.compile(
    r"(?:[\s,،、;؛)]|\b(?:and|the|et|de|du|des|d[’']|la|le|les|l[’']|y|e|del|el|los|las|и|كل|من|و)\b|[’']|و|和|及|以及|的)*"
)
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\s*$|[〇零一二两三四五六七八九十百]+$")
_MOST_IN_WORDS = 99
_MESSAGES: dict[str, str | Promise] = {
    "delegations": _("Delegations that took the floor: %(count)s by the record, %(said)s by the text."),
    "interventions": _("Interventions from the floor: %(count)s by the record, %(said)s by the text."),
    "panellists": _("Panellists: %(count)s by the programme, %(said)s by the text."),
}


@dataclass(frozen=True)
class RecordFacts:
    """How many delegations took the floor, how often, and how many panellists there were; and who took it."""

    counts: dict[str, int]
    spoke: frozenset[int]

    @property
    def is_kept(self) -> bool:
        return bool(self.counts["interventions"])


def facts_of(conference: Conference) -> RecordFacts:
    """Returns what the record has of a conference, in two queries."""
    concluded = Intervention.objects.filter(
        session__conference=conference, state=Intervention.State.CONCLUDED, delegation__isnull=False
    )
    delegations = list(concluded.values_list("delegation", flat=True))
    speakers = conference.speakers.filter(roles__kind="panellist", status="confirmed").distinct()
    counts = {
        "delegations": len(set(delegations)),
        "interventions": len(delegations),
        "panellists": speakers.count(),
    }
    return RecordFacts(counts, frozenset(delegations))


class RecordCheck:
    """Checks texts in one language against the record of a conference; without a record it finds nothing."""

    def __init__(self, conference: Conference, code: str) -> None:
        self.code, self.facts = code, facts_of(conference)
        self._nouns = {kind: re.compile(rf"(?:{nouns[code]})(?!\w)", re.I) for kind, nouns in _NOUNS.items()}
        self._whole, self._spoke = re.compile(_WHOLE[code], re.I), re.compile(_SPOKE[code], re.I)
        rows = Delegation.objects.filter(conference=conference)
        names = {str(row.pk): {code: text_of(row, "name", code)} for row in rows}
        self._finder = TermFinder((ConceptTerms.of_name(key, name) for key, name in names.items()), code)

    def findings_in(self, text: str) -> Iterator[Finding]:
        if self.facts.is_kept:
            start = 0
            for sentence in sentences(text, self.code):
                yield from self._numbers(sentence, start)
                yield from self._not_on_record(sentence, start)
                start += len(sentence)

    def _numbers(self, sentence: str, start: int) -> Iterator[Finding]:
        """Those above the count; those below it only where the text says that it is the whole."""
        tells_whole = self._whole.search(sentence) is not None
        for kind, noun in self._nouns.items():
            count = self.facts.counts[kind]
            for match in noun.finditer(sentence):
                said = _number_before(sentence[: match.start()], self.code)
                if said is not None and count and (said > count or (tells_whole and said < count)):
                    detail = {"count": count, "said": said}
                    place = (start + match.start(), start + match.end())
                    yield Finding("record", _MESSAGES[kind], in_target=place, detail=detail, kind=kind)

    def _not_on_record(self, sentence: str, start: int) -> Iterator[Finding]:
        message = _("The text names “%(name)s” with a representative; the record has no intervention of theirs.")
        for hit in self._represented(sentence):
            if int(hit.term.concept) not in self.facts.spoke:
                place = (start + hit.start, start + hit.end)
                yield Finding("record", message, in_target=place, detail={"name": hit.variant.text}, kind="spoke")

    def _represented(self, sentence: str) -> Iterator[TermHit]:
        """Yields the names that stand in a row beside the word for representatives; in Chinese before it."""
        hits = self._finder.hits(sentence)
        for match in self._spoke.finditer(sentence):
            if self.code == "zh-hans":
                end = match.start()
                for hit in reversed([each for each in hits if each.end <= end]):
                    if not _BETWEEN.fullmatch(sentence[hit.end : end]):
                        break
                    yield hit
                    end = hit.start
                continue
            start = match.end()
            for hit in (each for each in hits if each.start >= start):
                if not _BETWEEN.fullmatch(sentence[start : hit.start]):
                    break
                yield hit
                start = hit.end


def _number_before(text: str, code: str) -> int | None:
    """Returns the number at the end of a text, in digits or in words; None where there is none."""
    numbers = numbers_in(text, code)
    if numbers and not text[numbers[-1].end :].strip():
        whole = [value for value in numbers[-1].values if isinstance(value, int)]
        return whole[0] if len(whole) == 1 else None
    last = _LAST_WORD.search(text)
    told = NumbersInWords(last[0], code) if last else None
    # "One" and "both" may be said of anything.
    return next((value for value in range(_MOST_IN_WORDS, 2, -1) if told and told.has(value)), None)
