"""The receiver that docs/webhooks.md gives to others is run as it is written there, with real messages."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from conference.models import WebhookKind
from conference.webhooks import managing
from conference.webhooks.events import note
from conference.webhooks.requests import post, signature
from tests.background import do_background_work
from tests.browser.conftest import free_port, wait_for
from tests.factories import make_conference
from tests.staff import make_member

GUIDE = Path(__file__).parents[3] / "docs" / "webhooks.md"


@pytest.mark.django_db
def test_receiver_of_the_guide_accepts_what_is_signed_once_and_refuses_everything_else(settings):
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    [code] = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text("utf-8"), re.M | re.S)
    port, conference = free_port(), make_conference()
    address = f"http://127.0.0.1:{port}/"
    officer = make_member("secretariat")
    webhook = managing.add(conference, address, ["floor.given"], by=officer, at=timezone.now())
    environment = os.environ | {"WEBHOOK_SECRET": webhook.secret, "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        wait_for(address, process, GUIDE)
        note(webhook, WebhookKind.TEST, at=timezone.now())
        do_background_work()
        delivery = webhook.deliveries.get()
        assert delivery.answer.startswith("204")

        body, now = delivery.body.encode(), timezone.now()
        for secret, at, status in (
            (webhook.secret, now, 204),
            ("another", now, 403),
            (webhook.secret, now - timedelta(minutes=6), 403),
        ):
            assert post(address, body, {"Rostrum-Signature": signature(secret, body, at)}).status == status
    finally:
        process.kill()
        printed, _errors = process.communicate()
    assert printed.splitlines() == ["test None"]  # the second of the same number is left out
