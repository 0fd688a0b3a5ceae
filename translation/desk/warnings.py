"""Warnings about a translation, and dismissing them by name, with a reason, for as long as the source stays the same.

The terms and names of a conference are prepared once for each content of the tables, so that thousands of texts can be
checked.
"""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.caches import constant
from conference.languages import official
from conference.languages.lists import in_sentences
from conference.models import AuditEntry
from conference.refusals import Refusal
from translation.checks import LABELS, Checker, Finding, blocking_findings
from translation.glossary.lookup import NAME, content_of, names_of, terms_from
from translation.glossary.term_matching import TermFinder
from translation.glossary.terms import ConceptTerms
from translation.models import Text
from translation.models.teamwork import Dismissal
from translation.texts.loading import words_of
from translation.texts.untranslated import SORT_NAME

LONGEST_KEY = Dismissal._meta.get_field("key").max_length


@dataclass(frozen=True)
class DeskWarning:
    """A warning as people see it; with its dismissal, where somebody dismissed it."""

    finding: Finding
    key: str
    dismissal: Dismissal | None = None

    @property
    def label(self):
        return LABELS[self.finding.check]


class Lexicon:
    """The terms and names of a conference in two languages: for marking them in a source, and for checking."""

    def __init__(self, source_language, target_language, terms, names):
        self.languages = source_language, target_language
        self.terms, self.names = terms, names
        self.checker = Checker(source_language, target_language, terms, names)

    @cached_property
    def _finder(self):
        return TermFinder((*self.terms, *self.names), self.languages[0])

    def hits(self, text):
        """Returns the terms and names in a source that the target language has too, from left to right."""
        return [hit for hit in self._finder.hits(text) if hit.term.variants.get(self.languages[1])]


def lexicon_of(conference, source_language, target_language):
    """Returns the lexicon of a conference for two languages."""
    return Lexicons(conference, target_language).of(source_language)


class Lexicons:
    """The lexicons of a conference for translating into a language, each read once from the tables."""

    def __init__(self, conference, target_language):
        self.conference, self.target_language = conference, target_language
        self._read = {}

    def of(self, source_language):
        """Returns the lexicon for a language of the source."""
        return lexicon_for(source_language, self.target_language, *self.content(source_language))

    def content(self, source_language):
        """Returns what the lexicon is made of: the terms and the names as values that can be compared."""
        if source_language not in self._read:
            names = names_of(self.conference, source_language, self.target_language)
            self._read[source_language] = content_of(self.conference), names
        return self._read[source_language]


@constant(24)
def lexicon_for(source_language, target_language, terms, names):
    """Prepares a lexicon for one content of the tables; other content makes another lexicon."""
    known = terms_from(terms)
    listed = {variant.text.casefold() for term in known for variant in term.variants.get(source_language, ())}
    by_name = {}
    for row in names:  # a State, its delegation and its former name may share a name: they are one concept
        name = row[0][0]
        if name.casefold() not in listed:
            by_name.setdefault(name, []).extend({source_language: own, target_language: other} for own, other in row)
    names = (ConceptTerms.of_name(name, *variants) for name, variants in by_name.items())
    return Lexicon(source_language, target_language, tuple(known), tuple(names))


def find(text, source, words, lexicon, max_length=None):
    """Returns the findings in a translation of a text, saved or typed; those that block it first."""
    if not words.strip():
        return []
    blocking = blocking_findings(words, max_length)
    if any(each.kind == "length" for each in blocking):
        return blocking  # of what is too long to be kept, no more is asked
    found = lexicon.checker.check(source, words)
    if text.field in (NAME, SORT_NAME):  # they say themselves how the name reads, and how it is sorted
        found = [each for each in found if each.check != "names"]
    if text.field == SORT_NAME:
        found = [each for each in found if each.check != "untranslated"]
    return [*blocking, *found]


def sorted_out(findings, dismissals):
    """Returns (open warnings, dismissed warnings); `dismissals` are those for the current source of the text."""
    by_key = {each.key: each for each in dismissals}
    warned = {}
    for finding in findings:
        key = key_of(finding)
        warned.setdefault(key, DeskWarning(finding, key, None if finding.blocks else by_key.get(key)))
    return (
        [each for each in warned.values() if not each.dismissal],
        [each for each in warned.values() if each.dismissal],
    )


@dataclass(frozen=True)
class WarnedText:
    """A text with its open warnings, and those that were dismissed."""

    text: Text
    source: str
    words: str
    warnings: list
    dismissed: list = field(default_factory=list)

    @property
    def original(self):
        return official(self.text.source_language)


def warnings_of(conference, texts, code, user):
    """Returns those texts that have open warnings, without those that the user may not read."""
    found = all_warnings_of(texts, code, user, Lexicons(conference, code))
    return [each for each in found if each.warnings]


def all_warnings_of(texts, code, user, lexicons):
    """Returns those texts that have warnings, open or dismissed, without those that the user may not read."""
    texts = list(texts)
    words, dismissals = words_of(texts, [None, code], user), dismissals_of(texts, code)
    found = []
    for text in texts:
        if text.pk in words:
            source, target = words[text.pk][None], words[text.pk][code]
            findings = find(text, source, target, lexicons.of(text.source_language))
            is_open, dismissed = sorted_out(findings, dismissals.get(text.pk, ()))
            if findings:
                found.append(WarnedText(text, source, target, is_open, dismissed))
    return found


def dismissals_of(texts, code):
    """Returns {key of a text: its dismissals for the current source}."""
    found = {}
    rows = Dismissal.objects.filter(text__in=[text.pk for text in texts], language=code).select_related("by", "text")
    for row in rows.order_by("at", "pk"):
        if row.source_digest == row.text.source_digest:
            found.setdefault(row.text_id, []).append(row)
    return found


def dismiss(text, row, code, key, reason, *, by, at):
    """Dismisses a warning about a text of a row, with a reason; raises Refusal, which says why it cannot be."""
    own = Dismissal(
        text=text, language=code, key=key, source_digest=text.source_digest, reason=reason.strip(), by=by, at=at
    )
    if not own.reason:
        raise Refusal(_("Say why the warning does not hold here."))
    try:
        own.clean_fields()
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    with transaction.atomic():
        current, is_new = Dismissal.objects.get_or_create(
            text=text,
            language=code,
            key=key,
            source_digest=text.source_digest,
            defaults={"reason": own.reason, "by": by, "at": at},
        )
        if not is_new:
            raise Refusal(_("%(name)s has dismissed this warning already.") % {"name": current.by})
        _record(AuditEntry.Act.DISMISS_WARNING, current, row, by=by, at=at)


def undo_dismissal(dismissal, row, *, by, at):
    """Deletes a dismissal, so that the warning is open again."""
    with transaction.atomic():
        if not Dismissal.objects.filter(pk=dismissal.pk).delete()[0]:
            raise Refusal(_("Somebody has already restored this warning."))
        _record(AuditEntry.Act.RESTORE_WARNING, dismissal, row, by=by, at=at)


def _record(act, dismissal, row, *, by, at):
    detail = {"field": dismissal.text.field, "language": dismissal.language}
    detail |= {"warning": dismissal.key, "reason": dismissal.reason}
    conference = dismissal.text.conference
    AuditEntry.objects.record(act=act, subject=row, by=by, at=at, conference=conference, detail=detail)


def key_of(finding):
    """Returns the key by which a dismissal is remembered; a long key is shortened with a digest."""
    key = finding.key
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 40]}…{blake2b(key.encode(), digest_size=16).hexdigest()}"
