"""How a public view says that its page depends on nothing about the visitor, and which parameters it reads.

The process that serves keeps such pages in memory (conference/serving). It ignores every parameter that no view has
declared, so that `?utm_source=` or an invented one costs nothing; and the view cannot read one that it did not declare.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

HEADER = "Rostrum-Cache"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def reads(*names: str) -> Callable[[View], View]:
    """Declare the parameters that a public view reads from the query of its address."""

    def declare(view: View) -> View:
        view.parameters = names  # type: ignore[attr-defined]
        return view

    return declare


def fresh_for(seconds: int) -> Callable[[View], View]:
    """Declare for how long a public view's page is kept, since it tells of more than what is released."""

    def declare(view: View) -> View:
        view.seconds = seconds  # type: ignore[attr-defined]
        return view

    return declare


def seconds_of(view: Callable[..., HttpResponseBase]) -> int | None:
    return getattr(view, "seconds", None)


def declared_by(view: Callable[..., HttpResponseBase]) -> tuple[str, ...]:
    return getattr(view, "parameters", ())


def hide_other_parameters(request: HttpRequest, names: Collection[str]) -> None:
    """Leave of the query of a request what a view has declared, in its order: whichever came first, it is one page."""
    kept = QueryDict(mutable=True)
    for name in names:
        if name in request.GET:
            kept.setlist(name, request.GET.getlist(name))
    kept._mutable = False
    request.GET = kept  # type: ignore[assignment]
    request.META["QUERY_STRING"] = kept.urlencode()


def offer(
    request: HttpRequest, response: HttpResponseBase, names: Collection[str] = (), seconds: int | None = None
) -> None:
    """Offer a page to be kept in memory, for a time or until the next release; not one made for the signed-in."""
    if not request.user.is_authenticated:
        parts = ["released", f"reads={','.join(names)}"]
        if seconds is not None:
            parts.append(f"seconds={seconds}")
        response.headers[HEADER] = "; ".join(parts)
