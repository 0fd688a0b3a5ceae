"""Changing the glossary: a concept with its terms, by hand; each change with a name in the audit trail."""

from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from conference.models import AuditEntry
from translation.glossary.lookup import entries_in
from translation.glossary.terms import Form
from translation.models import glossary
from translation.texts.writing import TextRefused

LONGEST_KEY = glossary.Concept._meta.get_field("key").max_length
LONGEST_TERM = glossary.Term._meta.get_field("text").max_length


class GlossaryRefused(TextRefused):
    """A change of the glossary that cannot be made; the message is for whom tried."""


def entry_of(concept):
    (entry,) = entries_in(glossary.Concept.objects.filter(pk=concept.pk))
    return entry


def digest_of(entry, codes):
    """A digest of what a form shows of an entry: its terms in some languages, with its own data."""
    shown = entry.concept.key, entry.concept.definition, entry.concept.conference_id
    shown += tuple((code, tuple(entry.forms.get(code, ()))) for code in codes)
    return blake2b(repr(shown).encode(), digest_size=8).hexdigest()


def check_forms(forms):
    """The forms of a concept as they can be kept, {code: [Form]}; GlossaryRefused says what is wrong."""
    for code, some in forms.items():
        texts = [form.text for form in some]
        twice = next((text for text in texts if texts.count(text) > 1), None)
        if twice:
            words = _("“%(term)s” is twice among the terms of a language; a term has one status.")
            raise GlossaryRefused(words % {"term": twice[:80]})
        for form in some:
            if len(form.text) > LONGEST_TERM:
                words = _("A term has at most %(most)d characters; “%(term)s” has more.")
                raise GlossaryRefused(words % {"most": LONGEST_TERM, "term": form.text[:80]})
            try:
                glossary.Term(language=code, text=form.text, status=form.status).clean_fields(exclude=["concept"])
            except ValidationError as error:
                raise GlossaryRefused(f"“{form.text[:80]}”: {' '.join(error.messages)}") from None
    return forms


def save(concept, forms, *, on=None, codes, by, at):
    """Keep a concept, new or changed, and its terms in the languages `codes`; those of others stay as they are.

    `on` is the digest of what the change rests on. GlossaryRefused where another change came between, or where
    another concept has the key.
    """
    check_forms(forms)
    try:
        concept.full_clean()
    except ValidationError as error:
        raise GlossaryRefused(" ".join(error.messages)) from None
    try:
        with transaction.atomic():
            before = _locked(concept, on, codes)
            concept.save()
            changed = put_forms(concept, before, forms, codes)
            act = "glossary: change" if before is not None else "glossary: add"
            record(act, concept, by=by, at=at, detail={"key": concept.key, "terms": changed})
    except IntegrityError:
        raise GlossaryRefused(_("Another concept of the glossary has this number.")) from None


def _locked(concept, on, codes):
    """The forms of a concept as they stand, the row locked; None of a new one."""
    if concept.pk is None:
        return None
    standing = glossary.Concept.objects.select_for_update().filter(pk=concept.pk).first()
    if standing is None:
        raise GlossaryRefused(_("Somebody has deleted this concept meanwhile."))
    entry = entry_of(standing)
    if on != digest_of(entry, codes):
        raise GlossaryRefused(
            _("Somebody has changed this concept meanwhile. Look at it as it now reads below, then save again.")
        )
    return entry.forms


def put_forms(concept, before, forms, codes):
    """Let a concept have these forms in these languages; returns what changed, {code: [before, after]}."""
    changed = {}
    for code in codes:
        old, new = (before or {}).get(code, []), forms.get(code, [])
        if old != new:
            changed[code] = [[form.text for form in some] for some in (old, new)]
            concept.terms.filter(language=code).delete()
            glossary.Term.objects.bulk_create(
                glossary.Term(concept=concept, language=code, text=form.text, status=form.status) for form in new
            )
    return changed


def delete(concept, *, by, at):
    with transaction.atomic():
        standing = glossary.Concept.objects.select_for_update().filter(pk=concept.pk).first()
        if standing is None:
            raise GlossaryRefused(_("Somebody has deleted this concept meanwhile."))
        forms = {code: [form.text for form in some] for code, some in entry_of(standing).forms.items()}
        record("glossary: delete", standing, by=by, at=at, detail={"key": standing.key, "terms": forms})
        standing.delete()


def record(act, subject, *, by, at, detail):
    conference = getattr(subject, "conference", None)
    AuditEntry.objects.record(act=act, subject=subject, by=by, at=at, conference=conference, detail=detail)


def lines_as_forms(lines):
    """The forms that people write, a line each, for each status: [Form]."""
    return [
        Form(" ".join(line.split()), status)
        for status, text in lines
        for line in text.replace("\r", "\n").split("\n")
        if line.strip()
    ]
