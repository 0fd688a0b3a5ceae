import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections

from conference.models import Conference, Release
from conference.serving import cache_version
from conference.serving.cache_version import CacheVersion

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2012, 4, 3, 10, tzinfo=UTC)


@pytest.fixture
def conference():
    return Conference.objects.create(
        slug="trafficking",
        title="Trafficking",
        starts_on=date(2012, 4, 3),
        ends_on=date(2012, 4, 3),
        time_zone="America/New_York",
    )


def watching(story):
    """Run a story (an async function of a version and of a way to run blocking code) with an opened version."""

    async def scene():
        version = CacheVersion()
        with ThreadPoolExecutor(1) as office:

            async def do(function, *args, **kwargs):
                return await asyncio.get_running_loop().run_in_executor(office, lambda: function(*args, **kwargs))

            await version.open()
            try:
                return await story(version, do)
            finally:
                await version.close()
                await do(connections.close_all)

    return asyncio.run(scene())


def release(conference, content):
    return Release.objects.release(conference, "programme", content, note="", by=None, at=NOW)


def test_version_is_the_fingerprint_of_what_is_public(conference):
    newest = release(conference, {})

    async def story(version, do):
        return await version.current()

    assert watching(story) == (newest.pk, 1, 0, 0, 0)


def test_version_changes_with_a_release_and_with_a_withdrawal(conference):
    async def story(version, do):
        versions = [await version.current()]
        newest = await do(release, conference, {})
        versions.append(await soon(version, versions[-1]))
        await do(newest.withdraw, reason="A name was wrong.", by=None, at=NOW)
        versions.append(await soon(version, versions[-1]))
        return newest.pk, versions

    newest, versions = watching(story)
    assert versions == [(0, 0, 0, 0, 0), (newest, 1, 0, 0, 0), (newest, 1, 1, 0, 0)]


def test_version_is_read_again_after_a_doubt(conference):
    async def story(version, do):
        await version.current()
        newest = await do(release, conference, {})
        version.invalidate()
        return newest.pk, await version.current()

    newest, seen = watching(story)
    assert seen == (newest, 1, 0, 0, 0)


def test_version_is_right_for_everybody_who_asks_at_once(conference):
    async def story(version, do):
        await do(release, conference, {"revision": 1})
        first = [asyncio.create_task(version.current()) for __ in range(20)]
        await asyncio.sleep(0)
        newest = await do(release, conference, {"revision": 2})
        version.invalidate()
        second = await asyncio.gather(*(version.current() for __ in range(20)))
        await asyncio.gather(*first)
        return newest.pk, set(second)

    newest, seen = watching(story)
    assert seen == {(newest, 2, 0, 0, 0)}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only a server can be lost")
def test_version_is_unknown_while_the_server_is_lost(conference, monkeypatch, caplog):
    monkeypatch.setattr(cache_version, "SOONEST", 0.1)

    async def story(version, do):
        versions = [await version.current()]
        await do(end_other_connections)
        await asyncio.sleep(0.05)
        versions.append(await version.current())
        await asyncio.sleep(1)
        versions.append(await version.current())
        newest = await do(release, conference, {})
        versions.append(await soon(version, versions[-1]))
        return newest.pk, versions

    newest, versions = watching(story)
    assert versions == [(0, 0, 0, 0, 0), None, (0, 0, 0, 0, 0), (newest, 1, 0, 0, 0)]
    assert "pages are served as they were" in caplog.text


async def soon(version, before):
    """The version once it is another than before; PostgreSQL's notice takes a moment."""
    async with asyncio.timeout(5):
        while (now := await version.current()) == before:
            await asyncio.sleep(0.01)
    return now


def end_other_connections():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid() AND query ~ 'LISTEN'"
        )
