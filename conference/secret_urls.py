"""Addresses that hold a secret leave no trace of it in caches and referrers; of logs, see `floor.seats.secret_urls`."""

from functools import wraps

from django.http import Http404
from django.urls import get_resolver


def with_secret_url(view):
    """Decorates a view whose address holds a secret.

    The policy is `strict-origin` and not `no-referrer`: it never tells the address either, but with `no-referrer` a
    browser sends its forms with `Origin: null`, which the protection against forged requests has to refuse.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:
            response = get_resolver().resolve_error_handler(404)(request, error)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    return wrapper
