"""The files of the containers agree with each other; `.ci/container.py` does the steps of the Dockerfile."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from conference.environment import KNOWN

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "rostrum"}
SETTINGS = {*KNOWN, "DATABASE_URL", "FORWARDED_ALLOW_IPS", "PORT"}


def test_two_processes_serve_and_one_prepares_before():
    commands = {name: service.get("command") for name, service in OURS.items()}

    assert commands == {"prepare": ["rostrum", "prepare"], "first": None, "second": None}
    assert 'CMD ["rostrum", "serve"]' in DOCKERFILE
    assert {"prepare", "serve"} <= get_commands().keys()
    for name in ("first", "second"):
        assert OURS[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", OURS)
def test_settings_are_those_that_rostrum_knows(name):
    assert OURS[name]["environment"].keys() <= SETTINGS
    assert {"ROSTRUM_URL", "DATABASE_URL", "FORWARDED_ALLOW_IPS"} <= OURS[name]["environment"].keys()


def test_image_sets_what_rostrum_knows_and_runs_as_nobody_in_particular():
    set_in_image = set(re.findall(r"^(?:ENV|   ) ([A-Z_]+)=", DOCKERFILE, re.M))

    assert set_in_image - {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"} == {
        "ROSTRUM_DATA",
        "ROSTRUM_HOST",
        "PORT",
    }
    assert re.search(r"^USER (\d+)$", DOCKERFILE, re.M)[1] != "0"
    assert "http://127.0.0.1:8000/readyz" in DOCKERFILE


def test_services_share_the_data_and_believe_the_proxy_alone():
    proxy = SERVICES["proxy"]["networks"]["inside"]["ipv4_address"]

    for service in OURS.values():
        assert service["volumes"] == ["data:/data"]
        assert service["environment"]["FORWARDED_ALLOW_IPS"] == proxy
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_what_a_service_names_is_there():
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= SERVICES.keys()
        assert set(service["networks"]) <= COMPOSE["networks"].keys()
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert (ROOT / source).is_file() if source.startswith("./") else source in COMPOSE["volumes"]


def test_proxy_leads_to_the_processes_and_writes_over_what_visitors_say_of_themselves():
    upstreams = re.search(r"reverse_proxy (.+) \{", CADDYFILE)[1].split()

    assert upstreams == [f"{name}:8000" for name, service in OURS.items() if "command" not in service]
    assert "header_up X-Forwarded-For {remote_host}" in CADDYFILE
    assert "header_up X-Forwarded-Proto {scheme}" in CADDYFILE
    assert "health_uri /readyz" in CADDYFILE
    assert CADDYFILE.count("{") == CADDYFILE.count("}")


def test_image_is_made_of_sources_that_exist():
    names = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]

    assert "conference" in names
    assert [name for name in names if not (ROOT / name).exists()] == []
    assert not {"var", ".git", ".venv"} & set(names)


def test_guide_names_what_compose_asks_for():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text()))

    guide = (ROOT / "docs" / "installing.md").read_text()
    assert {name for name in asked if f"{name}=" not in guide} == set()
