"""The shared concepts that ship with the product, brought into an installation and up to date in one that has them.

An installation may have had the concept of a body for long when its acronym is added to what ships. What people did
there goes before: a concept that they deleted does not come back, and one that they changed stays as it is.
"""

from collections.abc import Iterable

from conference.models.import_file import ImportedRow
from translation.glossary.lookup import GlossaryEntry, entries_in
from translation.glossary.terms import PREFERRED, ConceptTerms
from translation.models import glossary

CONCEPT, TERM = glossary.Concept._meta.label_lower, glossary.Term._meta.label_lower


def bring_up_to_date(shipped: Iterable[ConceptTerms]) -> tuple[int, int, int]:
    """Adds the concepts and terms that are missing; returns how many of each, and how many concepts there were."""
    there = {entry.concept.key: entry for entry in entries_in(glossary.Concept.objects.filter(conference=None))}
    deleted = set(glossary.DeletedConcept.objects.values_list("key", flat=True))
    imported = _changed_by_files()
    terms, concepts = [], 0
    for each in shipped:
        entry = there.get(each.concept)
        if entry is not None:
            is_theirs = entry.concept.is_edited or str(entry.concept.pk) in imported
            terms += [] if is_theirs else _missing(each, entry)
        elif each.concept not in deleted:
            concepts += 1
            _add(each)
    glossary.Term.objects.bulk_create(terms)
    return concepts, len(terms), len(there)


def _add(shipped: ConceptTerms) -> None:
    concept = glossary.Concept.objects.create(key=shipped.concept, definition=shipped.definition)
    glossary.Term.objects.bulk_create(
        glossary.Term(concept=concept, language=code, text=variant.text, status=variant.status)
        for code, variants in shipped.variants.items()
        for variant in variants
    )


def _missing(shipped: ConceptTerms, entry: GlossaryEntry) -> list[glossary.Term]:
    """Returns the terms that a concept lacks, in the languages in which its preferred term is still the one shipped."""
    found = []
    for code, variants in shipped.variants.items():
        known = {variant.text.casefold() for variant in entry.variants.get(code, ())}
        preferred = {variant.text for variant in entry.variants.get(code, ()) if variant.status == PREFERRED}
        if preferred.isdisjoint(variant.text for variant in variants if variant.status == PREFERRED):
            continue
        found += [
            glossary.Term(concept=entry.concept, language=code, text=variant.text, status=variant.status)
            for variant in variants
            if variant.text.casefold() not in known
        ]
    return found


def _changed_by_files() -> set[str]:
    """Returns the numbers of the concepts that a file has changed which somebody imported."""
    rows = ImportedRow.objects.filter(subject_type__in=(CONCEPT, TERM)).values_list(
        "subject_type", "subject_key", "before", "after"
    )
    return {
        key if kind == CONCEPT else str((before or after)["concept_id"]) for kind, key, before, after in rows.iterator()
    }
