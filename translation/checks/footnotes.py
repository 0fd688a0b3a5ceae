"""Marks of footnotes: a translation has those of its source, each as often as there."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conference.documents.emphasis import NOTE
from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair

_LOST = _("The mark %(mark)s of a footnote is missing in the translation.")
_ADDED = _("The translation has the mark %(mark)s of a footnote, which the source has not.")
_TWICE = _("The translation has the mark %(mark)s of a footnote more often than the source.")


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the marks that one of the two texts has and the other has not, or has less often."""
    source, target = pair.source.text, pair.target.text
    if "[^" not in source and "[^" not in target:
        return
    here, there = (Counter(match[0] for match in NOTE.finditer(text)) for text in (source, target))
    for mark in here:
        if not there[mark]:
            place = source.index(mark)
            yield Finding("footnotes", _LOST, (place, place + len(mark)), detail={"mark": mark}, kind="lost")
    for mark in there:
        if there[mark] > here[mark]:
            place = target.rindex(mark)
            span = (place, place + len(mark))
            message, kind = (_TWICE, "twice") if here[mark] else (_ADDED, "added")
            yield Finding("footnotes", message, None, span, {"mark": mark}, kind)
