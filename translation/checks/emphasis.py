"""Marks of emphasis: what is italic or bold in the source is so in the translation, and every mark is closed."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conference.documents.emphasis import STRAY_MARK, has_stray_mark, runs
from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair

_MESSAGES = {
    ("italic", "lost"): _("The source has words in italics; the translation has none."),
    ("italic", "added"): _("The translation has words in italics; the source has none."),
    ("bold", "lost"): _("The source has words in bold; the translation has none."),
    ("bold", "added"): _("The translation has words in bold; the source has none."),
}


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the kinds of emphasis that only one of the texts has, and a mark that only the translation leaves open."""
    if "*" not in pair.source.text and "*" not in pair.target.text:
        return
    here, there = _kinds(pair.source.text), _kinds(pair.target.text)
    for kind in sorted(here ^ there):
        how = "lost" if kind in here else "added"
        yield Finding("emphasis", _MESSAGES[kind, how], kind=f"{kind} {how}")
    if has_stray_mark(pair.target.text) and not has_stray_mark(pair.source.text):
        yield Finding("emphasis", STRAY_MARK, kind="stray mark")


def _kinds(text: str) -> set[str]:
    return {kind for run in runs(text) for kind in ("italic", "bold") if getattr(run, kind)}
