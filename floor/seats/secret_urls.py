"""Addresses that hold a secret, and how they leave no trace in logs, caches and referrers.

No model is imported here, because the logging settings name `WithoutSecrets`.
"""

import logging
import re
from functools import wraps

from django.http import Http404

_JOIN = re.compile(r"(/join/)[^/\s?\"']+")


def without_secrets(words):
    """Returns a text with a dash in the place of each secret."""
    return _JOIN.sub(r"\1–", words)


class WithoutSecrets(logging.Filter):
    """Puts a dash in the place of each secret that a line of the log would show."""

    def filter(self, record):
        words = record.getMessage()
        if "/join/" in words:
            record.msg, record.args = without_secrets(words), None
        return True


def with_secret_url(view):
    """Decorates a view whose address holds a secret.

    The policy is `strict-origin` and not `no-referrer`: it never tells the address either, but with `no-referrer` a
    browser sends its forms with `Origin: null`, which the protection against forged requests has to refuse.
    """
    from conference.errors import page_not_found

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:
            response = page_not_found(request, error)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    return wrapper
