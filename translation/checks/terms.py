"""Terms of the glossary: each is rendered by a term that may be used, and terms to be avoided are avoided."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.names import is_within, missing
from translation.checks.pair import CheckedPair
from translation.glossary.term_matching import TermFinder
from translation.glossary.terms import AVOID


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the terms that are not rendered as the glossary has them, and those to be avoided."""
    message = _("“%(term)s” is in the source; the glossary renders it “%(wanted)s”.")
    for hit, wanted in missing(pair.terms, pair, TermFinder.all_hits):
        if is_within(hit, pair.names, pair):
            continue
        detail = {"term": pair.source.text[hit.start : hit.end], "wanted": wanted}
        yield Finding("terms", message, in_source=(hit.start, hit.end), detail=detail, kind="missing")
    yield from _to_be_avoided(pair)


def _to_be_avoided(pair: CheckedPair) -> Iterator[Finding]:
    if AVOID not in pair.terms[1].statuses:
        return
    avoid = _("The glossary says to avoid “%(term)s”.")
    better = _("The glossary says to avoid “%(term)s” and prefers “%(wanted)s”.")
    for hit in pair.terms[1].hits(pair.target.text, pair.target.words):
        if hit.variant.status != AVOID:
            continue
        usable = hit.term.usable(pair.target.language)
        detail = {"term": pair.target.text[hit.start : hit.end], **({"wanted": usable[0].text} if usable else {})}
        message = better if usable else avoid
        yield Finding("terms", message, in_target=(hit.start, hit.end), detail=detail, kind="avoid")
