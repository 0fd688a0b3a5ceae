"""The addresses of the interface, each with what is to be known of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.urls import path

PART = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Operation:
    """An address: its route as in `urls.py`, a sentence on what it tells, the schema of its answer, and its view."""

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
        """What the route leaves open: [(how it is written, its name)]."""
        return PART.findall(self.route)

    @property
    def url(self):
        return path(self.route, self.view, name=self.name)


def parts():
    """The modules that have addresses: each with OPERATIONS, and SCHEMAS for their answers."""
    return [import_module(name) for name in settings.API_PARTS]


def operations():
    return [operation for part in parts() for operation in part.OPERATIONS]
