"""What the checks find in all translations of a language, kept in the database from one look to the next.

A translation is checked anew where its source, its words, or the terms and names of its conference have changed. Some
are checked when a page asks, the others by the clock (`background_work.py`).
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from conference.caches import constant
from conference.models import Conference, User
from conference.recorded_rows import in_batches
from translation.desk.warnings import Lexicon, Lexicons, find, key_of
from translation.glossary.lookup import Content, Names
from translation.models import CheckedTranslation, Text, Translation
from translation.models.teamwork import Dismissal
from translation.teamwork.progress import kinds_kept_from
from translation.texts.loading import words_of

VERSION = 2  # to be raised when the checks find something else in the same words
AT_ONCE = 400  # translations that a page checks before it is shown
_KEPT = ("source_digest", "digest", "known", "number", "found")


class WarnedKeys(NamedTuple):
    """A translation in which something was found: the key of its text, and the open and the dismissed warnings.

    A warning is given by its check and its key.
    """

    text: int
    document: str
    state: str
    is_outdated: bool
    open: tuple[tuple[str, str], ...]
    dismissed: tuple[tuple[str, str], ...]


def bring_up_to_date(lexicons: Lexicons, most: int | None = None) -> int:
    """Checks the translations that changed since they were checked, at most so many; returns how many are left.

    Those of an archived conference stay as they are.
    """
    conference, code, left = lexicons.conference, lexicons.target_language, 0
    if conference.archived_at:
        return 0
    languages = Text.objects.filter(conference=conference).to_translate().exclude(source_language=code).order_by()
    for source_language in languages.values_list("source_language", flat=True).distinct():
        lexicon, known = lexicons.of(source_language), _digest_of(*lexicons.content(source_language))
        stale = list(_stale(conference, source_language, code, known).values_list("text", flat=True))
        checked = stale if most is None else stale[: max(0, most)]
        for batch in in_batches(checked):
            _check(batch, code, lexicon, known)
        left += len(stale) - len(checked)
        most = None if most is None else most - len(checked)
    return left


def _translations(conference: Conference, code: str) -> QuerySet[Translation]:
    """Returns the translations that there are of texts that are shown in a document."""
    rows = Translation.objects.filter(text__conference=conference, language=code)
    rows = rows.exclude(state=Translation.State.MISSING).exclude(text__source_digest="").exclude(text__document="")
    return rows.exclude(text__source_language=code)


def _stale(conference: Conference, source_language: str, code: str, known: str) -> QuerySet[Translation]:
    fresh = CheckedTranslation.objects.filter(
        text=OuterRef("text"),
        language=code,
        source_digest=OuterRef("text__source_digest"),
        digest=OuterRef("digest"),
        known=known,
    )
    rows = _translations(conference, code).filter(~Exists(fresh), text__source_language=source_language)
    return rows.order_by("text")


def _check(keys: list[int], code: str, lexicon: Lexicon, known: str) -> None:
    texts = list(Text.objects.filter(pk__in=keys))
    digests = dict(Translation.objects.filter(text__in=keys, language=code).values_list("text", "digest"))
    words, made = words_of(texts, [None, code]), []
    for text in texts:
        both = words.get(text.pk, {None: "", code: ""})  # the row is gone, or withheld
        found: dict[str, str] = {}
        for finding in find(text, both[None], both[code], lexicon):
            found.setdefault(key_of(finding), finding.check)
        made.append(
            CheckedTranslation(
                text=text,
                language=code,
                source_digest=text.source_digest,
                digest=digests.get(text.pk, ""),
                known=known,
                number=len(found),
                found=[[check, key] for key, check in found.items()],
            )
        )
    CheckedTranslation.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["text", "language"], update_fields=_KEPT
    )


@constant(24)
def _digest_of(terms: Content, names: Names) -> str:
    """Returns sixteen characters that change when the checks, the terms or the names do."""
    return blake2b(repr((VERSION, terms, names)).encode(), digest_size=8).hexdigest()


def found_in(conference: Conference, code: str, user: User) -> Iterator[WarnedKeys]:
    """Yields the translations in which something was found, in the order of the documents, which the user may see."""
    kept = CheckedTranslation.objects.filter(text__conference=conference, language=code, number__gt=0).order_by()
    found = {row[:3]: row[3] for row in kept.values_list("text", "source_digest", "digest", "found")}
    dismissed, none = dismissed_keys(conference, code), frozenset[str]()
    warned = CheckedTranslation.objects.filter(text=OuterRef("text"), language=code, number__gt=0)
    rows = _translations(conference, code).filter(Exists(warned))
    rows = rows.exclude(text__subject_type__in=kinds_kept_from(user, conference))
    rows = rows.order_by("text__document", "text__position", "text")
    of_text = ("text__document", "text__source_digest")
    for text, state, made_from, words, document, source in rows.values_list(
        "text", "state", "source_digest", "digest", *of_text
    ):
        open_ones, gone = [], []
        for check, key in found.get((text, source, words), ()):
            is_gone = key in dismissed.get(text, none) and check != "blocking"
            (gone if is_gone else open_ones).append((check, key))
        if open_ones or gone:
            yield WarnedKeys(text, document, state, made_from != source, tuple(open_ones), tuple(gone))


def dismissed_keys(conference: Conference, code: str) -> dict[int, frozenset[str]]:
    """Returns the keys of the warnings that were dismissed and whose source is the same: {key of a text: keys}."""
    rows = Dismissal.objects.filter(text__conference=conference, language=code)
    found: dict[int, set[str]] = {}
    for text, key, then, now in rows.values_list("text", "key", "source_digest", "text__source_digest"):
        if then == now:
            found.setdefault(text, set()).add(key)
    return {text: frozenset(keys) for text, keys in found.items()}
