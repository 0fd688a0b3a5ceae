"""Schedules as other systems export them, small, with what real ones have: for the tests of the import."""

import json
from io import BytesIO

from lxml import etree

from conference.models import Conference
from tests.factories import in_six

CAMP = {
    "slug": "camp",
    "starts_on": "2019-08-21",
    "ends_on": "2019-08-23",
    "time_zone": "Europe/Berlin",
    **in_six("title", "Camp"),
}


def make_camp(**fields):
    conference = Conference(**{**CAMP, **fields})
    conference.save()
    conference.refresh_from_db()
    return conference


def event(number, **fields):
    """A talk as frab writes it: an id and a guid, Windows line ends, a person without guid."""
    return {
        "id": number,
        "guid": f"0a99f1db-dfad-4534-888c-{number:012}",
        "logo": None,
        "date": "2019-08-21T16:00:00+02:00",
        "start": "16:00",
        "duration": "00:45",
        "room": "Curie",
        "slug": f"camp-{number}-talk",
        "url": f"https://example.org/events/{number}.html",
        "title": f"Talk {number}",
        "subtitle": "",
        "track": "Science",
        "type": "lecture",
        "language": "en",
        "abstract": f"First line of {number}.\r\nSecond line.",
        "description": f"<p>More of {number}</p> and *stars*",
        "persons": [{"id": 100 + number, "public_name": f"Person {number}"}],
        "links": [],
        **fields,
    }


def schedule(*events, days=None, **fields):
    """A schedule with one day, or with `days`: [(date, {room: [event]})]."""
    rooms = {}
    for each in events:
        rooms.setdefault(each["room"], []).append(each)
    days = days or [("2019-08-21", rooms)]
    conference = {
        "acronym": "camp2019",
        "title": "Camp 2019",
        "start": days[0][0],
        "end": days[-1][0],
        "daysCount": len(days),
        "timeslot_duration": "00:15",
        "time_zone_name": "Europe/Berlin",
        "days": [
            {"index": index, "date": day, "day_start": f"{day}T09:00:00+02:00", "day_end": "", "rooms": rooms}
            for index, (day, rooms) in enumerate(days, 1)
        ],
        **fields,
    }
    return {"version": "1.0", "base_url": "https://example.org/", "conference": conference}


def as_json(found):
    return BytesIO(json.dumps({"schedule": found}).encode())


def as_xml(found):
    """The same as XML, as frab writes it from the same data."""
    conference, root = found["conference"], etree.Element("schedule")
    etree.SubElement(root, "version").text = found["version"]
    head = etree.SubElement(root, "conference")
    for name in ("acronym", "title", "start", "end", "timeslot_duration", "time_zone_name"):
        etree.SubElement(head, name).text = conference.get(name) or ""
    guids = {room["name"]: room.get("guid") for room in conference.get("rooms", ())}
    for day in conference["days"]:
        there = etree.SubElement(
            root, "day", index=str(day["index"]), date=day["date"], start=day["day_start"], end=day["day_end"]
        )
        for name, events in day["rooms"].items():
            guid = {"guid": guids[name]} if guids.get(name) else {}
            room = etree.SubElement(there, "room", name=name, **guid)
            for each in events:
                _add_event(room, each)
    return BytesIO(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _add_event(room, each):
    known = {name: str(each[name]) for name in ("id", "guid") if each.get(name)}
    found = etree.SubElement(room, "event", known)
    for name, value in each.items():
        if name not in ("id", "guid", "persons", "links", "attachments"):
            etree.SubElement(found, name).text = None if value is None else str(value)
    persons = etree.SubElement(found, "persons")
    for person in each["persons"]:
        known = {name: str(person[name]) for name in ("id", "guid", "code") if person.get(name)}
        etree.SubElement(persons, "person", known).text = person["public_name"]
    etree.SubElement(found, "links")


FORMS = {"json": as_json, "xml": as_xml}
