"""Writes an import: new rooms, speakers and sessions, and the changes of existing ones.

A text for an empty column is written directly; one that replaces a text keeps the old one as a version.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import models

from conference.imports.kind import OnProgress
from conference.languages.short_names import short_name, unused
from conference.models import Conference, User
from conference.models.checked_rows import check_fields
from conference.models.former_name import former_names
from conference.recorded_rows import Journal
from programme.imports.compare import ScheduleDifference
from programme.imports.existing import PARTS
from programme.imports.plan import ScheduleChoices, ScheduleItem, ScheduleItemKind, SchedulePreview
from programme.imports.values import prose
from programme.models import GuidingQuestion, ImportedFrom, Role, Room, Session, Theme
from speakers.courtesy_titles import split_name
from speakers.models import Speaker
from translation.texts.index import refresh_rows
from translation.texts.ordering import arrange_soon
from translation.texts.registry import column_of, text_of
from translation.texts.writing import replace_text

BATCH = 500
_LONGEST_SLUG = 55  # so that a number fits behind it


class ScheduleWriter:
    """Writes one file, within the caller's transaction."""

    def __init__(
        self,
        found: SchedulePreview,
        choices: ScheduleChoices,
        *,
        journal: Journal,
        by: User | None,
        at: datetime,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.found, self.choices, self.by, self.at, self.on_progress = found, choices, by, at, on_progress
        self.journal = journal
        self.existing, self.conference = found.existing, found.existing.conference
        self.original = self.conference.original_language
        self.applied = found.to_apply(choices)
        self.rows: dict[str, dict[str, Any]] = {part: {} for part in PARTS}  # {identifier: row}
        for item in found.items:
            if item.row:
                self.rows[item.part][item.key] = item.row
        self.filled: dict[tuple[type[models.Model], str], list[Any]] = {}
        self.listed: dict[type[models.Model], list[Any]] = {}
        self._known_parts: dict[tuple[int, str], list[Any]] = {}
        self.done = 0

    def write(self) -> int:
        """Write all parts; returns their number."""
        self._touch()
        if self.choices.widen and self.found.outside:
            self._widen(*self.found.outside)
        new = {part: [item for item, _some in self.applied if item.part == part and item.row is None] for part in PARTS}
        self._add("room", new["room"], self._rooms(new["room"]), Room)
        self._add("speaker", new["speaker"], self._speakers(new["speaker"]), Speaker)
        self._add("session", new["session"], self._sessions(new["session"]), Session)
        self._parts(new["session"])
        self._add_roles(role for item in new["session"] for role in self._roles(item, item.theirs.people))
        for item, differences in self.applied:
            if item.kind == ScheduleItemKind.GONE:
                item.row.delete()
            elif item.row:
                self._change(item, differences)
                self._tell()
        self._fill()
        self._remember()
        self._list()
        return len(self.applied)

    def _touch(self) -> None:
        """Read what is about to be changed or removed, so that the import can be undone; first those referred to."""
        for model in (Conference, Room, Speaker, Session, Theme, GuidingQuestion, Role, ImportedFrom):
            self.journal.touch(model, ())
        gone = [item.row.pk for item, _some in self.applied if item.kind == ScheduleItemKind.GONE]
        self.journal.touch_removal(Session, gone)
        rows = [item.row for item, _some in self.applied if item.row and item.kind != ScheduleItemKind.GONE]
        for model in (Room, Speaker, Session):
            self.journal.touch(model, [row.pk for row in rows if isinstance(row, model)])
        sessions = [row for row in rows if isinstance(row, Session)]
        for row in sessions:
            self.journal.touch(Theme, [part.pk for part in row.themes.all()])
            self.journal.touch(GuidingQuestion, [part.pk for part in row.guidingquestions.all()])
        present = [self.existing.people.get(row.pk, {}) for row in sessions]
        self.journal.touch(Role, [role.pk for people in present for roles in people.values() for role in roles])

    def _tell(self, parts: int = 1) -> None:
        self.done += parts
        if self.on_progress:
            self.on_progress(self.done, len(self.applied))

    def _widen(self, first: date, last: date) -> None:
        conference = self.conference
        self.journal.touch(Conference, [conference.pk])
        conference.starts_on, conference.ends_on = min(first, conference.starts_on), max(last, conference.ends_on)
        conference.save(update_fields=["starts_on", "ends_on"])

    def _add(self, part: str, items: list[ScheduleItem], rows: Iterable[Any], model: type[models.Model]) -> None:
        rows = list(rows)
        check_fields(rows)
        made = model._default_manager.bulk_create(rows, batch_size=BATCH)
        self.journal.add(made)
        self.rows[part] |= {item.key: row for item, row in zip(items, made, strict=True)}
        self.listed.setdefault(model, []).extend(made)
        self._tell(len(made))

    def _rooms(self, items: list[ScheduleItem]) -> list[Room]:
        code = self.found.schedule.language or self.original
        after = max((room.position for room in self.existing.rooms), default=-1) + 1
        return [
            Room(conference=self.conference, position=place, **{column_of("name", code): item.theirs})
            for place, item in enumerate(items, after)
        ]

    def _speakers(self, items: list[ScheduleItem]) -> Iterator[Speaker]:
        slugs = {speaker.slug for speaker in self.existing.speakers} | self._former_names("speaker")
        for item in items:
            person = item.theirs
            code = person.language or self.original
            title, name = split_name(person.name, code)
            words = {"courtesy_title": title, "name": name, "biography": person.biography}
            yield Speaker(
                conference=self.conference,
                slug=_short_name(person.slug or name, slugs, "speaker"),
                status=self.choices.status,
                **{column_of(field, code): text for field, text in words.items()},
            )

    def _former_names(self, kind: str) -> set[str]:
        """Return the short names of addresses that still lead to another session or speaker."""
        return set(former_names(kind, self.conference.pk).values_list("slug", flat=True))

    def _sessions(self, items: list[ScheduleItem]) -> Iterator[Session]:
        slugs = {session.slug for session in self.existing.sessions} | self._former_names("session")
        numbers = {session.number for session in self.existing.sessions}
        places = {key: place for place, key in enumerate(self.found.schedule.rooms)}
        given = self._numbers(items, numbers)
        for item in items:
            event = item.theirs
            language = event.language or self.original
            yield Session(
                conference=self.conference,
                slug=_short_name(event.slug or event.title, slugs, event.kind),
                kind=event.kind,
                number=given.get(event.key),
                room=self.rows["room"].get(event.room),
                position=places.get(event.room, 0),
                starts_at=event.starts_at,
                ends_at=event.ends_at,
                **{
                    column_of("title", event.title_language or self.original): event.title,
                    column_of("description", language): event.description,
                },
            )

    def _numbers(self, items: list[ScheduleItem], used: set[int | None]) -> dict[str, int]:
        """Return the numbers of new panels: their own if free, else the next one in the order of time."""
        found = {}
        panels = [item.theirs for item in items if item.theirs.kind == Session.Kind.PANEL]
        for event in sorted(panels, key=lambda event: (event.number is None, event.starts_at)):
            number = event.number
            if number is None or number in used:
                number = self._next_number(used)
            used.add(number)
            found[event.key] = number
        return found

    def _next_number(self, used: set[int | None]) -> int:
        return max((number for number in used if number), default=0) + 1

    def _parts(self, items: list[ScheduleItem]) -> None:
        for model, field in ((Theme, "themes"), (GuidingQuestion, "questions")):
            rows: list[Any] = [
                model(
                    panel=self.rows["session"][item.key],
                    position=place,
                    **{column_of("text", item.theirs.language or self.original): text},
                )
                for item in items
                for place, text in enumerate(getattr(item.theirs, field))
            ]
            check_fields(rows)
            self.journal.add(model.objects.bulk_create(rows, batch_size=BATCH))
            self.listed.setdefault(model, []).extend(rows)

    def _add_roles(self, roles: Iterable[Role]) -> None:
        self.journal.add(Role.objects.bulk_create(roles, batch_size=BATCH))

    def _roles(self, item: ScheduleItem, keys: Iterable[str], after: int = 0) -> Iterator[Role]:
        session = self.rows["session"][item.key]
        kind = Role.Kind.PANELLIST if session.kind == Session.Kind.PANEL else Role.Kind.SPEAKER
        speakers = [self.rows["speaker"][key] for key in keys if key in self.rows["speaker"]]
        for place, speaker in enumerate(dict.fromkeys(speakers), after):
            yield Role(session=session, speaker=speaker, kind=kind, position=place)

    def _change(self, item: ScheduleItem, differences: tuple[ScheduleDifference, ...]) -> None:
        facts = {one.field: one.value for one in differences if not one.code}
        row, columns = item.row, []
        if "times" in facts:
            row.starts_at, row.ends_at = facts["times"]
            columns += ["starts_at", "ends_at"]
        if "room" in facts:
            row.room = self.rows["room"].get(facts["room"])
            columns.append("room")
        if "kind" in facts:
            self._change_kind(row, facts["kind"])
            columns += ["kind", "number"]
        if columns:
            check_fields([row], columns)
            row.save(update_fields=columns)
        if "people" in facts:
            self._change_people(item, *facts["people"])
        for one in differences:
            if (
                one.code
                and isinstance(row, Speaker)
                and one.field in (f"name.{one.code}", f"courtesy_title.{one.code}")
            ):
                self._change_name(row, one)
            elif one.code:
                self._change_text(row, one)

    def _change_kind(self, row: Session, kind: str) -> None:
        numbers = {session.number for session in self.existing.sessions}
        row.kind, row.number = kind, self._next_number(numbers) if kind == Session.Kind.PANEL else None

    def _change_people(self, item: ScheduleItem, joining: list[str], leaving: list[int]) -> None:
        present = self.existing.people.get(item.row.pk, {})
        Role.objects.filter(session=item.row, speaker__in=leaving).delete()
        after = max((role.position for roles in present.values() for role in roles), default=-1) + 1
        self._add_roles(self._roles(item, joining, after))

    def _change_text(self, row: Any, difference: ScheduleDifference) -> None:
        field, _dot, place = difference.field.removesuffix(f".{difference.code}").partition(".")
        if place:
            row, field = self._part(row, field, int(place)), "text"
        column = column_of(field, difference.code)
        if prose(text_of(row, field, difference.code)):
            replace_text(row, field, difference.code, difference.value, by=self.by, at=self.at)
        else:
            setattr(row, column, difference.value)
            self.filled.setdefault((type(row), column), []).append(row)
            self.listed.setdefault(type(row), []).append(row)

    def _change_name(self, row: Speaker, difference: ScheduleDifference) -> None:
        """Change a name; a courtesy title in front of it goes to its own column where there is none yet."""
        code = difference.code
        is_left_in_name = difference.field == f"courtesy_title.{code}"
        title, name = difference.value if is_left_in_name else split_name(difference.value, code)
        if title and not text_of(row, "courtesy_title", code):
            self._change_text(row, replace(difference, field=f"courtesy_title.{code}", value=title))
            difference = replace(difference, value=name)
        self._change_text(row, replace(difference, field=f"name.{code}"))

    def _part(self, row: Session, field: str, place: int) -> Theme | GuidingQuestion:
        """Return the theme or question of a panel at a place; creates it if there is none yet."""
        parts = self._known_parts.setdefault((row.pk, field), list(getattr(row, field).all()))
        while len(parts) <= place:
            parts.append(getattr(row, field).create(position=len(parts)))
            self.journal.add(parts[-1:])
        return parts[place]

    def _fill(self) -> None:
        for (model, column), rows in self.filled.items():
            check_fields(rows, [column])
            model._default_manager.bulk_update(rows, [column], batch_size=BATCH)

    def _remember(self) -> None:
        """Record identifier and values of each imported row in `ImportedFrom`, without values that were left out."""
        known = {(part, key): record for part in PARTS for key, record in self._records(part)}
        new, changed = [], []
        applied = {(item.part, item.key): differences for item, differences in self.applied}
        for item in self.found.items:
            row = self.rows[item.part].get(item.key)
            if row is None or item.said is None or item.kind == ScheduleItemKind.GONE:
                continue
            said = {one.field: one.said for one in applied.get((item.part, item.key), ())}
            record = known.get((item.part, item.key))
            if record is None:
                facts = {"schedule": self.found.schedule.name, "key": item.key, "said": {**item.said, **said}}
                new.append(ImportedFrom(conference=self.conference, **{item.part: row}, **facts))
            elif {**record.said, **item.said, **said} != record.said:
                record.said, record.schedule = {**record.said, **item.said, **said}, self.found.schedule.name
                changed.append(record)
        self.journal.touch(ImportedFrom, [record.pk for record in changed])
        self.journal.add(ImportedFrom.objects.bulk_create(new, batch_size=BATCH))
        ImportedFrom.objects.bulk_update(changed, ["said", "schedule"], batch_size=BATCH)

    def _records(self, part: str) -> Iterator[tuple[str, ImportedFrom]]:
        return ((each.key, each) for each in self.existing.records if getattr(each, f"{part}_id"))

    def _list(self) -> None:
        for model, rows in self.listed.items():
            if rows:
                refresh_rows(rows, self.at)
                arrange_soon(self.conference.pk, model._meta.label_lower)


def _short_name(words: str, used: set[str], stem: str) -> str:
    """Return an unused slug from the Latin letters of the words, else from the stem."""
    name = unused(short_name(words, _LONGEST_SLUG) or stem, used)
    used.add(name)
    return name
