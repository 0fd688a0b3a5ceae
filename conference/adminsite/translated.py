"""The admin of rows in six languages: which columns a user may change, how they are shown, and which are missing."""

from urllib.parse import parse_qsl

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import IS_POPUP_VAR
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import IntegrityError, models
from django.forms import Script
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from conference.adminsite.archiving import ArchivedIsReadInline, RefusesToChangeArchived
from conference.adminsite.audited import AuditedAdmin
from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.adminsite.folded_search import FoldedSearch
from conference.adminsite.framing import conference_at
from conference.adminsite.missing_translations import MissingTexts, missing, original_language_of, translated_fields
from conference.adminsite.ordering import OrderedInline
from conference.adminsite.rights import ChoosesWithinConferences, named, permitted, within
from conference.fields import Prose
from conference.languages import LANGUAGES, columns, official
from conference.languages.lists import labelled, with_note
from conference.languages.names import language_name
from conference.languages.time_zones import validate_zone
from conference.loading import key_in
from conference.models import Conference
from conference.rights import conferences_of
from conference.roles import languages_of
from conference.typed_fields import OVERRIDES, ZoneField, ZoneInput

LONG_LINE = 300
LEFT_TO_RIGHT = (models.SlugField, models.URLField, models.EmailField)


class TranslatedForm(ConcurrentForm):
    """A form that requires each necessary text in the original language; the others may follow later."""

    def clean(self):
        cleaned = super().clean()
        original = self._original_language()
        for name in translated_fields(self._meta.model):
            column = f"{name}_{official(original).suffix}"
            necessary = not self._meta.model._meta.get_field(name).blank
            if necessary and column in self.fields and column not in self.errors and not self.cleaned_data.get(column):
                self.add_error(column, _("This text is needed in the original language."))
        return cleaned

    def _original_language(self):
        conference = self.cleaned_data.get("conference")
        if isinstance(conference, Conference):
            return conference.original_language
        return self.cleaned_data.get("original_language") or original_language_of(self.instance)


class ColumnsOfTranslators(ChoosesWithinConferences):
    """For an admin and its inlines: translators may change the columns of their languages, and only these."""

    form = TranslatedForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}, **OVERRIDES}
    fixed_fields = ()  # what cannot be changed once the row exists

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or bool(languages_of(request.user))

    def get_readonly_fields(self, request, obj=None):
        readonly = list(super().get_readonly_fields(request, obj))
        if obj and not permitted(request.user, "change", self.model):
            own = tuple(f"_{language.suffix}" for language in languages_of(request.user))
            texts = {column for name in translated_fields(self.model) for column in columns(name)}
            shown = flatten_fieldsets(super().get_fieldsets(request, obj))
            return [name for name in shown if not (name in texts and own and name.endswith(own))]
        return readonly + [name for name in self.fixed_fields if obj]

    def get_fieldsets(self, request, obj=None):
        fieldsets = [(title, dict(options)) for title, options in super().get_fieldsets(request, obj)]
        if self.has_change_permission(request, obj):
            last = fieldsets[-1][1]
            last["fields"] = [*last["fields"], "loaded"]
        return fieldsets

    def _get_form_or_formset(self, request, obj, **kwargs):
        """modeltranslation's hook for forms and formsets alike: each text's label names its language."""
        labels = {
            column: with_note(capfirst(self.model._meta.get_field(name).verbose_name), language_name(language.code))
            for name in translated_fields(self.model)
            for column, language in zip(columns(name), LANGUAGES, strict=True)
        }
        return super()._get_form_or_formset(request, obj, **{"labels": labels, **kwargs})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if validate_zone in db_field.validators:
            kwargs |= {"form_class": ZoneField, "widget": ZoneInput}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        attributes = field.widget.attrs
        if code := getattr(db_field, "language", None):
            field.required = False  # the form says which language is needed
            attributes["lang"], attributes["dir"] = official(code).html, official(code).direction
            attributes.pop("maxlength", None)  # a browser would cut a text that is too long, and say nothing
            if isinstance(db_field, Prose):
                attributes["rows"] = 6
            elif db_field.max_length > LONG_LINE:
                field.widget = AdminTextareaWidget({**attributes, "rows": 2})
        elif code := getattr(db_field, "written_in", None):
            attributes["lang"], attributes["dir"] = official(code).html, official(code).direction
        elif isinstance(db_field, LEFT_TO_RIGHT):
            attributes["dir"] = "ltr"
        elif isinstance(db_field, models.DateTimeField):
            for part, name in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                part.attrs["aria-label"] = labelled(capfirst(db_field.verbose_name), name)
        return field


class TranslatedAdmin(RefusesToChangeArchived, ColumnsOfTranslators, FoldedSearch, AuditedAdmin, TranslationAdmin):
    view_on_site = False
    list_per_page = 50
    list_select_related = ("conference",)
    fixed_fields = ("conference",)

    class Media:
        css = {"all": ["conference/adminsite/language-tabs.css", "conference/adminsite/row-order.css"]}
        js = [
            Script("conference/adminsite/language-tabs.js", type="module"),
            Script("conference/adminsite/row-order.js", type="module"),
        ]

    def has_write_permission(self, request):
        """Whether the user may change whole rows, which translators may not."""
        return permitted(request.user, "change", self.model)

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), MissingTexts]

    @admin.display(description=gettext_lazy("missing texts"))
    def missing(self, row):
        found = missing(row).items()
        marks = ((labelled(language_name(language.code), number), language.html) for language, number in found)
        return format_html_join(" ", '<abbr class="missing" title="{}">{}</abbr>', marks) or "–"

    def get_object(self, request, object_id, from_field=None):
        """A row that is about to be written is locked first, so that two who save at once save one after the other."""
        if request.method == "POST":
            lock = self.model._base_manager.select_for_update().filter(pk=key_in(object_id))
            list(lock.values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Another request wrote between the check and the write of this one; the second check sees it.
            return super().changeform_view(request, *args, **kwargs)

    def response_action(self, request, queryset):
        """Drop keys that are no numbers, on which Django would fail."""
        request.POST = request.POST.copy()
        keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
        known = [key for key in keys if key_in(key) is not None]
        request.POST.setlist(ACTION_CHECKBOX_NAME, known)
        if request.POST.get("action") != "delete_selected":  # which asks for the right to each row
            queryset = within(queryset, conferences_of(request.user, named("change", self.model)))
        is_for_all = request.POST.get("select_across") == "1"
        self.refuse_archived_rows(queryset if is_for_all else queryset.filter(pk__in=known))
        return super().response_action(request, queryset)

    def response_add(self, request, obj, post_url_continue=None):
        """Another row is added to the same conference."""
        response = super().response_add(request, obj, post_url_continue)
        conference = getattr(obj, "conference_id", None)
        if "_addanother" in request.POST and conference and response.status_code == 302:
            address, __, query = response.url.partition("?")
            preset = {**dict(parse_qsl(query)), "conference": conference, **self.preset_of_next(obj)}
            return redirect(f"{address}?{urlencode(preset)}")
        return response

    def preset_of_next(self, row):
        """What the form of another row has already, beside the conference: {field: text}."""
        return {}

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """In a window beside another form there is one conference to choose, that of the other form."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        chosen = key_in(request.GET.get("conference"))
        if db_field.name == "conference" and IS_POPUP_VAR in request.GET and chosen:
            field.queryset, field.empty_label = field.queryset.filter(pk=chosen), None
            field.widget = field.widget.widget  # without the links to other conferences
        return field

    def conference_at_hand(self, request, obj=None):
        """The conference of a row, or the one chosen for a row that is being added."""
        if obj:
            return obj.conference
        chosen = request.POST.get("conference") or request.GET.get("conference")
        return conference_at(request) or conferences_of(request.user).filter(pk=key_in(chosen)).first()

    def get_search_results(self, request, queryset, search_term):
        """Where a form asks for rows to choose from, it names the conference."""
        chosen = key_in(request.GET.get("of_conference"))
        if chosen is not None:
            queryset = queryset.filter(conference=chosen)
        return super().get_search_results(request, queryset, search_term)


class TranslatedInline(ArchivedIsReadInline, OrderedInline, ColumnsOfTranslators, TranslationStackedInline):
    extra = 0


class ChoiceWithinConference(AutocompleteSelect):
    """A choice among the rows of one conference, found by typing."""

    def __init__(self, *args, conference=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.conference = conference

    def build_attrs(self, base_attrs, extra_attrs=None):
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": _("none")}

    def get_url(self):
        return f"{super().get_url()}?of_conference={self.conference.pk}" if self.conference else super().get_url()


class NewWithinConference(RelatedFieldWidgetWrapper):
    """Adds to such a choice the link to a window for a new row of the same conference, which is then chosen."""

    def __init__(self, stock, choice):
        may = {"can_add_related": stock.can_add_related, "can_change_related": stock.can_change_related}
        super().__init__(choice, stock.rel, stock.admin_site, **may)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.widget.conference:
            context["url_params"] += f"&conference={self.widget.conference.pk}"
        return context


def choose_within(conference, field, db_field, admin_site, attrs=None):
    """Let a field of a form offer the rows of a conference by typing, and a new one."""
    choice = ChoiceWithinConference(
        db_field, admin_site, conference=conference, choices=field.choices, attrs=attrs or {}
    )
    field.widget = NewWithinConference(field.widget, choice)


def link(address, words):
    return format_html('<a href="{}">{}</a>', address, words)
