"""What a process counts and times, as Prometheus reads it (`operations/metrics`).

Where processes are several, each counts for itself; Prometheus adds them up.
"""

from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram

from conference.caches import constant
from conference.refusals import Refusal

REGISTRY = CollectorRegistry()
QUICK = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds

REQUESTS = Counter(
    "rostrum_requests",
    "Answers, by what gave them (memory, outdated, poll, stream, refused, or the lane of Django) and their status.",
    ["kind", "status"],
    registry=REGISTRY,
)
REQUEST_SECONDS = Histogram(
    "rostrum_request_seconds",
    "Seconds from a request to the end of its answer, without streams.",
    ["kind"],
    buckets=QUICK,
    registry=REGISTRY,
)
PAGES = Counter(
    "rostrum_page_cache", "Released pages that were asked for: a hit lay in memory.", ["result"], registry=REGISTRY
)
ACTS = Counter(
    "rostrum_floor_acts", "Acts on the floor: done, refused by a rule, or failed.", ["act", "result"], registry=REGISTRY
)
FAN_OUT_SECONDS = Histogram(
    "rostrum_fan_out_seconds",
    "Seconds from the announcement of a step on a floor to all its listeners being told.",
    buckets=QUICK,
    registry=REGISTRY,
)
STREAM = "stream"
HITS, MISSES = PAGES.labels("hit"), PAGES.labels("miss")


def count_request(kind: str, status: int, began: float) -> None:
    """Counts an answer; `began` is when the request came, by `perf_counter`."""
    answers, seconds = _of_kind(kind, status)
    answers.inc()
    if kind != STREAM:
        seconds.observe(perf_counter() - began)


@constant(500)
def _of_kind(kind: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(kind, str(status)), REQUEST_SECONDS.labels(kind)


def count_act(act: str, kind: type[BaseException] | None) -> None:
    """Counts an act on the floor by the exception that ended it, if one did."""
    result = "done" if kind is None else "refused" if issubclass(kind, Refusal) else "failed"
    ACTS.labels(act, result).inc()
