"""How a process that cannot hear the others tries again."""

import asyncio

from floor import notifications


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
