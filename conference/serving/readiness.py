"""What an installation needs before it can serve: a database and files that belong to this version.

Without it half of the pages would work, and the other half fail when somebody opens them.
"""

import json
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles.storage import HashedFilesMixin, staticfiles_storage
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from conference.caches import constant
from conference.files.catalogues import TRANSLATED, is_stale
from conference.files.static_files import GATHERED, digest_of_sources, names_of_sources
from conference.roles import BY_SLUG

PREPARE = "run `manage.py prepare` first."


class NotReady(Exception):
    """Raised when this version cannot serve yet. The message is one sentence for the operator."""


def check():
    """Raise NotReady at the first thing that is missing; returns sentences of what is odd, and no reason to stop."""
    try:
        odd = [_check_migrations(), _check_roles()]
    except Error as error:
        raise NotReady(f"The database does not answer: {' '.join(str(error).split())}") from None
    _check_static_files()
    _check_catalogues()
    return list(filter(None, odd))


def _check_migrations():
    executor = MigrationExecutor(connection)
    loader = executor.loader
    if missing := executor.migration_plan(loader.graph.leaf_nodes()):
        apps = ", ".join(sorted({migration.app_label for migration, __ in missing}))
        raise NotReady(f"The database is not up to date ({len(missing)} migrations of {apps} are missing): {PREPARE}")
    replaced = {name for migration in loader.disk_migrations.values() for name in migration.replaces}
    further = [
        f"{app}.{name}"
        for app, name in sorted(loader.applied_migrations)
        if app in loader.migrated_apps and (app, name) not in loader.disk_migrations.keys() | replaced
    ]
    # No reason to stop: the version before works on the database of the next, so that an upgrade can be taken back.
    if further:
        return f"The database belongs to a newer version, with {', '.join(further)}: see docs/upgrading.md."
    return None


def _check_roles():
    held = defaultdict(set)
    permission = ("permissions__content_type__app_label", "permissions__codename")
    for name, app, codename in Group.objects.filter(name__in=BY_SLUG).values_list("name", *permission):
        held[name].add(f"{app}.{codename}")
    if [slug for slug, role in BY_SLUG.items() if slug not in held or role.permissions - held[slug]]:
        raise NotReady(f"The roles in the database are not those of this version: {PREPARE}")
    if further := [slug for slug, role in BY_SLUG.items() if held[slug] - role.permissions - {"None.None"}]:
        return f"The roles {', '.join(further)} may do more than in this version: `manage.py prepare` ends that."
    return None


def _check_static_files():
    if settings.DEBUG or not isinstance(staticfiles_storage, HashedFilesMixin):
        return
    root = Path(settings.STATIC_ROOT)
    try:
        gathered = json.loads((root / staticfiles_storage.manifest_name).read_text())["paths"].keys()
        digests = (root / GATHERED).read_text().split()
    except (OSError, ValueError, KeyError):
        raise NotReady(f"The static files are not gathered in {root}: {PREPARE}") from None
    if digest_of_sources() not in digests or names_of_sources() - gathered:
        raise NotReady(f"The static files in {root} are not those of this version: {PREPARE}")


def _check_catalogues():
    for folder in map(Path, settings.LOCALE_PATHS):
        compiled = [folder / language / "LC_MESSAGES" / "django.mo" for language in TRANSLATED]
        if not all(file.is_file() for file in compiled) or any(map(is_stale, folder.glob("*/LC_MESSAGES/django.po"))):
            raise NotReady(f"The translations of the interface in {folder} are not compiled: {PREPARE}")


@constant()
def _needed():
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def fault_of_database():
    """For a process that serves: a sentence if the database does not answer, or lacks what this version needs."""
    try:
        if _needed() - MigrationRecorder(connection).applied_migrations().keys():
            return "The database is not up to date."
    except Error:
        connection.close()
        return "The database does not answer."
    return None
