"""Names of States, of bodies and of speakers: each has its name in the other language, and no other one."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair, Finders
from translation.glossary.term_matching import TermFinder, TermHit


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the names whose counterpart the translation lacks."""
    message = _("“%(name)s” is in the source; the translation has no “%(wanted)s”.")
    for hit, wanted in missing(pair.names, pair, TermFinder.hits):  # Guinea is not told by Equatorial Guinea
        if is_within(hit, pair.terms, pair):
            continue
        detail = {"name": pair.source.text[hit.start : hit.end], "wanted": wanted}
        yield Finding("names", message, in_source=(hit.start, hit.end), detail=detail)


def missing(
    finders: Finders, pair: CheckedPair, hits_in: Callable[..., list[TermHit]]
) -> Iterator[tuple[TermHit, str]]:
    """Yields (hit, wanted term), once for each concept of the source that the translation has by none of its terms."""
    in_source, in_target = finders
    if not in_source.terms:
        return
    here, there = pair.source, pair.target
    hits = {id(hit.term): hit for hit in reversed(in_source.hits(here.text, here.words))}
    if not hits:
        return
    told = {id(hit.term) for hit in hits_in(in_target, there.text, there.words)}
    for hit in sorted(hits.values(), key=lambda hit: hit.start):
        usable = hit.term.usable(there.language)
        if usable and id(hit.term) not in told:
            yield hit, usable[0].text


def is_within(hit: TermHit, others: Finders, pair: CheckedPair) -> bool:
    """Returns whether a name is part of a longer term of the source, or a term of a longer name, which is looked for.

    "Vital Voices Global Partnership" is rendered as a name, and its partnership as nothing else.
    """
    longer = others[0].hits(pair.source.text, pair.source.words)
    return any(
        each.start <= hit.start and hit.end <= each.end and each.end - each.start > hit.end - hit.start
        for each in longer
        if each.term.usable(pair.target.language)
    )
