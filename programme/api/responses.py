"""Decorators and responses of all operations: access, errors, caching."""

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
from conference.released_pages import HEADER, hide_other_parameters
from programme.release.editions import current

METHODS = "GET, HEAD, OPTIONS"
PROBLEM = "application/problem+json"  # RFC 9457
NOTHING_HERE = "There is nothing at this address. It may have been mistyped, or it is not public."
# All of it is public, so that pages of other sites may read it too.
FOR_ALL_SITES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",  # it names all speakers, also those without consent to indexing
}


def interface(view):
    """Decorate the view of an operation, open to all; the view returns a response or raises Http404."""

    @csrf_exempt  # nothing is written here, and a POST gets its 405 as JSON
    @login_not_required
    @wraps(view)
    def wrapper(request, **kwargs):
        hide_other_parameters(request, ())
        with override("en"):  # the addresses of pages come in all six, and are made from one
            response = _answer(view, request, kwargs)
        for name, value in FOR_ALL_SITES.items():
            response.headers[name] = value
        return response

    return wrapper


def of_programme(view):
    """Decorate a view of the released programme: it receives the edition and returns a JSON value."""

    def answered(request, edition, **kwargs):
        return written(view(edition, **kwargs))

    return interface(current(answered))


def written(value):
    """Return a value as a JSON response, cached like the pages: it depends on its address and on the release."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type="application/json")
    response.headers["Content-Language"] = ", ".join(language.html for language in LANGUAGES)
    response.headers[HEADER] = "released; reads="
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
    """Return the addresses of a page in the six languages: {language: address}."""
    return {language.html: settings.PUBLIC_URL + address for language, address in siblings_of(path)}
