"""The project's settings with a bare view beside it, behind the same middlewares."""

from conference.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.desk_urls"
BYTES = []  # what the bare view returns
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
