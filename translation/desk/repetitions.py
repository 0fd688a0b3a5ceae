"""Texts of a conference that read the same in the source: one is translated, the others are filled with it on request.

What is filled is a draft, or tentative where the translation is, since nobody has read it in its place; it is a version
like any other, in the name of who asked for it. A text that has a translation is never touched.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown, changed_since
from conference.refusals import Conflict, Refusal
from translation.desk.pairs import DeskPairs
from translation.desk.saving import fill_missing
from translation.models import Text, Translation
from translation.texts.registry import text_of
from translation.units import digest

MOST = 200  # texts that are filled at once

State = Translation.State


@dataclass
class RepeatedTexts:
    """The texts that read as one text does, and have no translation yet, as far as a user may write them."""

    text: Text
    row: object
    code: str
    user: object
    seen: str = ""  # what was shown to a person whose confirmation came too late

    @cached_property
    def words(self):
        """The translation of the text, with which the others are filled."""
        return text_of(self.row, self.text.field, self.code)

    @cached_property
    def state(self):
        """The state that the others get."""
        found = Translation.objects.filter(text=self.text, language=self.code).first()
        return State.TENTATIVE if found and found.state == State.TENTATIVE else State.DRAFT

    @cached_property
    def pairs(self):
        """The texts to fill, in the order of their documents; none where the text itself has no translation."""
        if not self.words or not self.text.source_digest:
            return []
        same = Text.objects.to_translate().filter(
            conference=self.text.conference_id,
            source_language=self.text.source_language,
            source_digest=self.text.source_digest,
        )
        texts = same.exclude(pk=self.text.pk).order_by("document", "position", "pk")
        found = DeskPairs(list(texts[:MOST]), self.code, self.user).read()
        return [pair for pair in found if not pair.words and pair.is_open]

    @cached_property
    def shown(self):
        """What is confirmed: the translation, and each text that is filled with it."""
        rows = {pair.text.pk: (pair.source_version, pair.state.state) for pair in self.pairs}
        return Shown({"words": digest(self.words), **rows})

    @property
    def new_since(self):
        """The keys of what is new since the person looked."""
        return self.shown.new_since(self.seen) if self.seen else frozenset()

    def fill(self, *, by, at):
        """Fills the texts that were shown; returns how many were. Raises Refusal where there are none or others."""
        if not self.pairs:
            raise Refusal(_("No other text reads the same and has no translation yet."))
        self.shown.confirm(self.seen, Conflict(changed_since()))
        with transaction.atomic():
            return sum(fill_missing(pair, self.words, state=self.state, by=by, at=at) for pair in self.pairs)
