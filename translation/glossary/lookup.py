"""The glossary of a conference: the shared concepts and its own, which replace shared ones of the same key."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from modeltranslation.translator import translator

from conference.fields import Line
from conference.languages import CODES
from conference.models import Conference
from translation.glossary.terms import STATUSES, ConceptTerms, TermVariant, Variants
from translation.models import glossary
from translation.texts.registry import column_of, conference_lookup, fields_of, translated_models, withholding
from translation.texts.tokens import fold

Content = tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
Names = tuple[tuple[tuple[str, str], ...], ...]
NAME = "name"  # a field of this name holds the name of a person, a body or a delegation


@dataclass(frozen=True)
class GlossaryEntry:
    """A concept with its terms, {code: [TermVariant]}, in the order of the languages."""

    concept: glossary.Concept
    variants: Variants

    @property
    def term(self) -> ConceptTerms:
        """The concept in the form in which files and checks use it."""
        return ConceptTerms(self.concept.key, self.variants, self.concept.definition)

    @property
    def is_shared(self) -> bool:
        return self.concept.conference_id is None

    def holds(self, sought: str) -> bool:
        """Returns whether folded words occur in its key, its definition or one of its terms."""
        texts = (
            self.concept.key,
            self.concept.definition,
            *(variant.text for six in self.variants.values() for variant in six),
        )
        return any(sought in fold(text) for text in texts)


def entries_of(conference: Conference) -> list[GlossaryEntry]:
    """Returns the concepts that hold for a conference, in the order of their keys."""
    known = entries_in(glossary.Concept.objects.filter(Q(conference=None) | Q(conference=conference)))
    own = {entry.concept.key for entry in known if not entry.is_shared}
    return [entry for entry in known if not entry.is_shared or entry.concept.key not in own]


def entries_in(concepts: QuerySet[glossary.Concept]) -> list[GlossaryEntry]:
    """Returns the concepts of a queryset with their terms, read with two queries."""
    variants: dict[int, Variants] = {}
    rows = glossary.Term.objects.filter(concept__in=concepts.order_by()).order_by("pk")
    for concept, code, text, status in rows.values_list("concept", "language", "text", "status"):
        variants.setdefault(concept, {}).setdefault(code, []).append(TermVariant(text, status))
    found = concepts.order_by("key", "pk")
    return [GlossaryEntry(row, _in_order(variants.get(row.pk, {}))) for row in found]


def _in_order(variants: Variants) -> Variants:
    """Returns terms by language, in the order of the languages, the preferred ones first."""
    return {
        code: sorted(variants[code], key=lambda variant: STATUSES.index(variant.status))
        for code in CODES
        if code in variants
    }


def content_of(conference: Conference) -> Content:
    """Returns the terms that hold for a conference as a value that can be compared and cached.

    It has the form ((key, ((code, text, status), ...)), ...).
    """
    return tuple(
        (
            entry.concept.key,
            tuple((code, *variant) for code, variants in entry.variants.items() for variant in variants),
        )
        for entry in entries_of(conference)
    )


def terms_from(content: Content) -> list[ConceptTerms]:
    """Returns the concepts of a content."""
    terms = []
    for key, variants in content:
        by_language: Variants = {}
        for code, text, status in variants:
            by_language.setdefault(code, []).append(TermVariant(text, status))
        terms.append(ConceptTerms(key, by_language))
    return terms


def names_of(conference: Conference, source_language: str, target_language: str) -> Names:
    """Returns the names of a conference and the shared ones in two languages: a row of (source, target) for each.

    The names of a conference are its texts called `name`. Shared names are the lines of tables that belong to no
    conference, such as the States.
    """
    codes = source_language, target_language
    found: list[tuple[tuple[str, str], ...]] = []
    for model in translated_models():
        if NAME in fields_of(model):
            rows = model._base_manager.filter(**{conference_lookup(model): conference})
            flag, withheld = withholding(model)
            rows = rows.exclude(**{flag: True}) if NAME in withheld else rows
            found += _names(rows, [NAME], codes)
    for model in _shared_models():
        lines = [field for field in fields_of(model) if isinstance(model._meta.get_field(field), Line)]
        found += _names(model._base_manager.all(), lines, codes)
    return tuple(found)


def _shared_models() -> list[type[Model]]:
    """Returns the models with texts in six languages whose rows belong to no conference."""
    shared = set(translator.get_registered_models(abstract=False)) - set(translated_models())
    return sorted(shared, key=lambda model: model._meta.label_lower)


def _names(rows: QuerySet[Model], fields: Iterable[str], codes: Sequence[str]) -> Iterator[tuple[tuple[str, str], ...]]:
    columns = [column_of(field, code) for field in fields for code in codes]
    once = list(dict.fromkeys(columns))  # both languages may be the same, where a text is checked alone
    for row in rows.order_by("pk").values_list(*once):
        by_column = dict(zip(once, row, strict=True))
        texts = [by_column[column] or "" for column in columns]
        pairs = tuple((own, other) for own, other in zip(texts[::2], texts[1::2], strict=True) if own and other)
        if pairs:
            yield pairs
