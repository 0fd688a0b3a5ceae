"""Audit entries for what is done in the admin, written in the same transaction."""

from datetime import UTC, datetime

from django.contrib import messages
from django.db import transaction
from django.dispatch import Signal
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from conference.adminsite.deletion import in_use
from conference.adminsite.framing import WithinConference
from conference.adminsite.history import TrailHistory, conference_of
from conference.adminsite.lookups import GuardedLookups
from conference.adminsite.rights import OnConferences
from conference.models import AuditEntry
from conference.restoring.recording import delete_recorded
from conference.typed_fields import OVERRIDES

SECRET = ("password",)

# Sent after somebody has written columns of a row in the admin, with `row`, `columns`, `by` and `at`: a signal, because
# the app that keeps who wrote a text stands above this one.
columns_written = Signal()


def columns_of(row):
    """The columns that a person edits: not the key, nor the untranslated columns of modeltranslation."""
    return [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in SECRET and not hasattr(row, f"{field.name}_en")
    ]


def audit_value(value):
    """A value as the audit trail keeps it: times in UTC, texts of at most 300 characters."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat()
    return Truncator(str(value)).chars(300)


def _names(rows):
    return sorted(str(row) for row in rows or [])


class AuditedAdmin(OnConferences, WithinConference, GuardedLookups, TrailHistory):
    """For a ModelAdmin: writes only the columns that changed, and an audit entry."""

    formfield_overrides = OVERRIDES

    def save_model(self, request, obj, form, change):
        self._write(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for row in formset.deleted_objects:
            self._delete(request, row)
        added = {id(row) for row in formset.new_objects}
        changed = {id(row) for row, __ in formset.changed_objects}
        for inline in formset.forms:
            if id(inline.instance) in added | changed:
                self._write(request, inline.instance, inline, change=id(inline.instance) in changed)
        formset.save_m2m()

    def _write(self, request, row, form, change):
        columns = [column for column in columns_of(row) if not change or column.name in form.changed_data]
        if not change:
            row.save()
        elif columns:
            row.save(update_fields=[column.name for column in columns])
        detail = {}
        for column in columns:
            before = audit_value(form.initial.get(column.name)) if change else None
            after = audit_value(getattr(row, column.attname))
            if change or after not in (None, ""):
                detail[column.name] = [before, after]
        for several in row._meta.many_to_many:
            if several.name in form.changed_data:
                before = form.initial.get(several.name) if change else []
                detail[several.name] = [_names(before), _names(form.cleaned_data[several.name])]
        if detail:
            act = AuditEntry.Act.CHANGE if change else AuditEntry.Act.ADD
            entry = self._enter(request, act, row, detail, conference_of(row))
            columns_written.send(sender=type(row), row=row, columns=set(detail), by=entry.by, at=entry.at)

    def _delete(self, request, row):
        detail = {column.name: [audit_value(getattr(row, column.attname)), None] for column in columns_of(row)}
        detail = {name: values for name, values in detail.items() if values[0] not in (None, "")}
        conference = conference_of(row)
        entry = self._enter(request, AuditEntry.Act.DELETE, row, detail, None if conference == row else conference)
        return delete_recorded(row, entry)

    def _enter(self, request, act, row, detail, conference):
        return AuditEntry.objects.record(
            act=act,
            subject=row,
            by=request.user,
            at=timezone.now(),
            conference=conference,
            detail=detail,
        )

    def delete_model(self, request, obj):
        if act := self._delete(request, obj):
            address = reverse("restoring:act", args=[act.conference.slug, act.pk])
            link = format_html('<a href="{}">{}</a>', address, _("Restore what was deleted"))
            messages.info(request, link)

    def get_deleted_objects(self, objs, request):
        """What would go, and what is in the way or would lose the rows, with links."""
        found, counts, lacking, __ = super().get_deleted_objects(objs, request)
        request.in_use = in_use(objs, self.admin_site)
        return found, counts, lacking, request.in_use.protected

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for row in queryset:
            self._delete(request, row)


class ReadOnlyAdmin(OnConferences, WithinConference, GuardedLookups, TrailHistory):
    """For a ModelAdmin whose rows nobody adds, changes or deletes."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
