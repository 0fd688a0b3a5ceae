"""How a process learns that a floor has a new version, whichever process made it. The message is (session, version).

The process that acts calls its own callbacks at once (`announce`). Others learn of it from the database (LISTEN/NOTIFY
of PostgreSQL, or polling the commit counter of SQLite), and where the setting LIVE is "redis://..." from a Redis server
too (publish/subscribe between workers), which is faster. What is heard twice counts once, so that a Redis server that
is down costs nothing but its speed.
"""

import asyncio
import logging
from contextlib import aclosing
from functools import partial
from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

from conference.caches import cached
from conference.on_demand import on_demand

logger = logging.getLogger(__name__)
redis = on_demand("redis")

CHANNEL = "rostrum_floor"
ANY_FLOOR = None, 0  # something may have happened on any floor
POLL_INTERVAL = 0.25  # seconds between two readings of the commit counter of SQLite
VERSIONS = "SELECT session_id, version FROM floor_floor"
FIRST_RETRY, LONGEST_RETRY = 0.5, 15  # seconds until a lost connection is tried again
REDIS_TIMEOUT = 1  # seconds for which an act waits to be passed on

callbacks = []  # the functions of this process to call: callback(session, version)


def announce(session, version):
    """Announces that the floor of a session (by its key) has a new version; called after the commit."""
    for callback in list(callbacks):
        callback(session, version)
    if settings.LIVE != "database":
        _publisher().publish(session, version)


class Publisher:
    """Tells the other workers through Redis. After a failure it is left alone for a while: acts do not wait for it."""

    def __init__(self, address):
        never_again = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
        timeouts = {"socket_timeout": REDIS_TIMEOUT, "socket_connect_timeout": REDIS_TIMEOUT}
        self._redis = redis.Redis.from_url(address, retry=never_again, **timeouts)
        self._failed_at = None

    def publish(self, session, version):
        if self._failed_at is not None and monotonic() - self._failed_at < LONGEST_RETRY:
            return
        try:
            self._redis.publish(CHANNEL, f"{session} {version}")
            self._failed_at = None
        except redis.RedisError as error:
            self._failed_at = monotonic()
            logger.warning("Other workers could not be told of a step on the floor through Redis: %s", error)

    def close(self):
        self._redis.close()


@cached
def _publisher():
    return Publisher(settings.LIVE)


async def follow_other_processes(callback, has_listeners):
    """Calls `callback` for each version that another process announces. Runs until it is cancelled.

    A lost connection is opened again after a growing delay; until then the streams poll the database themselves.
    """
    sources = [_postgresql if connection.vendor == "postgresql" else partial(_sqlite, has_listeners)]
    if settings.LIVE != "database":
        sources.append(_redis)
    async with asyncio.TaskGroup() as following:
        for source in sources:
            following.create_task(_follow(source, callback))


async def _follow(source, callback):
    wait = FIRST_RETRY
    while True:
        try:
            async with aclosing(source()) as announced:
                async for session, version in announced:
                    wait = FIRST_RETRY
                    callback(session, version)
        except Exception as error:  # of whatever kind: the next attempt may succeed
            logger.warning("Steps on the floor of other processes are not heard of at once: %s", error)
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_RETRY)


async def _redis():
    client = redis.asyncio.Redis.from_url(settings.LIVE, socket_connect_timeout=5, health_check_interval=10)
    async with client, client.pubsub() as subscription:
        await subscription.subscribe(CHANNEL)
        yield ANY_FLOOR
        while True:
            message = await subscription.get_message(ignore_subscribe_messages=True, timeout=5)
            if message:
                yield _parse(message["data"].decode())


async def _postgresql():
    listening = await asyncio.to_thread(_listen)
    raw = listening.connection
    heard = asyncio.Event()
    loop = asyncio.get_running_loop()
    descriptor = raw.fileno()
    loop.add_reader(descriptor, heard.set)
    try:
        yield ANY_FLOOR
        while True:
            with listening.wrap_database_errors:
                raw.poll()
            while raw.notifies:
                yield _parse(raw.notifies.pop(0).payload)
            heard.clear()
            await heard.wait()
    finally:
        loop.remove_reader(descriptor)
        raw.close()


def _listen():
    listening = connections.create_connection(DEFAULT_DB_ALIAS)
    # A connection that was lost silently is noticed within half a minute.
    alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    options = listening.settings_dict["OPTIONS"] | alive
    listening.settings_dict = listening.settings_dict | {"OPTIONS": options}
    listening.ensure_connection()
    listening.set_autocommit(True)
    with listening.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    return listening


async def _sqlite(has_listeners):
    """SQLite has no notifications; its commit counter is polled, and only while a stream is open.

    Most commits are no steps (a text was saved, a phone was seen), so the versions of the floors are compared.
    """
    await has_listeners.wait()
    watching = await asyncio.to_thread(_connect)
    raw = watching.connection
    raw.execute("PRAGMA busy_timeout = 0")  # it is polled in the event loop, which must not wait
    seen, versions = None, {}
    try:
        yield ANY_FLOOR
        while has_listeners.is_set():
            with watching.wrap_database_errors:
                commits = raw.execute("PRAGMA data_version").fetchone()[0]
                found = dict(raw.execute(VERSIONS)) if commits != seen else versions
            for session in found.keys() if found != versions else ():
                if found[session] != versions.get(session):
                    yield session, found[session]
            seen, versions = commits, found
            await asyncio.sleep(POLL_INTERVAL)
    finally:
        raw.close()


def _connect():
    watching = connections.create_connection(DEFAULT_DB_ALIAS)
    watching.ensure_connection()
    return watching


def _parse(text):
    session, version = text.split()
    return int(session), int(version)


def install_notices(using, **kwargs):
    """Installs the trigger by which PostgreSQL notifies every worker of a new version; runs after each migration."""
    database = connections[using]
    if database.vendor == "postgresql" and "floor_floor" in database.introspection.table_names():
        with database.cursor() as cursor:
            cursor.execute(_NOTIFY)


_NOTIFY = f"""
    CREATE OR REPLACE FUNCTION floor_floor_notify() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('{CHANNEL}', NEW.session_id || ' ' || NEW.version); RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER floor_floor_notifies AFTER INSERT OR UPDATE OF version ON floor_floor
    FOR EACH ROW EXECUTE FUNCTION floor_floor_notify()
"""
