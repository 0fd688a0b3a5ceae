"""The admin within a conference: its lists show the rows of that conference, and nothing in it asks for it again.

The addresses stay Django's. A form, a deletion and a history stand in the conference of their row; a list in the one
that its filter names; an empty form in the one that the address presets, or that the list before it was filtered by.
"""

from urllib.parse import parse_qs, urlencode

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.forms import HiddenInput
from django.utils.text import capfirst

from conference.languages.lists import with_note
from conference.loading import key_in
from conference.models import AuditEntry, Conference
from conference.ownership import ways
from conference.rights import conferences_of

LIST_BEFORE = "_changelist_filters"  # Django's name for the filters of the list that a form was opened from


def way_to_conference(model):
    """How a lookup goes from a row to its conference, such as "session__conference"; None for a row of none."""
    found = ways(model)
    return ("__".join(found[0]) or "pk") if found else None


def is_for_all(model):
    """Whether the index of the admin leads to the list of a model, as it is not, or not only, that of a conference."""
    return model in (Conference, AuditEntry) or way_to_conference(model) is None


def with_short_name(conference):
    """A conference as a choice among several, of which two may have one title."""
    return with_note(conference, conference.slug)


def parameter_of(model):
    """The parameter by which the address of a list names the conference: `conference__id__exact`."""
    return f"{way_to_conference(model)}__id__exact"


def conference_at(request):
    """The conference in which a page of the admin stands, if any, found once for a request."""
    if not hasattr(request, "conference_at"):
        request.conference_at = _found(request)
    return request.conference_at


def _found(request):
    model = _model_at(request.resolver_match)
    way = model and way_to_conference(model)
    if way is None:
        return None
    rows = conferences_of(request.user)
    if "object_id" in request.resolver_match.kwargs:
        key = key_in(request.resolver_match.kwargs["object_id"])
        own = model._base_manager.filter(pk=key).values(way)
        return rows.filter(pk__in=own).first()
    key = model is not Conference and _named_in(request, model)
    return rows.filter(pk=key).first() if key else None


def _named_in(request, model):
    """The key of the conference that the address of a list or of an empty form names."""
    parameter, before = parameter_of(model), parse_qs(request.GET.get(LIST_BEFORE, ""))
    names = (request.GET.get(parameter), request.GET.get("conference"), before.get(parameter, [None])[0])
    return next((key for name in names if (key := key_in(name))), None)


def _model_at(match):
    """The model whose page in the admin is open: of the names of addresses, the longest that fits."""
    from django.contrib.admin import site

    name = match.url_name or "" if match else ""
    found = [model for model in site._registry if name.startswith(f"{_label(model)}_")]
    return max(found, key=lambda model: len(_label(model)), default=None)


def _label(model):
    return f"{model._meta.app_label}_{model._meta.model_name}"


class ListWithinConference(ChangeList):
    """A list that is called as the navigation calls it, and of whose filters that of the conference stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = self.title if self.is_popup else capfirst(self.opts.verbose_name_plural)

    def get_queryset(self, request, **kwargs):
        rows = super().get_queryset(request, **kwargs)
        self.conference = conference = conference_at(request)
        within = {parameter_of(self.model): conference.pk} if conference else {}
        self.within = f"?{urlencode(within | ({IS_POPUP_VAR: 1} if self.is_popup else {}))}"
        if within:
            self.clear_all_filters_qs = self.get_query_string(within, remove=self.get_filters_params())
        return rows


class WithinConference:
    """For a ModelAdmin: within a conference, rows of others are neither listed nor offered, and it is not asked for."""

    def get_changelist(self, request, **kwargs):
        return ListWithinConference

    def get_queryset(self, request):
        rows, conference = super().get_queryset(request), self._listed(request)
        return rows.filter(**{way_to_conference(self.model): conference}) if conference else rows

    def get_fieldsets(self, request, obj=None):
        """Leave out the conference of a row that stands within it; a new row has it as a hidden field."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not conference_at(request):
            return fieldsets
        without = [[name for name in options["fields"] if name != "conference"] for __, options in fieldsets]
        return [(title, {**options, "fields": own}) for (title, options), own in zip(fieldsets, without, strict=True)]

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return [name for name in shown if name != "conference"] if self._listed(request) else shown

    def get_list_filter(self, request):
        filters = super().get_list_filter(request)
        way = way_to_conference(self.model)
        return [item for item in filters if item != way] if self._listed(request) else filters

    def lookup_allowed(self, lookup, value, request):
        known = way_to_conference(self.model) and lookup == parameter_of(self.model)
        return known or super().lookup_allowed(lookup, value, request)

    def delete_view(self, request, object_id, extra_context=None):
        conference_at(request)  # before the row is gone that tells it
        return super().delete_view(request, object_id, extra_context)

    def get_preserved_filters(self, request):
        """After a form, back to the list of the conference, also for those who came from elsewhere."""
        conference = self.model is not Conference and conference_at(request)
        within = conference and urlencode({LIST_BEFORE: urlencode({parameter_of(self.model): conference.pk})})
        return super().get_preserved_filters(request) or within or ""

    def get_changeform_initial_data(self, request):
        initial, conference = super().get_changeform_initial_data(request), conference_at(request)
        return {**initial, "conference": conference.pk} if conference else initial

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer of other tables the rows of the conference; the conference itself is no question."""
        conference, there = conference_at(request), db_field.related_model
        if conference and there is not Conference and way_to_conference(there) == "conference":
            kwargs.setdefault("queryset", there._default_manager.filter(conference=conference))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and there is Conference:
            field.label_from_instance = with_short_name
            field.queryset = Conference.objects.filter(pk=conference.pk) if conference else field.queryset
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        asks = db_field.name == "conference" and db_field.related_model is Conference
        if asks and field and conference_at(request) and IS_POPUP_VAR not in request.GET:
            field.widget = HiddenInput()
        return field

    def _listed(self, request):
        """The conference whose rows the page lists; None on the page of one row, which stands for itself."""
        match = request.resolver_match
        is_list = match and match.url_name == f"{_label(self.model)}_changelist"
        return conference_at(request) if is_list else None
