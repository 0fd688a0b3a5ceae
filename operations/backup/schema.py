"""The tables of a version of Rostrum, as the migrations of a backup describe them."""

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from operations.backup.refusals import BackupRefused

Migration = tuple[str, str]  # of an app, by name


def applied(connection: BaseDatabaseWrapper) -> list[Migration]:
    """Returns the migrations that a database has, in the order in which they were applied."""
    return sorted(MigrationRecorder(connection).applied_migrations(), key=lambda migration: migration)


def models_after(migrations: Iterable[Migration]) -> Apps:
    """Returns the models as they were after those migrations; BackupRefused where this version knows some not."""
    wanted = set(migrations)
    loader = MigrationLoader(None)
    unknown = sorted(wanted - set(loader.graph.nodes))
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in unknown[:5]) + (" ..." if unknown[5:] else "")
        raise BackupRefused(
            f"It is of a newer or another version of Rostrum, with migrations that this one does not have ({names}): "
            "install the version that made it, or a later one."
        )
    last = [
        node
        for node in sorted(wanted)
        if not any(child.key in wanted and child.key[0] == node[0] for child in loader.graph.node_map[node].children)
    ]
    return loader.project_state(last).apps


def create_tables(apps: Apps, connection: BaseDatabaseWrapper) -> None:
    """Creates the tables of these models, with their constraints and indexes, without running the migrations.

    They take half a minute and mend rows that are not there. Triggers come with `migrate`.
    """
    MigrationRecorder(connection).ensure_schema()
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
                editor.create_model(model)


def drop_tables(apps: Apps, connection: BaseDatabaseWrapper) -> None:
    """Drops what Rostrum has in a PostgreSQL database, of this version or another; what else is there stays."""
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    prefixes = {f"{config.label}_" for config in apps.get_app_configs()} | {"django_"}
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
        tables = [name for name in found if name in ours or name.startswith(tuple(prefixes))]
        if tables:
            cursor.execute(f"DROP TABLE {', '.join(map(connection.ops.quote_name, tables))} CASCADE")
