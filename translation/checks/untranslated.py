"""Texts that were not translated: in the words of the source, in another script, or with a gap left in them."""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair, Finders
from translation.texts.untranslated import PART, SAME, SCRIPT, Place, is_same, left_in_part, left_in_source, script_of

GAP = "gap"  # what the kind of a finding is called, beside those of `texts.untranslated`
_GAP = re.compile(r"[\[［]\s*(?:…+|\.{3,})\s*[\]］]")  # as a composed proposal leaves it (`memory/proposals.py`)
_MESSAGES: dict[str, str | Promise] = {
    SAME: _("The translation is the same as the source."),
    SCRIPT: _("The translation is not in the script of its language."),
    PART: _("The translation has words of the source that are not translated."),
    GAP: _("The translation has “[…]” where words are not translated."),
}


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields a finding where a translation is still the source, as a whole or in part, and where it alone has a gap."""
    source, target = pair.source.text, pair.target.text
    known = [*_alike(pair.names, pair), *_alike(pair.terms, pair)]
    how, place = left_in_source(source, target, pair.target.language, known), None
    if not how:
        place = left_in_part(source, target, known)
        how = PART if place else ""
    if how:
        yield Finding("untranslated", _MESSAGES[how], in_target=place, kind=how)
    gap = _GAP.search(target)
    if gap and not _GAP.search(source):
        yield Finding("untranslated", _MESSAGES[GAP], in_target=gap.span(), kind=GAP)


def _alike(finders: Finders, pair: CheckedPair) -> Iterator[Place]:
    """Yields the places of the names or terms that read alike in both languages, which are written in one script."""
    here, there = pair.source, pair.target
    if script_of(here.language) is not script_of(there.language):
        return
    for hit in finders[1].hits(there.text, there.words):
        if any(is_same(variant.text, hit.variant.text) for variant in hit.term.variants.get(here.language, ())):
            yield hit.start, hit.end
