"""Consistency: the same source translated differently, and different sources translated alike."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from translation.texts.tokens import words

Groups = dict[str, tuple[str, dict[str, list[int]]]]  # {a text as it is compared: (text, {counterpart: keys})}


@dataclass(frozen=True)
class Inconsistency:
    """A text with several counterparts: {counterpart: [keys of the texts]}.

    `kind` is "renderings", for one source with several translations, or "sources", for one translation of several
    sources.
    """

    kind: str
    text: str
    counterparts: dict[str, list[int]]

    def __str__(self) -> str:
        if self.kind == "renderings":
            return str(_("“%(text)s” is rendered in %(count)d ways.")) % self._detail
        return str(_("“%(text)s” renders %(count)d different sources.")) % self._detail

    @property
    def _detail(self) -> dict[str, object]:
        return {"text": self.text, "count": len(self.counterparts)}


def consistency(pairs: Iterable[tuple[int, str, str]], source_language: str) -> list[Inconsistency]:
    """Returns the inconsistencies among (key, source, target).

    Sources that differ only in case or endings may well be translated alike: Chinese has no plural.
    """
    renderings: Groups = {}
    sources: Groups = {}
    for key, source, target in pairs:
        source, target = source.strip(), target.strip()
        if source and target:
            _add(renderings, source, target, key)
            _add(sources, target, source, key)
    return [
        *_several(renderings, "renderings", _exact),
        *_several(sources, "sources", lambda source: _gist(source, source_language)),
    ]


def _add(groups: Groups, text: str, counterpart: str, key: int) -> None:
    _text, counterparts = groups.setdefault(_exact(text), (text, {}))
    counterparts.setdefault(counterpart, []).append(key)


def _several(groups: Groups, kind: str, like: Callable[[str], Hashable]) -> Iterator[Inconsistency]:
    """Yields the texts whose counterparts differ. Most have one, so few are compared."""
    for text, counterparts in groups.values():
        if len(counterparts) > 1:
            unlike: dict[Hashable, tuple[str, list[int]]] = {}
            for counterpart, keys in counterparts.items():
                unlike.setdefault(like(counterpart), (counterpart, []))[1].extend(keys)
            if len(unlike) > 1:
                yield Inconsistency(kind, text, dict(unlike.values()))


def _exact(text: str) -> str:
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _gist(text: str, language: str) -> Hashable:
    return tuple(word.keys[0] for word in words(text, language)) or _exact(text)
