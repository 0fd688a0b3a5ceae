"""Changes between two contents of a programme, as people name them: new, moved, renamed, removed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LISTS = {
    # what: (its list in the content, what identifies an item, the field that names it)
    "session": ("sessions", "slug", "title"),
    "speaker": ("speakers", "slug", "name"),
    "document": ("documents", "id", "title"),
    "organizer": ("organizers", "id", "name"),
    "meeting": ("follow_up_meetings", "id", "title"),
    "delegation": ("delegations", "id", "name"),
}
# Roles have changes of their own, the others are not announced.
UNSEEN = ("roles", "room_id", "recording", "precedence")
WHEN_AND_WHERE = ("starts_at", "ends_at", "room", "starts_on", "year", "ends_on", "venue", "time_zone")


@dataclass(frozen=True)
class ProgrammeChange:
    """One change of one session, speaker, document or other item.

    `act` is new, removed, withdrawn, moved, renamed, joined, left, or reworded; only a speaker who withdrew is
    withdrawn, all else that is no longer in the programme is removed. `what` is conference or a key of `LISTS`; `name`
    is its name now, as texts; `key` its slug or number; `before` and `after` are the old and new values;
    `person` is the name of the speaker who joined or left, with the `courtesy_title`; `languages` are those whose texts
    were reworded.
    """

    act: str
    what: str
    key: object
    name: dict
    before: Any = None
    after: Any = None
    person: dict | None = None
    courtesy_title: dict = field(default_factory=dict)
    languages: tuple = field(default=())

    @property
    def part(self) -> tuple[str, object]:
        """The part of the page of releases that has it: that of its item, or of the item's withdrawal."""
        return (f"withdrawn {self.what}" if self.act == "withdrawn" else self.what, self.key)

    @property
    def words(self) -> list[Any]:
        """All texts that describe the change."""
        return [self.name, self.person, *((self.before, self.after) if self.act in ("renamed", "moved") else ())]


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[ProgrammeChange]:
    """Return the changes from one content to another, in the order of the programme."""
    found = list(_changes_of("conference", "", before["conference"], after["conference"], "title"))
    speakers = {speaker["slug"]: speaker for speaker in before["speakers"] + after["speakers"]}
    for what, (name_of_list, identity, naming) in LISTS.items():
        if name_of_list not in before or name_of_list not in after:
            continue  # released before the list existed: its former items are unknown
        old = {item[identity]: item for item in before[name_of_list]}
        new = {item[identity]: item for item in after[name_of_list]}
        for key, item in new.items():
            if key not in old:
                found.append(ProgrammeChange("new", what, key, item[naming], after=item))
            elif item != old[key]:
                found += _changes_of(what, key, old[key], item, naming)
                if what == "session":
                    found += _people(key, old[key], item, speakers)
        withdrawn = after.get("withdrawn", ()) if what == "speaker" else ()
        found += [
            ProgrammeChange(
                "withdrawn" if key in withdrawn else "removed", what, key, old[key][naming], before=old[key]
            )
            for key in old
            if key not in new
        ]
    return found


def _changes_of(
    what: str, key: object, old: dict[str, Any], new: dict[str, Any], naming: str
) -> Iterator[ProgrammeChange]:
    moved = [name for name in WHEN_AND_WHERE if old.get(name) != new.get(name)]
    if moved:
        yield ProgrammeChange("moved", what, key, new[naming], before=old, after=new)
    if old[naming] != new[naming]:
        if any(old[naming][code] and old[naming][code] != text for code, text in new[naming].items()):
            yield ProgrammeChange("renamed", what, key, new[naming], before=old[naming], after=new[naming])
        else:  # a translation was added, nobody's name for it changed
            languages = tuple(code for code, text in new[naming].items() if text != old[naming][code])
            yield ProgrammeChange("reworded", what, key, new[naming], languages=languages)
    told = (*WHEN_AND_WHERE, naming, *UNSEEN)
    others = [name for name in {**new, **old} if name not in told and old.get(name) != new.get(name)]
    if others:
        languages = tuple(dict.fromkeys(code for name in others for code in _languages(old.get(name), new.get(name))))
        yield ProgrammeChange("reworded", what, key, new[naming], languages=languages)


def _languages(old: object, new: object) -> list[str]:
    """Return the languages in which a text differs; none if the value is not a text."""
    if isinstance(new, dict) and isinstance(old, dict):
        return [code for code in new if code in old and old[code] != new[code] and isinstance(new[code], str)]
    return []


def _people(
    key: object, old: dict[str, Any], new: dict[str, Any], speakers: dict[str, dict[str, Any]]
) -> Iterator[ProgrammeChange]:
    before = {(role["kind"], role["speaker"]) for role in old["roles"]}
    after = {(role["kind"], role["speaker"]) for role in new["roles"]}
    for role in new["roles"]:
        if (role["kind"], role["speaker"]) not in before:
            who = _named(speakers[role["speaker"]])
            yield ProgrammeChange("joined", "session", key, new["title"], after=role["kind"], **who)
    for role in old["roles"]:
        if (role["kind"], role["speaker"]) not in after:
            who = _named(speakers[role["speaker"]])
            yield ProgrammeChange("left", "session", key, new["title"], before=role["kind"], **who)


def _named(speaker: dict[str, Any]) -> dict[str, Any]:
    return {"person": speaker["name"], "courtesy_title": speaker["courtesy_title"]}
