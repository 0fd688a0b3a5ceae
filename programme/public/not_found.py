"""The page that there is not: within a dialogue that is public it has its menu, and leads on."""

from copy import copy

from django.db import DatabaseError
from django.shortcuts import render

from conference import errors
from conference.languages import CODES
from programme.release.editions import CURRENT, released


def page_not_found(request, exception=None):
    """Give the same response for what is not public as for what never existed: the exception is not shown."""
    edition = _edition(request.path_info)
    if edition is None:
        return errors.page_not_found(request, exception)
    asked = copy(request)
    asked.resolver_match = None  # else the menu would mark the page that is refused, and say so that it is there
    return render(asked, "programme/public/not_found.html", edition.context, status=404)


def _edition(path):
    """Return the released programme of the dialogue whose address a path begins with; None outside of all."""
    code, __, rest = path.lstrip("/").partition("/")
    slug = rest.partition("/")[0]
    if code not in CODES or not slug:
        return None
    try:
        return released(CURRENT, slug)
    except DatabaseError:  # the plain page asks nothing of it
        return None
