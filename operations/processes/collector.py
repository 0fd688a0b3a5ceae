"""What Prometheus is told beside the counters: what the process holds, and what the database knows, when it asks."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from conference.logs.outages import is_busy, is_outage
from conference.on_demand import on_demand
from conference.version import version
from operations.backup.latest import latest_backup
from operations.processes.facts import facts_of
from programme.models import Letter

redis = on_demand("redis")

REDIS_TIMEOUT = 1  # seconds


class Collected(Collector):
    """The measures of a process that are read when they are asked for."""

    def __init__(self, application: Any) -> None:
        self._application = application

    def describe(self) -> list[Any]:
        return []  # so that registering it asks the database nothing

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from of_memory(facts_of(self._application))
        yield from of_database()
        if settings.LIVE != "database":
            yield gauge("rostrum_redis_up", "Whether the Redis server answers.", int(redis_answers()))


def gauge(name: str, about: str, value: float | None = None) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


def of_memory(facts: dict[str, Any]) -> Iterator[GaugeMetricFamily]:
    built = GaugeMetricFamily("rostrum_build", "The version that runs.", labels=["version"])
    built.add_metric([version()], 1)
    yield built
    streams = GaugeMetricFamily("rostrum_streams", "Open event streams.", labels=["floor", "kind"])
    for floor, kinds in facts["floors"].items():
        for kind, number in kinds.items():
            streams.add_metric([floor, kind], number)
    yield streams
    yield gauge("rostrum_connections", "Open connections.", facts["connections"])
    yield gauge("rostrum_page_cache_pages", "Released pages in memory.", facts["pages"])
    yield gauge("rostrum_page_cache_bytes", "Their bytes.", facts["page_bytes"])
    yield gauge("rostrum_screens", "Room screens that gave a sign of life lately.", len(facts["screens"]))


def of_database() -> Iterator[GaugeMetricFamily]:
    """Yields whether the database answers, and what it knows; nothing more while it is away."""
    began = perf_counter()
    try:
        close_old_connections()
        found = [make() for make in (answered_after(began), backup_age, letters, jobs)]
        yield gauge("rostrum_database_up", "Whether the database answers.", 1)
        yield from filter(None, found)
    except Error as error:
        if not (is_outage(error) or is_busy(error)):
            raise
        yield gauge("rostrum_database_up", "Whether the database answers.", 0)
    finally:
        close_old_connections()


def answered_after(began: float) -> Callable[[], GaugeMetricFamily]:
    def measure() -> GaugeMetricFamily:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return gauge("rostrum_database_seconds", "Seconds until it answered.", perf_counter() - began)

    return measure


def backup_age() -> GaugeMetricFamily | None:
    latest = latest_backup()
    if latest is None:
        return None
    return gauge("rostrum_backup_age_seconds", "Age of the latest verified backup.", latest.age().total_seconds())


def letters() -> GaugeMetricFamily:
    found = GaugeMetricFamily("rostrum_letters", "Letters that are not sent.", labels=["state"])
    unsent = Letter.objects.open()
    found.add_metric(["failed"], unsent.filter(failed_at__isnull=False).count())
    found.add_metric(["sending"], unsent.filter(failed_at=None, sending_at__isnull=False).count())
    return found


def jobs() -> GaugeMetricFamily | None:
    """The jobs of the background by their state, where the installation has a queue for them."""
    if not apps.is_installed("django_tasks_db"):
        return None
    model = apps.get_app_config("django_tasks_database").get_model("DBTaskResult")
    found = GaugeMetricFamily("rostrum_jobs", "Jobs of the background.", labels=["state"])
    for state, number in model._default_manager.order_by().values_list("status").annotate(number=Count("pk")):
        found.add_metric([str(state).lower()], number)
    return found


def redis_answers() -> bool:
    client = redis.Redis.from_url(settings.LIVE, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
