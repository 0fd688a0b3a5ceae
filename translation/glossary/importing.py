"""Importing a glossary: first what a file would change, then, when it is confirmed, the change."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.imports.preview import ImportPreview
from conference.models import Conference
from conference.recorded_rows import Journal
from conference.refusals import Refusal
from translation.glossary.editing import LONGEST_KEY, check_concept, check_variants, put_variants
from translation.glossary.lookup import GlossaryEntry, entries_in
from translation.glossary.terms import ConceptTerms, TermVariant
from translation.models import glossary


class ConceptOutcome(models.TextChoices):
    """What the import would do with a concept, in the order of the preview."""

    REFUSED = "refused", gettext_lazy("Cannot be imported")
    CHANGED = "changed", pgettext_lazy("concepts", "Changed")
    NEW = "new", pgettext_lazy("concepts", "New")
    UNCHANGED = "unchanged", pgettext_lazy("concepts", "Unchanged")
    LEFT_OUT = "left-out", pgettext_lazy("concepts", "Left out by hand")


@dataclass(frozen=True)
class ConceptChange:
    """A concept of the file beside the one of the glossary, if there is one; `problem` is why it cannot be imported."""

    term: ConceptTerms
    entry: GlossaryEntry | None = None
    problem: str = ""

    @property
    def outcome(self) -> ConceptOutcome:
        if self.term.is_left_out:
            return ConceptOutcome.LEFT_OUT
        if self.problem:
            return ConceptOutcome.REFUSED
        if self.entry is None:
            return ConceptOutcome.NEW
        return ConceptOutcome.CHANGED if self.is_change else ConceptOutcome.UNCHANGED

    @property
    def reason(self) -> str:
        """Why it is not imported; empty if it is."""
        return str(self.outcome.label) if self.term.is_left_out else self.problem

    @property
    def definition(self) -> str:
        """The file's definition; where it has none, that of the glossary."""
        return self.term.definition or (self.entry.concept.definition if self.entry else "")

    @property
    def codes(self) -> list[str]:
        """The languages in which the file has other terms than the glossary."""
        there = self.entry.variants if self.entry else {}
        return [code for code, variants in self.term.variants.items() if set(variants) != set(there.get(code, ()))]

    @property
    def is_change(self) -> bool:
        """Whether anything changes; a definition that differs only in its line breaks does not count."""
        definition = self.entry.concept.definition if self.entry else ""
        return bool(self.codes) or self.definition.split() != definition.split()

    @property
    def gone_and_come(self) -> Iterator[tuple[str, list[TermVariant], list[TermVariant]]]:
        """Yields (code, the terms that are removed, the terms that are added) of each language that changes."""
        there = self.entry.variants if self.entry else {}
        for code in self.codes:
            old, new = there.get(code, []), self.term.variants[code]
            yield (
                code,
                [variant for variant in old if variant not in new],
                [variant for variant in new if variant not in old],
            )


@dataclass(frozen=True)
class GlossaryPreview(ImportPreview):
    """What an import would do to the shared concepts, or to those of one conference."""

    outcomes = ConceptOutcome
    seldom = (ConceptOutcome.LEFT_OUT,)
    conference: Conference | None
    concepts: list[ConceptChange] = field(default_factory=list)

    def items_by_outcome(self) -> list[tuple[ConceptOutcome, ConceptChange]]:
        return [(each.outcome, each) for each in self.concepts]

    def parts(self) -> dict[Hashable, object]:
        """Each concept of the file is a part, by its key."""
        parts: dict[Hashable, list[object]] = {}
        for each in self.concepts:
            existing = each.entry and [each.entry.concept.definition, repr(each.entry.variants)]
            parts.setdefault(each.term.concept, []).append([repr(each.term), existing, each.problem])
        return {**parts}


def preview_glossary(terms: Iterable[ConceptTerms], conference: Conference | None) -> GlossaryPreview:
    """Returns what an import would do; in the languages of the file, its terms replace the existing ones."""
    entries = {entry.concept.key: entry for entry in entries_in(glossary.Concept.objects.filter(conference=conference))}
    return GlossaryPreview(conference, [_compared(term, entries) for term in terms])


def _compared(term: ConceptTerms, entries: dict[str, GlossaryEntry]) -> ConceptChange:
    if term.problem or term.is_left_out:
        return ConceptChange(term, problem=term.problem)
    try:
        term = _fit(term)
    except Refusal as refusal:
        return ConceptChange(term, problem=str(refusal))
    return ConceptChange(term, entries.get(term.concept))


def _fit(term: ConceptTerms) -> ConceptTerms:
    """Returns a concept of a file as it can be kept; raises Refusal, with its key, where it cannot."""
    name = " ".join(term.concept.split())[:80]
    if len(term.concept) > LONGEST_KEY or "\n" in term.concept:
        words = _("The number or short name “%(name)s…” must be one line of at most %(most)d characters.")
        raise Refusal(words % {"name": name, "most": LONGEST_KEY})
    variants = {code: list(dict.fromkeys(some)) for code, some in term.variants.items()}
    definition = term.definition.replace("\r\n", "\n").strip()
    try:
        check_variants(variants)
        check_concept(term.concept, definition)
    except Refusal as refusal:
        raise Refusal(_("Concept “%(name)s”: %(fault)s") % {"name": name, "fault": refusal}) from None
    return ConceptTerms(term.concept, variants, definition, row=term.row)


def write_glossary(found: GlossaryPreview, journal: Journal) -> None:
    """Writes what a preview showed, in the transaction of the caller, who has locked the concepts."""
    new, changed = found.of(ConceptOutcome.NEW), found.of(ConceptOutcome.CHANGED)
    journal.touch(glossary.Concept, [each.entry.concept.pk for each in changed])
    there = glossary.Term.objects.filter(concept__in=[each.entry.concept.pk for each in changed])
    known = list(there.values_list("pk", flat=True))
    journal.touch(glossary.Term, known)
    _add(found.conference, new, journal)
    for each in changed:
        concept = each.entry.concept
        concept.definition = each.definition
        concept.save(update_fields=["definition"])
        put_variants(concept, each.entry.variants, each.term.variants, each.codes)
    journal.add(list(there.exclude(pk__in=known)))


def _add(conference: Conference | None, new: list[ConceptChange], journal: Journal) -> None:
    rows = [glossary.Concept(conference=conference, key=each.term.concept, definition=each.definition) for each in new]
    rows = glossary.Concept.objects.bulk_create(rows, batch_size=500)
    terms = [
        glossary.Term(concept=row, language=code, text=variant.text, status=variant.status)
        for row, each in zip(rows, new, strict=True)
        for code, variants in each.term.variants.items()
        for variant in variants
    ]
    journal.add(rows)
    journal.add(glossary.Term.objects.bulk_create(terms, batch_size=500))
