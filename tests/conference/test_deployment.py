import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

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
