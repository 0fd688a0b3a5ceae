"""Words sought in a translation and replaced: as whole words or not, minding case and accents or not."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from translation.texts.tokens import CHINESE

_WORD = re.compile(rf"[^\W{CHINESE}]")


@dataclass(frozen=True)
class Search:
    """What is sought, and how. Accents are all marks that combine with a letter, the vowels of Arabic among them."""

    words: str
    minds_case: bool = False
    whole_words: bool = False
    minds_accents: bool = True

    def places_in(self, text: str) -> list[tuple[int, int]]:
        """Returns where the words stand in a text, from left to right, none within another."""
        sought = "".join(sign for sign, __ in self._folded(self.words))
        if not sought or sought not in self._fold(text):
            return []
        signs = list(self._folded(text))
        folded, places, end = "".join(sign for sign, __ in signs), [], 0
        while (start := folded.find(sought, end)) >= 0:
            end = start + len(sought)
            place = signs[start][1], self._end(text, signs, end)
            if self._begins_and_ends(signs, start, end) and not (self.whole_words and _is_within(text, *place)):
                places.append(place)
            else:
                end = start + 1
        return places

    def replaced(self, text: str, other: str) -> str:
        """Returns a text with other words in their place."""
        for start, end in reversed(self.places_in(text)):
            text = text[:start] + other + text[end:]
        return text

    def _folded(self, text: str) -> Iterator[tuple[str, int]]:
        """Yields the signs that are compared, each with the place of the character that it is of."""
        for place, character in enumerate(text):
            for sign in self._fold(character):
                yield sign, place

    def _fold(self, text: str) -> str:
        text = unicodedata.normalize("NFD", text)
        if not self.minds_accents:
            text = "".join(sign for sign in text if not unicodedata.combining(sign))
        return text if self.minds_case else text.casefold()

    def _end(self, text: str, signs: list[tuple[str, int]], end: int) -> int:
        """Returns the end of a place; accents that are not compared belong to the letter before them."""
        place = signs[end - 1][1] + 1
        while not self.minds_accents and place < len(text) and unicodedata.combining(text[place]):
            place += 1
        return place

    @staticmethod
    def _begins_and_ends(signs: list[tuple[str, int]], start: int, end: int) -> bool:
        """Returns whether a place is of whole characters: an accent that was sought is not taken off its letter."""
        is_begun = start and signs[start - 1][1] == signs[start][1]
        goes_on = end < len(signs) and (signs[end][1] == signs[end - 1][1] or unicodedata.combining(signs[end][0]))
        return not is_begun and not goes_on


def _is_within(text: str, start: int, end: int) -> bool:
    """Returns whether a place is a part of a longer word; Chinese has no spaces between its words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(
        (_WORD.match(before) and _WORD.match(text[start])) or (_WORD.match(after) and _WORD.match(text[end - 1]))
    )
