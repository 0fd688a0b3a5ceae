"""A term: one concept, and how it is called in each language."""

from dataclasses import dataclass, field
from typing import NamedTuple

PREFERRED, ADMITTED, AVOID = "preferred", "admitted", "avoid"
STATUSES = (PREFERRED, ADMITTED, AVOID)


class Form(NamedTuple):
    """One way of calling a concept in one language, and whether it should be used."""

    text: str
    status: str = PREFERRED


@dataclass
class Term:
    """A concept with its forms in the official languages, {code: [Form]}; names of States and people are terms too."""

    concept: str
    forms: dict = field(default_factory=dict)
    definition: str = ""
    is_name: bool = False

    @classmethod
    def of_name(cls, concept, *texts):
        """The name of a State or a person, from one or more {code: text}: the short name, the formal name."""
        forms = {}
        for each in texts:
            for code, text in each.items():
                if text and Form(text) not in forms.setdefault(code, []):
                    forms[code].append(Form(text))
        return cls(concept, forms, is_name=True)

    def usable(self, code):
        """The forms that may be used in a language, the preferred ones first."""
        forms = [form for form in self.forms.get(code, ()) if form.status != AVOID]
        return sorted(forms, key=lambda form: form.status != PREFERRED)
