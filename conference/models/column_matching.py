"""How the columns of files were matched to fields: remembered by their headings, so that the next file is not asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.fields import one_of
from conference.languages.lists import listed
from conference.models.conference import Conference


class ColumnMatchingQuerySet(models.QuerySet["ColumnMatching"]):
    def remember(
        self, conference: Conference, kind: str, signature: str, columns: Iterable[tuple[str, str, str]], **who: Any
    ) -> ColumnMatching:
        """Keep (letters, heading, field) of the columns under a signature, in place of what was kept under it."""
        values = {"columns": [list(column) for column in columns], **who}
        row, _created = self.update_or_create(conference=conference, kind=kind, signature=signature, defaults=values)
        return row

    def fields_by_heading(self) -> dict[str, str]:
        """The fields by the headings of all files, the latest matching last: {heading: field, "" for left out}."""
        rows = self.order_by("at", "pk").values_list("columns", flat=True)
        return {heading: field for columns in rows for _place, heading, field in columns if heading}


class ColumnMatching(models.Model):
    """The fields of the columns of files with the same headings, at a conference, for a kind of file.

    `columns` holds [letters, heading as it is compared, field or "" for left out] of each column, and nothing of the
    rows below. `signature` is the digest of the headings and their places.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", verbose_name=_("conference"))
    kind = models.CharField(_("kind"), max_length=20)
    signature = models.CharField(_("digest of the headings"), max_length=32)
    columns = models.JSONField(_("columns"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("time"))

    objects = models.Manager.from_queryset(ColumnMatchingQuerySet)()  # mypy does not resolve `as_manager()` here

    class Meta:
        app_label = "conference"
        verbose_name = _("matching of columns")
        verbose_name_plural = _("matchings of columns")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "kind", "signature"], name="columns_are_matched_once_for_their_headings"
            ),
            one_of("kind", ("speakers", "delegations", "glossary"), "kind_of_file_has_columns"),
        ]

    def __str__(self) -> str:
        return listed(heading for _place, heading, _field in self.columns if heading)
