"""Seats: how a delegation takes part from its own phones, without accounts.

A seat is a random secret printed for a delegation as a link and a QR code. Opening the link asks "join as the
delegation of X?"; joining makes the phone a device of the seat. Secrets are stored as their SHA-256 alone.
"""

import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.models.audit import AuditEntry
from speakers.models import Delegation

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without those that look alike on paper: 0 and o, 1, i and l
MOST_DEVICES = 12  # that a delegation has at once: a large one fills a row of seats


class TooManyDevices(Exception):
    """The delegation has as many devices as one may have."""


def new_secret():
    """The secret of a link: 20 letters, 99 bits, in groups that people can type from paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(5))


def new_token():
    """What the cookie of a device holds: 160 bits."""
    return secrets.token_urlsafe(20)


def fingerprint(secret):
    """What is stored of a secret or a token. It needs no salt: nobody can guess so many bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def as_printed(secret):
    """A secret as it was made, however somebody typed it from paper: capitals and hyphens do not matter."""
    letters = secret.lower().replace("-", "")
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def default_validity(conference, at):
    """Until when a new link is valid: the end of the day after the last one, where the conference is held."""
    end = datetime.combine(conference.ends_on + timedelta(days=1), time(23, 59), conference.zone)
    return max(end, at + timedelta(days=1))


class SeatQuerySet(models.QuerySet):
    def valid(self, at):
        """The seats whose link works at a moment."""
        return self.filter(revoked_at=None).filter(Q(valid_until=None) | Q(valid_until__gt=at))

    def with_secret(self, secret):
        """The seat that a link opens, at most one."""
        return self.filter(secret_hash=fingerprint(as_printed(secret)))

    @transaction.atomic
    def make(self, delegations, *, valid_until, by, at):
        """A new seat for each delegation: [(delegation, secret)]. The secrets are here, now, and nowhere later."""
        made = [(delegation, new_secret()) for delegation in delegations]
        for delegation, secret in made:
            seat = self.create(
                delegation=delegation,
                secret_hash=fingerprint(secret),
                created_at=at,
                created_by=by,
                valid_until=valid_until,
            )
            seat.enter("make", by=by, at=at, valid_until=valid_until.isoformat() if valid_until else None)
        return made

    @transaction.atomic
    def revoke(self, *, by, at):
        """Revoke these seats, with all that joined through them; how many there were."""
        seats = list(self.filter(revoked_at=None).select_for_update(of=("self",)).select_related(*_PARENTS))
        for seat in seats:
            seat.revoked_at = max(at, seat.created_at)
            seat.save(update_fields=["revoked_at"])
            seat.enter("revoke", by=by, at=at)
        return len(seats)

    @transaction.atomic
    def keep_until(self, valid_until, *, by, at):
        """Let these seats be valid until another moment; how many there were."""
        seats = list(self.valid(at).select_for_update(of=("self",)).select_related(*_PARENTS))
        for seat in seats:
            seat.valid_until = valid_until
            seat.save(update_fields=["valid_until"])
            seat.enter("keep until", by=by, at=at, valid_until=valid_until.isoformat())
        return len(seats)


_PARENTS = ("delegation__conference",)


class Seat(models.Model):
    """A delegation's way in: one printed link, valid until a moment or until it is revoked."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="seats", verbose_name=_("delegation"))
    secret_hash = models.CharField(_("fingerprint of the secret"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["delegation", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="seat_is_revoked_after_it_was_made",
            ),
        ]

    def __str__(self):
        return str(self.delegation)

    def enter(self, act, *, by, at, **detail):
        """Enter an act on this seat in the audit trail, without its secret."""
        AuditEntry.objects.record(
            act=f"seat: {act}", subject=self, by=by, at=at, conference=self.delegation.conference, detail=detail
        )

    @transaction.atomic
    def join(self, *, agent, at):
        """Make a phone a device of this seat: (device, token). The token is here, now, and nowhere later."""
        Delegation.objects.select_for_update().get(pk=self.delegation_id)  # of many who join at once, each is counted
        there = Device.objects.joined(at).filter(seat__delegation=self.delegation_id).count()
        if there >= MOST_DEVICES:
            raise TooManyDevices
        token = new_token()
        device = self.devices.create(token_hash=fingerprint(token), joined_at=at, seen_at=at, agent=agent)
        return device, token


class DeviceQuerySet(models.QuerySet):
    def joined(self, at):
        """The devices that may act for their delegation at a moment: revoking a seat acts at once."""
        return self.filter(left_at=None, seat__in=Seat.objects.valid(at))

    def leave(self, *, at):
        """Take these devices off their seats, at once."""
        return self.filter(left_at=None).update(left_at=at)


class Device(models.Model):
    """A phone that joined through a seat; it holds a token of its own in a cookie."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="devices", verbose_name=_("seat"))
    token_hash = models.CharField(_("fingerprint of the token"), max_length=64, unique=True)
    joined_at = models.DateTimeField(_("joined at"))
    seen_at = models.DateTimeField(_("last seen at"))
    agent = Line(_("browser"), max_length=200, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["-joined_at"]

    def __str__(self):
        return f"{self.seat}: {self.agent}"

    @transaction.atomic
    def remove(self, *, by, at):
        """Take this device off its seat; staff do so for a phone that was lost."""
        Device.objects.filter(pk=self.pk).leave(at=at)
        self.seat.enter("remove a device", by=by, at=at, device=self.agent)
