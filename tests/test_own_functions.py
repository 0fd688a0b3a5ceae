"""Tests replace none of our own functions; see `lint/own_functions.py`."""

import ast

import pytest

from lint.own_functions import findings, found_in


def test_no_test_replaces_our_own_code():
    assert list(findings()) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from floor.live import streams\ndef test(monkeypatch):\n    monkeypatch.setattr(streams, 'send', None)", [3]),
        ("from programme.models import Session\nmonkeypatch.setattr(Session, 'save', None)", [2]),
        ("from summary.clearance import views\nmonkeypatch.setattr(views.Form, 'clean', None)", [2]),
        ("monkeypatch.setattr('floor.live.streams.send', None)", [1]),
        ("from floor import notifications\nnotifications.announce = None", [2]),
        ("from unittest import mock", [1]),
        ("from unittest.mock import patch", [1]),
        ("from floor.live import streams\nmonkeypatch.setattr(streams, 'HEARTBEAT', 1)", []),
        ("import socket\nmonkeypatch.setattr(socket, 'create_server', None)", []),
        ("from programme.models import Session\nsession = Session()\nsession.title = ''", []),
    ],
)
def test_replacement_of_our_own_code_is_found(source, lines):
    assert [line for line, _sentence in found_in(ast.parse(source))] == lines
