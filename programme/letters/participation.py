"""The participation of speakers in the programme: their parts now and as last told, and how the two differ.

A part is a dict of a session with what letters state: slug, kind, number, title, times, room, and the speaker's roles.
"""

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from conference.languages import texts
from conference.models import Conference, Release
from programme.models import Role
from programme.release.programme import released_programmes
from speakers.models import Speaker

_FACTS = ("slug", "kind", "number", "title", "starts_at", "ends_at", "room")


def drafted(speakers: list[Speaker]) -> dict[int, list[dict[str, Any]]]:
    """Return the parts of speakers in the draft: {speaker key: [part]}."""
    found: dict[int, dict[int, dict[str, Any]]] = {speaker.pk: {} for speaker in speakers}
    roles = Role.objects.filter(speaker__in=found).select_related("session__room")
    for role in roles.order_by("session__starts_at", "session__position", "session__pk", "position", "pk"):
        session = role.session
        facts = {
            "slug": session.slug,
            **session.label_facts,
            "title": texts(session, "title"),
            "starts_at": session.starts_at.astimezone(UTC).isoformat(),
            "ends_at": session.ends_at.astimezone(UTC).isoformat(),
            "room": texts(session.room, "name") if session.room else None,
        }
        found[role.speaker_id].setdefault(session.pk, {**facts, "roles": []})["roles"].append(role.kind)
    return {pk: list(parts.values()) for pk, parts in found.items()}


def public_releases(conference: Conference) -> list[Release]:
    """Return the public releases of the programme, the newest first, content deferred."""
    return list(Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).defer("content"))


def released(release: Release, speakers: list[Speaker]) -> dict[int, list[dict[str, Any]]]:
    """Return the parts of speakers in a release: {speaker key: [part]}, without speakers who are not in it."""
    content = released_programmes([release.pk])[release.pk].content
    parts: dict[str, list[dict[str, Any]]] = {speaker["slug"]: [] for speaker in content["speakers"]}
    for session in content["sessions"]:
        roles: dict[str, list[str]] = {}
        for role in session["roles"]:
            roles.setdefault(role["speaker"], []).append(role["kind"])
        for slug, kinds in roles.items():
            own = {"own_kind": session["own_kind"]} if session.get("own_kind") else {}  # few have one
            parts[slug].append({**{name: session[name] for name in _FACTS}, **own, "roles": kinds})
    found: dict[int, list[dict[str, Any]]] = {}
    for speaker in speakers:
        for slug in (speaker.slug, speaker.former_slug):  # a protected speaker had another address
            if slug in parts:
                found.setdefault(speaker.pk, parts[slug])
    return found


@dataclass(frozen=True)
class ParticipationChange:
    """A change for a speaker in one session: `before` is None for a new part, `after` for a removed one."""

    before: Any = None
    after: Any = None

    @property
    def moved_in_time(self) -> bool:
        return any(self.before[name] != self.after[name] for name in ("starts_at", "ends_at"))

    @property
    def moved_in_place(self) -> bool:
        return not same_room(self.before["room"], self.after["room"])

    @property
    def other_roles(self) -> bool:
        return set(self.before["roles"]) != set(self.after["roles"])


def same_room(one: dict[str, str] | None, other: dict[str, str] | None) -> bool:
    """Whether two names, {code: text}, are of the same room; a translation that was added makes no other room."""
    if not one or not other:
        return not one and not other
    return not any(one.get(code) and name and one[code] != name for code, name in other.items())


def differences(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[ParticipationChange]:
    """Return how the parts differ in time, room and roles from those that a speaker was told."""
    old = {part["slug"]: part for part in before}
    new = {part["slug"]: part for part in after}
    found = []
    for slug, part in new.items():
        difference = ParticipationChange(old.get(slug), part)
        if slug not in old or difference.moved_in_time or difference.moved_in_place or difference.other_roles:
            found.append(difference)
    return found + [ParticipationChange(part) for slug, part in old.items() if slug not in new]
