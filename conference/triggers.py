"""What the database itself refuses: to change what was released, and what was entered in the audit trail.

On PostgreSQL a release also notifies every worker, so that its cache of pages lets go of the old one.
"""

from django.db import connections

CHANNEL = "rostrum_public"

FROZEN = {
    "conference_release": ("conference_id", "matter", "number", "content", "released_at"),
    "floor_floorevent": ("floor_id", "number", "at", "act", "by_id", "intervention_id", "before", "undoes_id"),
    "conference_auditentry": ("at", "by_id", "act", "subject_type", "subject_id", "subject_name", "detail"),
}


def install(using, **kwargs):
    """Make the triggers of one database; does nothing where they are already there."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for table, columns in FROZEN.items():
            if table in tables:
                for statement in statements(table, columns):
                    cursor.execute(statement)
        if connection.vendor == "postgresql" and "conference_release" in tables:
            cursor.execute(_NOTIFY)


def _sqlite(table, columns):
    yield f"""
        CREATE TRIGGER IF NOT EXISTS {table}_is_frozen BEFORE UPDATE OF {", ".join(columns)} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} never changes'); END
    """


def _postgresql(table, columns):
    yield f"""
        CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """
    yield f"""
        CREATE OR REPLACE TRIGGER {table}_is_frozen BEFORE UPDATE OF {", ".join(columns)} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
    """


_NOTIFY = f"""
    CREATE OR REPLACE FUNCTION conference_release_notify() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER conference_release_notifies AFTER INSERT OR UPDATE OR DELETE ON conference_release
    FOR EACH STATEMENT EXECUTE FUNCTION conference_release_notify()
"""
