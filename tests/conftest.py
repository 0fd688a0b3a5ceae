import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


def pytest_sessionstart():
    try:
        call_command("compile_catalogues", verbosity=0)
    except CommandError as error:
        pytest.exit(str(error), returncode=1)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Static files under their own names, so that no test needs them gathered; the browser's run has the real ones."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
