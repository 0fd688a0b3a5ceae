"""Reading a statement under embargo on the screen of a booth; each opening is entered in the audit trail."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from conference.languages import CODES, official
from conference.models import AuditEntry
from floor.booth import terms
from floor.booth.texts import texts_by_intervention
from floor.models import Floor
from floor.procedure.speaking_times import time_for
from floor.statements.texts import paragraphs_of
from translation.glossary.term_matching import TermFinder

MINUTE = timedelta(minutes=1)
FASTEST, FASTEST_CHINESE = 120, 220  # words or characters a minute that an interpreter can follow


@dataclass
class TextVersion:
    """A statement in one language: its paragraphs in pieces, of which some are terms, and the pace that it needs."""

    statement: object
    language: object
    paragraphs: list
    pace: int | None
    is_fast: bool


@dataclass
class BoothReading:
    row: object
    versions: list[TextVersion]
    terms: list[terms.BoothTerm]
    source: object
    target: object


def open_texts(session, row, booth, *, by, at):
    """Opens what the booth may read of an intervention, and enters it; None where there is nothing."""
    statements = texts_by_intervention(session, [row], at).get(row.pk, [])
    if not statements:
        return None
    _enter(session, statements, booth, by, at)
    spread = [(statement, paragraphs_of(statement)) for statement in statements]
    concepts = [*terms.glossary_of(session.conference), *terms.names_of(session.conference)]
    allowed = _time_of(session, row)
    source = row.language if row.language in CODES else statements[0].language
    met = terms.occurring([(statement.language, paragraphs) for statement, paragraphs in spread], concepts)
    return BoothReading(
        row,
        [_version(statement, paragraphs, met, allowed) for statement, paragraphs in spread],
        terms.pairs(met, source, booth) if source != booth else [],
        official(source),
        official(booth),
    )


def _time_of(session, row):
    floor = Floor.objects.filter(session=session).first()
    return row.time_allowed() or (time_for(row, floor) if floor else session.speaking_time)


@transaction.atomic
def _enter(session, statements, booth, by, at):
    for statement in statements:
        AuditEntry.objects.record(
            act=AuditEntry.Act.READ_IN_BOOTH,
            subject=statement,
            by=by,
            at=at,
            conference=session.conference,
            detail={"session": session.slug, "booth": booth},
        )


def _version(statement, paragraphs, concepts, allowed):
    finder = TermFinder(concepts, statement.language)
    pace = round(statement.words / (allowed / MINUTE)) if statement.words and allowed else None
    fastest = FASTEST_CHINESE if statement.language.startswith("zh") else FASTEST
    return TextVersion(
        statement,
        official(statement.language),
        [terms.marked(paragraph, finder) for paragraph in paragraphs],
        pace,
        bool(pace and pace > fastest),
    )
