"""Seats: how a delegation takes part from its own phones, without accounts.

A seat is a random secret printed for a delegation as a link and a QR code. Opening the link asks "join as the
delegation of X?"; joining makes the phone a device of the seat. Secrets are stored as their SHA-256 alone.
"""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.text import Line
from speakers.models import Delegation


def new_secret():
    """A secret of 160 bits, safe in an address."""
    return secrets.token_urlsafe(20)


def fingerprint(secret):
    """What is stored of a secret. It needs no salt: nobody can guess 160 bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


class SeatQuerySet(models.QuerySet):
    def valid(self, at):
        """The seats whose link works at a moment."""
        return self.filter(revoked_at=None).filter(Q(valid_until=None) | Q(valid_until__gt=at))


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


class DeviceQuerySet(models.QuerySet):
    def joined(self, at):
        """The devices that may act for their delegation at a moment: revoking a seat acts at once."""
        return self.filter(left_at=None, seat__in=Seat.objects.valid(at))


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
