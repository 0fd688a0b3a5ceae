"""Seats, by which a delegation takes part from its own phones, without accounts.

A seat is a random secret that is printed for a delegation as a link and a QR code. Opening the link asks "join as the
delegation of X?"; joining makes the phone a device of the seat. Only the SHA-256 of a secret is stored.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.languages.lists import labelled
from conference.link_secrets import as_printed, fingerprint, new_secret
from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Refusal
from speakers.models import Delegation

MOST_DEVICES = 12  # of one delegation at a time, enough for a large one that fills a row of seats


def new_token() -> str:
    """Returns the token that the cookie of a new device holds: 160 bits."""
    return secrets.token_urlsafe(20)


class SeatQuerySet(models.QuerySet["Seat"]):
    def valid(self, at: datetime) -> "SeatQuerySet":
        """Returns the seats whose link works at a moment."""
        return self.filter(revoked_at=None).filter(Q(valid_until=None) | Q(valid_until__gt=at))

    def with_secret(self, secret: str) -> "SeatQuerySet":
        """Returns the seat that a link opens, at most one."""
        return self.filter(secret_hash=fingerprint(as_printed(secret)))

    @transaction.atomic
    def make(
        self, delegations: Iterable[Delegation], *, valid_until: datetime | None, by: User | None, at: datetime
    ) -> list[tuple[Delegation, str]]:
        """Makes a seat for each delegation and returns [(delegation, secret)]; no secret can be read again later."""
        made = [(delegation, new_secret()) for delegation in delegations]
        for delegation, secret in made:
            seat = self.create(
                delegation=delegation,
                secret_hash=fingerprint(secret),
                created_at=at,
                created_by=by,
                valid_until=valid_until,
            )
            seat.enter(
                AuditEntry.Act.MAKE_SEAT, by=by, at=at, valid_until=valid_until.isoformat() if valid_until else None
            )
        return made

    @transaction.atomic
    def revoke(self, *, by: User, at: datetime) -> int:
        """Revokes these seats with all devices that joined through them, and returns their number."""
        seats = list(self.filter(revoked_at=None).select_for_update(of=("self",)).select_related(*_PARENTS))
        for seat in seats:
            seat.revoked_at = max(at, seat.created_at)
            seat.save(update_fields=["revoked_at"])
            seat.enter(AuditEntry.Act.REVOKE_SEAT, by=by, at=at)
        return len(seats)

    @transaction.atomic
    def keep_until(self, valid_until: datetime, *, by: User, at: datetime) -> int:
        """Sets until when these seats are valid, and returns their number."""
        seats = list(self.valid(at).select_for_update(of=("self",)).select_related(*_PARENTS))
        for seat in seats:
            seat.valid_until = valid_until
            seat.save(update_fields=["valid_until"])
            seat.enter(AuditEntry.Act.EXTEND_SEAT, by=by, at=at, valid_until=valid_until.isoformat())
        return len(seats)


_PARENTS = ("delegation__conference",)


class Seat(models.Model):
    """A printed link by which a delegation joins, valid until a moment or until it is revoked."""

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

    def __str__(self) -> str:
        return str(self.delegation)

    def enter(self, act: AuditAct, *, by: User | None, at: datetime, **detail: str | None) -> None:
        """Enters an act on this seat in the audit trail, without its secret."""
        AuditEntry.objects.record(
            act=act, subject=self, by=by, at=at, conference=self.delegation.conference, detail=detail
        )

    @transaction.atomic
    def join(self, *, agent: str, at: datetime) -> tuple["Device", str]:
        """Makes a phone a device of this seat and returns (device, token); the token cannot be read again later.

        Raises Refusal where the delegation has the largest number allowed.
        """
        # Locked, so that phones that join at once are counted one by one.
        Delegation.objects.select_for_update().get(pk=self.delegation_id)
        there = Device.objects.joined(at).filter(seat__delegation=self.delegation_id).count()
        if there >= MOST_DEVICES:
            words = _("This delegation has joined with as many phones as it may; the secretariat can remove one.")
            raise Refusal(words, status=429)
        token = new_token()
        device = self.devices.create(token_hash=fingerprint(token), joined_at=at, seen_at=at, agent=agent)
        return device, token


class DeviceQuerySet(models.QuerySet["Device"]):
    def joined(self, at: datetime) -> "DeviceQuerySet":
        """Returns the devices that may act for their delegation at a moment; a revoked seat admits none."""
        return self.filter(left_at=None, seat__in=Seat.objects.valid(at))

    def leave(self, *, at: datetime) -> int:
        """Removes these devices from their seats at once, and returns their number."""
        return self.filter(left_at=None).update(left_at=at)


class Device(models.Model):
    """A phone that joined through a seat; it holds a token of its own in a cookie."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="devices", verbose_name=_("seat"))
    token_hash = models.CharField(_("fingerprint of the token"), max_length=64, unique=True)
    joined_at = models.DateTimeField(_("joined at"))
    seen_at = models.DateTimeField(_("last seen at"))
    agent = Line(_("browser"), max_length=200, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    notices_read = models.PositiveBigIntegerField(_("last step that was read"), default=0)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["-joined_at"]

    def __str__(self) -> str:
        return labelled(self.seat, self.agent)

    @transaction.atomic
    def remove(self, *, by: User, at: datetime) -> None:
        """Removes this device from its seat, as staff do for a phone that was lost."""
        Device.objects.filter(pk=self.pk).leave(at=at)
        self.seat.enter(AuditEntry.Act.REMOVE_DEVICE, by=by, at=at, device=self.agent)
