"""Which release of Rostrum runs."""

import tomllib
from importlib import metadata
from pathlib import Path

from conference.caches import constant

PROJECT = Path(__file__).resolve().parent.parent.parent / "pyproject.toml"


@constant()
def version() -> str:
    """Returns the version, of the folder that runs or else of the package that is installed."""
    try:
        return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
    except OSError:
        return metadata.version("rostrum")
