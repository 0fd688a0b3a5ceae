from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from conference import account_notices
from conference.account_notices import on_conference
from conference.accounts.factors import names_of
from conference.accounts.proposals import needs_two, propose
from conference.accounts.reauthentication import question
from conference.adminsite.archiving import ArchivesConferences
from conference.adminsite.audited import AuditedAdmin, ReadOnlyAdmin
from conference.adminsite.named_rows import names_now
from conference.adminsite.trail_words import (
    TrailWords,
    kind_in_words,
    moment_in_words,
    subject_in_words,
    zone_in_words,
    zone_of,
)
from conference.adminsite.translated import TranslatedAdmin, TranslatedInline, link
from conference.colleagues.giving import hold_as
from conference.languages import columns
from conference.languages.lists import labelled_html, listed, with_note
from conference.models import (
    AuditEntry,
    Conference,
    FollowUpMeeting,
    Organizer,
    RecordedAct,
    Release,
    RoleHeld,
    User,
)
from conference.navigation import pages_for
from conference.rights import conferences_of, has_clearing_role, may_everywhere
from conference.roles import ADMINISTRATOR, BY_SLUG, ROLES


class OrganizerInline(TranslatedInline):
    model = Organizer
    fields = ["role", "name", "description", "url", "position"]


class FollowUpMeetingInline(TranslatedInline):
    model = FollowUpMeeting
    fields = ["title", "description", "year", "starts_on", "url", "position"]


@admin.register(Conference)
class ConferenceAdmin(ArchivesConferences, TranslatedAdmin):
    list_display = ["__str__", "purpose", "starts_on", "original_language", "missing"]
    list_filter = ["purpose", "original_language"]
    list_select_related = ()
    search_fields = ["slug", *columns("title"), *columns("short_title")]
    prepopulated_fields = {"slug": ["title_en"]}
    readonly_fields = ["parts", "archive"]
    fixed_fields = ()
    inlines = [OrganizerInline, FollowUpMeetingInline]
    fieldsets = [
        (gettext_lazy("What"), {"fields": ["title", "short_title", "slug", "purpose", "original_language"]}),
        (gettext_lazy("Who holds it"), {"fields": ["organ", "organ_session"]}),
        (gettext_lazy("When and where"), {"fields": ["starts_on", "ends_on", "time_zone", "venue"]}),
        (gettext_lazy("Parts of the conference"), {"fields": ["parts", "archive"]}),
        (gettext_lazy("Why"), {"fields": ["background", "objective", "expected_outcome"]}),
        (gettext_lazy("The cause that it makes known"), {"fields": ["cause_title", "cause_text", "cause_url"]}),
        (gettext_lazy("Statements"), {"fields": ["statement_hours_before", "statement_hours_after"]}),
        (gettext_lazy("Contact"), {"fields": ["contact_text", "contact_email", "contact_phone", "contact_url"]}),
        (gettext_lazy("Webcast and recordings"), {"fields": ["recording_hosts"]}),
    ]

    def save_model(self, request, obj, form, change):
        """Whoever adds a conference, but holds roles on some others alone, holds those of one of them on it."""
        super().save_model(request, obj, form, change)
        others = conferences_of(request.user, "conference.add_conference").exclude(pk=obj.pk)
        if not change and not may_everywhere(request.user, "conference.add_conference"):
            hold_as(request.user, others[0], obj)

    def response_add(self, request, obj, post_url_continue=None):
        """After a conference is added, its first page, which says what comes next."""
        response = super().response_add(request, obj, post_url_continue)
        first = next((page for page in pages_for(request.user) if page.section == "overview"), None)
        if first is None or not {"_addanother", "_continue", "_popup"}.isdisjoint(request.POST):
            return response
        return redirect(first.address_in(obj))

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else [item for item in fieldsets if "parts" not in item[1]["fields"]]

    @admin.display(description=gettext_lazy("what belongs to it"))
    def parts(self, conference):
        """Links to the lists of what belongs to the conference, whichever apps have such lists."""
        models = [
            model
            for model in self.admin_site._registry
            if any(field.name == "conference" for field in model._meta.fields)
        ]
        names = zip([model._meta for model in models], _numbers_of(models, conference), strict=True)
        links = (
            (
                link(
                    reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
                    + f"?conference__id__exact={conference.pk}",
                    capfirst(meta.verbose_name_plural),
                ),
                number,
            )
            for meta, number in names
        )
        return format_html_join("\n", '<span class="part">{}</span>', ((labelled_html(*link),) for link in links))


def _numbers_of(models, conference):
    """How many rows of each model belong to a conference, in one query."""
    rows = (model._base_manager.filter(conference=OuterRef("pk")).order_by() for model in models)
    counted = (Subquery(each.values("conference").annotate(number=Count("pk")).values("number")) for each in rows)
    found = Conference.objects.filter(pk=conference.pk).values_list(*(Coalesce(each, 0) for each in counted))
    return found.get()


def _role_name(group):
    known = BY_SLUG.get(group.name)
    return known.name if known else group.name


class RoleFilter(admin.RelatedFieldListFilter):
    """The roles by what they are called in the language of the page."""

    def field_choices(self, field, request, model_admin):
        return [(group.pk, _role_name(group)) for group in Group.objects.order_by("name")]


@admin.register(User)
class UserAdmin(AuditedAdmin, StockUserAdmin):
    """Accounts. Who may give rights does not use them, and nobody changes their own.

    The secretariat makes accounts with any role but those that clear a Summary; the administrator, a superuser, gives
    and takes all roles, and no permission is given but through a role. The password of an account that clears is its
    holder's alone to change.
    """

    fieldsets = [
        (title, {**options, "fields": [name for name in options["fields"] if name != "user_permissions"]})
        for title, options in StockUserAdmin.fieldsets
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "usable_password", "password1", "password2", "groups"]})
    ]

    list_display = ["username", "first_name", "last_name", "email", "roles", "is_active", "has_factor", "last_login"]
    list_filter = ["is_active", "is_superuser", ("groups", RoleFilter)]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if not request.resolver_match.url_name.endswith("_changelist"):
            return rows
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        held = Prefetch("roles_held", RoleHeld.objects.select_related("role", "conference"))
        return rows.annotate(with_factor=Exists(factors)).prefetch_related("groups", held)

    @admin.display(description=gettext_lazy("Roles"))
    def roles(self, user):
        """The roles on all conferences, then those on single ones with the conference."""
        names = [ADMINISTRATOR] if user.is_superuser else []
        names += [group.name for group in user.groups.all()]
        names += [on_conference(held.role.name, held.conference.slug) for held in user.roles_held.all()]
        return listed(account_notices.name_of_role(name) for name in names) or "–"

    @admin.display(description=gettext_lazy("Second factor"), boolean=True)
    def has_factor(self, user):
        return user.with_factor

    def shown_fields(self, request):
        return {*flatten_fieldsets(self.fieldsets), *self.get_list_display(request)}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return question(request) or super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        return question(request) or super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        asked = question(request) if request.method == "POST" else None
        return asked or super().changelist_view(request, extra_context)

    def get_fieldsets(self, request, obj=None):
        """Show of the password, and offer to set it, only to those who may."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            fieldsets = [*fieldsets, (_("Second factor"), {"fields": ["second_factor"]})]
        if obj is None or (self.has_change_permission(request, obj) and not has_clearing_role(obj)):
            return fieldsets
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name != "password"]})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        readonly = [*super().get_readonly_fields(request, obj), "last_login", "date_joined", "second_factor"]
        if obj and (obj == request.user or not request.user.is_superuser):
            readonly += ["groups", "is_superuser", "is_staff"]
        if obj and obj == request.user:
            readonly += ["is_active"]
        return readonly

    @admin.display(description=gettext_lazy("second factor"))
    def second_factor(self, user):
        """Which there are; the administrator takes them away where somebody has lost them all."""
        names = listed(names_of(user)) or _("none")
        taken_away = link(reverse("factors-reset", args=[user.pk]), _("Take them away"))
        return format_html("{} {}", names, taken_away) if names_of(user) else names

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = _role_name
        if not request.user.is_superuser:
            field.queryset = field.queryset.filter(name__in=[role.slug for role in ROLES if not role.clears])
        return field

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._within_reach(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._within_reach(request, obj) and obj != request.user

    def _within_reach(self, request, user):
        return request.user.is_superuser or user is None or not (user.is_superuser or has_clearing_role(user))

    def save_form(self, request, form, change):
        user = super().save_form(request, form, change)
        self._hold_back(form, user, change)
        if not change:
            user.is_staff = any(
                role.staff for role in ROLES if role.slug in {group.name for group in form.cleaned_data["groups"]}
            )
        return user

    def _hold_back(self, form, user, change):
        """Take out of the form what two people give; it is proposed as soon as the account is saved."""
        data = form.cleaned_data
        held = set(user.groups.values_list("name", flat=True)) if change else set()
        groups = data.get("groups")
        form.to_propose = [row.name for row in groups or () if row.name not in held and needs_two(row.name)]
        if form.to_propose:
            data["groups"] = groups.exclude(name__in=form.to_propose)
            if {row.name for row in data["groups"]} == held:
                form.changed_data.remove("groups")
        if "is_superuser" in form.changed_data and user.is_superuser:
            user.is_superuser = data["is_superuser"] = False
            form.changed_data.remove("is_superuser")
            form.to_propose.append(ADMINISTRATOR)

    def save_related(self, request, form, formsets, change):
        before = account_notices.roles_of(User.objects.get(pk=form.instance.pk)) if change else set()
        if "is_superuser" in form.changed_data:
            before ^= {ADMINISTRATOR}
        super().save_related(request, form, formsets, change)
        account_notices.tell_of_roles(form.instance, before, by=request.user, at=timezone.now())
        if propose(form.instance, form.to_propose, by=request.user, at=timezone.now()):
            names = listed(account_notices.name_of_role(role) for role in form.to_propose)
            messages.warning(
                request, _("Proposed, and given when a second person confirms: %(roles)s.") % {"roles": names}
            )

    def save_model(self, request, obj, form, change):
        if not change:
            obj.opened_by = request.user
        super().save_model(request, obj, form, change)

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        if asked := question(request):
            return asked
        user = self.get_object(request, unquote(id))
        if user and self.has_change_permission(request, user) and has_clearing_role(user):
            messages.error(request, _("This account clears Summaries: only its holder changes its password."))
            return redirect("admin:conference_user_change", user.pk)
        return super().user_change_password(request, id, form_url)

    def construct_change_message(self, request, form, formsets, add=False):
        if formsets is None:  # Django calls it so after it has set a password
            act = {"by": request.user, "at": timezone.now()}
            AuditEntry.objects.record(act=AuditEntry.Act.SET_PASSWORD, subject=form.user, **act)
            account_notices.tell_of_password(form.user, **act)
            User.objects.filter(pk=form.user.pk).update(opened_by=request.user)
        return super().construct_change_message(request, form, formsets, add)


for kept_elsewhere in (Group, EmailAddress, Authenticator, UserSession, SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(
        kept_elsewhere
    )  # allauth's tables hold secrets; people manage what is theirs on their own page


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin, StockGroupAdmin):
    """The groups are the roles of `roles.py`; the command `apply_roles` writes them."""

    list_display = ["role", "name", "members"]
    list_display_links = ["role"]
    fields = ["role", "name", "kept_by_the_table", "permissions", "members"]
    readonly_fields = ["role", "kept_by_the_table", "members"]

    @admin.display(description=gettext_lazy("role"))
    def role(self, group):
        return _role_name(group)

    @admin.display(description=gettext_lazy("note"))
    def kept_by_the_table(self, group):
        return _("Roles and what they permit are part of the software; give a role to a person on that person’s page.")

    @admin.display(description=gettext_lazy("people"))
    def members(self, group):
        return listed(user.get_full_name() or user.get_username() for user in group.user_set.order_by("username"))


class LabelledValues(admin.AllValuesFieldListFilter):
    """The values that there are in the trail, each by its label."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            label = choice["display"]
            known = dict(self.field.flatchoices).get(label) if self.field.choices else kind_in_words(str(label))
            yield {**choice, "display": known or label}


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["moment", "by", "act", "kind", "subject", "conference"]
    list_filter = ["conference", ("act", LabelledValues), ("subject_type", LabelledValues)]
    list_select_related = ["by", "conference"]
    search_fields = ["subject_name", "subject_id", "by__username"]
    fields = ["moment", "by", "act", "conference", "kind", "subject_id", "subject", "what", "way_back", "redacted_at"]
    readonly_fields = ["moment", "kind", "subject", "what", "way_back"]

    @admin.display(description=gettext_lazy("time"), ordering="at")
    def moment(self, entry):
        zone = zone_of(entry.conference)
        return with_note(moment_in_words(entry.at, zone), zone_in_words(zone))

    def get_changelist_instance(self, request):
        """The list, with the names of its rows found at once."""
        found = super().get_changelist_instance(request)
        found.result_list = entries = list(found.result_list)
        names = names_now(entries)
        for entry in entries:
            entry.name_now = names.get(entry.pk)
        return found

    @admin.display(description=gettext_lazy("kind of object"), ordering="subject_type")
    def kind(self, entry):
        return kind_in_words(entry.subject_type)

    @admin.display(description=gettext_lazy("object"), ordering="subject_name")
    def subject(self, entry):
        names = {entry.pk: entry.name_now} if hasattr(entry, "name_now") else names_now([entry])
        name = subject_in_words(entry, names)
        return format_html("<bdi>{}</bdi>", name) if name else _("withheld")

    @admin.display(description=gettext_lazy("way back"))
    def way_back(self, entry):
        """The page that restores what was deleted, or puts back what was merged, while that is kept."""
        act = RecordedAct.objects.filter(entry=entry).select_related("conference").first()
        if act is None:
            return "–"
        address = reverse("restoring:act", args=[act.conference.slug, act.pk])
        return format_html('<a href="{}">{}</a>', address, _("Deleted and merged"))

    @admin.display(description=gettext_lazy("detail"))
    def what(self, entry):
        words = TrailWords(zone_of(entry.conference))
        rows = (
            render_to_string("admin/includes/trail_change.html", {"change": change})
            for change in words.changes(entry, with_notes=None)
        )
        return format_html_join("\n", "{}", ((row,) for row in rows))


admin.site.unregister(DBTaskResult)  # what people see of background work is on pages of its own


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["conference", "matter", "number", "released_at", "released_by", "withdrawn_at"]
    list_display_links = ["number"]
    list_filter = ["conference", "matter"]
    list_select_related = ["conference", "released_by"]
    search_fields = ["note", "withdrawal_reason", "conference__slug"]
    exclude = ["content"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")
