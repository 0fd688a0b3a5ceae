"""Importing a glossary: first a plan of what would change, then, when it is confirmed, the change."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown
from conference.models import AuditEntry, Conference, User
from conference.refusals import Conflict, Refusal
from translation.glossary.editing import (
    LONGEST_KEY,
    check_concept,
    check_variants,
    put_variants,
    record,
)
from translation.glossary.lookup import GlossaryEntry, entries_in
from translation.glossary.terms import ConceptTerms, TermVariant
from translation.models import glossary


@dataclass(frozen=True)
class ConceptChange:
    """A concept of the file beside the one of the glossary, if there is one."""

    term: ConceptTerms
    entry: GlossaryEntry | None = None

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


@dataclass
class GlossaryPlan:
    """What an import would do to the shared concepts, or to those of one conference."""

    conference: Conference | None
    new: list[ConceptChange] = field(default_factory=list)
    changed: list[ConceptChange] = field(default_factory=list)
    unchanged: list[ConceptChange] = field(default_factory=list)
    shown: Shown = field(default_factory=lambda: Shown({}))


def plan_import(terms: Iterable[ConceptTerms], conference: Conference | None) -> GlossaryPlan:
    """Returns what an import would do; in the languages of the file, its terms replace the existing ones."""
    entries = {entry.concept.key: entry for entry in entries_in(glossary.Concept.objects.filter(conference=conference))}
    found = GlossaryPlan(conference)
    parts: dict[Hashable, list[object]] = {}
    for term in map(_fit, terms):
        change = ConceptChange(term, entries.get(term.concept))
        kind = found.new if change.entry is None else found.changed if change.is_change else found.unchanged
        kind.append(change)
        existing = change.entry and [change.entry.concept.definition, repr(change.entry.variants)]
        parts.setdefault(term.concept, []).append([repr(term), existing])
    found.shown = Shown(parts)
    return found


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
    return ConceptTerms(term.concept, variants, definition)


def apply_import(
    terms: Iterable[ConceptTerms],
    conference: Conference | None,
    *,
    seen: str,
    name: str,
    within: Conference,
    by: User,
    at: datetime,
) -> GlossaryPlan:
    """Carries out what the page with the token `seen` showed; raises Conflict where it is not that any more."""
    try:
        with transaction.atomic():
            list(glossary.Concept.objects.select_for_update().filter(conference=conference).values_list("pk"))
            found = plan_import(terms, conference)
            found.shown.confirm(seen, Conflict(_changed()))
            _write(found)
            detail = {"file": name, "new": len(found.new), "changed": len(found.changed), "shared": conference is None}
            record(AuditEntry.Act.IMPORT_GLOSSARY, within, by=by, at=at, detail=detail)
    except IntegrityError:
        raise Conflict(_changed()) from None
    return found


def _changed() -> str:
    return _("The glossary has changed in the meantime. See what would change now, then confirm.")


def _write(found: GlossaryPlan) -> None:
    rows = [
        glossary.Concept(conference=found.conference, key=each.term.concept, definition=each.definition)
        for each in found.new
    ]
    rows = glossary.Concept.objects.bulk_create(rows, batch_size=500)
    terms = [
        glossary.Term(concept=row, language=code, text=variant.text, status=variant.status)
        for row, each in zip(rows, found.new, strict=True)
        for code, variants in each.term.variants.items()
        for variant in variants
    ]
    glossary.Term.objects.bulk_create(terms, batch_size=500)
    for each in found.changed:
        if each.entry is None:
            raise LookupError(each.term.concept)
        concept = each.entry.concept
        concept.definition = each.definition
        concept.save(update_fields=["definition"])
        put_variants(concept, each.entry.variants, each.term.variants, each.codes)
