"""The translations of all conferences into a language, as the concordance searches them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max

from translation.models import Text, Translation
from translation.texts.loading import words_of


class ListedTranslationsReader:
    """Follows the translations into one language, by the keys of their texts."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._digests: dict[int, str] = {}
        self._stamp: dict[str, Any] | None = None

    def changes(self) -> Iterable[tuple[int, str]]:
        """Returns (key of the text, its translation) of what came or changed since the last call; "" where it went.

        A call costs one query where nothing changed.
        """
        rows = Translation.objects.filter(language=self._language).exclude(state=Translation.State.MISSING).order_by()
        stamp = rows.aggregate(count=Count("pk"), newest=Max("at"), last=Max("pk"))
        if stamp == self._stamp:
            return []
        digests = dict(rows.values_list("text", "digest"))
        changed = [key for key, digest in digests.items() if self._digests.get(key) != digest]
        found = self._read(changed) + [(key, "") for key in self._digests if key not in digests]
        self._stamp, self._digests = stamp, digests
        return found

    def _read(self, keys: list[int]) -> list[tuple[int, str]]:
        texts = Text.objects.only("subject_type", "subject_id", "field", "source_language").in_bulk(keys)
        words = words_of(texts.values(), [self._language])
        return [(key, words.get(key, {}).get(self._language, "")) for key in keys]
