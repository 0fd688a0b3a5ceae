"""Changing the glossary by hand: a concept with its terms; each change is recorded in the audit trail with a name."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from conference.languages.lists import in_sentences, labelled
from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Refusal
from translation.glossary.lookup import GlossaryEntry, entries_in
from translation.glossary.terms import TermVariant, Variants
from translation.models import glossary
from translation.texts.permissions import keeps_what_is_shared

LONGEST_KEY = glossary.Concept._meta.get_field("key").max_length or 0
LONGEST_TERM = glossary.Term._meta.get_field("text").max_length or 0


def entry_of(concept: glossary.Concept) -> GlossaryEntry:
    """Returns a concept with its terms."""
    (entry,) = entries_in(glossary.Concept.objects.filter(pk=concept.pk))
    return entry


def digest_of(entry: GlossaryEntry, codes: Iterable[str]) -> str:
    """Returns a digest of what the form of a concept shows: its own data, and its terms in some languages."""
    shown: tuple[object, ...] = entry.concept.key, entry.concept.definition, entry.concept.conference_id
    shown += tuple((code, tuple(entry.variants.get(code, ()))) for code in codes)
    return blake2b(repr(shown).encode(), digest_size=8).hexdigest()


def check_variants(variants: Variants) -> Variants:
    """Returns the terms of a concept as they are; raises Refusal where they cannot be kept."""
    for code, some in variants.items():
        texts = [variant.text for variant in some]
        twice = next((text for text in texts if texts.count(text) > 1), None)
        if twice:
            words = _("“%(term)s” is twice among the terms of a language; a term has one status.")
            raise Refusal(words % {"term": twice[:80]})
        for variant in some:
            if len(variant.text) > LONGEST_TERM:
                words = _("A term has at most %(most)d characters; “%(term)s” has more.")
                raise Refusal(words % {"most": LONGEST_TERM, "term": variant.text[:80]})
            try:
                glossary.Term(language=code, text=variant.text, status=variant.status).clean_fields(exclude=["concept"])
            except ValidationError as error:
                raise Refusal(labelled(f"“{variant.text[:80]}”", in_sentences(error.messages))) from None
    return variants


def check_concept(key: str, definition: str) -> None:
    """Raises Refusal where number or definition of a concept cannot be kept."""
    try:
        glossary.Concept(key=key, definition=definition).clean_fields(exclude=["conference"])
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None


def require_scope(user: User, *, is_shared: bool) -> None:
    """Raises Refusal where what is changed is shared by all conferences, and the user works on some of them alone."""
    if is_shared and not keeps_what_is_shared(user):
        words = _(
            "All conferences share this: it is changed by those who work on all of them. Choose “this conference”."
        )
        raise Refusal(words)


def save(
    concept: glossary.Concept,
    variants: Variants,
    *,
    base_version: str | None = None,
    codes: Sequence[str],
    by: User,
    at: datetime,
) -> None:
    """Saves a concept, new or changed, and its terms in the languages `codes`; other languages stay as they are.

    `base_version` is the digest of the concept on which the change rests. Raises Refusal where another change
    came between, or where another concept has the key.
    """
    check_variants(variants)
    try:
        concept.full_clean()
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    try:
        with transaction.atomic():
            before = _locked(concept, base_version, codes)
            concept.is_edited = before is not None
            concept.save()
            changed = put_variants(concept, before, variants, codes)
            act = AuditEntry.Act.CHANGE_CONCEPT if before is not None else AuditEntry.Act.ADD_CONCEPT
            record(act, concept, by=by, at=at, detail={"key": concept.key, "terms": changed})
    except IntegrityError:
        raise Refusal(_("Another concept of the glossary has this number.")) from None


def _locked(concept: glossary.Concept, base_version: str | None, codes: Sequence[str]) -> Variants | None:
    """Locks a concept and returns its current terms; None for a new one."""
    if concept.pk is None:
        return None
    current = glossary.Concept.objects.select_for_update().filter(pk=concept.pk).first()
    if current is None:
        raise Refusal(_("Somebody has deleted this concept in the meantime."))
    entry = entry_of(current)
    if base_version != digest_of(entry, codes):
        raise Refusal(
            _("Somebody has changed this concept in the meantime. See below how it now reads, then save again.")
        )
    return entry.variants


def put_variants(
    concept: glossary.Concept, before: Variants | None, variants: Variants, codes: Iterable[str]
) -> dict[str, list[list[str]]]:
    """Gives a concept these terms in some languages; returns what changed, {code: [before, after]}."""
    changed = {}
    for code in codes:
        old, new = (before or {}).get(code, []), variants.get(code, [])
        if old != new:
            changed[code] = [[variant.text for variant in some] for some in (old, new)]
            concept.terms.filter(language=code).delete()
            glossary.Term.objects.bulk_create(
                glossary.Term(concept=concept, language=code, text=variant.text, status=variant.status)
                for variant in new
            )
    return changed


def delete(concept: glossary.Concept, *, by: User, at: datetime) -> None:
    """Deletes a concept and its terms; raises Refusal where it is already deleted."""
    with transaction.atomic():
        current = glossary.Concept.objects.select_for_update().filter(pk=concept.pk).first()
        if current is None:
            raise Refusal(_("Somebody has deleted this concept in the meantime."))
        variants = {code: [variant.text for variant in some] for code, some in entry_of(current).variants.items()}
        record(AuditEntry.Act.DELETE_CONCEPT, current, by=by, at=at, detail={"key": current.key, "terms": variants})
        if current.conference_id is None:
            glossary.DeletedConcept.objects.get_or_create(key=current.key)
        current.delete()


def record(act: AuditAct, subject: Model, *, by: User, at: datetime, detail: dict[str, object]) -> None:
    """Records a change of the glossary in the audit trail."""
    conference = getattr(subject, "conference", None)
    AuditEntry.objects.record(act=act, subject=subject, by=by, at=at, conference=conference, detail=detail)


def lines_as_variants(lines: Iterable[tuple[str, str]]) -> list[TermVariant]:
    """Returns the terms that people write, one on a line, for each status."""
    return [
        TermVariant(" ".join(line.split()), status)
        for status, text in lines
        for line in text.replace("\r", "\n").split("\n")
        if line.strip()
    ]
