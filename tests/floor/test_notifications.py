"""How a process that cannot hear the others tries again."""

import asyncio

import pytest

from floor import notifications
from floor.models import FloorEvent
from floor.procedure import presiding


def test_wait_between_two_attempts_to_hear_others_has_a_bound(settings, monkeypatch, caplog):
    """Twelve attempts at a hundredth of a second, doubled without a bound, would take 40 seconds."""
    settings.LIVE = "an address that no server has"
    monkeypatch.setattr(notifications, "FIRST_RETRY", 0.01)
    monkeypatch.setattr(notifications, "LONGEST_RETRY", 0.02)
    heard = []

    async def listen_for_a_while():
        following = asyncio.create_task(
            notifications.follow_other_processes(lambda *step: heard.append(step), asyncio.Event())
        )
        try:
            async with asyncio.timeout(10):
                while len(caplog.records) < 12:
                    await asyncio.sleep(0.01)
        finally:
            following.cancel()

    asyncio.run(listen_for_a_while())

    assert {record.name for record in caplog.records} == {notifications.__name__}
    assert heard == []


@pytest.mark.django_db
def test_step_is_done_though_nobody_could_be_told(room, django_capture_on_commit_callbacks, caplog):
    def hear(session, version):
        raise OSError("the loop is closed")

    notifications.callbacks.append(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            presiding.close_requests(room.session, by=room.officer, at=room.at)
    finally:
        notifications.callbacks.remove(hear)

    assert len(callbacks) == 1
    assert "the loop is closed" in caplog.text
    assert FloorEvent.objects.last().act == "close"
