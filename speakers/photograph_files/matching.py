"""Whose photograph a file is, by its name: that of the person in any order, the short name or the e-mail address."""

import re
from collections.abc import Iterable, Iterator, Sequence

from conference.languages import CODES, texts
from conference.languages.folding import fold
from conference.languages.transliteration import latin
from speakers.courtesy_titles import split_name
from speakers.models import Speaker

# What stands in names of files beside the name of the person.
_BESIDE = set(
    "img image dsc dscf photo photos photograph portrait picture pic foto fotografia headshot copy copie copia final "
    "web small large hires lores cropped crop official officielle oficial profile scan new by of the jpg jpeg png webp "
    "фото портрет صورة 照片 头像".split()
)
_ENDING = re.compile(r"\.(?:jpe?g|png|webp|jfif|heic|tiff?|gif|bmp)$", re.IGNORECASE)
_FAMILY_AND_GIVEN = re.compile(r"(?<=[a-z])(?=[A-Z])")  # LucasAna


def stem_of(name: str) -> str:
    return _ENDING.sub("", name.strip()).strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in Latin letters, without case, accents, figures and what is beside a name, in one order."""
    return tuple(sorted(word for word in fold(latin(text)).split() if word not in _BESIDE and not word.isdecimal()))


class SpeakersByName:
    """The speakers of a conference by all that a file of theirs may be called."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self.speakers = {speaker.pk: speaker for speaker in speakers}
        self._exact: dict[str, set[int]] = {}
        self._by_words: dict[tuple[str, ...], set[int]] = {}
        self._with_word: dict[str, set[int]] = {}
        for pk, speaker in self.speakers.items():
            for key in filter(None, (speaker.slug, speaker.former_slug, speaker.email)):
                self._exact.setdefault(key.casefold(), set()).add(pk)
            for words in set(self._names(speaker)):
                self._by_words.setdefault(words, set()).add(pk)
                for word in words:
                    self._with_word.setdefault(word, set()).add(pk)

    def _names(self, speaker: Speaker) -> Iterator[tuple[str, ...]]:
        for field in ("name", "sort_name"):
            yield from (words for text in texts(speaker, field).values() if text and (words := words_of(text)))

    def find(self, names: Sequence[str]) -> list[Speaker]:
        """Return the speakers whose photograph a file may be, by the first reading of its name that names any."""
        found = next(filter(None, (self._called(stem_of(name)) for name in names)), set())
        return [self.speakers[pk] for pk in sorted(found)]

    def _called(self, stem: str) -> set[int]:
        for key in (stem.casefold(), stem.casefold().replace("_", "-").replace(" ", "-")):
            if found := self._exact.get(key):
                return found
        for text in (stem, *_without_titles(stem), _FAMILY_AND_GIVEN.sub(" ", stem)):
            words = words_of(text)
            if found := self._by_words.get(words):
                return found
            if found := self._named_within(words):
                return found
        return set()

    def _named_within(self, words: tuple[str, ...]) -> set[int]:
        """The speakers of whom every word of a name, two at least, is in the name of the file."""
        there = set(words)
        near = {pk for word in words for pk in self._with_word.get(word, ())}
        return {
            pk
            for pk in near
            if any(len(name) > 1 and there.issuperset(name) for name in self._names(self.speakers[pk]))
        }


def _without_titles(stem: str) -> list[str]:
    plain = " ".join(re.sub(r"[_]+|(?<=\w)-(?=\w)", " ", stem).split())
    return [name for code in CODES for title, name in [split_name(plain, code)] if title]
