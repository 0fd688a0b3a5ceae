"""The existing rows that a schedule refers to: found by identifier, rooms also by name."""

from typing import Any

from conference.languages import texts
from conference.languages.people import with_plain_spaces
from conference.models import Conference
from programme.exports.documents import name_of
from programme.exports.frab import guid_of
from programme.imports.values import line
from programme.models import ImportedFrom, Role, Room, Session
from speakers.models import Speaker

PARTS = ("session", "speaker", "room")


class ExistingProgramme:
    """The rooms, speakers and sessions of a conference, and the origins of those that were imported."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference
        sessions = Session.objects.filter(conference=conference).in_order().select_related("room")
        self.sessions = list(sessions.prefetch_related("themes", "guidingquestions"))
        self.speakers = list(Speaker.objects.filter(conference=conference).order_by("pk"))
        self.rooms = list(Room.objects.filter(conference=conference))
        self.records = list(ImportedFrom.objects.filter(conference=conference))
        self.people: dict[int, dict[int, list[Role]]] = {}  # {key of a session: {key of a speaker: [Role]}}
        for role in Role.objects.filter(session__conference=conference):
            self.people.setdefault(role.session_id, {}).setdefault(role.speaker_id, []).append(role)
        self._find_by = {part: self._identified(part) for part in PARTS}
        self._rooms_by_name = {
            line(name).casefold(): room
            for room in reversed(self.rooms)
            for name in texts(room, "name").values()
            if name
        }

    def _identified(self, part: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, ImportedFrom]]:
        """Return rows by our own guids, rows by imported identifiers, and the origins by identifier."""
        rows = getattr(self, f"{part}s")
        ours = {str(guid_of(self.conference.slug, f"{part}s", _short(row))): row for row in rows}
        if part == "speaker":  # a protected speaker is still found by the former address
            former = {row.former_slug: row for row in rows if row.former_slug}
            ours |= {str(guid_of(self.conference.slug, "speakers", slug)): row for slug, row in former.items()}
        by_key = {row.pk: row for row in rows}
        kept = {each.key: by_key[pk] for each in self.records if (pk := getattr(each, f"{part}_id"))}
        self_known = {each.key: each for each in self.records if getattr(each, f"{part}_id")}
        return ours, kept, self_known

    def find(self, part: str, key: str) -> tuple[Any, ImportedFrom | None]:
        """Return (row, ImportedFrom) of an identifier, each None if there is none."""
        ours, kept, known = self._find_by[part]
        return kept.get(key) or ours.get(key), known.get(key)

    def is_own(self, part: str, key: str) -> bool:
        """Whether an identifier was issued by this conference's own exports."""
        return key in self._find_by[part][0]

    def room_called(self, name: str) -> Room | None:
        return self._rooms_by_name.get(name.casefold())

    def on_record(self) -> set[int]:
        """Return the keys of sessions on record: with an actual time, or with rows of the floor."""
        found = {session.pk for session in self.sessions if session.began_at or session.ended_at}
        for relation in Session._meta.related_objects:
            model = relation.related_model
            if model._meta.app_label != "programme":
                name = relation.field.name
                rows = model._base_manager.filter(**{f"{name}__conference": self.conference})
                found.update(rows.order_by().values_list(name, flat=True))
        return found


def names_of(speaker: Speaker) -> dict[str, str]:
    """Return the names of a speaker as files have them, with courtesy title; empty where the name is missing."""
    parts = {"courtesy_title": speaker.public_courtesy_title, "name": speaker.public_name}
    return {code: line(with_plain_spaces(name_of(parts, code))) if name else "" for code, name in parts["name"].items()}


def _short(row: Session | Speaker | Room) -> int | str:
    return row.pk if isinstance(row, Room) else row.slug
