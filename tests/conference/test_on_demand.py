"""What a process that has just started has loaded: each library costs every process its time and its memory."""

import subprocess
import sys

import pytest

from conference.on_demand import on_demand

STARTED = """
import sys
import django
django.setup()
from django.urls import get_resolver
import conference.serving.application, conference.serving.server, conference.wsgi
get_resolver().url_patterns
print(*sorted(sys.modules))
"""
LATER = {"openpyxl", "pypdf", "docx", "redis", "icalendar", "fontTools", "typst", "rapidfuzz", "sentry_sdk", "PIL"}


def test_process_that_has_just_started_has_not_loaded_what_few_requests_need():
    run = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)

    loaded = set(run.stdout.split())
    assert "conference.serving.application" in loaded
    assert LATER & loaded == set()


def test_library_is_loaded_when_something_of_it_is_used():
    library = on_demand("colorsys")
    sys.modules.pop("colorsys", None)

    assert library.rgb_to_hls(1, 1, 1) == (0.0, 1.0, 0.0)
    assert "colorsys" in sys.modules


def test_library_says_what_it_does_not_have():
    with pytest.raises(AttributeError, match="nothing_like_it"):
        print(on_demand("colorsys").nothing_like_it)
