"""The form of a document in the admin: what it is, its sessions, and a version for each language."""

from copy import deepcopy

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.adminsite.archiving import ArchivedIsReadInline
from conference.adminsite.concurrent_edits import ConcurrentForm
from conference.adminsite.ordering import OrderedAdmin
from conference.adminsite.translated import TranslatedAdmin, TranslatedForm
from conference.languages import CODES, LANGUAGES, columns, official
from conference.languages.lists import listed
from conference.models import AuditEntry, Document, DocumentVersion
from conference.models.document import official_address
from conference.refusals import Refusal
from programme.documents.filing import FACTS, inspected, remove_unused, title_in
from programme.models import DocumentOfSession, Session


class DocumentForm(TranslatedForm):
    """A document with its sessions, and the languages in which the Organization has it at its own address."""

    sessions = forms.ModelMultipleChoiceField(
        Session.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Sessions"),
        help_text=gettext_lazy("The public page of each session that is ticked lists the document."),
    )
    official_addresses = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Addresses at docs.un.org"),
        help_text=gettext_lazy(
            "Open the link first: nobody has checked whether the document is there. What is ticked becomes a version."
        ),
    )

    unguarded = ("sessions", "official_addresses")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        document = self.instance
        if "sessions" in self.fields and document.pk:
            self.fields["sessions"].initial = [place.session_id for place in document.in_sessions.all()]
        if "official_addresses" in self.fields:
            known = {version.language for version in document.versions.all()} if document.pk else set(CODES)
            missing = [code for code in CODES if code not in known] if document.symbol else []
            self.fields["official_addresses"].choices = [(code, _look(document.symbol, code)) for code in missing]


def _look(symbol, code):
    address, language = official_address(symbol, code), official(code)
    link = '<span lang="{}">{}</span> <a href="{}" rel="noopener" target="_blank" dir="ltr">{}</a>'
    return format_html(link, language.html, language.name, address, address)


class VersionForm(ConcurrentForm):
    """A version is a file or an address; a new file takes the place of the one before, or of the address."""

    def clean_file(self):
        """Keep a copy that tells nothing of who wrote it; the uploaded file itself is never stored."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not upload:
            return upload
        language = self.cleaned_data.get("language") or self.instance.language
        try:
            found = inspected(upload, title_in(self.instance.document, language))
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from None
        found.tell(self.instance)
        self.changed_data += FACTS
        return found.content

    def clean(self):
        cleaned = super().clean()
        if self.errors or not self.has_changed():
            return cleaned
        has_new_file, has_new_address = ("file" in self.changed_data), "url" in self.changed_data and cleaned.get("url")
        if has_new_file and cleaned.get("url") and not has_new_address:
            cleaned["url"] = ""
            self.changed_data.append("url")
        elif has_new_address and not has_new_file and self.instance.file:
            cleaned["file"] = False  # to a file field, False is none
            self.instance.format, self.instance.size, self.instance.sha256 = "", 0, ""
            self.changed_data += ["file", *FACTS]
        if bool(cleaned.get("file")) == bool(cleaned.get("url")):
            raise ValidationError(_("Choose a file, or write an address: a version is one of the two."))
        return cleaned


class VersionInline(ArchivedIsReadInline, admin.TabularInline):
    model = DocumentVersion
    form = VersionForm
    fields = ["language", "kind", "now", "file", "url"]
    readonly_fields = ["now"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    extra = 0
    max_num = len(CODES)

    @admin.display(description=pgettext_lazy("a version of a document", "now"))
    def now(self, version):
        """The file that is kept, as the preview gives it."""
        if not version.file:
            return "–"
        args = [version.document.conference.slug, version.document_id, version.language, version.format]
        address = reverse("programme:preview:document-file", args=args)
        return format_html('<a href="{}" dir="ltr">{}</a>', address, version.get_format_display())

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document__conference")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        if "file" in fields:
            fields["file"].widget = forms.FileInput(attrs={"accept": ".pdf,.docx"})
            for name in ("language", "kind", "file", "url"):
                fields[name].widget.attrs["aria-label"] = fields[name].label
        return formset


@admin.register(Document)
class DocumentAdmin(OrderedAdmin, TranslatedAdmin):
    list_display = ["__str__", "type", "status", "languages", "conference", "position", "missing"]
    list_filter = ["conference", "type", "status"]
    search_fields = ["symbol", *columns("title")]

    class Media:
        css = {"all": ["programme/documents/document-form.css"]}

    form = DocumentForm
    inlines = [VersionInline]
    fieldsets = [
        (None, {"fields": ["conference", "type", "symbol", "title", "description"]}),
        (
            pgettext_lazy("of a document", "State of the document"),
            {"fields": ["status", "original", "dated_on", "posted_on", "supersedes"]},
        ),
        (gettext_lazy("Where it belongs"), {"fields": ["sessions", "position"]}),
        (gettext_lazy("Elsewhere"), {"fields": ["url", "official_addresses"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("versions", "in_sessions")

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, document):
        """The languages in which there is a version, and those that are missing."""
        there = {version.language for version in document.versions.all()}
        if not there and "{language}" in document.url:
            there = set(CODES)
        marks = [
            ("" if language.code in there else "missing", _mark(language, language.code in there), language.html)
            for language in LANGUAGES
        ]
        return format_html_join(" ", '<abbr class="{}" title="{}">{}</abbr>', marks)

    def get_fieldsets(self, request, obj=None):
        """Offer addresses to those who may add versions; to others the sessions are shown."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_write_permission(request):
            return fieldsets
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name != "official_addresses"]})
            for title, options in fieldsets
        ]

    @admin.display(description=gettext_lazy("sessions"))
    def sessions(self, document):
        """The sessions to those who only read."""
        return listed(str(place.session) for place in document.in_sessions.select_related("session")) or "–"

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        conference = self.conference_at_hand(request, obj)
        if conference and "sessions" in form.base_fields:
            # A copy: the field is declared, so that all forms share it, also those of other conferences.
            form.base_fields["sessions"] = own = deepcopy(form.base_fields["sessions"])
            own.queryset = conference.sessions.in_order()
        if conference and "supersedes" in form.base_fields:
            others = conference.documents.exclude(pk=obj.pk) if obj else conference.documents.all()
            form.base_fields["supersedes"].queryset = others
        return form

    def get_changeform_initial_data(self, request):
        """A document is posted on the day on which it is entered, and its original is in that of the conference."""
        initial, conference = super().get_changeform_initial_data(request), self.conference_at_hand(request)
        if conference is None:
            return initial
        today = timezone.now().astimezone(conference.zone).date()
        return {"posted_on": today, "original": conference.original_language, **initial}

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        document = form.instance
        if "sessions" in form.changed_data:
            self._put_in_sessions(request, document, form.cleaned_data["sessions"])
        for code in form.cleaned_data.get("official_addresses", ()):
            self._add_official(request, document, code)
        before = {each.initial.get("file") for formset in formsets for each in formset.forms if each.has_changed()}
        remove_unused(document.conference, {file.name for file in before if file})

    def _put_in_sessions(self, request, document, sessions):
        before = sorted(place.session.slug for place in document.in_sessions.select_related("session"))
        DocumentOfSession.objects.filter(document=document).exclude(session__in=sessions).delete()
        there = set(DocumentOfSession.objects.filter(document=document).values_list("session", flat=True))
        DocumentOfSession.objects.bulk_create(
            DocumentOfSession(document=document, session=session) for session in sessions if session.pk not in there
        )
        detail = {"sessions": [before, sorted(session.slug for session in sessions)]}
        self._enter(request, AuditEntry.Act.CHANGE, document, detail, document.conference)

    def _add_official(self, request, document, code):
        if document.versions.filter(language=code).exists():
            return
        address = official_address(document.symbol, code)
        version = DocumentVersion.objects.create(document=document, language=code, url=address)
        self._enter(request, AuditEntry.Act.ADD, version, {"url": [None, address]}, document.conference)


def _mark(language, is_there):
    return language.name if is_there else _("%(language)s: missing") % {"language": language.name}
