"""How a suggestion reads beside the paragraph at present: what fits, what does not, and what would stand there."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from conference.confirmation import Shown
from conference.languages import OfficialLanguage, official
from conference.models import User
from conference.text_diff import DiffPart, difference
from summary.models import Paragraph, Suggestion, Summary
from summary.suggestions.changes import Change, Fit, applied, fit
from translation.texts.registry import text_of

AROUND = 30  # characters shown on either side of a single change


@dataclass(frozen=True)
class SingleChange:
    """A change of a suggestion with the words around it; `fits` tells whether these are still in the paragraph."""

    place: int
    change: Change
    before: str
    after: str
    fits: bool


@dataclass(frozen=True)
class SuggestionReading:
    """A suggestion with the text that the paragraph has at present, or would have once others are accepted."""

    suggestion: Suggestion
    current: str

    @cached_property
    def fit(self) -> Fit:
        return fit(self.suggestion.base_text, self.suggestion.text, self.current)

    @property
    def is_whole(self) -> bool:
        """Whether all of it still fits the paragraph."""
        return self.fit.is_whole

    @property
    def has_changed(self) -> bool:
        """Whether the paragraph is another one than when the suggestion was made."""
        return self.current != self.suggestion.base_text

    @cached_property
    def merged(self) -> str:
        """The paragraph with all changes of the suggestion that fit it."""
        return applied(self.current, self.fit.fitting)

    @property
    def parts(self) -> list[DiffPart]:
        """What the suggestion would do to the paragraph; where it does not fit, to the text that it was made of."""
        if self.is_whole:
            return difference(self.current, self.merged)
        return difference(self.suggestion.base_text, self.suggestion.text)

    @property
    def singles(self) -> list[SingleChange]:
        """The changes one by one, where there are several."""
        if len(self.fit.own) < 2:
            return []
        return [self._single(place, change) for place, change in enumerate(self.fit.own)]

    def _single(self, place: int, change: Change) -> SingleChange:
        base = self.suggestion.base_text
        before, after = base[max(0, change.start - AROUND) : change.start], base[change.end : change.end + AROUND]
        return SingleChange(place, change, before, after, self.fit.placed[place] is not None)

    @property
    def language(self) -> OfficialLanguage:
        return official(self.suggestion.language)

    @property
    def facts(self) -> list[object]:
        row = self.suggestion
        return [row.pk, row.base_text, row.text, row.reason, self.current]

    @property
    def shown(self) -> Shown:
        """What is read before the suggestion is decided."""
        return Shown({("suggestion",): self.facts})


def read(suggestion: Suggestion, summary: Summary) -> SuggestionReading:
    """Returns a suggestion beside the paragraph as it is stored."""
    return SuggestionReading(suggestion, text_of(suggestion.paragraph, "text", summary.original_language))


def readings_of(summary: Summary, user: User, *, paragraph: Paragraph | None = None) -> list[SuggestionReading]:
    """Returns what is to be decided in the document or one paragraph: each as it reads once those before are accepted.

    What does not fit changes nothing for those after it, and no more do the user's own, which others decide.
    """
    rows = Suggestion.objects.to_decide(summary).select_related("by", "paragraph__section__summary")
    found: list[SuggestionReading] = []
    texts: dict[int, str] = {}
    for row in rows.filter(paragraph=paragraph) if paragraph else rows:
        current = texts.get(row.paragraph_id, text_of(row.paragraph, "text", summary.original_language))
        reading = SuggestionReading(row, current)
        texts[row.paragraph_id] = reading.merged if reading.is_whole and row.by_id != user.pk else current
        found.append(reading)
    return found


def shown_in(readings: Sequence[SuggestionReading], summary: Summary) -> Shown:
    """Describes all that a page shows before several suggestions are decided at once."""
    parts: dict[Hashable, object] = {("suggestion", each.suggestion.pk): each.facts for each in readings}
    return Shown({**parts, ("stage",): summary.stage})
