"""A concept of the glossary with its terms, without the database.

Models store a term as `Term`; here it is a `TermVariant` of its concept.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple, Self

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
PREFERRED, ADMITTED, AVOID = "preferred", "admitted", "avoid"
STATUSES = (PREFERRED, ADMITTED, AVOID)


class TermVariant(NamedTuple):
    """One term of a concept in one language, and whether it should be used."""

    text: str
    status: str = PREFERRED


Variants = dict[str, list[TermVariant]]  # by the code of the language


@dataclass
class ConceptTerms:
    """A concept with its terms in the official languages. Names of States and people are concepts too.

    `problem` says why a row of an imported table cannot be kept as a concept, and `place` in which column, if it is
    one; `row` is its number there, and `is_left_out` says that a person left it out. All others have none of them.
    """

    concept: str
    variants: Variants = field(default_factory=dict)
    definition: str = ""
    is_name: bool = False
    problem: str = ""
    place: str = ""
    row: int = field(default=0, compare=False)
    is_left_out: bool = False

    @classmethod
    def of_name(cls, concept: str, *texts: dict[str, str]) -> Self:
        """Returns a State or a person as a concept, from one or more {code: text}: short name, formal name."""
        variants: Variants = {}
        for each in texts:
            for code, text in each.items():
                if text and TermVariant(text) not in variants.setdefault(code, []):
                    variants[code].append(TermVariant(text))
        return cls(concept, variants, is_name=True)

    def usable(self, code: str) -> list[TermVariant]:
        """Returns the terms that may be used in a language, the preferred ones first."""
        variants = [variant for variant in self.variants.get(code, ()) if variant.status != AVOID]
        return sorted(variants, key=lambda variant: variant.status != PREFERRED)


def is_acronym(text: str) -> bool:
    """Returns whether a name is one word with several capitals, such as UNODC or UN-Women."""
    return sum(map(str.isupper, text)) > 1 and _WORD.fullmatch(text) is not None
