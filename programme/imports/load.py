"""Loads a schedule, `schedule.json` or `schedule.xml`, into one structure, that of the JSON."""

import codecs
import json
from contextlib import suppress
from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from lxml import etree

from conference.files.safe_open import FileRefused
from conference.languages.numbers import in_figures
from programme.imports.flat_events import with_events_in_days

LARGEST = 10 * 1024 * 1024  # some 5,000 sessions with long descriptions
_MOST_SESSIONS = 5_000
MOST_MARKS = 400_000  # of elements, objects and lists: in memory each needs a hundred times its length
_PROLOG = 64 * 1024  # by then the first element has begun
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, blanks, and half of each character in UTF-16


def load_schedule(file: IO[bytes]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (head of the file, its conference) as dicts; FileRefused if it cannot be read."""
    content = _content(file)
    start = content[:_PROLOG].translate(None, _BEFORE).lower()
    if start.startswith(b"begin:vcalendar"):
        raise FileRefused(_("This is a calendar, not a schedule; upload schedule.json or schedule.xml."))
    if not start.startswith((b"<", b"{", b"[")) or start.startswith((b"<html", b"<!doctypehtml")):
        raise _no_schedule()
    found = with_events_in_days(_of_xml(content) if start.startswith(b"<") else _of_json(content))
    conference = found.get("conference")
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list):
        raise _no_schedule()
    return found, conference


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileRefused(_("The file is larger than %(most)d MB.") % {"most": LARGEST // 1024 // 1024})
    if not content.strip():
        raise FileRefused(_("The file is empty."))
    if max(content.count(b"<"), content.count(b"{") + content.count(b"[")) > MOST_MARKS:
        raise too_many_parts()
    return content


def too_many_parts() -> FileRefused:
    words = _("The file has too many parts; a schedule of %(most)s sessions is possible.")
    return FileRefused(words % {"most": in_figures(_MOST_SESSIONS)})


def _no_schedule() -> FileRefused:
    return FileRefused(_("This is not a schedule that can be read: schedule.json or schedule.xml."))


def _of_json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except UnicodeDecodeError:
        raise FileRefused(_("The file is not in UTF-8; save it again in this encoding.")) from None
    except json.JSONDecodeError as error:
        line = {"line": error.lineno}
        raise FileRefused(_("The file is damaged or not complete (line %(line)d); save it again.") % line) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists without end
        raise _no_schedule() from None
    if isinstance(found, dict) and isinstance(found.get("schedule"), dict):
        return {"generator": found.get("generator"), **found["schedule"]}
    return found if isinstance(found, dict) else {}


def _of_xml(content: bytes) -> dict[str, Any]:
    content = content.removeprefix(codecs.BOM_UTF8)
    blank = len(content) - len(content.lstrip())
    blank_lines, content = content[:blank].count(b"\n"), content[blank:]  # before the declaration none are allowed
    _refuse_document_type(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line = {"line": (error.lineno or 0) + blank_lines}
        raise FileRefused(_("The file is damaged or not complete (line %(line)d); save it again.") % line) from None
    conference = root.find("conference")
    if root.tag != "schedule" or conference is None:
        raise _no_schedule()
    generator = root.find("generator")
    return {
        **_texts(root, ("url", "version", "base_url")),
        "generator": dict(generator.attrib) if generator is not None else {},
        "conference": {**_texts(conference), "days": [_day(day) for day in root.iterfind("day")]},
    }


def _refuse_document_type(content: bytes) -> None:
    """Refuse a document type before anything is parsed: its entities could expand without end."""

    def doctype(*declared: object) -> None:
        raise FileRefused(_("The file has a document type of its own, which, for security reasons, is not accepted."))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda *element: setattr(parser, "StartElementHandler", None)
    with suppress(expat.ExpatError, ValueError, LookupError):  # the parser that reads all of it says at which line
        parser.Parse(content[:_PROLOG], False)


def _texts(element: etree._Element, names: tuple[str, ...] | None = None) -> dict[str, str]:
    """Return the texts of an element's children: {tag: text}."""
    return {
        part.tag: "".join(part.itertext()) for part in element.iterchildren("*") if names is None or part.tag in names
    }


def _day(day: etree._Element) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in day.iterfind("room"):
        name = room.get("name", "")
        events = [{**_event(event), "room_guid": room.get("guid", "")} for event in room.iterfind("event")]
        rooms.setdefault(name, []).extend(events)
    return {
        "date": day.get("date", ""),
        "day_start": day.get("start", ""),
        "rooms": rooms,
    }


def _event(event: etree._Element) -> dict[str, Any]:
    found = {**_texts(event), **event.attrib}
    found["persons"] = [
        {**person.attrib, "public_name": "".join(person.itertext())} for person in event.iterfind("persons/person")
    ]
    return found
