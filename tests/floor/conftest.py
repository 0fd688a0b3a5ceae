from datetime import timedelta
from uuid import uuid4

import pytest

from conference.models import User
from floor.procedure import presiding
from floor.procedure.requests import ask_for_floor
from speakers.models import Delegation
from tests import loading
from tests.factories import MORNING, in_six, make_conference, make_panel, make_speaker


class Room:
    """A panel with its people, and a clock that a test moves: `room.at` is now, `room.later(30)` half a minute on."""

    def __init__(self, delegations=5):
        self.conference = make_conference()
        self.session = make_panel(self.conference)
        self.chairs = [
            self.session.roles.create(kind="co-chair", speaker=make_speaker(self.conference)) for _chair in range(2)
        ]
        self.panellist = self.session.roles.create(kind="panellist", speaker=make_speaker(self.conference))
        self.delegations = [
            Delegation.objects.create(
                conference=self.conference, kind="civil-society", **in_six("name", f"Delegation {number}")
            )
            for number in range(delegations)
        ]
        self.officer = User.objects.create_user("officer")
        self.at = MORNING
        presiding.open_requests(self.session, by=self.officer, at=self.at)

    def later(self, seconds):
        self.at += timedelta(seconds=seconds)
        return self.at

    def ask(self, number, **details):
        self.later(1)
        details = {"key": uuid4(), "through": "phone", **details}
        return ask_for_floor(self.session, self.delegations[number], at=self.at, **details)

    def give(self, intervention, instead_of=None):
        presiding.give_floor(
            intervention, by=self.officer, at=self.at, instead_of=instead_of.pk if instead_of else None
        )
        return intervention

    def waiting(self):
        return [self.delegations.index(row.delegation) for row in self.session.interventions.waiting()]

    def speaking(self):
        return self.session.interventions.speaking().first()


@pytest.fixture
def room(db):
    return loading.beginning("room", Room)


@pytest.fixture
def crowded_room(transactional_db):
    """A room whose rows are committed, so that many connections see them at once."""
    return Room(delegations=40)
