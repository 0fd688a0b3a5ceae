from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conference.adminsite.ordering import OrderedAdmin
from conference.adminsite.translated import TranslatedAdmin
from conference.languages import LANGUAGES, columns, texts
from conference.languages.dates import day_text, times_text
from conference.languages.time_zones import city_of
from conference.languages.typed import NotUnderstood, read_moment
from conference.loading import key_in
from conference.models import Conference
from conference.rights import conferences_of
from programme.admin_actions import MovesToRooms
from programme.documents import admin as documents_admin  # noqa: F401 - as with letters
from programme.documents import practical_admin  # noqa: F401 - as with letters
from programme.letters import admin as letters_admin  # noqa: F401 - Django looks for admins in this module alone
from programme.models import Room, Session
from programme.session_form import (
    GuidingQuestionInline,
    NewPeopleFormSet,
    NewPeopleInline,
    RoleInline,
    SessionForm,
    ThemeInline,
)
from programme.session_people import suggested_orders
from programme.timetable.grid import clashes_in_words
from programme.timetable.time_zone import ZoneAskingAdmin
from speakers.duplicates.notices import NoticesSameName

admin.site.unregister(Conference)
admin.site.register(Conference, ZoneAskingAdmin)  # in place of the one that knows no sessions


@admin.register(Room)
class RoomAdmin(NoticesSameName, OrderedAdmin, TranslatedAdmin):
    list_display = ["__str__", "conference", "position", "missing"]
    list_filter = ["conference"]
    search_fields = columns("name")
    fields = ["conference", "name", "position"]


OF_PANEL = (ThemeInline, GuidingQuestionInline)


def prefix_of(inline):
    """The first part of the names that a browser sends for an inline of a session."""
    if inline is NewPeopleInline:
        return NewPeopleFormSet.get_default_prefix()
    return inline.model._meta.get_field("panel" if inline in OF_PANEL else "session").remote_field.get_accessor_name()


def is_written(session, name):
    """Whether a field of a session has a value, in any language."""
    return any(texts(session, name).values()) if hasattr(session, f"{name}_en") else bool(getattr(session, name))


def _names(fields):
    """The fields of a part of the form, without the languages of a text."""
    endings = tuple(f"_{language.suffix}" for language in LANGUAGES)
    return {next((name.removesuffix(end) for end in endings if name.endswith(end)), name) for name in fields}


def preset_moment(text):
    """The day and the hour that an address presets, as the two fields take them; None where it names none."""
    try:
        moment = read_moment(text)
    except NotUnderstood:
        return None
    return [moment.date(), moment.time()]


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

    class Media:
        css = {"all": ["programme/session_form/session-form.css"]}

    form = SessionForm
    inlines = [ThemeInline, GuidingQuestionInline, RoleInline, NewPeopleInline]
    fieldsets = [
        (None, {"fields": ["conference", "kind", "slug", "title"]}),
        (
            gettext_lazy("When and where"),
            {"fields": ["starts_at", "ends_at", "room", "position"]},
        ),
        (
            gettext_lazy("Side event, or a kind of one’s own"),
            {"fields": ["own_kind", "organized_by"], "classes": ["collapse"]},
        ),
        (gettext_lazy("What happens"), {"fields": ["description"]}),
        (gettext_lazy("Panel"), {"fields": ["number", "speaking_time", "after_presentations"]}),
        (gettext_lazy("As it happened"), {"fields": ["began_at", "ended_at"], "classes": ["collapse"]}),
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
        own = conferences_of(request.user, "speakers.change_speaker")
        known = Q()
        if own.query.where:
            keys = list(own.values_list("pk", flat=True))
            known = Q(roles__speaker__protected=False) | Q(roles__speaker__conference__in=keys)
        queryset = queryset.annotate(known_speaker=FilteredRelation("roles__speaker", condition=known))
        found, __ = super().get_search_results(request, queryset, search_term)
        return found, True  # a session appears once for each speaker

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {
            **(extra_context or {}),
            "delegations": lambda: self._delegations(request, object_id),
            "suggested_orders": lambda: self._suggested_orders(object_id),
        }
        with timezone.override(self._zone(request, object_id)):
            response = super().changeform_view(request, object_id, form_url, context)
            return response.render() if hasattr(response, "render") else response

    def _delegations(self, request, object_id):
        """The names of delegations that a new person may be of, for the list beside the field."""
        session = Session.objects.filter(pk=key_in(object_id)).select_related("conference").first()
        conference = session.conference if session else self.conference_at_hand(request)
        return sorted({str(row) for row in conference.delegations.all()}) if conference else []

    def _suggested_orders(self, object_id):
        session = Session.objects.filter(pk=key_in(object_id)).select_related("conference").first()
        return suggested_orders(session, get_language()) if session else []

    def _zone(self, request, object_id):
        if object_id:
            name = Session.objects.filter(pk=key_in(object_id)).values_list("conference__time_zone", flat=True).first()
            return ZoneInfo(name or "UTC")
        conference = self.conference_at_hand(request)
        return conference.zone if conference else ZoneInfo("UTC")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        open_now = [name for name in ("own_kind", "organized_by", "began_at") if obj and is_written(obj, name)]
        for __, options in fieldsets:
            if "collapse" in options.get("classes", ()) and set(open_now) & set(_names(options["fields"])):
                options["classes"] = []
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
        """Themes and questions are those of a panel; before the first save it may still become one.

        What was not on the page that is sent back is not asked for.
        """
        inlines = [each for each in self.inlines if not obj or obj.kind == Session.Kind.PANEL or each not in OF_PANEL]
        if not obj and request.method == "POST":
            return [each for each in inlines if f"{prefix_of(each)}-TOTAL_FORMS" in request.POST]
        return inlines

    def get_changeform_initial_data(self, request):
        """What the address presets, and the first day of the conference and its only room."""
        moments = ("starts_at", "ends_at", "began_at", "ended_at")
        asked = super().get_changeform_initial_data(request)
        initial = {name: value for name, value in asked.items() if name not in moments}
        conference = self.conference_at_hand(request)
        if conference is None:
            return initial
        rooms = list(conference.rooms.values_list("pk", flat=True)[:2])
        day = preset_moment(asked.get("starts_at", ""))
        preset = {"starts_at": day or [conference.starts_on, None]}
        preset["ends_at"] = [(day or [conference.starts_on])[0], None]
        if len(rooms) == 1:
            preset["room"] = rooms[0]
        return {**initial, "conference": conference.pk, **{**preset, "room": initial.get("room") or preset.get("room")}}

    def save_formset(self, request, form, formset, change):
        """New people become speakers of the conference before they get their role."""
        if isinstance(formset, NewPeopleFormSet):
            for each in formset.forms:
                if each.has_changed():
                    each.instance.speaker = each.speaker(formset.instance.conference)
                    self._write(request, each.instance.speaker, each, change=False)
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        """What a session clashes with is said when it is saved, and forbids nothing."""
        super().save_related(request, form, formsets, change)
        for words in clashes_in_words(form.instance):
            messages.warning(request, words)

    def preset_of_next(self, session):
        """The next session is in the same room, after this one."""
        end = session.ends_at.astimezone(session.conference.zone)
        return {"room": session.room_id or "", "starts_at": f"{end:%Y-%m-%d %H:%M}"}

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        conference = self.conference_at_hand(request, obj)
        if conference and "room" in form.base_fields:
            form.base_fields["room"].queryset = Room.objects.filter(conference=conference)
        return form

    def response_add(self, request, obj, post_url_continue=None):
        """After a session is added, its page, which shows what is still missing in each language."""
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)
