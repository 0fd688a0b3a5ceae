"""The files of deploy/ name settings, commands and units that exist; .ci/installing.py runs them."""

import re

import pytest
from django.core.management import get_commands

from conference.environment import KNOWN
from tests.documentation import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
OTHERS = {"DATABASE_URL", "FORWARDED_ALLOW_IPS", "PORT"}


def test_settings_of_the_example_exist():
    names = re.findall(r"^(?:# )?([A-Z_]+)=", (DEPLOY / "rostrum.env").read_text(encoding="utf-8"), re.MULTILINE)

    assert {"ROSTRUM_URL", "ROSTRUM_MAIL", "DATABASE_URL"} <= set(names)
    assert set(names) <= {*KNOWN, *OTHERS}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_unit_runs_a_command_that_exists(unit):
    words = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE))
    if unit.suffix == ".timer":
        started = words.get("Unit", f"{unit.stem}.service")
        template, _at, command = started.removesuffix(".service").partition("@")
        assert (unit.parent / (f"{template}@.service" if command else started)).exists(), started
    else:
        command = re.search(r"manage\.py (\S+)", words["ExecStart"])[1]
    assert command in {*get_commands(), "", "%i"}


def test_every_unit_of_rostrum_runs_as_its_user_with_its_settings_and_cannot_write_elsewhere():
    services = [path.read_text(encoding="utf-8") for path in UNITS if path.suffix == ".service"]

    assert len(services) >= 4
    for text in services:
        for line in ("User=rostrum", "EnvironmentFile=/etc/rostrum/rostrum.env", "UMask=0077", "ProtectSystem=strict"):
            assert line in text.splitlines(), text
