"""The President's Summary of the dialogue of 3 April 2012, written for demonstration: `data/human-trafficking-2012/`.

Its paragraphs rest on the programme and on the floor of the day. What is no longer there is no source.
"""

import json
from pathlib import Path

from django.db import transaction

from conference.languages import CODES, official
from conference.models import AuditEntry, Conference, Release
from floor.models import Intervention
from programme.demo.dialogue_2012 import SLUG
from programme.models import Role, Theme
from summary.clearance.stages import change_stage
from summary.draft.sources import PRESENTING
from summary.editions.issuing import FIRST, issue
from summary.models import Paragraph, Section, Source, Summary
from summary.text.progress import texts_of
from translation.models import Translation
from translation.texts.states import set_state, text_of

FILE = Path(__file__).parent.parent / "data" / SLUG / "summary.json"
STEPS = ("submit", "clear", "translate")


@transaction.atomic
def load_summary(*, at):
    """Write the Summary, clear and issue it, where the dialogue never had one: its first edition, else None."""
    conference = Conference.objects.select_for_update().filter(slug=SLUG, archived_at=None).first()
    if conference is None or _has_one(conference):
        return None
    summary = _written(conference)
    AuditEntry.objects.record(act=AuditEntry.Act.LOAD, subject=summary, by=None, at=at, conference=conference)
    _translated(summary, at)
    for step in STEPS:
        change_stage(summary, step, by=None, at=at)
    return issue(summary, FIRST, by=None, at=at)


def _has_one(conference):
    summaries = Summary.objects.filter(conference=conference)
    return summaries.exists() or conference.releases.filter(matter=Release.Matter.SUMMARY).exists()


def _written(conference):
    content = json.loads(FILE.read_text(encoding="utf-8"))
    names = ("title", "note", "agenda_item")
    texts = {column: text for name in names for column, text in _columns(name, content[name]).items()}
    summary = Summary.objects.create(
        conference=conference, original_language="en", dated_on=content["dated_on"], **texts
    )
    writer = _DemoWriter(summary)
    for section in content["sections"]:
        writer.section(section)
    Source.objects.bulk_create(writer.sources)
    summary.refresh_from_db()
    return summary


class _DemoWriter:
    """Puts sections and paragraphs each behind the last one, and gathers what they rest on."""

    def __init__(self, summary):
        self.summary, self.sources = summary, []
        self.sections = self.paragraphs = 0
        sessions = summary.conference.sessions.all()
        self._sessions = {session.slug: session for session in sessions}
        themes = Theme.objects.filter(panel__in=sessions).select_related("panel")
        self._themes = {(row.panel.slug, row.position): row for row in themes}
        roles = Role.objects.filter(session__in=sessions, kind__in=PRESENTING).select_related("session", "speaker")
        self._roles = {(row.session.slug, row.speaker.slug): row for row in roles}
        floor = Intervention.objects.filter(session__in=sessions, state=Intervention.State.CONCLUDED)
        floor = floor.exclude(delegation__state=None).select_related("session", "delegation__state")
        self._interventions = {(row.session.slug, row.delegation.state.iso3): row for row in floor}

    def section(self, section):
        session = section["session"]
        row = Section.objects.create(
            summary=self.summary,
            position=self.sections,
            level=section["level"],
            session=self._sessions.get(session),
            theme=self._themes.get((session, section["theme"])),
            **_columns("heading", section["heading"]),
        )
        self.sections += 1
        for paragraph in section["paragraphs"]:
            self.paragraph(row, None, paragraph)

    def paragraph(self, section, parent, paragraph):
        """A paragraph and its parts, of every depth."""
        row = Paragraph.objects.create(
            section=section, parent=parent, position=self.paragraphs, **_columns("text", paragraph["text"])
        )
        self.paragraphs += 1
        roles, interventions = (
            [found[tuple(key)] for key in paragraph["sources"][name] if tuple(key) in found]
            for name, found in (("roles", self._roles), ("interventions", self._interventions))
        )
        self.sources += [Source(paragraph=row, role=role) for role in roles]
        self.sources += [Source(paragraph=row, intervention=intervention) for intervention in interventions]
        for part in paragraph["parts"]:
            self.paragraph(section, row, part)


def _columns(field, words):
    return {f"{field}_{official(code).suffix}": text for code, text in words.items()}


def _translated(summary, at):
    """Record that all texts, as they stand, are translated and revised."""
    original = summary.original_language
    for row, field in texts_of(summary):
        for code in CODES:
            if code != original and text_of(row, field, original):
                set_state(row, field, code, Translation.State.REVISED, by=None, at=at)
