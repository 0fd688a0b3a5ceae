"""The speakers of a conference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import EmailList, Line, Prose, one_of
from conference.languages import CHOICES, CODES, texts
from conference.languages.collation import SortKey, person_key
from conference.languages.people import delegation_beside
from conference.languages.time_zones import validate_zone
from conference.models import AuditEntry, Conference, User
from conference.models.former_name import refuse_former_name
from speakers import protection
from speakers.models.delegations import Delegation
from speakers.photographs import photograph_path, validate_photograph
from speakers.precedence import FIRST, LAST, suggested


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def confirmed(self) -> SpeakerQuerySet:
        """The speakers that are public."""
        return self.filter(status=Speaker.Status.CONFIRMED)

    def expected(self) -> SpeakerQuerySet:
        """The speakers who have neither declined nor withdrawn."""
        return self.exclude(status__in=Speaker.NOT_COMING)

    def protected(self) -> SpeakerQuerySet:
        """The speakers whose name only the secretariat knows."""
        return self.filter(protected=True)

    @transaction.atomic
    def mark(self, status: Speaker.Status, *, by: User | None, at: datetime) -> tuple[int, int]:
        """Set the status of these speakers and return (how many got it, how many had it), one by one in the trail."""
        keys = list(self.order_by("pk").values_list("pk", flat=True))
        held = Speaker.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
        marked = [speaker.mark(status, by=by, at=at) for speaker in held.prefetch_related("conference")]
        return marked.count(True), marked.count(False)


class Speaker(models.Model):
    """A person who speaks at a conference, with the function and affiliation that they have at that time.

    The same person at another conference is another row: what was printed then stays true then.
    """

    class Status(models.TextChoices):
        """How far the participation has come; the public reads of those who are confirmed alone.

        Whoever declines was never confirmed; whoever takes a confirmation back has withdrawn.
        """

        PROPOSED = "proposed", pgettext_lazy("status of a speaker", "proposed")
        CLEARED = "cleared", pgettext_lazy("status of a speaker", "cleared")
        INVITED = "invited", _("invited")
        CONFIRMED = "confirmed", pgettext_lazy("status of a speaker", "confirmed")
        DECLINED = "declined", pgettext_lazy("status of a speaker", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("status of a speaker", "withdrawn")

    NOT_COMING = (Status.DECLINED, Status.WITHDRAWN)

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="speakers", verbose_name=_("conference"))
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        help_text=_(
            "Part of the addresses. If it is changed after a release, the former addresses lead to the new ones."
        ),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status.choices,
        default=Status.PROPOSED,
        help_text=_("Only confirmed speakers are public."),
    )
    status_at = models.DateTimeField(_("status since"), null=True, blank=True, editable=False)
    delegation = models.ForeignKey(
        Delegation, models.SET_NULL, null=True, blank=True, related_name="speakers", verbose_name=_("delegation")
    )
    courtesy_title = Line(_("courtesy title"), max_length=60, blank=True, help_text=_("Such as H.E. Mr. or Ms."))
    name = Line(_("name"), help_text=_("As it is printed; it may differ from the legal name."))
    sort_name = Line(
        _("name for sorting"),
        blank=True,
        help_text=_("What lists are ordered by: the family name first; in Chinese, in pinyin."),
    )
    pronunciation = Line(
        _("pronunciation"),
        max_length=120,
        blank=True,
        help_text=_("How the name is said, such as “SA-mia bel-ka-SEM”; interpreters and whoever presides read it."),
    )
    function = Line(_("function"), blank=True)
    affiliation = Line(_("affiliation"), blank=True)
    biography = Prose(_("biography"), blank=True)
    precedence = models.PositiveSmallIntegerField(
        _("place in the order of protocol"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
        help_text=_(
            "From 1 to 99. Below 50, the person stands before all delegations; from 50 on, in order within the "
            "delegation. Left empty, the function decides: 10 for the President of the General Assembly, 20 for the "
            "Secretary-General, 30 and 40 for Heads of State and Government, 60 for ministers."
        ),
    )
    precedence_reason = Line(
        _("why this place"),
        blank=True,
        default="",
        db_default="",
        help_text=_("For colleagues: why the place was set by hand. It is never public."),
    )
    photograph = models.ImageField(
        _("photograph"),
        upload_to=photograph_path,
        blank=True,
        validators=[validate_photograph],
        help_text=_("JPEG, PNG or WebP, at most 10 MB. It is shown only with the speaker’s consent."),
    )
    protected = models.BooleanField(
        _("protected"),
        default=False,
        help_text=_(
            "For survivors and whoever needs it: the public reads the displayed name alone. There is no photograph, "
            "no recording and no indexing, the delegation is not shown, and the address says nothing."
        ),
    )
    displayed_name = Line(
        _("displayed name"),
        blank=True,
        help_text=_("What the public reads in place of courtesy title and name, such as “A survivor”."),
    )
    former_slug = models.SlugField(
        _("short name before the protection"), max_length=60, blank=True, db_index=False, editable=False
    )
    # For letters to the person; never public.
    email = models.EmailField(_("e-mail address"), blank=True)
    further_emails = EmailList(
        _("further e-mail addresses"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Letters go there as well. Several are separated by commas."),
    )
    assistant_emails = EmailList(
        _("e-mail addresses of the assistant"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Gets a copy of letters. Several are separated by commas."),
    )
    correspondence_language = models.CharField(
        _("language of letters"),
        max_length=10,
        choices=CHOICES,
        blank=True,
        help_text=_("Left empty, letters are in the original language of the conference."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[validate_zone],
        help_text=_("Letters tell times there as well; left empty, only those of the conference."),
    )
    consents_to_photograph = models.BooleanField(_("consents to the photograph’s publication"), default=False)
    consents_to_recording = models.BooleanField(_("consents to being recorded"), default=False)
    consents_to_indexing = models.BooleanField(_("consents to being found by search engines"), default=False)

    objects = models.Manager.from_queryset(SpeakerQuerySet)()  # mypy does not resolve `as_manager()` here

    WITHHELD_TEXTS = (
        "protected",
        protection.NAMED,
    )  # condition and texts that no translator sees

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["conference", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(precedence=None) | Q(precedence__range=(FIRST, LAST)),
                name="speaker_precedence_is_of_two_digits",
                violation_error_message=_("The place in the order of protocol is a number from 1 to 99."),
            ),
            models.CheckConstraint(
                condition=Q(precedence_reason="") | Q(precedence__isnull=False),
                name="speaker_place_has_a_reason_only_if_it_is_set",
                violation_error_message=_("A reason is given only for a place that is set by hand."),
            ),
            one_of(
                "status",
                ("proposed", "cleared", "invited", "confirmed", "declined", "withdrawn"),
                "speaker_status_is_known",
            ),
            one_of("correspondence_language", ("", *CODES), "speaker_correspondence_language_is_known"),
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="speaker_slug_is_unique",
                violation_error_message=_("Another speaker of this conference has this short name."),
            ),
            models.CheckConstraint(
                condition=protection.SHOWS_NOTHING,
                name="protected_speaker_shows_nothing",
                violation_error_message=_("A protected speaker has no photograph and gives no consent."),
            ),
            models.CheckConstraint(
                condition=protection.HAS_NEUTRAL_ADDRESS,
                name="protected_speaker_has_neutral_address",
                violation_error_message=_("The address of a protected speaker must not tell the name."),
            ),
            models.CheckConstraint(
                condition=protection.HAS_DISPLAYED_NAME,
                name="protected_speaker_has_displayed_name",
                violation_error_message=_("A protected speaker needs a displayed name."),
            ),
        ]

    def __str__(self) -> str:
        return (self.displayed_name or self.slug) if self.protected else self.name

    @property
    def public_name(self) -> dict[str, str]:
        """The six texts of the name that everybody may read: {language code: text}.

        Only letters to the person themselves use another name.
        """
        return texts(self, "displayed_name" if self.protected else "name")

    def key_in(self, code: str, original: str) -> SortKey:
        """The sort key of lists in a language; a protected speaker is sorted by what the public reads."""
        return person_key(self.public_name, {} if self.protected else texts(self, "sort_name"), code, original)

    @property
    def public_courtesy_title(self) -> dict[str, str]:
        return dict.fromkeys(CODES, "") if self.protected else texts(self, "courtesy_title")

    @property
    def public_pronunciation(self) -> str:
        """How the name is said; nothing of a protected speaker, whose name it would tell."""
        return "" if self.protected else self.pronunciation

    def delegation_beside(self) -> dict[str, str]:
        """The name of the delegation as it is printed beside the speaker's, if it is."""
        if self.protected or not self.delegation:
            return dict.fromkeys(CODES, "")
        return delegation_beside(texts(self.delegation, "name"), texts(self, "function"), texts(self, "affiliation"))

    @property
    def place_in_protocol(self) -> int | None:
        """The place that was set by hand, else the one that the function suggests; None where there is neither."""
        return self.precedence or suggested(texts(self, "function"), self.delegation.kind if self.delegation else None)

    def clean(self) -> None:
        refuse_former_name("speaker", self.slug, conference_id=self.conference_id, key=self.pk)
        if self.protected and self.conference_id and not self.public_name[self.conference.original_language]:
            raise ValidationError(_("A protected speaker needs a displayed name in the original language."))
        if self.delegation and self.delegation.conference_id != self.conference_id:
            raise ValidationError({"delegation": _("The delegation belongs to another conference.")})

    def withheld_from_audit(self, changed: Mapping[str, Any]) -> set[str]:
        """The columns whose values the audit trail does not tell: of a protected speaker, all but a few."""
        was_protected = True in (changed.get("protected") or ())
        if not self.protected and not was_protected:
            return set(protection.CORRESPONDENCE)
        return {field.name for field in self._meta.concrete_fields} - protection.TOLD_BY_AUDIT

    @transaction.atomic
    def mark(self, status: Speaker.Status, *, by: User | None, at: datetime) -> bool:
        """Set the status and write an audit entry; return False, and do neither, if the speaker has it already."""
        before = Speaker.objects.select_for_update(of=("self",)).values_list("status", flat=True).get(pk=self.pk)
        if before == status:
            return False
        self.status, self.status_at = status, at
        self.save(update_fields=["status", "status_at"])
        AuditEntry.objects.record(
            act=AuditEntry.Act.CHANGE,
            subject=self,
            by=by,
            at=at,
            conference=self.conference,
            detail={"status": [before, str(status)]},
        )
        return True


class KeptApart(models.Model):
    """Two speakers who look like one person and are two, as somebody has noted, so that nobody is asked again."""

    one = models.ForeignKey(Speaker, models.CASCADE, related_name="+", verbose_name=_("speaker"))
    other = models.ForeignKey(Speaker, models.CASCADE, related_name="+", verbose_name=_("other speaker"))

    class Meta:
        verbose_name = _("note of two persons")
        verbose_name_plural = _("notes of two persons")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_persons_are_noted_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="note_of_two_persons_is_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"
