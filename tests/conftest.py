import gc

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.template.base import Template
from django.test import TransactionTestCase, override_settings
from django.test.signals import template_rendered
from django.utils import translation

from conference import caches
from tests import template
from tests.emptying import Emptying
from tests.numbering import number_each_table_from_elsewhere

MINUTES = 600  # seconds: the time limit of a test that may take minutes


def pytest_sessionstart():
    try:
        call_command("compile_catalogues", verbosity=0)
    except CommandError as error:
        pytest.exit(str(error), returncode=1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What may take minutes begins first, so that at the end no worker waits for another that is at it."""
    items.sort(key=lambda item: getattr(item.get_closest_marker("timeout"), "args", (0,))[0] < MINUTES)


def pytest_collection_finish():
    """What was collected stays to the end: each look through it for garbage would take half a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Static files under their own names, so that no test needs them gathered; the browser's run has the real ones."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True, scope="session")
def no_pages_ahead():
    """A site within a test makes only what is asked of it: its threads would ask the database beside the test."""
    with override_settings(READ_FIRST=""):
        yield


@pytest.fixture(autouse=True, scope="session")
def context_of_pages_alone(django_test_environment):
    """A response knows the context of its page, not a copy for each template that the page includes: that took a
    twentieth of the suite."""

    def render(template, context):
        if context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def nothing_kept_in_memory():
    """A test's rows are rolled back and their keys come again, which no release's key ever does outside tests."""
    caches.clear()
    cache.clear()  # with what allauth counts of each address


@pytest.fixture(autouse=True)
def language_of_no_page():
    """The language of the last page that a test asked for stays active in its thread; the next test begins without."""
    translation.deactivate()


@pytest.fixture(scope="session")
def migrated(pytestconfig, django_db_modify_db_settings, django_db_blocker):
    """The folder of the kept database, and whether the run begins with a copy of it."""
    folder = pytestconfig.cache.mkdir("databases")
    with django_db_blocker.unblock():
        return folder, template.take(folder)


@pytest.fixture(scope="session")
def django_db_keepdb(migrated, django_db_keepdb):
    return migrated[1] or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(migrated, django_db_setup, django_db_blocker):
    """The database as pytest-django makes it; after a test that commits, it is emptied in our way."""
    folder, copied = migrated
    with django_db_blocker.unblock():
        if not copied:
            template.keep(folder)
        number_each_table_from_elsewhere()
        emptying = Emptying()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda case: emptying())
        yield


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords():
    """Argon2 as ever, but a guess costs nothing: no password of a test is worth a tenth of a second."""
    with pytest.MonkeyPatch.context() as patched:
        for name, cost in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patched.setattr(Argon2PasswordHasher, name, cost)
        yield
