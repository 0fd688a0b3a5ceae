"""The project's settings with the addresses of `serving_pages.py`, for a process of its own."""

from conference.settings import *  # noqa: F403

ROOT_URLCONF = "tests.conference.serving.pages"
READ_FIRST = ""
