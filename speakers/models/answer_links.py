"""The private link of a speaker: a secret of which only the hash is kept, until when it works, and who revoked it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.link_secrets import as_printed, default_validity, fingerprint, new_secret
from conference.models import AuditAct, AuditEntry, Conference, User
from speakers.models.speakers import Speaker

MINUTE = timedelta(minutes=1)
MOST_IN_A_MINUTE = 12  # what is sent through one link


class AnswerPeriod(models.Model):
    """By which day the speakers of a conference are asked to answer, and until when their links work."""

    conference = models.OneToOneField(
        Conference, models.CASCADE, related_name="answer_period", verbose_name=_("conference")
    )
    reply_by = models.DateField(_("answers are asked for until"), null=True, blank=True)
    links_until = models.DateTimeField(
        _("links work until"), null=True, blank=True, help_text=_("Left empty, until the day after the conference.")
    )

    class Meta:
        app_label = "speakers"
        verbose_name = _("period for answers")
        verbose_name_plural = _("periods for answers")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.conference)


def links_until(conference: Conference, at: datetime) -> datetime:
    """Returns until when a link that is made now works: as the conference sets it, else until the day after it."""
    period = AnswerPeriod.objects.filter(conference=conference).first()
    own = period.links_until if period else None
    return own if own and own > at else default_validity(conference, at)


class AnswerLinkQuerySet(models.QuerySet["AnswerLink"]):
    def valid(self, at: datetime) -> AnswerLinkQuerySet:
        """Returns the links that work at a moment."""
        return self.filter(revoked_at=None, valid_until__gt=at)

    def with_secret(self, secret: str) -> AnswerLinkQuerySet:
        """Returns the link of that secret, at most one."""
        return self.filter(secret_hash=fingerprint(as_printed(secret)))

    def of(self, conference: Conference) -> AnswerLinkQuerySet:
        return self.filter(speaker__conference=conference)

    @transaction.atomic
    def make(
        self, speakers: Iterable[Speaker], *, valid_until: datetime, by: User | None, at: datetime
    ) -> list[tuple[AnswerLink, str]]:
        """Makes a link for each speaker and returns [(link, secret)]; no secret can be read again later.

        Earlier links of the same speaker go on: one is in a letter, another on a card.
        """
        made: list[tuple[AnswerLink, str]] = []
        for speaker in speakers:
            secret = new_secret()
            link = self.create(
                speaker=speaker, secret_hash=fingerprint(secret), created_at=at, created_by=by, valid_until=valid_until
            )
            link.enter(AuditEntry.Act.MAKE_ANSWER_LINK, by=by, at=at, valid_until=valid_until.isoformat())
            made.append((link, secret))
        return made

    @transaction.atomic
    def revoke(self, *, by: User | None, at: datetime) -> int:
        """Revokes these links, with the browsers that opened them, and returns their number."""
        links = list(self.filter(revoked_at=None).select_for_update(of=("self",)).select_related("speaker__conference"))
        for link in links:
            link.revoked_at = max(at, link.created_at)
            link.save(update_fields=["revoked_at"])
            link.enter(AuditEntry.Act.REVOKE_ANSWER_LINK, by=by, at=at)
        return len(links)


class AnswerLink(models.Model):
    """A link by which one speaker answers without an account, until a moment or until it is revoked."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="answer_links", verbose_name=_("speaker"))
    secret_hash = models.CharField(_("fingerprint of the secret"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    valid_until = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)
    minute_at = models.DateTimeField(_("the minute that is counted"), null=True, blank=True)
    sent_in_minute = models.PositiveSmallIntegerField(_("what was sent in it"), default=0, db_default=0)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        app_label = "speakers"
        verbose_name = _("link of a speaker")
        verbose_name_plural = _("links of speakers")
        ordering = ["speaker", "-created_at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="answer_link_is_revoked_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return str(self.speaker)

    def enter(self, act: AuditAct, *, by: User | None, at: datetime, **detail: str) -> None:
        """Enters an act on this link in the audit trail, without its secret."""
        conference = self.speaker.conference
        AuditEntry.objects.record(act=act, subject=self.speaker, by=by, at=at, conference=conference, detail=detail)

    @transaction.atomic
    def open(self, *, at: datetime) -> None:
        """Notes that the speaker has opened the link; the first time is entered in the trail."""
        opened = AnswerLink.objects.filter(pk=self.pk, opened_at=None).update(opened_at=at)
        if opened:
            self.enter(AuditEntry.Act.OPEN_ANSWER_LINK, by=None, at=at)

    @transaction.atomic
    def may_send(self, *, at: datetime) -> bool:
        """Counts what is sent through this link, and returns whether it is not too much for a minute."""
        link = AnswerLink.objects.select_for_update().get(pk=self.pk)
        if link.minute_at is None or at - link.minute_at >= MINUTE:
            link.minute_at, link.sent_in_minute = at, 0
        link.sent_in_minute = min(link.sent_in_minute + 1, MOST_IN_A_MINUTE + 1)
        link.save(update_fields=["minute_at", "sent_in_minute"])
        return link.sent_in_minute <= MOST_IN_A_MINUTE
