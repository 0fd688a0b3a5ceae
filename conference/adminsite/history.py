"""The history of a row in the admin is the audit trail; Django's own log, a second one, is not written."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms.models import _get_foreign_key
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.adminsite.named_rows import names_now
from conference.adminsite.trail_words import (
    TrailWords,
    kind_in_words,
    moment_in_words,
    subject_in_words,
    zone_in_words,
    zone_of,
)
from conference.languages.lists import labelled
from conference.models import AuditEntry, Conference

PER_PAGE = 50
RECENT = 10
LOOKED_AT = 100  # entries of which like ones are told in one line


@dataclass(frozen=True)
class TrailLine:
    """An entry as a history shows it: the part of the row that it is about, or the row; `more` are others like it."""

    entry: AuditEntry
    moment: datetime
    time: str
    part: str
    changes: list
    subject: str = ""
    more: int = 0

    @property
    def and_more(self):
        return ngettext("and %(number)d more", "and %(number)d more", self.more) % {"number": self.more}


def conference_of(row):
    """The conference of a row, found through its session or panel if necessary; None for a State."""
    if isinstance(row, Conference):
        return row
    for name in ("conference", "session", "panel", "floor"):
        if getattr(row, f"{name}_id", None):
            return conference_of(getattr(row, name))
    return None


def recent_acts(user):
    """The last acts of a user: [(entry, kind of row in words, its name)]."""
    entries = list(AuditEntry.objects.filter(by=user)[:RECENT])
    names = names_now(entries)
    return [(entry, kind_in_words(entry.subject_type), subject_in_words(entry, names)) for entry in entries]


ROW_ACTS = (AuditEntry.Act.ADD, AuditEntry.Act.CHANGE, AuditEntry.Act.DELETE)  # others name what they are about


def latest_acts(*conferences, by_people=False, most=RECENT):
    """The last acts on conferences, each as a line without values: who did what to what, when.

    What somebody did on one day to several rows of a kind is one line, else an import would push all others out.
    """
    entries = AuditEntry.objects.filter(conference__in=conferences).select_related("by", "conference")
    alike = {}
    for entry in (entries.exclude(by=None) if by_people else entries)[:LOOKED_AT]:
        day = entry.at.astimezone(entry.conference.zone).date()
        key = (entry.by_id, entry.act, entry.subject_type, entry.conference_id, day)
        alike.setdefault(key, []).append(entry)
    shown = list(alike.values())[:most]
    names = names_now([several[0] for several in shown])
    return [_act_line(several, names) for several in shown]


def _act_line(entries, names):
    entry, rows = entries[0], {each.subject_id for each in entries}
    zone, is_one = entry.conference.zone, len(entries) == 1
    return TrailLine(
        entry,
        entry.at.astimezone(zone),
        moment_in_words(entry.at, zone),
        kind_in_words(entry.subject_type) if entry.act in ROW_ACTS else "",
        list(TrailWords(zone, is_told=False).changes(entry)) if is_one and entry.act == AuditEntry.Act.CHANGE else [],
        subject_in_words(entry, names),
        len(rows) - 1,
    )


class TrailHistory:
    """For a ModelAdmin: the page of a row's history, and no log beside the trail."""

    object_history_template = "admin/trail_history.html"

    def log_addition(self, request, obj, message):
        """Write nothing: the audit trail has the entry."""

    def log_change(self, request, obj, message):
        """Write nothing: the audit trail has the entry."""

    def log_deletions(self, request, queryset):
        """Write nothing: the audit trail has the entries."""

    def history_view(self, request, object_id, extra_context=None):
        """The entries on a row and its parts, the latest first.

        Everyone who sees the row reads who did what and when; the values are for those who may read the trail.
        """
        if not self.has_view_or_change_permission(request):  # of whatever row, so that none is told apart
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        page = Paginator(self._entries_of(request, row), PER_PAGE).get_page(request.GET.get(PAGE_VAR))
        zone, may_read = zone_of(conference_of(row)), request.user.has_perm("conference.view_auditentry")
        words, names = TrailWords(zone, is_told=may_read), names_now(page.object_list)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": row},
            "subtitle": None,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "object": row,
            "page": page,
            "lines": [_line(entry, row, words, zone, names) for entry in page],
            "pages": page.paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "zone": zone_in_words(zone),
            "may_read": may_read,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def _entries_of(self, request, row):
        found = Q(subject_type=self.opts.label_lower, subject_id=str(row.pk))
        for inline in self.get_inline_instances(request, row):
            key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name
            parts = inline.model._base_manager.filter(**{key: row}).values_list("pk", flat=True)
            own = Q(subject_id__in=[str(pk) for pk in parts])
            # A part that was taken away is found by what its entries tell: [row before, row after].
            own |= Q(**{f"detail__{key}__0": row.pk}) | Q(**{f"detail__{key}__1": row.pk})
            found |= Q(subject_type=inline.opts.label_lower) & own
        return AuditEntry.objects.filter(found).select_related("by").order_by("-at", "-pk")


def _line(entry, row, words, zone, names):
    is_own = entry.subject_type == row._meta.label_lower
    part = (
        "" if is_own else labelled(kind_in_words(entry.subject_type), subject_in_words(entry, names) or _("withheld"))
    )
    moment = entry.at.astimezone(zone)
    return TrailLine(entry, moment, moment_in_words(moment, zone), part, list(words.changes(entry)))
