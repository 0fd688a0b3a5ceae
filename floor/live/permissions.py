"""Who may subscribe to which stream. Checked again at each heartbeat, so that a revoked right ends the stream."""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.cookie import parse_cookie

from floor.seats.device_access import device_of_cookies

PERMISSIONS = ("floor.run_floor", "floor.take_notes", "floor.view_intervention")


@dataclass(frozen=True)
class Subscriber:
    """Whoever a stream is for. `who` identifies a device or user, whose streams are limited; None for the public."""

    who: tuple | None = None
    delegation: int | None = None
    is_staff: bool = False


PUBLIC = Subscriber()


def admit(topic, conference, cookies):
    """Returns the subscriber of a request by its Cookie header in bytes; None where the stream is not permitted."""
    if topic == "public":
        return PUBLIC
    return _delegate(conference, cookies) if topic == "delegation" else _officer(cookies)


def _delegate(conference, cookies):
    device = device_of_cookies(cookies, conference)
    return Subscriber(("device", device.pk), delegation=device.seat.delegation_id) if device else None


def _officer(cookies):
    key = parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    if not any(user.has_perm(permission) for permission in PERMISSIONS):
        return None
    return Subscriber(("user", user.pk), is_staff=True)
