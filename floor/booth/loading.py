"""Who opens a booth: interpreters and those who run the floor by their role, others by the link of that booth."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.utils.translation import get_language

from conference.loading import require
from conference.secret_urls import with_secret_url
from floor.loading import session_named
from floor.seats.booth_access import booth_link

MAY_OPEN = ("floor.open_booth", "floor.run_floor")


def may_open(user):
    return any(user.has_perm(permission) for permission in MAY_OPEN)


def of_booth(view):
    """Decorates a view of the booth of the page's language, which gets the session; to others it does not exist."""

    @login_not_required
    @with_secret_url
    @wraps(view)
    def wrapper(request, conference, session, **kwargs):
        row = session_named(conference, session)
        require(row)
        request.booth_link = booth_link(request.COOKIES, row, get_language())
        require(may_open(request.user) or request.booth_link)
        return view(request, row, **kwargs)

    return wrapper
