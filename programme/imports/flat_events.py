"""Version 2 of the schedule format, which lists events beside the conference, in the form of version 1."""

from typing import Any

from programme.imports.values import line


def with_events_in_days(found: dict[str, Any]) -> dict[str, Any]:
    """Return the file with the events of a flat list in days and rooms; a file without such a list as it is."""
    conference = found.get("conference")
    if not isinstance(conference, dict):
        return found
    lists = [each for each in (found.get("events"), conference.get("events")) if isinstance(each, list)]
    if not lists:
        return found
    days = conference.get("days")
    listed = days if isinstance(days, list) else []
    known = _guids(listed)
    events = [_event(each) for events in lists for each in events if _guid(each) not in known]
    return {**found, "conference": {**conference, "days": [*listed, *_days(events)]}}


def _guid(event: object) -> str:
    return line(event.get("guid")).casefold() if isinstance(event, dict) else ""


def _guids(days: list[Any]) -> set[str]:
    rooms = [day.get("rooms") for day in days if isinstance(day, dict)]
    lists = [events for each in rooms if isinstance(each, dict) for events in each.values() if isinstance(events, list)]
    return {guid for events in lists for event in events if (guid := _guid(event))}


def _event(event: object) -> Any:
    if not isinstance(event, dict):
        return event
    room, track = event.get("room"), event.get("track")
    return {
        **event,
        "room": line(room.get("name")) if isinstance(room, dict) else line(room),
        "room_guid": line(room.get("guid")) if isinstance(room, dict) else "",
        "track": line(track.get("name")) if isinstance(track, dict) else track,
        "persons": event.get("persons") or event.get("participants"),
        **{name: _text(event.get(name), event.get("language")) for name in ("title", "abstract", "description")},
    }


def _text(value: object, language: object) -> object:
    """Return a text; of one that is given in several languages that of the event, else the first."""
    if not isinstance(value, dict):
        return value
    return value.get(line(language)) or next(filter(None, value.values()), "")


def _days(events: list[Any]) -> list[dict[str, Any]]:
    """Return a day for each date on which events begin; what is no event stays in the list, for the parser to tell."""
    days: dict[str, dict[str, list[Any]]] = {}
    for event in events:
        is_event = isinstance(event, dict)
        day = (line(event.get("date")) or line(event.get("start")))[:10] if is_event else ""
        days.setdefault(day, {}).setdefault(event["room"] if is_event else "", []).append(event)
    return [{"date": day, "rooms": rooms} for day, rooms in days.items()]
