from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference import languages
from conference.fields import Line, Prose, validate_address
from conference.languages.lists import listed, with_note
from conference.languages.time_zones import validate_zone
from conference.models.former_name import refuse_former_name

# From the foundation of the Organization. In Python's own first and last year a time cannot be moved to another zone.
FIRST_YEAR, LAST_YEAR = 1945, 2199
HOSTS_OF_RECORDINGS = """\
media.un.org
webtv.un.org
conf.unog.ch
www.youtube.com
youtu.be
vimeo.com
www.ilo.org
www.who.int
www.wipo.int
"""
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
# The first parts of the addresses of the software itself, with a language before them or without. A new one is added
# here, with a migration; tests/test_reserved_names.py finds it.
RESERVED_SLUGS = (
    "admin",
    "api",
    "csp-reports",
    "healthz",
    "live",
    "media",
    "metrics",
    "readyz",
    "sign-in",
    "sign-out",
    "sso",
    "staff",
    "static",
    "texts",
    "version",
    "zh",
)


def validate_hosts(text: str) -> None:
    """Refuses a line that is not the name of a site, such as an address with https://."""
    for line in text.split():
        if not HOST.fullmatch(line.lower()):
            raise ValidationError(
                _("“%(line)s” is not the name of a site; write it like media.un.org."), params={"line": line}
            )


class User(AbstractUser):
    """A member of the staff: the secretariat, the co-chairs' aides, note-takers, translators, revisers.

    `opened_by` is who made the account, set its password or took its second factors away last, and so could have signed
    in with it, until its holder has chosen a password.
    """

    opened_by = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # the stubs have a plain str here
        verbose_name_plural = _("users")  # type: ignore[assignment]  # as above

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()


class Conference(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation makes related managers
    """An interactive dialogue of an organ of the United Nations: what, when, where, why, and who organizes it."""

    class Purpose(models.TextChoices):
        DIALOGUE = "dialogue", _("dialogue")
        REHEARSAL = "rehearsal", _("rehearsal")

    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        unique=True,
        help_text=_(
            "Part of the addresses. If it is changed after a release, the former addresses lead to the new ones."
        ),
    )
    purpose = models.CharField(
        _("purpose"),
        max_length=20,
        choices=Purpose.choices,
        default=Purpose.DIALOGUE,
        help_text=_("A rehearsal says so on each page, and the front page never shows it first."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=10,
        choices=languages.CHOICES,
        default="en",
        help_text=_("Where a translation is missing, the public pages show the text in this language and say so."),
    )
    title = Line(_("title"))
    short_title = Line(_("short title"), max_length=60, blank=True)
    organ = Line(
        _("organ"), blank=True, help_text=_("The organ that holds the dialogue, such as the General Assembly.")
    )
    organ_session = Line(_("session of the organ"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    venue = Line(_("venue"), blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        validators=[validate_zone],
        help_text=_("That of the venue, such as Africa/Nairobi. All times of sessions are written by its clock."),
    )
    background = Prose(_("background"), blank=True)
    objective = Prose(_("objective"), blank=True)
    expected_outcome = Prose(_("expected outcome"), blank=True)
    cause_title = Line(_("cause"), blank=True, help_text=_("What each public page makes known, such as a trust fund."))
    cause_text = Prose(_("why to contribute"), blank=True)
    cause_url = models.URLField(_("where to contribute"), blank=True, validators=[validate_address])
    statement_hours_before = models.PositiveSmallIntegerField(
        _("statements in time until so many hours before the session"),
        default=2,
        validators=[MaxValueValidator(240)],
        help_text=_("Afterwards delegations may still upload them; they are marked as late."),
    )
    statement_hours_after = models.PositiveSmallIntegerField(
        _("statements accepted until so many hours after the session"),
        default=0,
        validators=[MaxValueValidator(240)],
        help_text=_("With 0, until its end. Staff may enter them at any time."),
    )
    contact_text = Prose(_("contact"), blank=True)
    contact_email = models.EmailField(_("contact’s e-mail address"), blank=True)
    contact_phone = Line(_("contact’s telephone number"), max_length=40, blank=True)
    contact_url = models.URLField(_("contact’s web page"), blank=True, validators=[validate_address])
    recording_hosts = Prose(
        _("hosts of recordings"),
        blank=True,
        max_length=2000,
        default=HOSTS_OF_RECORDINGS,
        validators=[validate_hosts],
        help_text=_(
            "The sites to which links to the webcast and to recordings may lead, one a line, such as media.un.org. A "
            "recording whose site is taken out is no longer shown."
        ),
    )
    # While it is set, the database refuses whatever would change the conference (`conference/archive/triggers.py`).
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["-starts_on", "slug"]
        permissions = [
            ("preview_programme", _("Can preview the draft of a programme")),
            ("release_programme", _("Can release a programme and withdraw a release")),
            *((f"translate_{lang.suffix}", f"Can translate into {lang.name}") for lang in languages.LANGUAGES),
            *((f"revise_{lang.suffix}", f"Can revise {lang.name}") for lang in languages.LANGUAGES),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="conference_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(time_zone=""),
                name="conference_has_a_time_zone",
                violation_error_message=_("Name the time zone of the conference."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="conference_slug_is_not_reserved",
                violation_error_message=_("This short name is used by the software itself; choose another."),
            ),
        ]

    def __str__(self) -> str:
        name = self.short_title or self.title or self.slug
        notes = [self.get_purpose_display()] if self.purpose == self.Purpose.REHEARSAL else []
        notes += [gettext("archived")] if self.archived_at else []
        return with_note(name, listed(notes)) if notes else name

    def get_absolute_url(self) -> str:
        return reverse("programme:programme", args=[self.slug])

    def clean(self) -> None:
        refuse_former_name("conference", self.slug, conference_id=self.pk, key=self.pk)
        for field in ("starts_on", "ends_on"):
            day = getattr(self, field)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                words = _("Write a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
                raise ValidationError({field: words})

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def hosts_of_recordings(self) -> frozenset[str]:
        """The sites to which links to recordings may lead."""
        return frozenset(self.recording_hosts.lower().split())


class Organizer(models.Model):
    """A body that organizes the dialogue, or a partner with which it is organized."""

    class Role(models.TextChoices):
        ORGANIZER = "organizer", _("organizer")
        PARTNER = "partner", _("partner")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="organizers", verbose_name=_("conference"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PARTNER)
    name = Line(_("name"))
    description = Prose(_("description"), blank=True)
    url = models.URLField(
        _("web page"),
        blank=True,
        validators=[validate_address],
        help_text=_("{language} stands for the code of the page’s language."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("organizer or partner")
        verbose_name_plural = _("organizers and partners")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class YearOf(models.Func):
    """The year of a day, in SQL that each database knows by itself.

    The lookup `__year` would be a function on SQLite that only Django's own connection has, and no other program could
    then check, dump or copy a database whose constraints call it.
    """

    function = "EXTRACT"
    template = "%(function)s(YEAR FROM %(expressions)s)"
    output_field = models.IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, template="CAST(SUBSTR(%(expressions)s, 1, 4) AS integer)", **context)


class FollowUpMeeting(models.Model):
    """A later meeting to which the outcome of the dialogue contributes; often only its year is known."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="follow_up_meetings", verbose_name=_("conference")
    )
    title = Line(_("title"))
    description = Prose(_("description"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    url = models.URLField(_("web page"), blank=True, validators=[validate_address])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("follow-up meeting")
        verbose_name_plural = _("follow-up meetings")
        ordering = ["year", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(Exact(YearOf("starts_on"), F("year"))),
                name="follow_up_meeting_year_is_that_of_its_day",
                violation_error_message=_("The first day lies in another year."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
