"""What speakers propose about themselves by their private links, until an officer takes it or returns it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import Line, Prose, one_of
from conference.languages import CHOICES, CODES, official
from conference.languages.lists import labelled
from conference.models import Conference
from speakers.models.speakers import Speaker
from speakers.photographs import photograph_path

LONGEST_NEED = 2000


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> ProposalQuerySet:
        """Returns what nobody has taken or returned yet."""
        return self.filter(state=Proposal.State.WAITING)

    def of(self, conference: Conference) -> ProposalQuerySet:
        return self.filter(speaker__conference=conference)

    def readable_by(self, *, reads_needs: bool) -> ProposalQuerySet:
        """Returns what may be read: what a person needs is for those alone who may read it."""
        return self if reads_needs else self.exclude(field__in=Proposal.NEEDS)


class Proposal(models.Model):
    """One value that a speaker proposes: a text in a language, a photograph, a consent, an answer, a need.

    `base` is the value that the speaker was shown, so that an officer learns where another one was written since.
    """

    class Field(models.TextChoices):
        PARTICIPATION = "participation", _("participation")
        MESSAGE = "message", _("a word to the secretariat")
        COURTESY_TITLE = "courtesy_title", _("courtesy title")
        NAME = "name", _("name")
        DISPLAYED_NAME = "displayed_name", _("displayed name")
        PRONUNCIATION = "pronunciation", _("pronunciation")
        FUNCTION = "function", _("function")
        AFFILIATION = "affiliation", _("affiliation")
        BIOGRAPHY = "biography", _("biography")
        PHOTOGRAPH = "photograph", _("photograph")
        CONSENTS_TO_PHOTOGRAPH = "consents_to_photograph", _("consents to the photograph’s publication")
        CONSENTS_TO_RECORDING = "consents_to_recording", _("consents to being recorded")
        CONSENTS_TO_INDEXING = "consents_to_indexing", _("consents to being found by search engines")
        ACCESSIBILITY = "accessibility", _("accessibility")
        INTERPRETATION = "interpretation", _("interpretation")
        DIET = "diet", _("diet")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a proposal", "waiting")
        TAKEN = "taken", _("accepted")
        RETURNED = "returned", _("returned")

    TRANSLATED = frozenset({"courtesy_title", "name", "displayed_name", "function", "affiliation", "biography"})
    CONSENTS = ("consents_to_photograph", "consents_to_recording", "consents_to_indexing")
    NEEDS = ("accessibility", "interpretation", "diet")

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="proposals", verbose_name=_("speaker"))
    field = models.CharField(_("field"), max_length=30, choices=Field.choices)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES, blank=True)
    value = Prose(_("value"), blank=True)
    photograph = models.ImageField(_("photograph"), upload_to=photograph_path, blank=True)
    base = Prose(_("value that was shown"), blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    reason = Line(_("reason"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        app_label = "speakers"
        verbose_name = _("proposal of a speaker")
        verbose_name_plural = _("proposals of speakers")
        ordering = ["speaker", "pk"]
        default_permissions = ()
        constraints = [
            one_of(
                "field",
                (
                    *("participation", "message", "courtesy_title", "name", "displayed_name", "pronunciation"),
                    *("function", "affiliation", "biography", "photograph"),
                    *("consents_to_photograph", "consents_to_recording", "consents_to_indexing"),
                    *("accessibility", "interpretation", "diet"),
                ),
                "proposal_field_is_known",
            ),
            one_of("language", ("", *CODES), "proposal_language_is_known"),
            one_of("state", ("waiting", "taken", "returned"), "proposal_state_is_known"),
            models.UniqueConstraint(
                fields=["speaker", "field", "language"],
                condition=Q(state="waiting"),
                name="one_waiting_proposal_of_a_field",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="proposal_is_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="returned_proposal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(photograph="") | Q(field="photograph"), name="photograph_is_proposed_as_one"
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.speaker, self.get_field_display())

    @property
    def column(self) -> str:
        """The column of the speaker that this is for; empty where it is for none."""
        if self.field in self.TRANSLATED:
            return f"{self.field}_{official(self.language).suffix}"
        return self.field if self.field in {"pronunciation", "photograph", *self.CONSENTS} else ""


class SpeakerNeeds(models.Model):
    """What a speaker needs in order to take part; for those alone who see to it, and erased after the conference."""

    speaker = models.OneToOneField(Speaker, models.CASCADE, related_name="needs", verbose_name=_("speaker"))
    accessibility = Prose(_("accessibility"), max_length=LONGEST_NEED, blank=True)
    interpretation = Prose(_("interpretation"), max_length=LONGEST_NEED, blank=True)
    diet = Prose(_("diet"), max_length=LONGEST_NEED, blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        app_label = "speakers"
        verbose_name = _("needs of a speaker")
        verbose_name_plural = _("needs of speakers")
        default_permissions = ()
        permissions = [("read_needs", _("Can read what speakers need"))]

    def __str__(self) -> str:
        return str(self.speaker)
