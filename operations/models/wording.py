"""What revisers say of the wording of the interface, and which messages they have read."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Prose, one_of
from conference.languages import CHOICES, CODES
from conference.languages.lists import with_note

LONGEST = 4000  # characters of a remark or an answer


class WordingRemarkQuerySet(models.QuerySet["WordingRemark"]):
    def shown(self) -> WordingRemarkQuerySet:
        """All but those that their writers have withdrawn, the oldest first, with who wrote and settled them."""
        return self.filter(withdrawn_at=None).select_related("by", "settled_by").order_by("at", "pk")

    def unsettled(self) -> WordingRemarkQuerySet:
        """Those that nobody has settled or withdrawn; some may be applied since, which the catalogue tells."""
        return self.shown().filter(settled_at=None)


class WordingRemark(models.Model):
    """A remark of a reviser on a message of the interface in a language, with the wording that they propose, if any.

    `message` is the key of the message; `context`, `source` and `wording` are what the remark was made of, so that it
    can be read when the message has changed, or is gone. `proposal` holds the proposed plural forms as JSON.
    """

    message = models.CharField(_("key of the message"), max_length=12, db_index=True)
    context = models.TextField(_("context"), blank=True)
    source = models.JSONField(_("English"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    wording = models.JSONField(_("wording"))
    words = Prose(_("remark"), max_length=LONGEST, blank=True)
    proposal = Prose(_("proposed wording"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))
    answer = Prose(_("answer"), max_length=LONGEST, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = WordingRemarkQuerySet.as_manager()

    class Meta:
        app_label = "operations"
        verbose_name = _("remark on the interface")
        verbose_name_plural = _("remarks on the interface")
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [
            one_of("language", CODES, "wordingremark_language_is_known"),
            models.CheckConstraint(condition=~Q(words="", proposal=""), name="wordingremark_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, answer="")
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="wordingremark_is_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(withdrawn_at=None), name="wordingremark_is_settled_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return str(self.source[0])[:80]

    @property
    def proposed(self) -> tuple[str, ...]:
        """Returns the proposed wording, one text for each plural form; nothing where none is proposed."""
        found: Any = json.loads(self.proposal) if self.proposal else ()
        return tuple(found)


class WordingReading(models.Model):
    """That a message was read in a language and found right; of the wording that its digest is of, and no other."""

    message = models.CharField(_("key of the message"), max_length=12)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    digest = models.CharField(_("digest of the wording"), max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))

    class Meta:
        app_label = "operations"
        verbose_name = _("message that was read")
        verbose_name_plural = _("messages that were read")
        default_permissions = ()
        constraints = [
            one_of("language", CODES, "wordingreading_language_is_known"),
            models.UniqueConstraint(fields=["language", "message"], name="message_is_read_once_in_a_language"),
        ]

    def __str__(self) -> str:
        return with_note(self.message, self.language)
