"""Whose request it is decides in which threads it is answered: asked of the database, and remembered for a minute."""

import asyncio
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from conference.models import User
from conference.serving.visitors import KEPT, Visitor, Visitors
from floor.live.permissions import visitor_of
from floor.models.seat import Device, Seat
from floor.seats.device_access import cookie_name

pytestmark = pytest.mark.django_db


def staff_cookie():
    client = Client()
    client.force_login(User.objects.create_user("reviser"))
    return f"theme=dark; {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}".encode()


def test_visitor_who_is_signed_in_is_staff():
    assert visitor_of(staff_cookie()) == "staff"


def test_visitor_whose_session_has_ended_is_anybody():
    cookie = staff_cookie()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert visitor_of(cookie) == "anybody"


@pytest.mark.parametrize("cookie", [b"", b"sessionid=forged", b"sessionid", b"rostrum-seat-x=y", b"\xff=\xfe; =;"])
def test_visitor_with_an_invented_cookie_is_anybody(cookie):
    assert visitor_of(cookie) == "anybody"


def joined(room):
    now = timezone.now()
    Seat.objects.make([room.delegations[0]], valid_until=now + timedelta(days=1), by=None, at=now)
    device, token = Seat.objects.get().join(agent="Phone", at=now)
    return device, f"{cookie_name(room.conference.slug)}={token}".encode()


def test_visitor_whose_device_has_joined_is_a_delegation(room):
    device, cookie = joined(room)
    assert visitor_of(cookie) == "delegation"

    Device.objects.filter(pk=device.pk).delete()

    assert visitor_of(cookie) == "anybody"


def test_visitor_of_another_conference_is_anybody(room):
    __, cookie = joined(room)

    assert visitor_of(cookie.replace(b"rostrum-seat-", b"rostrum-seat-not-")) == "anybody"


@pytest.mark.django_db(transaction=True)
def test_visitor_is_remembered_for_a_minute():
    cookie = staff_cookie()
    now = [0]
    visitors = Visitors(clock=lambda: now[0])

    def asked():
        return asyncio.run(visitors.of(cookie))

    assert asked() is Visitor.STAFF
    Session.objects.all().delete()
    assert asked() is Visitor.STAFF
    now[0] += KEPT
    assert asked() is Visitor.ANYBODY
    visitors.close()
