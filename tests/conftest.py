import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import translation

from conference import database_triggers


def pytest_sessionstart():
    try:
        call_command("compile_catalogues", verbosity=0)
    except CommandError as error:
        pytest.exit(str(error), returncode=1)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Static files under their own names, so that no test needs them gathered; the browser's run has the real ones."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def nothing_kept_in_memory():
    """A test's rows are rolled back and their keys come again, which no release's key ever does outside tests."""
    from programme.release import history
    from programme.release import programme as programmes
    from programme.release import session_history as standings
    from programme.search import search as searching
    from summary.editions import editions as issued
    from translation.memory import lookup as memories

    memories.forget()
    programmes.forget()
    searching.forget()
    history.forget()
    standings.forget()
    issued.forget()


@pytest.fixture(autouse=True)
def language_of_no_page():
    """The language of the last page that a test asked for stays active in its thread; the next test begins without."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def deletions_allowed_at_the_end(request):
    """Where a test's rows are committed, a flush follows it, which on SQLite deletes what the triggers would keep.

    The flush makes the triggers again, as each migration does.
    """
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" not in request.fixturenames and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in database_triggers.KEPT:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_is_kept")
