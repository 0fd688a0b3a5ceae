from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.db.models import FilteredRelation, Q
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conference.adminsite.archiving import ArchivedIsReadInline
from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.adminsite.ordering import OrderedAdmin, OrderedInline
from conference.adminsite.translated import TranslatedAdmin, TranslatedInline, choose_within
from conference.languages import columns
from conference.languages.dates import day_text, times_text
from conference.languages.time_zones import city_of
from conference.loading import key_in
from conference.models import Conference
from programme.admin_actions import MovesToRooms
from programme.letters import admin as letters_admin  # noqa: F401 - Django looks for admins in this module alone
from programme.models import GuidingQuestion, Role, Room, Session, Theme
from programme.timetable.time_zone import ZoneAskingAdmin
from speakers.models import Speaker

admin.site.unregister(Conference)
admin.site.register(Conference, ZoneAskingAdmin)  # in place of the one that knows no sessions


@admin.register(Room)
class RoomAdmin(OrderedAdmin, TranslatedAdmin):
    list_display = ["__str__", "conference", "position", "missing"]
    list_filter = ["conference"]
    search_fields = columns("name")
    fields = ["conference", "name", "position"]


class ThemeInline(TranslatedInline):
    model = Theme
    fields = ["text", "position"]


class GuidingQuestionInline(TranslatedInline):
    model = GuidingQuestion
    fields = ["text", "position"]


class RoleFormSet(BaseInlineFormSet):
    def get_deletion_widget(self):
        return forms.CheckboxInput({"aria-label": _("Delete")})


class RoleInline(ArchivedIsReadInline, OrderedInline, admin.TabularInline):
    model = Role
    form = ConcurrentForm
    formset = RoleFormSet
    fields = ["position", "kind", "speaker"]
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [*fields, "loaded"] if self.has_change_permission(request, obj) else fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("speaker")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if obj and "speaker" in formset.form.base_fields:
            field = formset.form.base_fields["speaker"]
            field.queryset = Speaker.objects.filter(conference=obj.conference_id)
            named = {"aria-label": _("Speaker")}
            choose_within(obj.conference, field, Role._meta.get_field("speaker"), self.admin_site, named)
            formset.form.base_fields["kind"].initial = self._usual_kind(obj)
        return formset

    def _usual_kind(self, session):
        """What most of those who are added to a session do there."""
        return Role.Kind.PANELLIST if session.kind == Session.Kind.PANEL else Role.Kind.SPEAKER


@admin.register(Session)
class SessionAdmin(OrderedAdmin, MovesToRooms, TranslatedAdmin):
    """Times are written and shown in the zone of the session's conference."""

    list_display = ["__str__", "kind", "day", "times", "room", "conference", "missing"]
    list_filter = ["conference", "kind"]
    list_select_related = ("conference", "room")
    search_fields = [
        "slug",
        *columns("title"),
        *(f"known_speaker__{column}" for column in columns("name")),
        *(f"themes__{column}" for column in columns("text")),
    ]
    actions = ["move_to_room"]
    prepopulated_fields = {"slug": ["title_en"]}
    inlines = [ThemeInline, GuidingQuestionInline, RoleInline]
    fieldsets = [
        (None, {"fields": ["conference", "kind", "slug", "title"]}),
        (
            gettext_lazy("When and where"),
            {"fields": ["starts_at", "ends_at", "room", "position"]},
        ),
        (gettext_lazy("What happens"), {"fields": ["description"]}),
        (gettext_lazy("Panel"), {"fields": ["number", "speaking_time", "after_presentations"]}),
        (gettext_lazy("As it happened"), {"fields": ["began_at", "ended_at"]}),
    ]

    @admin.display(description=gettext_lazy("day"), ordering="starts_at")
    def day(self, session):
        return day_text(session.starts_at.astimezone(session.conference.zone).date(), get_language())

    @admin.display(description=gettext_lazy("times"))
    def times(self, session):
        zone = session.conference.zone
        return times_text(session.starts_at.astimezone(zone), session.ends_at.astimezone(zone), get_language())

    def get_search_results(self, request, queryset, search_term):
        """Find sessions by their speakers, by those who are protected only for users who may change speakers."""
        known = Q() if request.user.has_perm("speakers.change_speaker") else Q(roles__speaker__protected=False)
        queryset = queryset.annotate(known_speaker=FilteredRelation("roles__speaker", condition=known))
        found, __ = super().get_search_results(request, queryset, search_term)
        return found, True  # a session appears once for each speaker

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with timezone.override(self._zone(request, object_id)):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if hasattr(response, "render") else response

    def _zone(self, request, object_id):
        if object_id:
            name = Session.objects.filter(pk=key_in(object_id)).values_list("conference__time_zone", flat=True).first()
            return ZoneInfo(name or "UTC")
        conference = self.conference_at_hand(request)
        return conference.zone if conference else ZoneInfo("UTC")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        conference = self.conference_at_hand(request, obj)
        words = (
            _("Times are those of the conference: %(city)s time (%(zone)s).")
            % {"city": city_of(conference.time_zone, get_language()), "zone": conference.time_zone}
            if conference
            else _("Times are those of the conference that you choose above.")
        )
        for __, options in fieldsets:
            if "starts_at" in options["fields"] or "began_at" in options["fields"]:
                options["description"] = words
        return fieldsets

    def get_inlines(self, request, obj):
        """Speakers come when the session is there, and so its conference; themes and questions if it is a panel."""
        if not obj:
            return []
        return self.inlines if obj.kind == Session.Kind.PANEL else [RoleInline]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        conference = self.conference_at_hand(request, obj)
        if conference and "room" in form.base_fields:
            form.base_fields["room"].queryset = Room.objects.filter(conference=conference)
        return form

    def response_add(self, request, obj, post_url_continue=None):
        """After a session is added, its page: there are its themes, questions and speakers."""
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)
