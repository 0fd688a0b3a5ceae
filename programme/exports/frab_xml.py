"""A schedule as XML, valid against the schema of https://c3voc.de/schedule/schema.xsd."""

from typing import Any

from lxml import etree

CONFERENCE = ("acronym", "title", "start", "end", "days", "timeslot_duration", "url", "time_zone_name")
EVENT = ("date", "start", "duration", "room", "url", "title", "subtitle", "track", "type", "language", "abstract")


def schedule_xml_of(schedule: dict[str, Any]) -> bytes:
    """Return the bytes of a schedule that was made for JSON (`frab.py`), the same each time."""
    facts, root = schedule["conference"], etree.Element("schedule")
    etree.SubElement(root, "generator", name="Rostrum")
    for name in ("url", "version"):
        _add(root, name, schedule[name])
    conference = etree.SubElement(root, "conference")
    values = {**facts, "days": str(facts["daysCount"])}
    for name in CONFERENCE:
        _add(conference, name, values[name])
    guids = {room["name"]: room["guid"] for room in facts["rooms"]}
    for day in facts["days"]:
        _add_day(root, day, guids)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = text
    return element


def _add_day(root: etree._Element, day: dict[str, Any], guids: dict[str, str]) -> None:
    moments = {"date": day["date"], "start": day["day_start"], "end": day["day_end"]}
    found = etree.SubElement(root, "day", index=str(day["index"]), **moments)
    for name, events in day["rooms"].items():
        room = etree.SubElement(found, "room", name=name, guid=guids[name])
        for event in events:
            _add_event(room, event)


def _add_event(room: etree._Element, event: dict[str, Any]) -> None:
    found = etree.SubElement(room, "event", id=str(event["id"]), guid=event["guid"])
    for name in (*EVENT, "description"):
        _add(found, name, event[name])
    if event["do_not_record"]:
        recording = _add(found, "recording")
        _add(recording, "license")
        _add(recording, "optout", "true")
    persons = etree.SubElement(found, "persons")
    for person in event["persons"]:
        _add(persons, "person", person["public_name"], id=str(person["id"]), guid=person["guid"])
    links = etree.SubElement(found, "links")
    for link in event["links"]:
        _add(links, "link", link["title"], href=link["url"], type=link["type"])
