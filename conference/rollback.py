"""Columns that hide something from the public, which no step back of the migrations drops while a row needs them.

Without `protected` a speaker's real name is public again with the next release, and migrating forward once more does
not bring the mark back. Each app names such columns in its configuration (`hiding`), and `manage.py migrate` asks here.
"""

from typing import Any, NamedTuple

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.core.exceptions import FieldError
from django.core.management.base import CommandError
from django.db.migrations import AddField, CreateModel, Migration

REFUSED = (
    "The database is not taken back: that would drop {columns}. Restore the backup that was made before the upgrade "
    "instead, as docs/upgrading.md says."
)


class Hiding(NamedTuple):
    """A column of a model, the lookup of the rows that need it, and what they are called."""

    model: str
    column: str
    lookup: dict[str, object]
    rows: str


def refuse_to_lose(using: str, apps: Apps, plan: list[tuple[Migration, bool]], **kwargs: Any) -> None:
    """Refuse a plan that drops such a column, before anything of it is done (`pre_migrate`).

    `apps` are the models as the database has them now.
    """
    dropped = {key for migration, is_backwards in plan if is_backwards for key in _added_by(migration)}
    lost = []
    for config in current_apps.get_app_configs():
        for hiding in getattr(config, "hiding", ()):
            model = (config.label, hiding.model.lower())
            if {(*model, hiding.column), (*model, None)} & dropped and (number := _rows(using, apps, model, hiding)):
                lost.append(f"{hiding.column} of {number} {hiding.rows}")
    if lost:
        raise CommandError(REFUSED.format(columns=", ".join(lost)))


def _added_by(migration: Migration) -> set[tuple[str, str, str | None]]:
    """Returns what going back behind a migration drops: (app, model, column), or None for all columns."""
    added: set[tuple[str, str, str | None]] = set()
    for operation in migration.operations:
        if isinstance(operation, AddField):
            added.add((migration.app_label, operation.model_name_lower, operation.name))
        elif isinstance(operation, CreateModel):
            added.add((migration.app_label, operation.name_lower, None))
    return added


def _rows(using: str, apps: Apps, model: tuple[str, str], hiding: Hiding) -> int:
    try:
        rows = apps.get_model(*model)._default_manager.using(using)
        return rows.filter(**hiding.lookup).count()
    except (LookupError, FieldError):  # the database has not come so far
        return 0
