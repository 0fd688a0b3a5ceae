"""Triggers with which the database refuses whatever would change an archived conference, by whatever way it comes.

They find the conference of a row along its foreign keys, so that a new model is guarded from its first migration. They
are taken away while migrations run: these may mend the rows of any conference, and SQLite could not rebuild a table
that a trigger of another table reads.
"""

from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.utils import CursorWrapper

from conference.ownership import Model, Way, owned_models, related_model, ways
from conference.refusals import ARCHIVED  # with which the name of each trigger ends

# What goes on of an archived conference, each with the reason.
NOT_GUARDED = {
    "conference.auditentry": "the trail tells who archived it, exported it, erased something of it",
    "conference.demonstrationconference": "it says that a command may remove the conference, and changes nothing of it",
    "conference.job": "work that was begun ends, and is cleared away after a week",
    "conference.roleheld": "who may read an archived conference is also decided afterwards",
    "conference.roleproposal": "who may read an archived conference is also decided afterwards",
    "conference.webhook": "what was told before is still sent, and the worker notes where nothing is accepted",
    "conference.webhookdelivery": "what was told before is still sent, and cleared away",
    "operations.retentionperiod": "how long personal data are kept is also decided afterwards",
    "floor.device": "a phone that is still open reports that it is there",
    "programme.pushsubscription": "its reader may end it, and it is forgotten when the meeting is over",
    "programme.changesubscription": "its reader may end it, and it is forgotten when the meeting is over",
    "translation.presence": "it tells who has a page open at this moment",
}


class Guard(NamedTuple):
    """A table, and the conditions that a row of it, OLD or NEW, belongs to an archived conference."""

    table: str
    old: str
    new: str


def install(using: str, **kwargs: object) -> None:
    """Create the triggers of one database anew, where the migrations have come as far as the models."""
    connection = connections[using]
    create = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        _drop(connection, cursor)
        if _is_migrated(connection, cursor):
            for guard in _guards():
                create(cursor, guard)


def _is_migrated(connection: Any, cursor: CursorWrapper) -> bool:
    tables = set(connection.introspection.table_names(cursor))
    if not tables >= {model._meta.db_table for model in owned_models()}:
        return False
    columns = connection.introspection.get_table_description(cursor, "conference_conference")
    return "archived_at" in {column.name for column in columns}


def remove(using: str, **kwargs: object) -> None:
    """Take the triggers of one database away."""
    connection = connections[using]
    with connection.cursor() as cursor:
        _drop(connection, cursor)


def _guards() -> list[Guard]:
    guarded = [model for model in owned_models() if model._meta.label_lower not in NOT_GUARDED]
    return [
        Guard(model._meta.db_table, *(_belongs_to_archived(model, row) for row in ("OLD", "NEW")))
        for model in guarded
        if model._meta.label_lower != "conference.conference"
    ] + [_conference()]


def _conference() -> Guard:
    """The row itself: it may be made current again, and nothing else of it changes as long as it is not."""
    return Guard("conference_conference", "OLD.archived_at IS NOT NULL", "NEW.archived_at IS NOT NULL")


def _belongs_to_archived(model: Model, row: str) -> str:
    keys = " OR ".join(f"c.id = {_key(model, way, row)}" for way in ways(model))
    return f"EXISTS (SELECT 1 FROM conference_conference c WHERE c.archived_at IS NOT NULL AND ({keys}))"


def _key(model: Model, way: Way, row: str) -> str:
    """Returns the expression for the key of the conference, which one table after another leads to along the way."""
    here, found = model, ""
    for place, name in enumerate(way):
        column = here._meta.get_field(name).column  # type: ignore[union-attr]  # a foreign key
        table = f"{here._meta.db_table} w{place}"
        found = f"(SELECT w{place}.{column} FROM {table} WHERE w{place}.id = {found})" if place else f"{row}.{column}"
        here = related_model(here, name)
    return found


def _conditions(guard: Guard) -> dict[str, str]:
    if guard.table == "conference_conference":
        return {"UPDATE": f"{guard.old} AND {guard.new}", "DELETE": guard.old}
    return {"INSERT": guard.new, "UPDATE": f"{guard.old} OR {guard.new}", "DELETE": guard.old}


def _sqlite(cursor: CursorWrapper, guard: Guard) -> None:
    for act, condition in _conditions(guard).items():
        cursor.execute(
            f"CREATE TRIGGER {guard.table}_{act.lower()}_{ARCHIVED} BEFORE {act} ON {guard.table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{ARCHIVED}'); END"
        )


def _postgresql(cursor: CursorWrapper, guard: Guard) -> None:
    name = f"{guard.table}_{ARCHIVED}"
    conditions = _conditions(guard)
    tests = "\n".join(
        f"IF TG_OP = '{act}' THEN IF {condition} THEN RAISE EXCEPTION '{ARCHIVED}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;"
        for act, condition in conditions.items()
    )
    cursor.execute(f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {tests} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
        CREATE OR REPLACE TRIGGER {name} BEFORE {" OR ".join(conditions)} ON {guard.table}
        FOR EACH ROW EXECUTE FUNCTION {name}()
    """)


def _drop(connection: Any, cursor: CursorWrapper) -> None:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"%{ARCHIVED}"])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        return
    cursor.execute(
        "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s", [f"%{ARCHIVED}"]
    )
    for name, table in cursor.fetchall():
        cursor.execute(f"DROP TRIGGER {name} ON {table}")
