"""Archived conferences in the admin: nothing of them has a button, and the page on which a conference is archived."""

from django.contrib import messages
from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.history import conference_of
from conference.adminsite.trail_words import moment_in_words, zone_in_words
from conference.archive.acts import archive, may_archive, may_reopen, reopen, shown_of
from conference.languages.lists import with_note
from conference.loading import key_in
from conference.posted import seen_in
from conference.refusals import ConferenceArchived, Refusal


class ArchivedIsRead:
    """The rows of an archived conference are shown in the admin, and cannot be changed."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_archived(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_archived(obj)


class ArchivedIsReadInline(ArchivedIsRead):
    """For an inline, whose rows are those of the row of the page."""

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and not is_archived(obj)


class RefusesToChangeArchived(ArchivedIsRead):
    """For a ModelAdmin: what is sent all the same is refused with the sentence that says why."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        self._refuse_if_archived(request, object_id)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def delete_view(self, request, object_id, *args, **kwargs):
        self._refuse_if_archived(request, object_id)
        return super().delete_view(request, object_id, *args, **kwargs)

    def refuse_archived_rows(self, rows):
        """Refuse an act on several rows if any of them is of an archived conference."""
        if any(is_archived(row) for row in rows):
            raise ConferenceArchived

    def _refuse_if_archived(self, request, object_id):
        if request.method != "POST" or object_id is None:
            return
        row = self.model._base_manager.filter(pk=key_in(object_id)).first()
        if row and is_archived(row) and self.has_view_permission(request, row):
            raise ConferenceArchived


def is_archived(row):
    """Whether a row belongs to an archived conference, or is one."""
    conference = conference_of(row) if row else None
    return bool(conference and conference.archived_at)


class ArchivesConferences:
    """For the admin of conferences: the page on which one is archived, or made current again."""

    def get_urls(self):
        page = path(
            "<path:object_id>/archive/",
            self.admin_site.admin_view(self.archive_view),
            name="conference_conference_archive",
        )
        return [page, *super().get_urls()]

    @display(description=gettext_lazy("archive"))
    def archive(self, conference):
        """Whether it is archived, with the link to the page of the archive."""
        address = reverse("admin:conference_conference_archive", args=[conference.pk])
        if conference.archived_at:
            return format_html('{} <a href="{}">{}</a>', archived_since(conference), address, _("The archive"))
        return format_html('<a href="{}">{}</a>', address, _("Archive this conference"))

    def archive_view(self, request, object_id):
        conference = get_object_or_404(self.get_queryset(request), pk=key_in(object_id))
        if not may_archive(request.user):
            raise PermissionDenied
        refusal, seen, status = "", None, 200
        if request.method == "POST":
            seen = seen_in(request)
            try:
                return self._archive(request, conference, seen)
            except Refusal as refused:
                refusal, status = str(refused), refused.status
                conference.refresh_from_db()
        shown = shown_of(conference)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Make the conference current again") if conference.archived_at else _("Archive the conference"),
            "conference": conference,
            "since": archived_since(conference) if conference.archived_at else "",
            "may_act": may_reopen(request.user) if conference.archived_at else True,
            "seen": shown.token,
            "refusal": refusal,
        }
        return render(request, "admin/conference/conference/archive.html", context, status=status)

    def _archive(self, request, conference, seen):
        """Do what the page offered; of two people who act at once, the second is told by the token."""
        if conference.archived_at and not may_reopen(request.user):
            raise PermissionDenied
        act = reopen if conference.archived_at else archive
        act(conference, seen=seen, by=request.user, at=timezone.now())
        done = _("The conference is archived.") if act is archive else _("The conference is current again.")
        messages.success(request, done)
        return redirect("admin:conference_conference_change", conference.pk)


def archived_since(conference):
    """ "Archived since 3 April 2012, 10.15 a.m. (New York time)."."""
    moment = with_note(moment_in_words(conference.archived_at, conference.zone), zone_in_words(conference.zone))
    return _("Archived since %(moment)s.") % {"moment": moment}
