"""How a process learns that a floor has a new version, whichever process made it; only (session, version) travels.

In the process that acts, at once (`announce`). From others by what the setting LIVE chooses: "database", that is
PostgreSQL's notices or a look at SQLite's own count of commits, or "redis://..." for a Redis server between workers.
"""

import asyncio
import logging
from contextlib import aclosing
from functools import cache

import redis
import redis.asyncio
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

logger = logging.getLogger(__name__)

CHANNEL = "rostrum_floor"
ANYTHING = None, 0  # something may have happened on any floor
LOOK = 0.25  # seconds between two looks at SQLite's count of commits
SOONEST, LATEST = 0.5, 15  # seconds until a lost connection is tried again
REDIS_PATIENCE = 1  # seconds for which an act waits to be passed on

hearers = []  # the functions of this process that are told: hear(session, version)


def announce(session, version):
    """Tell that the floor of a session (its key) has a new version; called once it is committed."""
    for hear in list(hearers):
        hear(session, version)
    if settings.LIVE != "database":
        try:
            _publisher().publish(CHANNEL, f"{session} {version}")
        except redis.RedisError as error:
            logger.warning("Other workers could not be told of a step on the floor: %s", error)


@cache
def _publisher():
    never_again = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
    return redis.Redis.from_url(
        settings.LIVE, socket_timeout=REDIS_PATIENCE, socket_connect_timeout=REDIS_PATIENCE, retry=never_again
    )


async def follow(hear, somebody_listens):
    """Tell `hear` what other processes do, for ever; while they cannot be heard, the streams look for themselves."""
    wait = SOONEST
    while True:
        try:
            async with aclosing(_source(somebody_listens)) as source:
                async for session, version in source:
                    wait = SOONEST
                    hear(session, version)
        except Exception as error:  # of whatever kind: the next attempt may succeed
            logger.warning("Steps on the floor of other processes are not heard of at once: %s", error)
        await asyncio.sleep(wait)
        wait = min(2 * wait, LATEST)


def _source(somebody_listens):
    if settings.LIVE != "database":
        return _redis()
    return _postgresql() if connection.vendor == "postgresql" else _sqlite(somebody_listens)


async def _redis():
    client = redis.asyncio.Redis.from_url(settings.LIVE, socket_connect_timeout=5, health_check_interval=10)
    async with client, client.pubsub() as subscription:
        await subscription.subscribe(CHANNEL)
        yield ANYTHING
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
        yield ANYTHING
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
    # A server that vanished without a word is noticed within half a minute.
    alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    options = listening.settings_dict["OPTIONS"] | alive
    listening.settings_dict = listening.settings_dict | {"OPTIONS": options}
    listening.ensure_connection()
    listening.set_autocommit(True)
    with listening.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    return listening


async def _sqlite(somebody_listens):
    """SQLite tells nobody; it is looked at some times a second, only while somebody listens."""
    await somebody_listens.wait()
    looking = await asyncio.to_thread(_connect)
    raw = looking.connection
    raw.execute("PRAGMA busy_timeout = 0")  # it is looked at in the event loop, which must not wait
    seen = None
    try:
        while somebody_listens.is_set():
            with looking.wrap_database_errors:
                commits = raw.execute("PRAGMA data_version").fetchone()[0]
            if commits != seen:
                seen = commits
                yield ANYTHING
            await asyncio.sleep(LOOK)
    finally:
        raw.close()


def _connect():
    looking = connections.create_connection(DEFAULT_DB_ALIAS)
    looking.ensure_connection()
    return looking


def _parse(text):
    session, version = text.split()
    return int(session), int(version)


def install_notices(using, **kwargs):
    """Let PostgreSQL notify every worker of each new version of a floor; after each migration."""
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
