"""Recordings of a session, live or on demand, and the moments of the session that are found in them."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import Line, one_of
from conference.languages import CHOICES, CODES
from conference.languages.lists import labelled
from floor.models.intervention import Intervention
from programme.models.programme import Session

FLOOR, SIGN, AUDIO = "floor", "sign", "audio"
CHANNELS = (FLOOR, *CODES, SIGN, AUDIO)
LONGEST = timedelta(hours=24)


def host_of(address: str) -> str:
    """Returns the host of an address; an empty text where it has none, or is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as "https://["
        return ""


class RecordingQuerySet(models.QuerySet["Recording"]):
    def in_use(self) -> "RecordingQuerySet":
        """Returns the recordings that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def shown(self, at: datetime) -> "RecordingQuerySet":
        """Returns the recordings that are shown to the public at a moment."""
        return self.in_use().filter(shown_from__lte=at)


class Recording(models.Model):
    """A recording of a session in one channel, live or on demand; one that comes in parts has a row for each part.

    Nothing of it is stored here but its address. `zero` is the moment of the room at its second 0; where it is empty,
    the anchors tell it. Without either, no moment of the session is found in it.
    """

    class Channel(models.TextChoices):
        FLOOR = "floor", pgettext_lazy("the sound of a recording", "Floor")
        AR = CHOICES[0]
        ZH_HANS = CHOICES[1]
        EN = CHOICES[2]
        FR = CHOICES[3]
        RU = CHOICES[4]
        ES = CHOICES[5]
        SIGN = "sign", _("International Sign")
        AUDIO = "audio", _("Sound alone")

    class Kind(models.TextChoices):
        LIVE = "live", pgettext_lazy("recording", "live")
        ON_DEMAND = "on-demand", pgettext_lazy("recording", "on demand")

    session = models.ForeignKey(Session, models.PROTECT, related_name="recordings", verbose_name=_("session"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ON_DEMAND)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.FLOOR)
    part = models.PositiveSmallIntegerField(
        pgettext_lazy("of a recording", "part"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("1 where the recording is in one piece."),
    )
    address = models.URLField(_("address"), max_length=500, validators=[URLValidator(schemes=["https"])])
    captions = models.JSONField(_("captions"), default=list, blank=True)
    captions_address = models.URLField(
        _("address of the live captions"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])]
    )
    length = models.DurationField(_("length"), null=True, blank=True)
    shown_from = models.DateTimeField(_("shown from"))
    zero = models.DateTimeField(_("moment of second 0"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = Line(_("reason"), blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["session", "part", "pk"]
        constraints = [
            one_of("kind", ("live", "on-demand"), "recording_kind_is_known"),
            one_of("channel", CHANNELS, "recording_channel_is_known"),
            models.CheckConstraint(
                condition=Q(address__startswith="https://"),
                name="recording_has_a_secure_address",
                violation_error_message=_("The address begins with https://."),
            ),
            models.CheckConstraint(
                condition=Q(part__gte=1),
                name="recording_part_is_counted_from_one",
                violation_error_message=_("Parts are counted from 1."),
            ),
            models.CheckConstraint(
                condition=Q(length=None) | Q(length__gt=timedelta(0)),
                name="recording_has_some_length",
                violation_error_message=_("The length is longer than zero."),
            ),
            models.CheckConstraint(
                condition=Q(kind="on-demand") | Q(zero=None, length=None),
                name="live_recording_has_neither_zero_nor_length",
                violation_error_message=_("What is live has neither a length nor a second 0."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="recording_is_withdrawn_with_a_reason",
                violation_error_message=_("Say why the recording is withdrawn."),
            ),
            models.UniqueConstraint(
                fields=["session", "kind", "channel", "part"],
                condition=Q(withdrawn_at=None),
                name="one_recording_of_a_channel_and_part",
                violation_error_message=_("There is a recording of this channel and part already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.part}"

    @property
    def host(self) -> str:
        return host_of(self.address)

    @property
    def is_live(self) -> bool:
        return self.kind == self.Kind.LIVE

    def clean(self) -> None:
        """Refuses an address whose host the conference does not allow."""
        allowed = self.session.conference.hosts_of_recordings
        for field in ("address", "captions_address"):
            host = host_of(getattr(self, field))
            if host and host not in allowed:
                raise ValidationError(
                    {field: _("%(host)s is not among the hosts of recordings of this conference.") % {"host": host}}
                )


class RecordingAnchor(models.Model):
    """Where an intervention begins in a recording, as somebody heard it: a second of the recording."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="anchors", verbose_name=_("recording"))
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="+", verbose_name=_("intervention"))
    second = models.PositiveIntegerField(pgettext_lazy("of a recording", "second"))

    class Meta:
        app_label = "floor"
        verbose_name = _("anchor of a recording")
        verbose_name_plural = _("anchors of recordings")
        ordering = ["recording", "second", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "intervention"], name="intervention_is_anchored_once_in_a_recording"
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.intervention, self.second)
