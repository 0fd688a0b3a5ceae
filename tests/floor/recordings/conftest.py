from datetime import timedelta

import pytest
from django.urls import reverse

from floor.models import Intervention, Recording
from floor.procedure import presiding
from tests import loading
from tests.factories import MORNING, in_six, release
from tests.floor.conftest import Room

ADDRESS = "https://webtv.un.org/en/asset/k10/k10h1p03zp"


class Webcast:
    """A released panel whose recording begins with it. Four delegations speak for two minutes each, one after another.

    The first speaks from the first minute on: its second is 60, and a link to it begins at 58.
    """

    def __init__(self):
        self.room = room = Room()
        self.panel, self.conference = room.session, room.conference
        self.rows = []
        for number in range(4):
            room.at = MORNING + timedelta(minutes=number)
            row = room.ask(number)
            room.at = MORNING + timedelta(minutes=1 + 2 * number)
            self.rows.append(room.give(row, instead_of=self.rows[-1] if self.rows else None))
        room.at = MORNING + timedelta(minutes=9)
        presiding.conclude(self.panel, by=room.officer, at=room.at, expected=self.rows[-1].pk)
        release(self.conference)
        self.recording = self.add(zero=MORNING, length=timedelta(hours=1))

    def add(self, **fields):
        values = {"address": ADDRESS, "shown_from": MORNING, **fields}
        return Recording.objects.create(session=self.panel, **values)

    def address(self, name, *args, language="en"):
        path = reverse(f"floor:{name}", args=[self.conference.slug, self.panel.slug, *args])
        return path.replace("/en/", f"/{language}/", 1)

    @property
    def session_page(self):
        return reverse("programme:session-detail", args=[self.conference.slug, self.panel.slug])

    def change(self, number, **fields):
        Intervention.objects.filter(pk=self.rows[number].pk).update(**fields)


@pytest.fixture
def webcast(db):
    return loading.beginning("webcast", Webcast)


def protect(webcast, number, name="Amina Okoye"):
    """Let a protected speaker of the programme have spoken for a delegation."""
    webcast.conference.speakers.create(
        slug="participant-2345678923",
        protected=True,
        status="confirmed",
        **dict.fromkeys([f"name_{code}" for code in ("en", "fr")], name),
        **in_six("displayed_name", "A survivor"),
    )
    webcast.change(number, speaker_name=f"Ms. {name}")
