"""The interpreters' booths of a session: the links by which they open their page, without accounts."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.fields import one_of
from conference.languages import CHOICES, CODES
from conference.languages.lists import labelled, with_note
from conference.link_secrets import as_printed, fingerprint, new_secret
from conference.models import AuditAct, AuditEntry, User
from programme.models import Session


class BoothLinkQuerySet(models.QuerySet["BoothLink"]):
    def valid(self, at: datetime) -> "BoothLinkQuerySet":
        """Returns the links that work at a moment."""
        return self.filter(revoked_at=None, valid_until__gt=at)

    def with_secret(self, secret: str) -> "BoothLinkQuerySet":
        """Returns the link of that secret, at most one."""
        return self.filter(secret_hash=fingerprint(as_printed(secret)))

    @transaction.atomic
    def make(
        self, booths: Iterable[tuple[Session, str]], *, valid_until: datetime, by: User | None, at: datetime
    ) -> list[tuple["BoothLink", str]]:
        """Makes a link for each (session, language) and returns [(link, secret)]; no secret can be read again later.

        A former link of the same booth is revoked: whoever makes a new one has lost the former, or wants it closed.
        """
        made: list[tuple[BoothLink, str]] = []
        for session, language in booths:
            self.filter(session=session, language=language).revoke(by=by, at=at)
            secret = new_secret()
            link = self.create(
                session=session,
                language=language,
                secret_hash=fingerprint(secret),
                created_at=at,
                created_by=by,
                valid_until=valid_until,
            )
            link.enter(AuditEntry.Act.MAKE_BOOTH_LINK, by=by, at=at, valid_until=valid_until.isoformat())
            made.append((link, secret))
        return made

    @transaction.atomic
    def revoke(self, *, by: User | None, at: datetime) -> int:
        """Revokes these links, with the browsers that opened a booth through them, and returns their number."""
        links = list(self.filter(revoked_at=None).select_for_update(of=("self",)).select_related("session__conference"))
        for link in links:
            link.revoked_at = max(at, link.created_at)
            link.save(update_fields=["revoked_at"])
            link.enter(AuditEntry.Act.REVOKE_BOOTH_LINK, by=by, at=at)
        return len(links)


class BoothLink(models.Model):
    """A link to the page of one booth: a session and the language into which it is interpreted there.

    As of a seat's link, only the fingerprint of its secret is stored.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="booth_links", verbose_name=_("session"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    secret_hash = models.CharField(_("fingerprint of the secret"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    valid_until = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = BoothLinkQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("link of a booth")
        verbose_name_plural = _("links of booths")
        ordering = ["session", "language", "-created_at"]
        permissions = [("open_booth", _("Can read what interpreters read in their booths"))]
        constraints = [
            one_of("language", CODES, "booth_link_language_is_known"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="booth_link_is_revoked_after_it_was_made",
            ),
            models.UniqueConstraint(
                fields=["session", "language"],
                condition=Q(revoked_at=None),
                name="booth_has_one_link",
                violation_error_message=_("This booth has a link already."),
            ),
        ]

    def __str__(self) -> str:
        return with_note(self.session, self.get_language_display())

    def enter(self, act: AuditAct, *, by: User | None, at: datetime, **detail: str) -> None:
        """Enters an act on this link in the audit trail, without its secret."""
        conference = self.session.conference
        detail = {"session": self.session.slug, "booth": self.language, **detail}
        AuditEntry.objects.record(act=act, subject=self, by=by, at=at, conference=conference, detail=detail)


class BoothSignalQuerySet(models.QuerySet["BoothSignal"]):
    def standing(self) -> "BoothSignalQuerySet":
        """Returns the signals that the officer has not acknowledged, the oldest first."""
        return self.filter(acknowledged_at=None).order_by("sent_at", "pk")


class BoothSignal(models.Model):
    """What a booth asks of the officer, by one of three buttons; it names the booth and never a person.

    A signal that nobody has acknowledged stands, and is not sent a second time: a booth cannot flood the console.
    """

    class Kind(models.TextChoices):
        SLOWER = "slower", _("Slower, please")
        TEXT = "text", _("The text, please")
        SOUND = "sound", _("The sound is bad")

    session = models.ForeignKey(Session, models.CASCADE, related_name="booth_signals", verbose_name=_("session"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    sent_at = models.DateTimeField(_("sent at"))
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)

    objects = BoothSignalQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("signal of a booth")
        verbose_name_plural = _("signals of booths")
        ordering = ["session", "sent_at", "pk"]
        constraints = [
            one_of("language", CODES, "booth_signal_language_is_known"),
            one_of("kind", ("slower", "text", "sound"), "booth_signal_kind_is_known"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("sent_at")),
                name="booth_signal_is_acknowledged_after_it_was_sent",
            ),
            models.UniqueConstraint(
                fields=["session", "language", "kind"],
                condition=Q(acknowledged_at=None),
                name="booth_signal_stands_once",
                violation_error_message=_("This signal has been sent already."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.get_language_display(), self.get_kind_display())
