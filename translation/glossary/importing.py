"""A glossary taken in from a file: first a plan of what would change, then, once it is confirmed, the change."""

from dataclasses import dataclass, field
from hashlib import blake2b

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from translation.glossary.editing import LONGEST_KEY, GlossaryRefused, check_forms, put_forms, record
from translation.glossary.lookup import entries_in
from translation.glossary.terms import Term
from translation.models import glossary


@dataclass(frozen=True)
class Change:
    """A concept of the file beside the one of the glossary, where there is one already."""

    term: Term
    entry: object = None

    @property
    def definition(self):
        """The file's definition; where it has none, that of the glossary stays."""
        return self.term.definition or (self.entry.concept.definition if self.entry else "")

    @property
    def codes(self):
        """The languages in which the file has other terms than the glossary."""
        there = self.entry.forms if self.entry else {}
        return [code for code, forms in self.term.forms.items() if set(forms) != set(there.get(code, ()))]

    @property
    def is_change(self):
        """A file may hold a definition without its lines; that is no change."""
        return bool(self.codes) or self.definition.split() != self.entry.concept.definition.split()

    @property
    def gone_and_come(self):
        """(code, the forms that go, the forms that come) of each language that changes."""
        there = self.entry.forms if self.entry else {}
        for code in self.codes:
            old, new = there.get(code, []), self.term.forms[code]
            yield code, [form for form in old if form not in new], [form for form in new if form not in old]


@dataclass
class Plan:
    """What taking in a file would do to the shared concepts, or to those of one conference."""

    conference: object
    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    digest: str = ""


def plan(terms, conference):
    """What taking in terms would do; in languages that the file has, its terms take the place of those there."""
    entries = {entry.concept.key: entry for entry in entries_in(glossary.Concept.objects.filter(conference=conference))}
    found = Plan(conference)
    seen = blake2b(digest_size=8)
    for term in map(_fit, terms):
        change = Change(term, entries.get(term.concept))
        kind = found.new if change.entry is None else found.changed if change.is_change else found.unchanged
        kind.append(change)
        seen.update(repr((term, change.entry and (change.entry.concept.definition, change.entry.forms))).encode())
    found.digest = seen.hexdigest()
    return found


def _fit(term):
    """A term of a file as the glossary can keep it; GlossaryRefused names the concept that it cannot keep."""
    name = " ".join(term.concept.split())[:80]
    if len(term.concept) > LONGEST_KEY or "\n" in term.concept:
        words = _("The number or short name “%(name)s…” must be one line of at most %(most)d characters.")
        raise GlossaryRefused(words % {"name": name, "most": LONGEST_KEY})
    forms = {code: list(dict.fromkeys(some)) for code, some in term.forms.items()}
    try:
        check_forms(forms)
    except GlossaryRefused as refusal:
        raise GlossaryRefused(_("Concept “%(name)s”: %(fault)s") % {"name": name, "fault": refusal}) from None
    return Term(term.concept, forms, term.definition.replace("\r\n", "\n").strip())


def take_in(terms, conference, digest, *, name, within, by, at):
    """Carry out what the plan with this digest said; GlossaryRefused where the glossary reads otherwise by now."""
    try:
        with transaction.atomic():
            list(glossary.Concept.objects.select_for_update().filter(conference=conference).values_list("pk"))
            found = plan(terms, conference)
            if found.digest != digest:
                raise GlossaryRefused(_changed())
            _write(found)
            detail = {"file": name, "new": len(found.new), "changed": len(found.changed), "shared": conference is None}
            record("glossary: import", within, by=by, at=at, detail=detail)
    except IntegrityError:
        raise GlossaryRefused(_changed()) from None
    return found


def _changed():
    return _("The glossary was changed meanwhile. Look at what would change now, then confirm it.")


def _write(found):
    rows = [
        glossary.Concept(conference=found.conference, key=each.term.concept, definition=each.definition)
        for each in found.new
    ]
    rows = glossary.Concept.objects.bulk_create(rows, batch_size=500)
    terms = [
        glossary.Term(concept=row, language=code, text=form.text, status=form.status)
        for row, each in zip(rows, found.new, strict=True)
        for code, forms in each.term.forms.items()
        for form in forms
    ]
    glossary.Term.objects.bulk_create(terms, batch_size=500)
    for each in found.changed:
        concept = each.entry.concept
        concept.definition = each.definition
        concept.save(update_fields=["definition"])
        put_forms(concept, each.entry.forms, each.term.forms, each.codes)
