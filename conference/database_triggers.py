"""Triggers with which the database refuses to change releases and audit entries, and to delete from the record.

On PostgreSQL another trigger notifies every worker of a release, which makes the page caches current.
"""

from collections.abc import Iterator

from django.db import connections

CHANNEL = "rostrum_public"

FROZEN = {
    "conference_release": ("conference_id", "matter", "number", "content", "released_at"),
    "floor_floorevent": ("floor_id", "number", "at", "act", "by_id", "intervention_id", "before", "undoes_id"),
    "conference_auditentry": ("at", "by_id", "act", "subject_type", "subject_id", "subject_name", "detail"),
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


def install(using: str, **kwargs: object) -> None:
    """Create the triggers of one database, if they do not exist."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    refusal = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    refusals = [(table, "is_frozen", f"UPDATE OF {', '.join(columns)}") for table, columns in FROZEN.items()]
    refusals += [(table, "is_kept", "DELETE") for table in KEPT]
    with connection.cursor() as cursor:
        for table, name, act in refusals:
            if table in tables:
                for statement in refusal(table, f"{table}_{name}", act):
                    cursor.execute(statement)
        if connection.vendor == "postgresql" and "conference_release" in tables:
            cursor.execute(_NOTIFY)


def _sqlite(table: str, name: str, act: str) -> Iterator[str]:
    yield f"""
        CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{name}'); END
    """


def _postgresql(table: str, name: str, act: str) -> Iterator[str]:
    yield f"""
        CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """
    yield f"""
        CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}_refuse()
    """


_NOTIFY = f"""
    CREATE OR REPLACE FUNCTION conference_release_notify() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER conference_release_notifies AFTER INSERT OR UPDATE OR DELETE ON conference_release
    FOR EACH STATEMENT EXECUTE FUNCTION conference_release_notify()
"""
