"""The rows of the table that `python -m benchmarks` prints.

A module of this package has a list `ROWS`; a new module is found by itself. To add a row, write in such a module:

    def my_page(world):
        client = world.client()                       # Django's test client, signed in as a superuser
        return f"{world.spent(lambda: client.get('/en/measured/people/')):,.0f} ms"

    ROWS = [Row("what is measured", before="1.4 s", target="0.5 s", measure=my_page)]

`measure` gets a `World` (`benchmarks/world.py`) and returns what the table shows, in the units of the other columns.
It should take a few seconds. What cannot be measured in such a short form says in `see` which command measures it.
"""

import importlib
import pkgutil
from collections.abc import Callable
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table: what it cost on 29 November 2026, what it is to cost, and the function that measures it."""

    subject: str
    before: str
    target: str
    measure: Callable | None = None
    see: str = ""


def all_rows() -> list[Row]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [row for name in names for row in importlib.import_module(f"{__name__}.{name}").ROWS]
