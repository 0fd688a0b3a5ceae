"""A term: one concept, and how it is called in each language."""

from dataclasses import dataclass, field
from typing import NamedTuple

PREFERRED, ADMITTED, AVOID = "preferred", "admitted", "avoid"
STATUSES = (PREFERRED, ADMITTED, AVOID)


class TermVariant(NamedTuple):
    """One way of calling a concept in one language, and whether it should be used."""

    text: str
    status: str = PREFERRED


@dataclass
class ConceptTerms:
    """A concept with its terms in the official languages, {code: [TermVariant]}; so are names of States and people."""

    concept: str
    variants: dict = field(default_factory=dict)
    definition: str = ""
    is_name: bool = False

    @classmethod
    def of_name(cls, concept, *texts):
        """The name of a State or a person, from one or more {code: text}: the short name, the formal name."""
        variants = {}
        for each in texts:
            for code, text in each.items():
                if text and TermVariant(text) not in variants.setdefault(code, []):
                    variants[code].append(TermVariant(text))
        return cls(concept, variants, is_name=True)

    def usable(self, code):
        """The variants that may be used in a language, the preferred ones first."""
        variants = [variant for variant in self.variants.get(code, ()) if variant.status != AVOID]
        return sorted(variants, key=lambda variant: variant.status != PREFERRED)
