"""All checks of the original of a Summary, text by text, with what somebody has dismissed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from summary.checks.consistency import inconsistencies
from summary.checks.names import FormerNames, NearNames
from summary.checks.one_text import findings_in
from summary.checks.record import RecordCheck
from summary.models import Summary
from summary.text.outline import Outline
from summary.text.progress import texts_of
from translation.checks import LABELS
from translation.checks.finding import Finding
from translation.desk.warnings import DeskWarning, dismissals_of, lexicon_of, sorted_out
from translation.glossary.term_matching import TermFinder
from translation.models import Text
from translation.texts.registry import text_of

OWN_LABELS: dict[str, str | Promise] = {"record": _("The record"), "consistency": _("Consistency")}


@dataclass
class CheckedOriginal:
    """A text of the original with what stands out in it; the warnings that were dismissed are beside the open ones."""

    row: Model
    name: str
    text: str
    open: list[DeskWarning] = field(default_factory=list)
    dismissed: list[DeskWarning] = field(default_factory=list)


def check_original(summary: Summary, chapters: Outline) -> list[CheckedOriginal]:
    """Returns the texts of the original in which something stands out, in reading order; `chapters` is its outline."""
    code, places = summary.original_language, texts_of(summary, chapters)
    texts = [text_of(row, name, code) for row, name in places]
    findings = _findings(summary, texts)
    listed = _listed(summary)
    dismissals = dismissals_of(list(listed.values()), code)
    found = []
    for (row, name), text, own in zip(places, texts, findings, strict=True):
        entry = listed.get((row._meta.label_lower, row.pk, name))
        is_open, dismissed = sorted_out(own, dismissals.get(entry.pk, ()) if entry else ())
        if is_open or dismissed:
            found.append(CheckedOriginal(row, name, text, is_open, dismissed))
    return found


def label_of(warning: DeskWarning) -> str:
    """Returns what the check is called that found something."""
    check = warning.finding.check
    return str(OWN_LABELS.get(check) or LABELS[check])


def _findings(summary: Summary, texts: Sequence[str]) -> list[list[Finding]]:
    """Returns the findings of each text, in the order of the checks."""
    code, conference = summary.original_language, summary.conference
    lexicon = lexicon_of(conference, code, code)
    terms = TermFinder(lexicon.terms, code)
    known = (each.text for term in lexicon.terms for each in term.variants.get(code, ()))
    near, former = NearNames(lexicon.names, known, code), FormerNames(conference, code)
    record = RecordCheck(conference, code)
    found = [
        [
            *record.findings_in(text),
            *near.findings_in(text),
            *former.findings_in(text),
            *findings_in(text, code, terms),
        ]
        if text
        else []
        for text in texts
    ]
    for number, finding in inconsistencies(texts, code, terms):
        found[number].append(finding)
    return found


def _listed(summary: Summary) -> dict[tuple[str, int, str], Text]:
    rows = Text.objects.filter(conference=summary.conference, document="summary")
    return {(row.subject_type, row.subject_id, row.field): row for row in rows}
