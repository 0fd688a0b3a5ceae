"""Which Rostrum this is: the version of `pyproject.toml`, and the commit where it is known."""

import re
import subprocess
from importlib import metadata
from pathlib import Path

from conference.caches import constant

ROOT = Path(__file__).resolve().parent.parent
COMMIT = Path(__file__).resolve().parent / "commit.txt"  # which the build of a wheel writes (hatch_build.py)


@constant()
def version() -> str:
    """The version of the sources that run; that of the installed package where there are no sources."""
    sources = ROOT / "pyproject.toml"
    if sources.is_file():
        found = re.search(r'^version = "(.+)"$', sources.read_text(encoding="utf-8"), re.MULTILINE)
        return found[1] if found else ""
    return metadata.version("rostrum")


@constant()
def commit() -> str:
    """The commit of the sources, short; empty where nobody knows it, such as in an unpacked archive."""
    if COMMIT.is_file():
        return COMMIT.read_text(encoding="utf-8").strip()
    if not (ROOT / ".git").exists():
        return ""
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, timeout=5, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
