"""E-mail addresses of speakers, their assistants and missions that do not work."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.models import Conference


class DoubtfulAddress(models.Model):
    """An e-mail address from which a letter came back, or which a mail server refused; `noted_by` is None for that.

    It is no more than a mark: letters are still sent there.
    """

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="doubtful_addresses", verbose_name=_("conference")
    )
    address = models.EmailField(_("e-mail address"))
    reason = Line(_("reason"), max_length=300)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("doubtful e-mail addresses")
        verbose_name_plural = _("doubtful e-mail addresses")
        default_permissions = ()
        ordering = ["address"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "address"], name="address_is_doubtful_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="doubtful_address_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.conference)


def doubts_of(conference: Conference) -> dict[str, DoubtfulAddress]:
    """The doubtful addresses of a conference: {address in lower case: row}."""
    return {row.address.casefold(): row for row in DoubtfulAddress.objects.filter(conference=conference)}


def doubts_about(conference: Conference, addresses: Iterable[str]) -> list[DoubtfulAddress]:
    """The doubtful ones among some addresses."""
    sought = {address.casefold() for address in addresses if address}
    return [row for address, row in doubts_of(conference).items() if address in sought] if sought else []
