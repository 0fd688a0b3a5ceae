"""What a glossary file must be so that its concepts can be kept, whatever its format."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.fields import validate_characters
from conference.files.safe_open import FileRefused
from translation.glossary.terms import ConceptTerms

MOST_TERMS = 50_000
LONGEST_VARIANT, LONGEST_DEFINITION = 1_000, 10_000


class GlossaryFileError(FileRefused):
    """Raised when a file cannot be read as a glossary. The message is shown to the person who uploaded it."""

    def __init__(self, message: str | Promise, **detail: object) -> None:
        super().__init__(message)
        self.detail = detail

    def __str__(self) -> str:
        return str(self.message) % self.detail if self.detail else str(self.message)


def checked(terms: list[ConceptTerms]) -> list[ConceptTerms]:
    """Returns the concepts as they can be kept; raises GlossaryFileError for the first that cannot."""
    for _term, fault in _faults(countable(terms)):
        raise fault
    return terms


def marked(terms: list[ConceptTerms]) -> list[ConceptTerms]:
    """Returns the concepts of a list as people keep it; each that cannot be kept says why in `problem`."""
    for term, fault in _faults(terms):
        term.problem = str(fault)
    return terms


def countable(terms: list[ConceptTerms]) -> list[ConceptTerms]:
    """Returns the concepts of a file; raises GlossaryFileError where none has a term, or there are too many."""
    if not any(term.variants for term in terms):
        raise GlossaryFileError(_("The file has no terms in any of the six languages."))
    if len(terms) > MOST_TERMS:
        raise GlossaryFileError(_("The file has more than %(most)d concepts."), most=MOST_TERMS)
    return terms


def _faults(terms: Iterable[ConceptTerms]) -> Iterator[tuple[ConceptTerms, GlossaryFileError]]:
    """Yields the concepts that cannot be kept, each with its fault; a concept without a key gets its first term."""
    concepts: set[str] = set()
    for term in terms:
        if not (term.problem or term.is_left_out):
            try:
                _check(term, concepts)
            except GlossaryFileError as fault:
                yield term, fault


def _check(term: ConceptTerms, concepts: set[str]) -> None:
    variants = [variant for each in term.variants.values() for variant in each]
    term.concept = term.concept or variants[0].text
    if term.concept in concepts:
        raise GlossaryFileError(_("The concept “%(concept)s” is twice in the file."), concept=term.concept[:80])
    concepts.add(term.concept)
    for text, longest in [
        (term.concept, LONGEST_VARIANT),
        (term.definition, LONGEST_DEFINITION),
        *((variant.text, LONGEST_VARIANT) for variant in variants),
    ]:
        _check_text(text, longest, term.concept[:80])


def _check_text(text: str, longest: int, concept: str) -> None:
    if len(text) > longest:
        message = _("A text of “%(concept)s” has more than %(most)d characters.")
        raise GlossaryFileError(message, concept=concept, most=longest)
    try:
        validate_characters(text)
    except ValidationError:
        raise GlossaryFileError(_("A text of “%(concept)s” has a control character."), concept=concept) from None
