"""What is recorded with an intervention: its gist, the written statement, a pledge announced in it."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import Line, Prose
from conference.languages import CHOICES
from conference.languages.lists import with_note
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
        _("set aside at"),
        null=True,
        blank=True,
        help_text=_("Another version was saved while this one was being written."),
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

    def current(self) -> "StatementQuerySet":
        """Returns the statements on file without those that a later text has replaced."""
        return self.on_file().filter(replaced_at=None)

    def public(self) -> "StatementQuerySet":
        """Returns the statements no longer under embargo: delivered, or posted because the speaker was not reached.

        A statement that was uploaded before its delegation asked for the floor belongs to the first intervention that
        the delegation concludes afterwards. Where that is ambiguous, because there are two in one language, neither is
        public before staff have linked them; and where the delegation was waiting for itself and for a group, the text
        waits for both, because it may be that of the second.
        """
        concluded = Intervention.objects.filter(
            session=OuterRef("session"),
            delegation=OuterRef("delegation"),
            kind=Intervention.Kind.INTERVENTION,
            state=Intervention.State.CONCLUDED,
            concluded_at__gte=OuterRef("uploaded_at"),
        )
        to_come = Intervention.objects.filter(
            session=OuterRef("session"),
            delegation=OuterRef("delegation"),
            kind=Intervention.Kind.INTERVENTION,
            state__in=[Intervention.State.WAITING, Intervention.State.SPEAKING, Intervention.State.INTERRUPTED],
            asked_at__lte=OuterRef("uploaded_at"),
        )
        beside = Statement.objects.current().filter(
            _UNLINKED,
            session=OuterRef("session"),
            delegation=OuterRef("delegation"),
            language=OuterRef("language"),
        )
        linked = Q(intervention__state=Intervention.State.CONCLUDED)
        is_one = ~Q(Exists(beside.exclude(pk=OuterRef("pk")))) & ~Q(Exists(to_come))
        unlinked = _UNLINKED & Q(Exists(concluded)) & is_one
        return self.current().filter(linked | unlinked | Q(posted_at__isnull=False))

    def readable_by_interpreters(self, at: datetime) -> "StatementQuerySet":
        """Returns the statements under embargo that interpreters may read at a moment, as each delegation decided.

        "When we have the floor" means the intervention to which a statement belongs; while it belongs to none, any that
        the delegation makes in the session. Those no longer under embargo are in `public()`.
        """
        gone = [Intervention.State.WITHDRAWN, Intervention.State.STRUCK, Intervention.State.CANCELLED]
        begun = Q(given_at__lte=at, concluded_at=None) & ~Q(state__in=gone)
        has_floor = Intervention.objects.filter(
            begun,
            session=OuterRef("session"),
            delegation=OuterRef("delegation"),
            kind=Intervention.Kind.INTERVENTION,
        )
        own = Intervention.objects.filter(begun, pk=OuterRef("intervention"))
        with_floor = Q(Exists(own)) | _UNLINKED & Q(Exists(has_floor))
        readers = Q(readers=Statement.Readers.AT_ONCE) | Q(readers=Statement.Readers.WITH_THE_FLOOR) & with_floor
        under_embargo = self.current().filter(readers, uploaded_at__lte=at)
        return under_embargo.exclude(pk__in=Statement.objects.public().order_by().values("pk"))


class Statement(models.Model):
    """A written statement that a delegation uploaded; only what is said in the room is authentic.

    The statements that share a `text_key` are one text in several languages, of which at most one is the original. One
    that is uploaded again in its language replaces the former, which stays on file; its `revision` counts them.
    """

    class Mark(models.TextChoices):
        CHECK = "check", _("Check against delivery")
        VERBATIM = "verbatim", _("Read out verbatim")

    class Version(models.TextChoices):
        ORIGINAL = "original", pgettext_lazy("of a statement", "original")
        COURTESY = "courtesy", _("courtesy translation")

    class Readers(models.TextChoices):
        AT_ONCE = "at-once", _("interpreters, at once")
        WITH_THE_FLOOR = "with-the-floor", _("interpreters, when we have the floor")
        NOBODY = "nobody", _("nobody")

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    session = models.ForeignKey(Session, models.PROTECT, related_name="statements", verbose_name=_("session"))
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="statements", verbose_name=_("delegation"))
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("intervention")
    )
    text_key = models.UUIDField(_("key of the text"), default=uuid4, editable=False)
    file = models.FileField(_("file"), upload_to="statements/")
    public_file = models.FileField(_("file without the names in its properties"), upload_to="statements/", blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices)
    size = models.PositiveIntegerField(_("size in bytes"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    version = models.CharField(
        pgettext_lazy("of a statement", "version"), max_length=10, choices=Version.choices, default=Version.ORIGINAL
    )
    readers = models.CharField(
        _("who may read it before delivery"), max_length=20, choices=Readers.choices, default=Readers.AT_ONCE
    )
    words = models.PositiveIntegerField(
        _("number of words"), null=True, blank=True, help_text=_("In Chinese, the number of characters.")
    )
    has_text_layer = models.BooleanField(_("its text can be read by programs"), null=True, blank=True)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark.choices, default=Mark.CHECK)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    is_late = models.BooleanField(_("uploaded late"), default=False)
    revision = models.PositiveSmallIntegerField(_("revision"), default=0)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        app_label = "floor"
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["session", "uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["text_key", "language"],
                condition=Q(withdrawn_at=None, replaced_at=None),
                name="text_of_a_statement_is_once_in_a_language",
                violation_error_message=_("This statement is on file in this language already."),
            ),
            models.UniqueConstraint(
                fields=["text_key"],
                condition=Q(withdrawn_at=None, replaced_at=None, version="original"),
                name="text_of_a_statement_has_one_original",
                violation_error_message=_("This statement has its original already."),
            ),
            models.UniqueConstraint(
                fields=["text_key", "language", "revision"],
                name="revision_of_a_statement_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(version__in=["original", "courtesy"]), name="statement_version_is_known"
            ),
            models.CheckConstraint(
                condition=Q(readers__in=["at-once", "with-the-floor", "nobody"]), name="statement_readers_is_known"
            ),
        ]

    def __str__(self) -> str:
        return with_note(self.delegation, self.get_language_display())


class Pledge(models.Model):
    """A contribution to the cause of the conference, announced from the floor or otherwise, and confirmed later."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        CONFIRMED = "confirmed", _("confirmed")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="pledges", verbose_name=_("conference"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("delegation")
    )
    donor = Line(_("donor"), blank=True, help_text=_("Where the donor is not a delegation of the conference."))
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
