import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings


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
    from programme import history, programmes

    programmes.forget()
    history.forget()
