"""The one form of a session in the admin: the session with its themes, questions and people, new people too.

Everything is there before the first save, so that a panel is written in one go.
"""

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.archiving import ArchivedIsReadInline
from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.adminsite.ordering import OrderedInline
from conference.adminsite.translated import TranslatedForm, TranslatedInline, choose_within
from conference.fields import Line
from conference.languages import official, texts
from conference.languages.folding import fold
from conference.languages.short_names import short_name, unused
from conference.models.former_name import former_names
from programme.models import GuidingQuestion, Role, Session, Theme
from programme.session_filling import filled_of_session
from speakers.courtesy_titles import split_name
from speakers.filling import filled
from speakers.imports.names import comparable_name, delegations_by_name
from speakers.models import Speaker

LONGEST_SHORT_NAME = 40  # of those that are made here


class SessionForm(TranslatedForm):
    """A session; a new one gets a short name of its title, and a panel its number, where they are left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and not self.instance.pk:
            self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        conference = cleaned.get("conference") or (self.instance.conference if self.instance.pk else None)
        if conference is None:
            return cleaned
        sessions = conference.sessions.exclude(pk=self.instance.pk)
        for column, text in filled_of_session(cleaned, conference, sessions).items():
            self._fill(column, text)
        if "slug" in self.fields and "slug" not in self.errors and not cleaned.get("slug"):
            title = cleaned.get(f"title_{official(conference.original_language).suffix}") or ""
            self._fill("slug", free_slug(title, conference, sessions, cleaned.get("kind") or "session"))
        if cleaned.get("kind") == Session.Kind.PANEL and "number" not in self.errors and not cleaned.get("number"):
            self._fill("number", (sessions.aggregate(last=Max("number"))["last"] or 0) + 1)
        return cleaned

    def _fill(self, name, value):
        self.cleaned_data[name] = value
        if name not in self.changed_data:
            self.changed_data.append(name)


def free_slug(title, conference, rows, otherwise):
    """Return a short name that none of some rows has, or had: of a title in Latin letters, else of another word."""
    stem = short_name(title, LONGEST_SHORT_NAME) or otherwise
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(former_names(rows.model._meta.model_name, conference.pk).values_list("slug", flat=True))
    return unused(stem, taken)


class PartsOfPanel(BaseInlineFormSet):
    """Refuses parts of a panel for a session of another kind, with one sentence above them."""

    def clean(self):
        super().clean()
        written = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        if written and self.instance.kind != Session.Kind.PANEL:
            raise forms.ValidationError(_("Only a panel has themes and guiding questions."))


class PartInline(TranslatedInline):
    formset = PartsOfPanel
    fields = ["text", "position"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class ThemeInline(PartInline):
    model = Theme


class GuidingQuestionInline(PartInline):
    model = GuidingQuestion


class RoleFormSet(BaseInlineFormSet):
    """The people of a session. A new session is not saved yet, so that their conference is asked for here."""

    def get_deletion_widget(self):
        return forms.CheckboxInput({"aria-label": _("Delete")})

    def get_unique_error_message(self, unique_check):
        return _("A person has the same role twice; take one of the two rows away.")

    def get_form_error(self):
        return self.get_unique_error_message(())

    def clean(self):
        """Roles that were left open are the usual one, and two that thereby are the same are refused."""
        super().clean()
        given = set()
        for form in self.forms:
            speaker = form.cleaned_data.get("speaker") if form.is_valid() and form not in self.deleted_forms else None
            if speaker is None:
                continue
            form.instance.kind = form.instance.kind or usual_role(self.instance)
            if self.instance.conference_id and speaker.conference_id != self.instance.conference_id:
                form.add_error("speaker", _("The speaker belongs to another conference."))
            if (speaker, form.instance.kind) in given:
                form.add_error("speaker", self.get_form_error())
            given.add((speaker, form.instance.kind))


class RoleInline(ArchivedIsReadInline, OrderedInline, admin.TabularInline):
    model = Role
    form = ConcurrentForm
    formset = RoleFormSet
    fields = ["position", "kind", "speaker"]
    verbose_name = gettext_lazy("person")
    verbose_name_plural = gettext_lazy("people")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("speaker")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "speaker" in formset.form.base_fields:
            conference = conference_of_form(self.admin_site, request, obj)
            field = formset.form.base_fields["speaker"]
            if conference:
                field.queryset = Speaker.objects.filter(conference=conference)
            named = {"aria-label": _("Speaker")}
            choose_within(conference, field, Role._meta.get_field("speaker"), self.admin_site, named)
            name_for_screen_readers(formset.form, "position", "kind")
            kind = formset.form.base_fields["kind"]
            kind.initial, kind.required = usual_role(obj), bool(obj)
        return formset


def conference_of_form(admin_site, request, session):
    return admin_site.get_model_admin(Session).conference_at_hand(request, session)


def name_for_screen_readers(form, *names):
    """Name fields whose labels stand above their column alone."""
    for name in names:
        form.base_fields[name].widget.attrs["aria-label"] = capfirst(form.base_fields[name].label)


def usual_role(session):
    """What most of those who are added to a session do there; nothing where its kind is not known yet."""
    if session is None:
        return None
    return Role.Kind.PANELLIST if session.kind == Session.Kind.PANEL else Role.Kind.SPEAKER


class NewPersonForm(ConcurrentForm):
    """Somebody who takes part and is not among the speakers of the conference yet."""

    name = forms.CharField(
        label=gettext_lazy("courtesy title and name"),
        max_length=300,
        validators=Line.default_validators,
        widget=forms.TextInput({"placeholder": "H.E. Ms. Amina Diop", "autocomplete": "off", "size": 22}),
    )
    function = forms.CharField(
        label=gettext_lazy("function"),
        required=False,
        max_length=300,
        validators=Line.default_validators,
        widget=forms.TextInput({"autocomplete": "off", "size": 22}),
    )
    delegation = forms.CharField(
        label=gettext_lazy("delegation"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"list": "delegations", "autocomplete": "off", "size": 16}),
    )

    class Meta:
        model = Role
        fields = ["kind"]
        # Above the columns of a list to which one only adds, Django shows these, not the labels of the fields.
        labels = {
            "name": gettext_lazy("courtesy title and name"),
            "function": gettext_lazy("function"),
            "delegation": gettext_lazy("delegation"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False

    def has_changed(self):
        """A row in which only the role was chosen counts as empty."""
        return bool(set(self.changed_data) - {"kind"})

    def speaker(self, conference):
        """Return the new speaker, not saved yet."""
        original = conference.original_language
        title, name = split_name(self.cleaned_data["name"], original)
        typed = {"courtesy_title": title, "name": name, "function": self.cleaned_data["function"]}
        values = {f"{field}_{official(original).suffix}": text for field, text in typed.items()}
        return Speaker(
            conference=conference,
            slug=free_slug(name, conference, conference.speakers, "speaker"),
            delegation=self.found_delegation,
            **values,
            **filled(values, {}, original),
        )

    found_delegation = None


class NewPeopleFormSet(BaseInlineFormSet):
    """Refuses whoever is in the conference already, and delegations that are not."""

    @classmethod
    def get_default_prefix(cls):
        return "new_people"

    def clean(self):
        super().clean()
        written = [form for form in self.forms if form.has_changed() and form.is_valid()]
        conference = getattr(self.instance, "conference", None) if self.instance.conference_id else None
        if not written or conference is None:
            return
        known = {fold(name): row for row in conference.speakers.all() for name in texts(row, "name").values() if name}
        rows = conference.delegations.select_related("state").prefetch_related("state__former_names")
        delegations = delegations_by_name(rows)
        for form in written:
            form.instance.kind = form.instance.kind or usual_role(self.instance)
            name = split_name(form.cleaned_data["name"], conference.original_language)[1]
            if fold(name) in known:
                words = _("%(name)s is in this conference already; choose them among its speakers.")
                form.add_error("name", words % {"name": known[fold(name)] or name})
            known[fold(name)] = name
            self._find_delegation(form, delegations)

    def _find_delegation(self, form, delegations):
        called = form.cleaned_data["delegation"]
        found = delegations.get(comparable_name(called), ()) if called else ()
        if called and len(found) != 1:
            form.add_error("delegation", _("This conference has no delegation “%(cell)s”.") % {"cell": called})
        form.found_delegation = found[0] if found else None


class NewPeopleInline(ArchivedIsReadInline, admin.TabularInline):
    """People who are added to the conference with their role in this session."""

    model = Role
    form = NewPersonForm
    formset = NewPeopleFormSet
    fields = ["kind", "name", "function", "delegation"]
    verbose_name = gettext_lazy("new person")
    verbose_name_plural = gettext_lazy("new people, who are added to the conference with their role here")
    can_delete = False

    def get_queryset(self, request):
        """Nobody: those who are there already are in the list above."""
        return super().get_queryset(request).none()

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        name_for_screen_readers(formset.form, *self.fields)
        return formset

    def has_view_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("speakers.add_speaker") and super().has_add_permission(request, obj)

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1
