"""Every key of a row and name of a file that a row holds: foreign keys, and those within JSON and texts.

One walk serves both ways. The export notes what is met, the import gives the new key. A conference's rows refer to one
another by foreign keys; beside them stand keys that the database knows nothing of, in the steps of a floor, in what was
released, in the audit trail and in the list of texts.
"""

import re
from collections.abc import Callable
from typing import Any, Protocol

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from conference.ownership import Model
from operations.transfer.scope import EMPTIED, LEFT_OUT, columns_of, label_of

Values = dict[str, Any]


class References(Protocol):
    """What is done with each reference. All three return what is to stand in its place."""

    def row(self, label: str, key: int) -> int | None:
        """A foreign key: the row is in the file, shared, or left out, which leaves nothing."""

    def mention(self, label: str, key: int) -> int:
        """A key beside the foreign keys; its row may be gone long since."""

    def file(self, name: str) -> str:
        """The name of a file below the folder of files."""


def followed(label: str, values: Values, found: References) -> Values:
    """Returns the values of a row of a model with each reference followed."""
    model = apps.get_model(label)
    values = _columns(model, values, found, found.row)
    values |= {name: None for of, name in EMPTIED if of == label}
    return _WITHIN[label](values, found) if label in _WITHIN else values


def _columns(model: Model, values: Values, found: References, row: Callable[[str, int], int | None]) -> Values:
    """Follow foreign keys and files, of those columns that there are; they stand under their columns or their names."""
    values = dict(values)
    for field in columns_of(model):
        for name in {field.attname, field.name} & values.keys():
            if isinstance(field, models.ForeignKey) and values[name] is not None:
                values[name] = row(label_of(field.related_model), values[name])
            elif isinstance(field, models.FileField) and values[name]:
                values[name] = found.file(values[name])
    return values


def _kept(model: Model, values: Values | None, found: References) -> Values | None:
    """Follow what a row once held, some of which may be gone; what the file leaves out is nothing there."""

    def row(label: str, key: int) -> int | None:
        return None if label in LEFT_OUT else found.mention(label, key)

    return None if values is None else _columns(model, values, found, row)


def _step(values: Values, found: References) -> Values:
    """A step of a floor: [[model, key, {field: value}]] before and after."""
    for side in ("before", "after"):
        values[side] = [
            [name, found.mention(f"floor.{name}", key), _kept(apps.get_model("floor", name), kept, found)]
            for name, key, kept in values[side]
        ]
    return values


def _imported_row(values: Values, found: References) -> Values:
    """What an import did to a row; the states of texts have keys such as "speakers.speaker:12:name:fr"."""
    label, key = values["subject_type"], values["subject_key"]
    if label == "translation.translation":
        of, number, rest = key.split(":", 2)
        values["subject_key"] = f"{of}:{found.mention(of, int(number))}:{rest}"
    else:
        values["subject_key"] = str(found.mention(label, int(key)))
    for side in ("before", "after"):
        values[side] = _kept(apps.get_model(label), values[side], found)
    return values


def _release(values: Values, found: References) -> Values:
    follow = {"programme": _programme, "summary": _summary}[values["matter"]]
    return {**values, "content": follow(values["content"], found)}


_NUMBERED = {
    "organizers": "conference.organizer",
    "documents": "conference.document",
    "follow_up_meetings": "conference.followupmeeting",
    "delegations": "speakers.delegation",
}
_OF_SESSIONS = {"themes": "programme.theme", "questions": "programme.guidingquestion"}


def _programme(content: Values, found: References) -> Values:
    """A released programme (`programme/release/content.py`)."""
    lists = {name: _rows(content[name], label, found) for name, label in _NUMBERED.items() if name in content}
    if "documents" in lists:
        lists["documents"] = [_document(row, found) for row in lists["documents"]]
    sessions = []
    for session in content["sessions"]:
        parts: Values = {
            name: _rows(session[name], label, found) for name, label in _OF_SESSIONS.items() if name in session
        }
        if session.get("room_id") is not None:
            parts["room_id"] = found.mention("programme.room", session["room_id"])
        sessions.append({**session, **parts})
    speakers = [
        {**speaker, "photograph": found.file(speaker["photograph"])} if speaker.get("photograph") else speaker
        for speaker in content["speakers"]
    ]
    return {**content, **lists, "sessions": sessions, "speakers": speakers}


def _document(row: Values, found: References) -> Values:
    """A released document: which it supersedes, and the files of its versions."""
    if row.get("supersedes") is not None:
        row = {**row, "supersedes": found.mention("conference.document", row["supersedes"])}
    if "versions" not in row:
        return row
    versions = [
        {**version, "file": found.file(version["file"])} if version["file"] else version for version in row["versions"]
    ]
    return {**row, "versions": versions}


def _rows(rows: list[Values], label: str, found: References) -> list[Values]:
    return [{**row, "id": found.mention(label, row["id"])} if "id" in row else row for row in rows]


_PARTS_OF_SUMMARY = {
    "s": "summary.section",
    "p": "summary.paragraph",
    "n": "summary.footnote",
    "c": "summary.tablecell",
}


def _summary(content: Any, found: References) -> Any:
    """An issued Summary: its parts and their cells and footnotes have keys ("p12"), which its corrections name."""
    if isinstance(content, list):
        return [_summary(each, found) for each in content]
    if not isinstance(content, dict):
        return content
    content = {name: _summary(value, found) for name, value in content.items()}
    if isinstance(content.get("key"), str) and (part := re.fullmatch("([spnc])([0-9]+)", content["key"])):
        content["key"] = f"{part[1]}{found.mention(_PARTS_OF_SUMMARY[part[1]], int(part[2]))}"
    return content


def _former_name(values: Values, found: References) -> Values:
    labels = {"conference": "conference.conference", "session": "programme.session", "speaker": "speakers.speaker"}
    return {**values, "row_id": found.mention(labels[values["kind"]], values["row_id"])}


def _audit_entry(values: Values, found: References) -> Values:
    label, key = values["subject_type"], values["subject_id"]
    if key.isdecimal():
        values["subject_id"] = str(found.mention(label, int(key)))
    return {**values, "detail": {name: _told(label, name, told, found) for name, told in values["detail"].items()}}


def _told(label: str, name: str, told: Any, found: References) -> Any:
    """A value that an entry tells: keys of rows where it is of a column that refers to rows, [before, after]."""
    if name == "together" and isinstance(told, int):
        return found.mention("programme.timeshift", told)
    if name == "key" and isinstance(told, str) and (source := re.fullmatch("(intervention|role):([0-9]+)", told)):
        of = {"intervention": "floor.intervention", "role": "programme.role"}[source[1]]
        return f"{source[1]}:{found.mention(of, int(source[2]))}"
    related = _related(label, name)
    return _mentions(related, told, found) if related else told


def _mentions(label: str, told: Any, found: References) -> Any:
    if isinstance(told, list):
        return [_mentions(label, each, found) for each in told]
    if isinstance(told, dict):
        return {name: _mentions(label, each, found) for name, each in told.items()}
    return found.mention(label, told) if isinstance(told, int) and not isinstance(told, bool) else told


def _related(label: str, name: str) -> str | None:
    try:
        field = apps.get_model(label)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):  # an act of former software, or no column
        return None
    return label_of(field.related_model) if isinstance(field, models.ForeignKey) else None


def _text(values: Values, found: References) -> Values:
    key = found.mention(values["subject_type"], values["subject_id"])
    return _in_group({**values, "subject_id": key}, found)


# The parts of documents by the names that they have in the list of texts: "session:12" is the session with key 12.
PARTS_OF_DOCUMENTS = {
    "letter": "programme.lettertemplate",
    "session": "programme.session",
    "speaker": "speakers.speaker",
}


def _in_group(values: Values, found: References) -> Values:
    """A part of a document, such as "session:12"."""
    name, __, number = values["group"].partition(":")
    if name in PARTS_OF_DOCUMENTS and number.isdecimal():
        values["group"] = f"{name}:{found.mention(PARTS_OF_DOCUMENTS[name], int(number))}"
    return values


_WITHIN: dict[str, Callable[[Values, References], Values]] = {
    "conference.auditentry": _audit_entry,
    "conference.formershortname": _former_name,
    "conference.importedrow": _imported_row,
    "conference.release": _release,
    "floor.floorevent": _step,
    "translation.assignment": _in_group,
    "translation.text": _text,
}
FOLLOWED_WITHIN = frozenset(_WITHIN)
