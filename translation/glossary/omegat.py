"""Writing a glossary for OmegaT: text in UTF-8 without headings, source, target and comment with tabs between them.

It holds two languages and knows no status: of terms to be avoided, the comment tells.
"""

import re
from collections.abc import Iterable, Iterator

from conference.languages.lists import labelled
from translation.glossary.terms import AVOID, ConceptTerms
from translation.models.glossary import Term

_SPACE = re.compile(r"\s+")


def write_omegat(terms: Iterable[ConceptTerms], source: str, target: str) -> bytes:
    """Returns a line for each pair of terms that may be used, of the concepts that have some in both languages."""
    lines = (
        "\t".join(map(_on_a_line, (here.text, there.text, comment)))
        for term in terms
        for comment in [_comment(term, target)]
        for here in term.usable(source)
        for there in term.usable(target)
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _comment(term: ConceptTerms, target: str) -> str:
    return " ".join(filter(None, [term.definition, *_avoided(term, target)]))


def _avoided(term: ConceptTerms, target: str) -> Iterator[str]:
    for variant in term.variants.get(target, ()):
        if variant.status == AVOID:
            yield labelled(Term.Status.AVOID.label, variant.text)


def _on_a_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
