"""Audit entries for what is done in the admin, written in the same transaction."""

import json
from datetime import UTC, datetime

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from conference.adminsite.lookups import GuardedLookups
from conference.models import AuditEntry, Conference

SECRET = ("password",)


def conference_of(row):
    """The conference of a row, found through its session or panel if necessary; None for a State."""
    if isinstance(row, Conference):
        return row
    for name in ("conference", "session", "panel"):
        if getattr(row, f"{name}_id", None):
            return conference_of(getattr(row, name))
    return None


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


class NamelessLog:
    """For a ModelAdmin: Django's own log of the admin tells rows by their number, for no rule says who reads it.

    What may be told of a row is in the audit trail.
    """

    def log_addition(self, request, obj, message):
        return self._log(request, obj, ADDITION, message)

    def log_change(self, request, obj, message):
        return self._log(request, obj, CHANGE, message)

    def log_deletions(self, request, queryset):
        return [self._log(request, row, DELETION, "") for row in queryset]

    def _log(self, request, row, flag, message):
        return LogEntry.objects.create(
            user_id=request.user.pk,
            content_type=ContentType.objects.get_for_model(row, for_concrete_model=False),
            object_id=row.pk,
            object_repr=str(row.pk),
            action_flag=flag,
            change_message=json.dumps(message) if isinstance(message, list) else message,
        )

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        for change in (change for part in message for change in part.values()):
            if "object" in change:  # the name of a row within the page
                change["object"] = "…"
        return message


class AuditedAdmin(GuardedLookups, NamelessLog):
    """For a ModelAdmin: writes only the columns that changed, and an audit entry."""

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
            self._enter(request, "change" if change else "add", row, detail, conference_of(row))

    def _delete(self, request, row):
        detail = {column.name: [audit_value(getattr(row, column.attname)), None] for column in columns_of(row)}
        detail = {name: values for name, values in detail.items() if values[0] not in (None, "")}
        conference = conference_of(row)
        self._enter(request, "delete", row, detail, None if conference == row else conference)
        row.delete()

    def _enter(self, request, act, row, detail, conference):
        AuditEntry.objects.record(
            act=act,
            subject=row,
            by=request.user,
            at=timezone.now(),
            conference=conference,
            detail=detail,
        )

    def delete_model(self, request, obj):
        self._delete(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for row in queryset:
            self._delete(request, row)


class ReadOnlyAdmin(GuardedLookups):
    """For a ModelAdmin whose rows nobody adds, changes or deletes."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
