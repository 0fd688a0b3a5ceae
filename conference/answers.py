"""How a view answers what is refused: a script with JSON, a person with a page. One shape for all scripts.

A script names itself by the header `Rostrum-Fragment`. Its answer is `{"message": ...}`, the sentence for the person,
and beside it what the script needs: `base_version`, on which its next save rests; in a conflict `text`, the current
one, and `conflict`, both texts with their difference as HTML.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise

from conference.refusals import Conflict, Overtaken, Refusal
from conference.text_diff import difference

Words = str | Promise | Refusal


def is_script(request: HttpRequest) -> bool:
    """Returns whether a script asks, which puts the answer into the page that is open."""
    return "Rostrum-Fragment" in request.headers


def answer(message: Words = "", *, status: int = 200, **facts: Any) -> JsonResponse:
    """Returns the answer to a script."""
    return JsonResponse({"message": str(message), **facts}, status=status)


def refused(
    request: HttpRequest, refusal: Refusal, page: Callable[[str, int], HttpResponse] | None = None
) -> HttpResponse:
    """Returns the answer to what is refused: for a script as JSON, for a person as `page(message, status)`.

    Without a page of its own it is a page that holds the sentence alone.
    """
    if is_script(request):
        return answer(refusal, status=refusal.status)
    if page is not None:
        return page(str(refusal), refusal.status)
    context = {"status": refusal.status, "sentence": str(refusal)}
    return render(request, "conference/refused.html", context, status=refusal.status)


def conflict_of(overtaken: Overtaken) -> dict[str, Any]:
    """Returns what a page shows of two texts of which one was overtaken: both, and their difference word by word."""
    texts = [getattr(each, "text", each) for each in (overtaken.current, overtaken.own)]
    return {
        "message": str(overtaken),
        "by": overtaken.by,
        "current": overtaken.current,
        "own": overtaken.own,
        "parts": difference(*texts),
    }


def overtaken_answer(
    request: HttpRequest, overtaken: Overtaken, template: str, *, base_version: str | int, **context: Any
) -> JsonResponse:
    """Returns the answer to a script whose text was overtaken; its next save rests on the current text."""
    conflict = conflict_of(overtaken)
    return answer(
        overtaken,
        status=overtaken.status,
        base_version=base_version,
        text=getattr(overtaken.current, "text", overtaken.current),
        conflict=render_to_string(template, {"conflict": conflict, **context}, request),
    )


@contextmanager
def telling(request: HttpRequest, done: str | Promise = "") -> Iterator[None]:
    """Tells the person on the next page that an act is done, or why it is not.

    It is for an act whose page is the same in either case: `with telling(request, _("Withdrawn.")): withdraw(...)`.
    A conflict passes, since its page shows what is new.
    """
    try:
        yield
    except Conflict:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, str(done))


class RefusalMiddleware:
    """Answers a refusal that no view shows on a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None
