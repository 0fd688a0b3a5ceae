"""Previews the import of a schedule beside the current programme. Nothing is written here."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages import official, texts
from conference.languages.dates import day_text
from conference.languages.lists import labelled, listed
from conference.models import Conference
from conference.refusals import Refusal
from programme.imports.compare import (
    ScheduleComparison,
    Verdict,
    compare_kind,
    compare_name,
    compare_parts,
    compare_people,
    compare_room,
    compare_times,
    times_in_words,
)
from programme.imports.existing import ExistingProgramme, names_of
from programme.imports.overlaps import overlaps
from programme.imports.plan import ScheduleItem, ScheduleItemKind, SchedulePreview
from programme.imports.schedule import Event, Person, Schedule
from programme.imports.values import line
from programme.imports.zone_warnings import other_zone, two_clocks
from programme.models import GuidingQuestion, Room, Session, Theme
from speakers.courtesy_titles import split_name
from speakers.models import Speaker
from translation.texts.writing import fit


def preview_schedule(schedule: Schedule, conference: Conference) -> SchedulePreview:
    """Return what an import of this schedule would do now."""
    return _ScheduleComparer(schedule, conference).preview()


class _ScheduleComparer:
    """Compares one schedule with a conference."""

    def __init__(self, schedule: Schedule, conference: Conference) -> None:
        self.schedule, self.conference, self.existing = schedule, conference, ExistingProgramme(conference)
        self.original = conference.original_language
        self.on_record = self.existing.on_record()
        self.rooms = {key: (self._room_row(key, name), name) for key, name in schedule.rooms.items()}
        find = self.existing.find
        self.people = {key: (find("speaker", key)[0], person.name) for key, person in schedule.people.items()}

    def _room_row(self, key: str, name: str) -> Room | None:
        return self.existing.find("room", key)[0] or self.existing.room_called(name)

    def preview(self) -> SchedulePreview:
        sessions = [self.session(self._placed(event)) for event in self.schedule.events]
        warned = overlaps(sessions, self.existing, self.rooms)
        sessions = [
            replace(each, warnings=each.warnings + tuple(more)) for each, more in zip(sessions, warned, strict=True)
        ]
        items = [*sessions, *self.gone(sessions)]
        items += [self.speaker(person) for person in self.schedule.people.values()]
        items += [self.room(key, name) for key, name in self.schedule.rooms.items()]
        return SchedulePreview(
            self.schedule,
            self.existing,
            tuple(items),
            (*self.schedule.warnings, *other_zone(self.schedule, self.conference)),
        )

    def _placed(self, event: Event) -> Event:
        """Read a time without an offset, in a file without a zone, in the conference's zone."""
        if event.starts_at and event.starts_at.tzinfo is None:
            return replace(event, starts_at=event.starts_at.replace(tzinfo=self.conference.zone))
        return event

    def session(self, event: Event) -> ScheduleItem:
        row, record = self.existing.find("session", event.key)
        code = event.title_language or self.original
        item = ScheduleItem(
            "session", event.key, event.name, official(code).html, ScheduleItemKind.REFUSED, row, event, record
        )
        item = replace(
            item, when=self._when(event), warnings=(*event.warnings, *two_clocks(event, self.schedule, self.conference))
        )
        event, problems, refusal = self._fitted(event, code)
        if event.faults or refusal:
            return replace(item, why=" ".join([*event.faults, *refusal]))
        item = replace(item, theirs=event, warnings=item.warnings + tuple(problems))
        if row is None:
            said = self._said(event, code)
            item = replace(item, kind=ScheduleItemKind.NEW, said=said)
        else:
            item = self._compared(item, event, code)
        return self._within_days(item, event)

    def _when(self, event: Event) -> str:
        if event.starts_at is None or not event.minutes or event.minutes < 0:
            return event.day
        return times_in_words(event.starts_at, event.ends_at, self.conference.zone)

    def _fitted(self, event: Event, code: str) -> tuple[Event, list[str], list[str]]:
        """Return (event with texts that fit their columns, what was left out, why it cannot be imported)."""
        problems, refusal = [], []
        try:
            event = replace(event, title=fit(Session, "title", event.title))
        except Refusal as problem:
            refusal.append(labelled(_("Title"), problem))
        parts = (
            ("description", Session, "description"),
            ("themes", Theme, "text"),
            ("questions", GuidingQuestion, "text"),
        )
        for name, model, field in parts:
            words = getattr(event, name)
            try:
                fitted = (
                    fit(model, field, words)
                    if name == "description"
                    else tuple(fit(model, field, one) for one in words)
                )
            except Refusal as problem:
                label = (
                    Session._meta.get_field("description").verbose_name
                    if name == "description"
                    else model._meta.verbose_name_plural
                )
                problems.append(_("Left out: %(what)s. %(why)s") % {"what": label, "why": problem})
                fitted = "" if name == "description" else ()
            changed: dict[str, Any] = {name: fitted}
            event = replace(event, **changed)
        return event, problems, refusal

    def _said(self, event: Event, code: str) -> dict[str, Any]:
        """Return what `ImportedFrom` keeps of a new session."""
        return ScheduleComparison(Session(), None, False).saying(event, code, event.language or self.original)

    def _compared(self, item: ScheduleItem, event: Event, code: str) -> ScheduleItem:
        found = ScheduleComparison(item.row, item.record, self.existing.is_own("session", item.key))
        warnings = (*self._compare_texts(found, event, code), *self._compare_facts(found, event))
        item = replace(item, warnings=item.warnings + warnings)
        return replace(item, kind=_kind_of(found), differences=tuple(found.differences), said=found.said)

    def _compare_texts(self, found: ScheduleComparison, event: Event, code: str) -> Iterator[str]:
        """Compare the texts; yields warnings."""
        row, language = found.row, event.language or self.original
        found.text("title", _("Title"), code, event.title, is_line=True)
        found.text("description", _("Description"), language, event.description)
        themes, questions = event.themes, event.questions
        if not questions and not row.themes.all() and len(row.guidingquestions.all()) == len(themes):
            themes, questions = (), themes  # one list alone: ours tells which it is
        for field, label, words in (
            ("themes", _("Theme"), themes),
            ("guidingquestions", _("Guiding question"), questions),
        ):
            if words and not compare_parts(found, label, field, words, language):
                yield _("The file has another number of them, so that ours stay: %(what)s.") % {"what": label}

    def _compare_facts(self, found: ScheduleComparison, event: Event) -> Iterator[str]:
        """Compare the other values; only the room of a session on record may change, and a warning names what stays."""
        row, before = found.row, len(found.differences)
        compare_times(found, event, self.conference.zone)
        if not (row.themes.all() and event.kind != Session.Kind.PANEL):
            compare_kind(found, event)
        compare_room(found, event, self.rooms, self.existing)
        compare_people(found, event, self.people, self.existing)
        fixed = [each for each in found.differences[before:] if each.field != "room"]
        if fixed and row.pk in self.on_record:
            found.differences = [each for each in found.differences if each not in fixed]
            labels = listed(each.label for each in fixed)
            yield _("There is a record of this session, so that these stay: %(what)s.") % {"what": labels}

    def _within_days(self, item: ScheduleItem, event: Event) -> ScheduleItem:
        moves = item.row is None or any(each.field == "times" for each in item.differences)
        first, last = self.conference.starts_on, self.conference.ends_on
        days = [moment.astimezone(self.conference.zone).date() for moment in (event.starts_at, event.ends_at)]
        if not moves or all(first <= day <= last for day in days):
            return item
        words = _("The conference lasts from %(first)s to %(last)s; this is another day.")
        language = get_language() or "en"
        why = words % {"first": day_text(first, language), "last": day_text(last, language)}
        return replace(item, kind=ScheduleItemKind.OUTSIDE, why=why)

    def gone(self, sessions: list[ScheduleItem]) -> Iterator[ScheduleItem]:
        """Yield the sessions that were imported from this schedule and are no longer in it."""
        if not self.schedule.is_whole:
            return
        there, by_key = {each.key for each in sessions}, {row.pk: row for row in self.existing.sessions}
        found = {each.row.pk for each in sessions if each.row}
        titles = {each.name for each in sessions if each.row is None}
        for record in self.existing.records:
            row = by_key.get(record.session_id or 0)
            if row is None or record.schedule != self.schedule.name or record.key in there or row.pk in found:
                continue
            kept = _("There is a record of this session; it stays.") if row.pk in self.on_record else ""
            if not kept and titles & {line(title) for title in texts(row, "title").values()}:
                kept = _("The file has a session of this title with another identifier; this one stays.")
            yield ScheduleItem(
                part="session",
                key=record.key,
                name=str(row),
                language="",
                kind=ScheduleItemKind.GONE,
                row=row,
                record=record,
                when=times_in_words(row.starts_at, row.ends_at, self.conference.zone),
                why=kept,
                is_removable=not kept,
            )

    def speaker(self, person: Person) -> ScheduleItem:
        row, record = self.existing.find("speaker", person.key)
        code = person.language or self.original
        item = ScheduleItem(
            "speaker", person.key, person.name, official(code).html, ScheduleItemKind.REFUSED, row, person, record
        )
        try:
            person = replace(person, name=fit(Speaker, "name", person.name))
        except Refusal as problem:
            return replace(item, why=labelled(_("Name"), problem))
        try:
            person = replace(person, biography=fit(Speaker, "biography", person.biography))
        except Refusal as problem:
            words = {"what": Speaker._meta.get_field("biography").verbose_name, "why": problem}
            item, person = (
                replace(item, warnings=(_("Left out: %(what)s. %(why)s") % words,)),
                replace(person, biography=""),
            )
        if row and row.protected:
            warning = _("This speaker is protected: the file changes nothing here.")
            return replace(item, name=str(row), kind=ScheduleItemKind.UNCHANGED, theirs=person, warnings=(warning,))
        found = ScheduleComparison(row or Speaker(), record, self.existing.is_own("speaker", person.key))
        compare_name(found, code, person.name)
        found.text("biography", _("Biography"), code, person.biography)
        if row is None:
            return replace(
                item,
                kind=ScheduleItemKind.NEW,
                theirs=person,
                said=_all_of(found),
                warnings=item.warnings + self._namesake(person),
            )
        return replace(item, kind=_kind_of(found), theirs=person, differences=tuple(found.differences), said=found.said)

    def _namesake(self, person: Person) -> tuple[str, ...]:
        names = {person.name, split_name(person.name, person.language or self.original)[1]}
        known = any(name.casefold() in self._names for name in names)
        return (_("A speaker of this name is here already, who is not known to be the same."),) if known else ()

    @cached_property
    def _names(self) -> set[str]:
        found = set()
        for row in self.existing.speakers:
            names = [*names_of(row).values(), *texts(row, "name").values()]
            found |= {name.casefold() for name in names if name}
        return found

    def room(self, key: str, name: str) -> ScheduleItem:
        row, code = self.rooms[key][0], self.schedule.language or self.original
        record = self.existing.find("room", key)[1]
        item = ScheduleItem("room", key, name, official(code).html, ScheduleItemKind.REFUSED, row, name, record)
        try:
            words = fit(Room, "name", name)
        except Refusal as problem:
            return replace(item, why=labelled(_("Name"), problem))
        found = ScheduleComparison(row or Room(), record, self.existing.is_own("room", key))
        if row is None or self.schedule.is_ours or record:
            found.text("name", _("Name"), code, words, is_line=True)
        if row is None:
            return replace(item, kind=ScheduleItemKind.NEW, said=_all_of(found))
        return replace(item, kind=_kind_of(found), differences=tuple(found.differences), said=found.said)


def _all_of(found: ScheduleComparison) -> dict[str, Any]:
    """Return what `ImportedFrom` keeps of a new row: all of the file's values."""
    return found.said | {each.field: each.said for each in found.differences}


def _kind_of(found: ScheduleComparison) -> ScheduleItemKind:
    verdicts = {each.verdict for each in found.differences}
    if verdicts & {Verdict.CONFLICT, Verdict.KEPT}:
        return ScheduleItemKind.CONFLICT
    return ScheduleItemKind.CHANGED if verdicts else ScheduleItemKind.UNCHANGED
