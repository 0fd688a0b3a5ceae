"""The admin shows and changes the rows of those conferences alone on which a person holds the role for it.

The page of a row is at work on the conference of that row (`conference/rights/middleware.py`); lists, searches, choices
and acts on several rows take what is permitted on each conference.
"""

from functools import reduce
from operator import or_

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.db.models import Q

from conference.adminsite.history import conference_of
from conference.models import Conference
from conference.ownership import ways
from conference.rights import conferences_of, may, may_everywhere, may_here


def named(act, model):
    """The full name of a permission: "speakers.change_speaker"."""
    return f"{model._meta.app_label}.{get_permission_codename(act, model._meta)}"


def permitted(user, act, model):
    """Whether a user may on the conference at work, or, in a list of several, on one or another."""
    return may_here(user, named(act, model))


def within(rows, conferences):
    """Those of the rows of a model that belong to some conferences; all, where these are all that there are."""
    if not (ways(rows.model) and conferences.query.where):
        return rows
    lookups = ("__".join(way) or "pk" for way in ways(rows.model))
    return rows.filter(reduce(or_, (Q(**{f"{lookup}__in": conferences}) for lookup in lookups)))


class OwnConferences(admin.RelatedFieldListFilter):
    """The filter of a list by conference, with those alone on which the reader works."""

    def field_choices(self, field, request, model_admin):
        own = model_admin.permitted_conferences(request)
        if not own.query.where:
            return super().field_choices(field, request, model_admin)
        return field.get_choices(include_blank=False, limit_choices_to={"pk__in": own.values("pk")})


class ChoosesWithinConferences:
    """For an admin and its inlines: a choice offers rows of the conferences alone on which the person works."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        model = db_field.remote_field.model
        if field is not None and ways(model):
            acts = ("add", "change") if model is Conference else ()
            own = conferences_of(request.user, *(named(act, self.model) for act in acts))
            field.queryset = within(field.queryset, own)
        return field


class OnConferences(ChoosesWithinConferences):
    """For a ModelAdmin. A model whose rows belong to no conference is of the installation.

    `is_shared` says that everybody with a role for it reads such rows, as the States.
    """

    is_shared = False

    def permitted_conferences(self, request, *acts):
        """The conferences on which the user may do one of these things with the rows of this model."""
        return conferences_of(request.user, *(named(act, self.model) for act in acts or ("view", "change")))

    def get_queryset(self, request):
        return within(super().get_queryset(request), self.permitted_conferences(request))

    def get_list_filter(self, request):
        return [
            (name, OwnConferences) if isinstance(name, str) and name.split("__")[-1] == "conference" else name
            for name in super().get_list_filter(request)
        ]

    def has_view_permission(self, request, obj=None):
        return self._permitted(request, "view", obj) or self._permitted(request, "change", obj)

    def has_add_permission(self, request):
        return self._permitted(request, "add")

    def has_change_permission(self, request, obj=None):
        return self._permitted(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self._permitted(request, "delete", obj)

    def _permitted(self, request, act, row=None):
        permission = named(act, self.model)
        if not ways(self.model):
            return may_here(request.user, permission) if self.is_shared else may_everywhere(request.user, permission)
        if row is None:
            return may_here(request.user, permission)
        conference = conference_of(row)
        return may(request.user, permission, conference) if conference else may_everywhere(request.user, permission)
