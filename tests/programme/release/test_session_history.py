from datetime import timedelta

import pytest

from programme.release.editions import CURRENT, released
from programme.release.session_history import session_histories
from tests.factories import MORNING, make_released, release

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_session_was_gone_while_no_release_was_public():
    conference = make_released()
    conference.releases.get().withdraw(reason="Not yet", by=None, at=MORNING + HOUR)
    release(conference, at=MORNING + 2 * HOUR)

    standing = session_histories(released(CURRENT, "dialogue"))["session-0"]

    assert (standing.is_gone, standing.changes, standing.changed_at) == (False, 2, MORNING + 2 * HOUR)
