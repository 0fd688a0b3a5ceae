"""How every address of the interface answers: who may ask, in what form it says what went wrong, how it is kept."""

import hashlib
import json
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from conference.languages import LANGUAGES
from conference.languages.urls_by_language import siblings_of
from programme.release.editions import current

METHODS = "GET, HEAD, OPTIONS"
PROBLEM = "application/problem+json"  # RFC 9457
NOTHING_HERE = "There is nothing at this address. It may have been mistyped, or it is not public."
# What is here is public, so that a page of any other site may read it too.
FOR_ALL_SITES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",  # it names everybody, also who wants no indexing
}


def interface(view):
    """An address of the interface, open to all; the view returns what JSON can hold, or says that there is nothing."""

    @csrf_exempt  # nothing is written here; a POST is to hear that in JSON
    @login_not_required
    @wraps(view)
    def wrapper(request, **kwargs):
        with override("en"):  # the addresses of pages come in all six, and are made from one
            response = _answer(view, request, kwargs)
        for name, value in FOR_ALL_SITES.items():
            response.headers[name] = value
        return response

    return wrapper


def of_programme(view):
    """An address that tells of the programme as it is released now: the view is given its edition."""

    def answered(request, edition, **kwargs):
        return written(view(edition, **kwargs))

    return interface(current(answered))


def written(value):
    """A value as JSON, kept as the pages are: it depends on its address and on what is released."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type="application/json")
    response.headers["Content-Language"] = ", ".join(language.html for language in LANGUAGES)
    response.headers["Rostrum-Cache"] = "released"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return response


def _answer(view, request, kwargs):
    if request.method == "OPTIONS":
        allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*"}
        return HttpResponse(status=204, headers={"Allow": METHODS, "Access-Control-Max-Age": "86400", **allowed})
    if request.method not in METHODS.split(", "):
        response = _problem(405, "Method not allowed", "This interface is for reading: ask with GET.")
        response.headers["Allow"] = METHODS
        return response
    try:
        response = view(request, **kwargs)
    except Http404:
        return _problem(404, "Not found", NOTHING_HERE)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def _problem(status, title, detail):
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return HttpResponse(json.dumps(body), content_type=PROBLEM, status=status, headers={"Content-Language": "en"})


@interface
def nothing(request, **kwargs):
    raise Http404


def pages_of(path):
    """The addresses of a page in each of the six languages: {language: address}."""
    return {language.html: settings.PUBLIC_URL + address for language, address in siblings_of(path)}
