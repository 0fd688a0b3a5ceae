"""Work that takes long and that a worker does in the background, and what its owner sees of it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line, one_of
from conference.languages import CHOICES, CODES

KEPT = timedelta(days=7)  # a job that is over, and the file that it made


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> "JobQuerySet":
        """The jobs that are not over."""
        return self.filter(finished_at=None)


class Job(models.Model):
    """A piece of work that somebody started at a page, such as the sending of letters.

    It is `by` who started it alone. `due_at` is when it is tried again after a failure that passes; `task` is its row
    in the queue of the library. `stop_asked_at` is when somebody asked to stop it. When it is over, `failure` says
    whether and how it failed, `reason` in which words.
    """

    class Kind(models.TextChoices):
        LETTERS = "letters", _("Sending of letters")
        SITE_COPY = "site copy", _("Copy of the public pages")
        IMPORT = "import", _("Import of a file")
        IMPORT_UNDO = "import undo", _("Undoing of an import")
        LETTER_PAPERS = "letter papers", _("Letters to print")

    class Failure(models.TextChoices):
        REFUSED = "refused", _("refused")
        FAULT = "fault", _("fault of the software")
        LOST = "lost", _("the server stopped")

    conference = models.ForeignKey(
        "conference.Conference", models.CASCADE, related_name="jobs", verbose_name=_("conference")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    arguments: "models.JSONField[Any, Any]" = models.JSONField(_("arguments"), default=dict)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    asked_at = models.DateTimeField(_("asked at"))
    task = models.UUIDField(_("task"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=20, choices=Failure.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    outcome: "models.JSONField[Any, Any]" = models.JSONField(_("outcome"), default=dict)
    file = models.FileField(_("file"), upload_to="background-work/", blank=True)
    file_name = Line(_("name of the file"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        app_label = "conference"
        verbose_name = _("background work")
        verbose_name_plural = _("background work")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            one_of("kind", ("letters", "site copy", "import", "import undo", "letter papers"), "job_kind_is_known"),
            one_of("language", CODES, "job_language_is_official"),
            one_of("failure", ("", "refused", "fault", "lost"), "job_failure_is_known"),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(started_at__gte=F("asked_at")), name="job_starts_after_it_is_asked_for"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(failure="", file=""), name="job_has_a_result_when_it_is_over"
            ),
            models.CheckConstraint(condition=Q(failure="") | Q(file=""), name="job_that_failed_has_no_file"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_open(self) -> bool:
        return self.finished_at is None

    @property
    def percentage(self) -> int | None:
        """How much is done; None where it is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None


class SignOfLife(models.Model):
    """When the worker of a task that is being done was last alive. Without one for long, the worker has died."""

    task = models.UUIDField(_("task"), primary_key=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        app_label = "conference"
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return str(self.task)


class ScheduledWork(models.Model):
    """When work that nobody starts is due next, such as the daily digest; `name` is that of the setting."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    due_at = models.DateTimeField(_("due at"))

    class Meta:
        app_label = "conference"
        verbose_name = _("scheduled work")
        verbose_name_plural = _("scheduled work")

    def __str__(self) -> str:
        return self.name
