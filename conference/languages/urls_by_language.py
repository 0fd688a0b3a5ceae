"""Addresses begin with the language: /ar/..., /zh-hans/..., /en/..."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from conference.languages import LANGUAGES, OfficialLanguage, official


class LanguageMiddleware(LocaleMiddleware):
    """Takes the language of a page from its address alone; no redirect guesses another one."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", official(translation.get_language()).html)
        return response


@login_not_required
def root(request: HttpRequest) -> HttpResponseRedirect:
    """`/`: to the front page in the language that the browser asks for."""
    response = HttpResponseRedirect(f"/{translation.get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@login_not_required
def chinese(request: HttpRequest, rest: str) -> HttpResponsePermanentRedirect:
    """`/zh/...`: people write it; the code of the address is zh-hans."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"/zh-hans/{rest}{'?' if query else ''}{query}")


def siblings_of(path: str, query: Mapping[str, Any] | None = None) -> list[tuple[OfficialLanguage, str]]:
    """The address of the same page in each of the six languages, with the same choices: [(language, path)]."""
    __, __, rest = path.lstrip("/").partition("/")
    choices = f"?{urlencode(query)}" if query else ""
    return [(language, f"/{language.code}/{rest}{choices}") for language in LANGUAGES]


def languages_of_page(request: HttpRequest) -> dict[str, Any]:
    """For templates: the language of this page, and the address of the same page in each of the six."""
    return {
        "language": official(translation.get_language() or "en"),
        "siblings": siblings_of(request.path),
        "without_language": f"/{request.path.lstrip('/').partition('/')[2]}",  # leads to the reader's language
        "public_url": settings.PUBLIC_URL,
    }
