"""The database as it was before a migration, for the tests of what a migration does with rows of that time."""

from contextlib import contextmanager

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from conference.archive import triggers as archive_triggers
from conference.migration_states import own_model_alone


@contextmanager
def migrated_to(app, name):
    """Go back to a migration and all that it rests on, and at the end forward to the newest of all apps.

    Gives the registry of the models of that time. Migrations of other apps that rest on what is taken back go too, so
    that the way forward is that of all apps.
    """
    executor = MigrationExecutor(connection)
    archive_triggers.remove(connection.alias)  # as `migrate` does before
    try:
        with own_model_alone():
            executor.migrate([(app, name)])
        yield executor.loader.project_state([(app, name)]).apps
    finally:
        executor = MigrationExecutor(connection)
        with own_model_alone():
            executor.migrate(executor.loader.graph.leaf_nodes())
        archive_triggers.install(connection.alias)
