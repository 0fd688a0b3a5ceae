from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.adminsite.framing import conference_at, with_short_name
from conference.adminsite.translated import TranslatedAdmin, TranslatedForm, TranslatedInline, choose_within
from conference.fields import addresses_in
from conference.languages import CODES, columns, official
from conference.languages.lists import in_clauses, with_note
from conference.languages.short_names import unused
from conference.models import AuditEntry, Conference
from conference.models.former_name import former_names
from conference.restoring.recording import forget
from conference.rights import conferences_of
from speakers import protection
from speakers.admin_actions import SetsStatus
from speakers.audit_redaction import withhold_identity
from speakers.duplicates.notices import NoticesSameName, notice_alike
from speakers.filling import FILLED, filled
from speakers.imports.names import doubled, keys_of
from speakers.models import Delegation, FormerName, Speaker, State, doubts_about
from speakers.models.name_forms import FORMS
from speakers.photograph_widget import PhotographInput
from speakers.photographs import re_encoded, validate_photograph
from speakers.proposals import ProposingInput, proposals_for
from speakers.short_names import slug_of_names
from speakers.to_do import EXPECTED, LACKS


class SuperuserWrites:
    """For an admin of the names of States, which ship with the software: only superusers correct them."""

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


class FormerNameInline(SuperuserWrites, TranslatedInline):
    model = FormerName
    fields = ["valid_until", "name", "formal", *FORMS.values()]


@admin.register(State)
class StateAdmin(SuperuserWrites, TranslatedAdmin):
    is_shared = True
    list_display = ["iso3", "__str__", "status", "region", "regional_group", "missing"]
    list_filter = ["status", "region", "regional_group"]
    list_select_related = ()
    search_fields = ["iso3", "iso2", "m49", *columns("name"), *columns("formal")]
    fields = ["iso3", "iso2", "m49", "status", "region", "regional_group", "group_since", "name", "formal"]
    fields += FORMS.values()
    fixed_fields = ()
    inlines = [FormerNameInline]


MOST_DOUBLES = 5  # sentences above the list


class ConferenceChoice(forms.Form):
    conference = forms.ModelChoiceField(Conference.objects.none(), label=gettext_lazy("Conference"))

    def __init__(self, *args, conferences, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["conference"].queryset = conferences
        self.fields["conference"].label_from_instance = with_short_name


def _doubles(conferences):
    """A sentence for each name that several delegations of one of the conferences have."""
    conferences = conferences.filter(delegations__state=None, delegations__isnull=False).distinct()
    rows = Delegation.objects.filter(conference__in=conferences).select_related("state", "conference").order_by("pk")
    by_conference = {}
    for row in rows.prefetch_related("state__former_names"):
        by_conference.setdefault(row.conference, []).append(row)
    words = _("Several delegations of “%(conference)s” are called “%(name)s”: %(keys)s. Keep one of them.")
    return [
        words % {"conference": conference, "name": some[0], "keys": keys_of(some)}
        for conference, found in by_conference.items()
        for some in doubled(found)
    ]


class ShowsDoubts:
    """For a ModelAdmin of rows with e-mail addresses: their page names those from which a letter came back."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and request.method == "GET" and self.has_change_permission(request, obj):
            fields = [field.name for field in obj._meta.concrete_fields if field.name.endswith(("email", "emails"))]
            addresses = [each for name in fields for each in addresses_in(getattr(obj, name))]
            for doubt in doubts_about(obj.conference, addresses):
                words = _("Letters to %(address)s came back: %(reason)s")
                messages.warning(request, words % {"address": doubt.address, "reason": doubt.reason})
        return super().render_change_form(request, context, add, change, form_url, obj)


IN_SENTENCES = gettext_lazy(
    "How cue cards and other sentences name the delegation. Leave the fields of a State empty: its forms are known. An "
    "organization without a form in a language is named after a colon there."
)


@admin.register(Delegation)
class DelegationAdmin(ShowsDoubts, NoticesSameName, TranslatedAdmin):
    list_display = ["__str__", "kind", "conference", "missing"]
    list_filter = ["conference", "kind"]
    search_fields = [*columns("name"), "state__iso3", *(f"state__{column}" for column in columns("name"))]
    fields = ["conference", "kind", "state", "name", "regional_group", "mission_emails", *FORMS.values()]
    autocomplete_fields = ["state"]

    def get_fields(self, request, obj=None):
        """Hide the addresses for letters from users who may not change delegations."""
        fields = super().get_fields(request, obj)
        if request.user.has_perm("speakers.change_delegation"):
            return fields
        return [name for name in fields if name != "mission_emails"]

    def get_fieldsets(self, request, obj=None):
        """Set the forms of the name apart, which only an organization needs: a State brings its own."""
        (title, options), *others = super().get_fieldsets(request, obj)
        forms = [name for name in options["fields"] if name in FORMS.values()]
        options["fields"] = [name for name in options["fields"] if name not in forms]
        return [
            (title, options),
            (gettext_lazy("In sentences"), {"fields": forms, "description": IN_SENTENCES}),
            *others,
        ]

    def get_urls(self):
        return [
            path(
                "add-states/",
                self.admin_site.admin_view(self.add_states),
                name="speakers_delegation_add_states",
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """The list, with a warning where delegations of a conference share a name."""
        if request.method == "GET" and self.has_change_permission(request):
            for words in _doubles(self.permitted_conferences(request, "change"))[:MOST_DOUBLES]:
                messages.warning(request, words)
        return super().changelist_view(request, extra_context)

    def add_states(self, request):
        """Give a conference the delegations of all Member States and observer States."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = {"conference": request.GET.get("conference")}
        form = ConferenceChoice(
            request.POST or None, initial=chosen, conferences=self.permitted_conferences(request, "add")
        )
        if conference_at(request):
            form.fields["conference"].widget = forms.HiddenInput()
        if form.is_valid():
            conference = form.cleaned_data["conference"]
            with transaction.atomic():
                added = Delegation.objects.add_states(conference, State.objects.all())
                AuditEntry.objects.record(
                    act=AuditEntry.Act.ADD_STATES,
                    subject=conference,
                    by=request.user,
                    at=timezone.now(),
                    conference=conference,
                    detail={"delegations": len(added)},
                )
            words = ngettext("%(number)d delegation was added.", "%(number)d delegations were added.", len(added))
            messages.success(request, words % {"number": len(added)})
            address = reverse("admin:speakers_delegation_changelist")
            return redirect(f"{address}?conference__id__exact={conference.pk}")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Add all Member States and observer States"),
            "form": form,
        }
        return render(request, "admin/speakers/delegation/add_states.html", context)


class SpeakerForm(TranslatedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Part of the addresses. Left empty, it is made of the name.")

    def clean_photograph(self):
        """Re-encode the photograph; the uploaded file itself is never stored."""
        photograph = self.cleaned_data["photograph"]
        if "photograph" not in self.changed_data or not photograph:
            return photograph
        validate_photograph(photograph)
        return re_encoded(photograph, photograph.part)

    def clean(self):
        """On protection, remove the photograph and the consents, and replace the short name with a neutral one."""
        cleaned = super().clean()
        if "slug" in self.fields and "slug" not in self.errors and not cleaned.get("slug"):
            self._make_short_name(cleaned)
        if cleaned.get("protected") and cleaned.get("slug"):
            values = protection.under_protection(cleaned["slug"], self.instance)
            values["photograph"] = False  # to a file field, False is none
            before = {**cleaned, "former_slug": self.instance.former_slug}
            self.instance.former_slug = values["former_slug"]
            self.changed_data += [name for name in values if (before.get(name) or "") != (values[name] or "")]
            cleaned |= values
        self._fill(cleaned)
        return cleaned

    def _make_short_name(self, cleaned):
        """Make the short name of the name, as a table does; of two with one name, the second gets a number."""
        conference = cleaned.get("conference") or (self.instance.conference if self.instance.pk else None)
        if conference is None:
            return
        names = {code: cleaned.get(f"name_{official(code).suffix}") or "" for code in CODES}
        taken = set(conference.speakers.exclude(pk=self.instance.pk).values_list("slug", flat=True))
        taken |= set(former_names("speaker", conference.pk).values_list("slug", flat=True))
        cleaned["slug"] = unused(slug_of_names(names) or "speaker", taken)
        self.changed_data += ["slug"] if "slug" not in self.changed_data else []

    def _fill(self, cleaned):
        """Write names and titles for the languages in which they are the same, if the user may write all of them."""
        written = [column for field in FILLED for column in columns(field)]
        if set(written) <= cleaned.keys():
            found = filled(cleaned, self.initial, self._original_language())
            cleaned |= found
            self.changed_data += [column for column in found if column not in self.changed_data]


CORRESPONDENCE = gettext_lazy("Letters")


class Lacking(admin.SimpleListFilter):
    """Those who are expected and lack something, for users who may change speakers."""

    title = gettext_lazy("what is missing")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        may = request.user.has_perm("speakers.change_speaker")
        return [(lack.key, lack.label) for lack in LACKS] if may else []

    def queryset(self, request, queryset):
        lack = next((lack for lack in LACKS if lack.key == self.value()), None)
        return queryset.filter(EXPECTED, lack.condition) if lack else queryset


@admin.register(Speaker)
class SpeakerAdmin(ShowsDoubts, SetsStatus, TranslatedAdmin):
    form = SpeakerForm
    list_display = ["__str__", "status", "delegation", "place_in_protocol", "conference", "missing"]
    list_filter = ["conference", "status", "delegation__kind", Lacking]
    list_select_related = ("conference", "delegation")
    search_fields = [
        "slug",
        *(column for field in ("name", "sort_name", "function", "affiliation") for column in columns(field)),
        *(f"delegation__{column}" for column in columns("name")),
    ]
    actions = ["propose", "clear", "invite", "confirm", "decline", "withdraw"]
    fieldsets = [
        (None, {"fields": ["conference", "status", "slug", "delegation"]}),
        (
            gettext_lazy("Name and function"),
            {"fields": ["courtesy_title", "name", "pronunciation", "function", "affiliation"]},
        ),
        (gettext_lazy("Biography"), {"fields": ["biography"]}),
        (gettext_lazy("In lists"), {"fields": ["sort_name", "precedence", "precedence_reason"]}),
        (CORRESPONDENCE, {"fields": [*protection.ADDRESSES, "correspondence_language", "time_zone"]}),
        (
            gettext_lazy("Photograph and consent"),
            {"fields": ["photograph", "consents_to_photograph", "consents_to_recording", "consents_to_indexing"]},
        ),
        (
            gettext_lazy("Protection"),
            {
                "fields": ["protected", "displayed_name"],
                "description": gettext_lazy(
                    "Function, affiliation and biography stay public as they are written: see that they do not tell "
                    "who the person is."
                ),
            },
        ),
    ]

    @admin.display(description=gettext_lazy("place in the order of protocol"))
    def place_in_protocol(self, speaker):
        return speaker.place_in_protocol

    def get_search_fields(self, request):
        """E-mail addresses are searched for users who may read them."""
        fields = super().get_search_fields(request)
        if not request.user.has_perm("speakers.change_speaker"):
            return fields
        return [*fields, "email", "further_emails", "assistant_emails"]

    def told_apart(self, request, speaker):
        """How a form names a speaker of whose name there are several."""
        if speaker.protected:
            return with_note(speaker, speaker.slug)
        email = speaker.email if request.user.has_perm("speakers.change_speaker") else ""
        about = (str(speaker.delegation or ""), speaker.function, speaker.affiliation, email)
        return with_note(speaker, in_clauses(about) or speaker.slug)

    def get_queryset(self, request):
        """Hide protected speakers from users who may not change speakers."""
        own = self.permitted_conferences(request, "change")
        rows = super().get_queryset(request)
        return rows.filter(Q(protected=False) | Q(conference__in=own)) if own.query.where else rows

    def get_fieldsets(self, request, obj=None):
        """Hide the fields for letters from users who may not change speakers."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.has_perm("speakers.change_speaker"):
            return fieldsets
        return [fieldset for fieldset in fieldsets if fieldset[0] != CORRESPONDENCE]

    def save_model(self, request, obj, form, change):
        is_new_status = not change or "status" in form.changed_data
        super().save_model(request, obj, form, change)
        if is_new_status:
            obj.status_at = timezone.now()
            obj.save(update_fields=["status_at"])
        if obj.protected and "protected" in form.changed_data and change:
            withhold_identity(obj, by=request.user, at=timezone.now())
            forget(obj)
        notice_alike(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "photograph":
            kwargs["widget"] = PhotographInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        conference = self.conference_at_hand(request, obj)
        if "delegation" in form.base_fields:
            field = form.base_fields["delegation"]
            field.queryset = Delegation.objects.filter(conference=conference) if conference else field.queryset
            choose_within(conference, field, Speaker._meta.get_field("delegation"), self.admin_site)
        if obj:
            self._propose(form, proposals_for(obj, conferences_of(request.user, "speakers.view_speaker")))
        return form

    def _propose(self, form, proposals):
        """Offer names of other conferences beside the fields that lack them; nothing is written by itself."""
        for column, texts in proposals.items():
            if field := form.base_fields.get(column):
                field.widget = ProposingInput(texts, field.widget.attrs)
                field.help_text = _("Proposed, from another conference: %(name)s. Write it here if it is right.") % {
                    "name": f"\u2068{texts[0]}\u2069"
                }
