"""Releases: a draft is frozen, in all six languages at once, as a numbered revision that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext_lazy as _

from conference.locking import lock
from conference.models.audit import AuditEntry
from conference.models.former_name import FormerShortName
from conference.refusals import Refusal

if TYPE_CHECKING:
    from conference.models.conference import Conference, User


class NothingToRelease(Refusal):
    """Raised when the draft is the same as the latest public release."""

    def __init__(self) -> None:
        super().__init__(_("Nothing has changed since the last edition."))


class ReleaseQuerySet(models.QuerySet["Release"]):
    def public(self) -> ReleaseQuerySet:
        """The releases that the public may read: all but those withdrawn."""
        return self.filter(withdrawn_at=None)

    def of(self, slug: str, matter: str) -> ReleaseQuerySet:
        """The releases of one kind of publication of a conference, the newest first."""
        return self.filter(conference__slug=slug, matter=matter).order_by("-number")

    def by_matter(self, slug: str) -> dict[str, tuple[Release, ...]]:
        """The releases of a conference, the newest first, without their content: {matter: (release, ...)}."""
        return in_matters(self.without_content(slug))

    def without_content(self, slug: str) -> ReleaseQuerySet:
        """The releases of a conference, the newest first, without what they publish."""
        return self.filter(conference__slug=slug).defer("content", "note").order_by("-number")

    def current(self, matter: str) -> ReleaseQuerySet:
        """The newest public release of each conference, of one kind of publication."""
        newest = Max(
            "conference__releases__number",
            filter=Q(conference__releases__matter=matter, conference__releases__withdrawn_at=None),
        )
        return self.public().filter(matter=matter).annotate(newest=newest).filter(number=F("newest"))

    def fingerprint(self) -> tuple[int, int, int, int]:
        """Return (newest key, number, number withdrawn, newest former name), which changes with all that is public.

        Releases are never changed, no key comes twice, and none are deleted but those for demonstration, so that two
        equal fingerprints mean the same public pages, at the same addresses.
        """
        found = self.aggregate(newest=Max("pk"), number=Count("pk"), withdrawn=Count("withdrawn_at"))
        renamed = FormerShortName.objects.aggregate(newest=Max("pk"))
        return found["newest"] or 0, found["number"], found["withdrawn"], renamed["newest"] or 0

    @transaction.atomic
    def release(
        self,
        conference: Conference,
        matter: str,
        content: Any,  # JSON
        *,
        note: str,
        by: User | None,
        at: datetime,
        overruled: Sequence[Sequence[str]] = (),
    ) -> Release:
        """Freeze a content (JSON) as the next revision; NothingToRelease if it equals the latest public one.

        `overruled` are the warnings in spite of which it is released, for the audit trail.
        """
        lock(conference)  # two releases at once get two numbers
        latest = self.filter(conference=conference, matter=matter).order_by("-number").first()
        if latest and latest.withdrawn_at is None and latest.content == content:
            raise NothingToRelease
        release = self.create(
            conference=conference,
            matter=matter,
            number=latest.number + 1 if latest else 1,
            content=content,
            note=note,
            released_at=at,
            released_by=by,
        )
        detail = {"note": note, "overruled": list(overruled)} if overruled else {"note": note}
        AuditEntry.objects.record(
            act=AuditEntry.Act.RELEASE, subject=release, by=by, at=at, conference=conference, detail=detail
        )
        return release


class Release(models.Model):
    """A revision of a programme, or an edition of a President's Summary, as it was released: what the public reads.

    `matter` is the kind of publication.
    """

    class Matter(models.TextChoices):
        PROGRAMME = "programme", _("programme")
        SUMMARY = "summary", _("President’s Summary")

    conference = models.ForeignKey(
        "conference.Conference", models.PROTECT, related_name="releases", verbose_name=_("conference")
    )
    matter = models.CharField(_("matter"), max_length=20, choices=Matter.choices)
    number = models.PositiveIntegerField(_("revision"))
    content = models.JSONField(_("content"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    released_at = models.DateTimeField(_("released at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("released by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawal_reason = models.CharField(_("reason for the withdrawal"), max_length=500, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        app_label = "conference"
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "matter", "number"], name="release_number_is_unique"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""),
                name="release_withdrawal_has_a_reason",
                violation_error_message=_("Say why the release is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conference.slug} {self.matter} {self.number}"

    @transaction.atomic
    def withdraw(self, *, reason: str, by: User | None, at: datetime) -> bool:
        """Take the release from the public; its address answers as if it had never been. It stays on file.

        Returns whether it did: who withdrew a release first, when and why is never written over.
        """
        rows = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk)
        list(rows.values_list("pk"))  # of two who press at once, the second finds it withdrawn
        self.refresh_from_db(fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        if self.withdrawn_at:
            return False
        self.withdrawn_at, self.withdrawn_by, self.withdrawal_reason = at, by, reason
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        AuditEntry.objects.record(
            act=AuditEntry.Act.WITHDRAW,
            subject=self,
            by=by,
            at=at,
            conference=self.conference,
            detail={"reason": reason},
        )
        return True


def in_matters(releases: Iterable[Release]) -> dict[str, tuple[Release, ...]]:
    """Returns releases by what they publish, in their order: {matter: (release, ...)}."""
    found: dict[str, tuple[Release, ...]] = dict.fromkeys(Release.Matter, ())
    for release in releases:
        found[release.matter] += (release,)
    return found
