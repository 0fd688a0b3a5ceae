"""Libraries that few requests need, imported when something of them is first used.

Together they would take half of the start of a process and of its memory at rest. Which modules a process that has just
started must not have loaded says `tests/conference/test_on_demand.py`.
"""

from importlib import import_module
from typing import Any


class Library:
    """A module by its name, which is imported at the first use."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._name), name)
        setattr(self, name, found)
        return found


def on_demand(name: str) -> Any:
    """Return a module that is imported when it is first asked for something."""
    return Library(name)
