"""Triggers with which the database refuses to change releases, withdrawals and audit entries, and to delete the record.

Of an audit entry, values can be withheld later: replaced by one word, at a time that the entry then tells.

Others keep the former short names of what is public, whoever changes a short name (`models/former_name.py`). On
PostgreSQL one more notifies every worker of a release or a new name, which makes the page caches current.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from conference.audit_redaction import WITHHELD

CHANNEL = "rostrum_public"

FROZEN = {
    "conference_release": ("conference_id", "matter", "number", "content", "released_at"),
    "floor_floorevent": ("floor_id", "number", "at", "act", "by_id", "intervention_id", "before", "after", "undoes_id"),
    "conference_auditentry": ("at", "by_id", "act", "subject_type", "subject_id"),
}
REDACTED = ("subject_name", "detail", "redacted_at")  # of an audit entry
# What is set once: who withdrew first, when and why is never written over.
ONCE = {
    "conference_release": ("withdrawn_at", "withdrawn_by_id", "withdrawal_reason"),
    "floor_statement": ("withdrawn_at",),
}
# The record loses nothing: an intervention or a pledge is struck, a statement or a release withdrawn, with a reason.
KEPT = (
    *FROZEN,
    "floor_intervention",
    "floor_gist",
    "floor_statement",
    "floor_pledge",
    "translation_version",
)


class Named(NamedTuple):
    """A table with short names: what addresses call them, the column of the conference, when one must be forgotten."""

    table: str
    kind: str
    conference: str = "conference_id"
    hidden: str = "FALSE"
    columns: str = "slug"


NAMED = (
    Named("conference_conference", "conference", conference="id"),
    Named("programme_session", "session"),
    Named("speakers_speaker", "speaker", hidden="(OLD.protected OR NEW.protected)", columns="slug, protected"),
)


def install(using: str, **kwargs: object) -> None:
    """Create the triggers of one database, if they do not exist or read otherwise."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    refusals = [(table, "is_frozen", f"UPDATE OF {', '.join(columns)}") for table, columns in FROZEN.items()]
    refusals += [(table, "is_kept", "DELETE") for table in KEPT]
    create = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for table, name, act in refusals:
            if table in tables and _has_columns(connection, cursor, table, FROZEN.get(table, ())):
                create(cursor, table, f"{table}_{name}", act)
        for table, columns in ONCE.items():
            if table in tables:
                act = f"UPDATE OF {', '.join(columns)}"
                create(cursor, table, f"{table}_is_withdrawn_once", act, _changes(columns))
        if "conference_auditentry" in tables and _has_columns(connection, cursor, "conference_auditentry", REDACTED):
            act, condition = f"UPDATE OF {', '.join(REDACTED)}", _MORE[connection.vendor]
            create(cursor, "conference_auditentry", "conference_auditentry_is_redacted_at_most", act, condition)
        for named in NAMED if "conference_formershortname" in tables else ():
            if named.table in tables:
                for statement in {"sqlite": _names_sqlite, "postgresql": _names_postgresql}[connection.vendor](named):
                    cursor.execute(statement)
        if connection.vendor == "postgresql":
            for table in ("conference_release", "conference_formershortname"):
                if table in tables:
                    cursor.execute(_NOTIFY.format(table=table))


def _changes(columns: tuple[str, ...]) -> str:
    """Returns the condition that a row which is withdrawn already would say otherwise of its withdrawal."""
    differ = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    return f"OLD.withdrawn_at IS NOT NULL AND ({differ})"


def _has_columns(connection: BaseDatabaseWrapper, cursor: CursorWrapper, table: str, columns: tuple[str, ...]) -> bool:
    """Whether the migrations have come so far: on SQLite a trigger on a column that is missing stops the next one."""
    found = connection.introspection.get_table_description(cursor, table) if columns else []
    return {column.name for column in found} >= set(columns)


def _sqlite(cursor: CursorWrapper, table: str, name: str, act: str, condition: str | None = None) -> None:
    when = f"WHEN {condition} " if condition else ""
    wanted = f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{name}'); END"
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
    found = cursor.fetchone()
    if found and found[0] != wanted:
        cursor.execute(f"DROP TRIGGER {name}")
    if not found or found[0] != wanted:
        cursor.execute(wanted)


def _postgresql(cursor: CursorWrapper, table: str, name: str, act: str, condition: str | None = None) -> None:
    cursor.execute(f"""
        CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {condition or "true"} THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    cursor.execute(f"""
        CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}_refuse()
    """)


@contextmanager
def suspended(connection: BaseDatabaseWrapper, table: str) -> Iterator[None]:
    """Within a transaction, for a migration or a removal: a table's triggers do not act; later they are as before."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            triggers = cursor.fetchall()
            for name, __ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for __, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table that has checks to come
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


# What makes a change of an audit entry more than a redaction.
_MORE = {
    "sqlite": f"""NEW.redacted_at IS NULL OR NEW.subject_name NOT IN (OLD.subject_name, '')
        OR (SELECT count(*) FROM json_each(NEW.detail)) <> (SELECT count(*) FROM json_each(OLD.detail))
        OR EXISTS (
            SELECT 1 FROM json_each(NEW.detail) n LEFT JOIN json_each(OLD.detail) o ON o.key = n.key
            WHERE o.key IS NULL OR (n.atom IS NOT '{WITHHELD}' AND (n.type IS NOT o.type OR n.value IS NOT o.value))
        )""",
    "postgresql": f"""NEW.redacted_at IS NULL OR NEW.subject_name NOT IN (OLD.subject_name, '')
        OR EXISTS (
            SELECT 1 FROM jsonb_each(NEW.detail) n FULL JOIN jsonb_each(OLD.detail) o ON o.key = n.key
            WHERE o.key IS NULL OR n.key IS NULL
            OR (n.value <> '"{WITHHELD}"'::jsonb AND n.value <> o.value)
        )""",
}
_NOTIFY = f"""
    CREATE OR REPLACE FUNCTION conference_release_notify() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER {{table}}_notifies AFTER INSERT OR UPDATE OR DELETE ON {{table}}
    FOR EACH STATEMENT EXECUTE FUNCTION conference_release_notify()
"""


def _taken(named: Named, act: str) -> str:
    """Return the condition that a new short name is the former one of another row."""
    within = "" if named.kind == "conference" else f"AND conference_id = NEW.{named.conference}"
    others = "AND row_id <> NEW.id" if act == "UPDATE" else ""  # a new row has no key yet, and no former name
    return f"""EXISTS (SELECT 1 FROM conference_formershortname
        WHERE kind = '{named.kind}' AND slug = NEW.slug {within} {others})"""


def _keeping(named: Named) -> str:
    """Return the statements that keep a former name, and forget it where the row takes it again or is protected."""
    return f"""
        DELETE FROM conference_formershortname
        WHERE kind = '{named.kind}' AND row_id = NEW.id AND (slug = NEW.slug OR {named.hidden});
        INSERT INTO conference_formershortname (conference_id, kind, row_id, slug)
        SELECT OLD.{named.conference}, '{named.kind}', OLD.id, OLD.slug
        WHERE OLD.slug <> NEW.slug AND NOT {named.hidden}
        AND EXISTS (SELECT 1 FROM conference_release WHERE conference_id = OLD.{named.conference});
    """


def _forgetting(named: Named) -> str:
    return f"DELETE FROM conference_formershortname WHERE kind = '{named.kind}' AND row_id = OLD.id;"


def _names_sqlite(named: Named) -> Iterator[str]:
    for act, when in (("INSERT", "INSERT"), ("UPDATE", "UPDATE OF slug")):
        yield f"""
            CREATE TRIGGER IF NOT EXISTS {named.table}_name_is_free_{act} BEFORE {when} ON {named.table}
            WHEN {_taken(named, act)} BEGIN SELECT RAISE(ABORT, '{named.table}_name_is_free'); END
        """
    for name, act, body in (
        ("keeps_names", f"UPDATE OF {named.columns}", _keeping(named)),
        ("forgets_names", "DELETE", _forgetting(named)),
    ):
        yield f"CREATE TRIGGER IF NOT EXISTS {named.table}_{name} AFTER {act} ON {named.table} BEGIN {body} END"


def _names_postgresql(named: Named) -> Iterator[str]:
    for act, when in (("INSERT", "INSERT"), ("UPDATE", "UPDATE OF slug")):
        name = f"{named.table}_name_is_free_{act.lower()}"
        refusal = f"RAISE EXCEPTION '{named.table}_name_is_free' USING ERRCODE = 'integrity_constraint_violation'"
        yield f"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF {_taken(named, act)} THEN {refusal}; END IF; RETURN NEW; END $$;
            CREATE OR REPLACE TRIGGER {name} BEFORE {when} ON {named.table}
            FOR EACH ROW EXECUTE FUNCTION {name}()
        """
    for name, act, body in (
        ("keeps_names", f"UPDATE OF {named.columns}", _keeping(named)),
        ("forgets_names", "DELETE", _forgetting(named)),
    ):
        yield f"""
            CREATE OR REPLACE FUNCTION {named.table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {body} RETURN NULL; END $$;
            CREATE OR REPLACE TRIGGER {named.table}_{name} AFTER {act} ON {named.table}
            FOR EACH ROW EXECUTE FUNCTION {named.table}_{name}()
        """
