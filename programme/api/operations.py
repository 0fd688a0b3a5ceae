"""The operations of the interface, from which addresses, description and explanation are made."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.urls import path

PART = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Operation:
    """An address: its route as in `urls.py`, a summary, the schema of its answer, and its view."""

    name: str
    route: str
    tells: str
    answer: str
    view: Callable

    @property
    def address(self):
        """The route as OpenAPI writes it: "conferences/{conference}/"."""
        return PART.sub(r"{\2}", self.route)

    @property
    def parts(self):
        """The parameters of the route: [(converter, name)]."""
        return PART.findall(self.route)

    @property
    def url(self):
        return path(self.route, self.view, name=self.name)


def parts():
    """Return the modules with operations: each has OPERATIONS, and SCHEMAS of their answers."""
    return [import_module(name) for name in settings.API_PARTS]


def operations():
    return [operation for part in parts() for operation in part.OPERATIONS]
