import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from floor.seats.secret_urls import without_secrets
from tests.addresses import all_routes

ROOT = Path(__file__).parent.parent.parent


def test_checks_for_deployment_find_nothing(tmp_path):
    environment = os.environ | {
        "ROSTRUM_DATA": str(tmp_path),
        "ROSTRUM_URL": "https://dialogue.example.org",
        "ROSTRUM_MAIL": "smtp://mail.example.org:587",
        "ROSTRUM_SECRET_KEY": "".join(map(chr, range(33, 127))),
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.django_db
def test_migrations_agree_with_the_models():
    out = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=out)

    assert out.getvalue() == "No changes detected\n"


def test_neither_the_proxy_nor_the_application_writes_a_key_into_its_log():
    """Each address that holds a secret, of whatever link, as nginx and the application's own log would tell it."""
    nginx = (ROOT / "deploy/nginx.conf").read_text()
    pattern = re.search(r'"~\^(\(\?<way>.+?)"', nginx)[1].replace("(?<way>", "(?P<way>")
    holding = [route for route in all_routes().values() if re.search("<(?:\\w+:)?(?:secret|token)>", route)]
    assert len(holding) >= 5

    for route in holding:
        address = "/" + re.sub("<(?:\\w+:)?(?:secret|token)>", "a-key", route)
        address = re.sub("<(?:\\w+:)?\\w+>", "part", address)
        told = re.match(pattern, address)
        assert told, address
        assert "a-key" not in told["way"]
        assert "a-key" not in without_secrets(address), address
