"""One source, one rendering: the same source translated differently, and different sources translated alike."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from translation.words import words


@dataclass(frozen=True)
class Inconsistency:
    """A text with several counterparts: {counterpart: [keys of the rows]}; `kind` is "renderings" or "sources"."""

    kind: str
    text: str
    counterparts: dict

    def __str__(self):
        if self.kind == "renderings":
            return str(_("“%(text)s” is rendered in %(count)d ways.")) % self._detail
        return str(_("“%(text)s” renders %(count)d different sources.")) % self._detail

    @property
    def _detail(self):
        return {"text": self.text, "count": len(self.counterparts)}


def consistency(pairs, source_language):
    """The inconsistencies among (key, source, target).

    Sources that differ in case or endings alone may well be rendered alike: Chinese has no plural.
    """
    renderings, sources = {}, {}
    for key, source, target in pairs:
        source, target = source.strip(), target.strip()
        if source and target:
            _add(renderings, _exact(source), source, _exact(target), target, key)
            _add(sources, _exact(target), target, _gist(source, source_language), source, key)
    return [
        *_several(renderings, "renderings"),
        *_several(sources, "sources"),
    ]


def _add(groups, group, text, other, counterpart, key):
    _text, counterparts = groups.setdefault(group, (text, {}))
    counterparts.setdefault(other, (counterpart, []))[1].append(key)


def _several(groups, kind):
    for text, counterparts in groups.values():
        if len(counterparts) > 1:
            yield Inconsistency(kind, text, dict(counterparts.values()))


def _exact(text):
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _gist(text, language):
    return tuple(word.keys[0] for word in words(text, language)) or _exact(text)
