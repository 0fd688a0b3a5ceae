"""Who may subscribe to which stream. Checked again at each heartbeat, so that a revoked right ends the stream."""

from dataclasses import dataclass

from django.conf import settings
from django.http.cookie import parse_cookie
from django.utils import timezone

from conference.accounts.sessions import person_at
from conference.rights import work_on
from floor.models.seat import Device
from floor.seats.booth_access import has_opened_a_booth, link_of_cookies
from floor.seats.device_access import cookie_name, device_of_cookies

DEVICE, USER = "device", "user"
MOST_CONFERENCES = 5  # whose cookies are looked up: more than one person joins
PERMISSIONS = ("floor.run_floor", "floor.take_notes", "floor.view_intervention")
IN_BOOTHS = ("floor.open_booth", "floor.run_floor")


@dataclass(frozen=True)
class Subscriber:
    """Whoever a stream is for. `who` is a device, booth or user, whose streams are limited; None for the public."""

    who: tuple | None = None
    delegation: int | None = None
    is_staff: bool = False


PUBLIC = Subscriber()


def admit(topic, conference, cookies):
    """Returns the subscriber of a request by its Cookie header in bytes; None where the stream is not permitted."""
    if topic == "public":
        return PUBLIC
    if topic == "booth":
        return _interpreter(conference, cookies)
    return _delegate(conference, cookies) if topic == "delegation" else _member(conference, cookies, PERMISSIONS)


def _delegate(conference, cookies):
    device = device_of_cookies(cookies, conference)
    return Subscriber((DEVICE, device.pk), delegation=device.seat.delegation_id) if device else None


def joined_devices(keys):
    """Returns the keys of those devices that still take part."""
    return set(Device.objects.joined(timezone.now()).filter(pk__in=keys).values_list("pk", flat=True))


def _interpreter(conference, cookies):
    """Whoever has opened a booth of the conference by its link, or may open all by the role."""
    link = link_of_cookies(cookies, conference)
    return Subscriber(("booth", link.pk), is_staff=True) if link else _member(conference, cookies, IN_BOOTHS)


def _member(conference, cookies, permissions):
    user = work_on(_user(cookies), conference)
    if not any(user.has_perm(permission) for permission in permissions):
        return None
    return Subscriber((USER, user.pk), is_staff=True)


def _user(cookies):
    key = parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    return person_at(key, timezone.now())


def visitor_of(cookies):
    """Whose cookies these are: "staff", who are signed in, "delegation", or "anybody".

    A delegation's device has joined; the browser of a booth, which has opened it by its link, counts as one.
    """
    if settings.SESSION_COOKIE_NAME.encode() in cookies and _user(cookies).is_authenticated:
        return "staff"
    prefix = cookie_name("")
    names = [name for name in parse_cookie(cookies.decode("latin-1")) if name.startswith(prefix)]
    if any(device_of_cookies(cookies, name.removeprefix(prefix)) for name in names[:MOST_CONFERENCES]):
        return "delegation"
    return "delegation" if has_opened_a_booth(cookies) else "anybody"
