"""What is recorded with an intervention: its gist, the written statement, a pledge announced in it."""

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line, Prose
from conference.languages import CHOICES
from conference.models.conference import Conference
from floor.models.intervention import Intervention
from programme.models.programme import Session
from speakers.models import Delegation

# Of no intervention, or of a request that came to nothing: withdrawn, or entered by mistake.
_NOTHING = (Intervention.State.WITHDRAWN, Intervention.State.CANCELLED)
_UNLINKED = Q(intervention=None) | Q(intervention__state__in=_NOTHING)


class GistQuerySet(models.QuerySet["Gist"]):
    def not_set_aside(self) -> "GistQuerySet":
        """Returns the versions that were not set aside; the one with the highest number is the current one."""
        return self.filter(set_aside_at=None)

    def set_aside(self) -> "GistQuerySet":
        """Returns the versions that were kept beside the current one, because somebody else had saved first."""
        return self.filter(set_aside_at__isnull=False)


class Gist(models.Model):
    """A version of the gist of an intervention; the one with the highest number is the current one.

    The saves of a note-taker who goes on writing are one version, whose number rises with each save.
    """

    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="gists", verbose_name=_("intervention"))
    number = models.PositiveIntegerField(_("version"))
    text = Prose(_("gist"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("note-taker"))
    began_at = models.DateTimeField(_("begun at"))
    at = models.DateTimeField(_("time"))
    set_aside_at = models.DateTimeField(
        _("set aside at"), null=True, blank=True, help_text=_("Another version came to stand while it was written.")
    )

    objects = GistQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("gist")
        verbose_name_plural = _("gists")
        ordering = ["intervention", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["intervention", "number"], name="gist_version_is_unique"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class StatementQuerySet(models.QuerySet["Statement"]):
    def on_file(self) -> "StatementQuerySet":
        """Returns the statements that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def public(self) -> "StatementQuerySet":
        """Returns the statements no longer under embargo: delivered, or posted because the speaker was not reached.

        A statement that was uploaded before its delegation asked for the floor belongs to the first intervention that
        the delegation concludes afterwards. Where that is ambiguous, because there are two in one language, neither is
        public before staff have linked them.
        """
        concluded = Intervention.objects.filter(
            session=OuterRef("session"),
            delegation=OuterRef("delegation"),
            kind=Intervention.Kind.INTERVENTION,
            state=Intervention.State.CONCLUDED,
            concluded_at__gte=OuterRef("uploaded_at"),
        )
        beside = Statement.objects.on_file().filter(
            _UNLINKED,
            session=OuterRef("session"),
            delegation=OuterRef("delegation"),
            language=OuterRef("language"),
        )
        linked = Q(intervention__state=Intervention.State.CONCLUDED)
        unlinked = _UNLINKED & Q(Exists(concluded)) & ~Q(Exists(beside.exclude(pk=OuterRef("pk"))))
        return self.on_file().filter(linked | unlinked | Q(posted_at__isnull=False))


class Statement(models.Model):
    """A written statement that a delegation uploaded; only what is said in the room is authentic."""

    class Mark(models.TextChoices):
        CHECK = "check", _("Check against delivery")
        VERBATIM = "verbatim", _("Read out verbatim")

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    session = models.ForeignKey(Session, models.PROTECT, related_name="statements", verbose_name=_("session"))
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="statements", verbose_name=_("delegation"))
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("intervention")
    )
    file = models.FileField(_("file"), upload_to="statements/")
    format = models.CharField(_("format"), max_length=10, choices=Format.choices)
    size = models.PositiveIntegerField(_("size in bytes"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark.choices, default=Mark.CHECK)
    uploaded_at = models.DateTimeField(_("handed in at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["session", "uploaded_at"]

    def __str__(self) -> str:
        return f"{self.delegation} ({self.get_language_display()})"


class Pledge(models.Model):
    """A contribution to the cause of the conference, announced from the floor or otherwise, and confirmed later."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        CONFIRMED = "confirmed", _("confirmed")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="pledges", verbose_name=_("conference"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("delegation")
    )
    donor = Line(_("donor"), blank=True, help_text=_("Where the donor is no delegation of the conference."))
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("intervention")
    )
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(1, _("The amount is at least 1."))]
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="USD",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write the three letters of ISO 4217, such as USD."))],
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.ANNOUNCED)
    announced_on = models.DateField(_("announced on"))
    struck_at = models.DateTimeField(_("struck at"), null=True, blank=True)
    struck_reason = Line(_("reason"), blank=True)

    class Meta:
        app_label = "floor"
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["announced_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="pledge_is_of_some_amount",
                violation_error_message=_("The amount is at least 1."),
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_reason="") | Q(struck_at__isnull=False) & ~Q(struck_reason=""),
                name="pledge_is_struck_with_a_reason",
                violation_error_message=_("Say why it is struck from the record."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
