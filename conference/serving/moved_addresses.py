"""Leads from addresses that were printed, or that people type, to those that answer.

An address with a former short name leads to the one with the present name, for good. An address without language, or
with another spelling of its code, leads to the page. What does not answer this person is not led to: it stays 404, so
that no redirect tells what is not public.
"""

from collections.abc import Iterator
from copy import copy

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from conference.languages import CODES
from conference.models import Conference
from conference.models.former_name import FormerShortName, former_names
from conference.rights.middleware import work_where_it_leads

MODELS = {"session": "programme.Session", "speaker": "speakers.Speaker"}  # what addresses name within a conference


class MovedAddressMiddleware:
    """Answers with a redirect what would be 404, where another address is meant."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.query_as_asked = request.META.get("QUERY_STRING", "")  # a view leaves of it what it reads
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if request.resolver_match:
            return _renamed(request, request.resolver_match) or response
        return _with_language(request) or response


def _with_language(request):
    """Return a redirect to the address with its language: the reader's where none is named."""
    reader = translation.get_language()
    first, __, rest = request.path_info.lstrip("/").partition("/")
    found = _led(request, reader, request.path_info.lstrip("/"), is_permanent=False)
    if found:
        patch_vary_headers(found, ["Accept-Language"])
        return found
    code = _spelled_otherwise(first)
    return code and _led(request, code, rest, is_permanent=True)


def _spelled_otherwise(name):
    """Return the code of the official language that somebody wrote as zh-CN, EN or fr_CA; None if it is none."""
    try:
        code = translation.get_supported_language_variant(name.replace("_", "-").lower())
    except LookupError:
        return None
    return code if code in CODES and code != name else None


def _led(request, code, rest, *, is_permanent):
    """Return a redirect to an address in a language, if it answers this person, or to that which it became."""
    with translation.override(code):
        for path in (f"/{code}/{rest}", f"/{code}/{rest}/"):
            try:
                match = resolve(path)
            except Resolver404:
                continue
            if _answers(request, path, match):
                return _redirect(request, path, is_permanent=is_permanent)
            return _renamed(request, match)
    return None


def _renamed(request, match):
    """Return a redirect to the address with the present short names, if it answers this person."""
    for names, is_permanent in other_names_of(match.kwargs):
        path = reverse(match.view_name, kwargs=names)
        if _answers(request, path, resolve(path)):
            return _redirect(request, path, is_permanent=is_permanent)
    return None


def other_names_of(names) -> Iterator[tuple[dict, bool]]:
    """Yield the arguments of an address with other short names of the same rows, and whether these are for good."""
    slug = names.get("conference")
    if not isinstance(slug, str):
        return
    conference = Conference.objects.filter(slug=slug).only("slug").first()  # of two hundred columns
    if conference is None:
        former = former_names(FormerShortName.Kind.CONFERENCE).filter(slug=slug).select_related("conference").first()
        if former is None:
            return
        conference = former.conference
    present = names | {"conference": conference.slug}
    for kind, label in MODELS.items():
        if kind in names:
            for other, is_present in _other_names(kind, label, conference, names[kind]):
                yield present | {kind: other}, is_present
    if present != names:
        yield present, True


def _other_names(kind, label, conference, slug) -> Iterator[tuple[str, bool]]:
    """Yield the present name of a row, then those that an older release has; none of a protected person."""
    rows, former = apps.get_model(label).objects.filter(conference=conference), former_names(kind, conference.pk)
    had = former.filter(slug=slug).first()
    row = rows.filter(pk=had.row_id).first() if had else rows.filter(slug=slug).first()
    if row is None or getattr(row, "protected", False):
        return
    if row.slug != slug:
        yield row.slug, True
    for name in former.filter(row_id=row.pk).exclude(slug=slug).order_by("-pk").values_list("slug", flat=True):
        yield name, False  # until the present name is released


def _answers(request, path, match):
    """Whether an address answers this person; who is not signed in is asked to, whatever the address of staff."""
    if getattr(match.func, "login_required", True) and not request.user.is_authenticated:
        return True
    asked = copy(request)
    asked.path = asked.path_info = path
    asked.resolver_match = match
    work_where_it_leads(asked, match)
    try:
        response = match.func(asked, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return False
    if hasattr(response, "file_to_stream"):
        response.file_to_stream.close()  # not the response itself, which would end the request
    return response.status_code < 400


def _redirect(request, path, *, is_permanent):
    query = request.query_as_asked
    kind = HttpResponsePermanentRedirect if is_permanent else HttpResponseRedirect
    return kind(f"{path}?{query}" if query else path)
