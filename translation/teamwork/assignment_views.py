"""The pages on which the secretariat assigns work, and on which an assignment is closed."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from conference.languages import CHOICES, LANGUAGES
from conference.languages.lists import listed, with_note
from conference.refusals import Refusal
from conference.templatetags.languages import in_language
from conference.typed_fields import DayField
from translation.loading import conference_for, secretariats_conference
from translation.models.teamwork import Assignment
from translation.page_context import page_context
from translation.teamwork.assignments import close, give, name_of, parts_of, people_by_language
from translation.texts import documents
from translation.texts.permissions import is_secretariat, reads


class AssignmentForm(forms.ModelForm):
    what = forms.ChoiceField(label=pgettext_lazy("what is to be translated", "What"), required=False)

    class Meta:
        model = Assignment
        fields = ["language", "person", "due_on", "note"]
        field_classes = {"due_on": DayField}

    field_order = ["language", "what", "person", "due_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.message = ""
        conference = self.instance.conference
        self.fields["language"].choices = [choice for choice in CHOICES if choice[0] != conference.original_language]
        people = {}
        for code, holders in people_by_language(conference).items():
            for person in holders:
                people.setdefault(person, []).append(dict(CHOICES)[code])
        self.fields["person"].choices = [
            ("", "–"),
            *((row.pk, with_note(name_of(row), listed(names))) for row, names in people.items()),
        ]
        self.fields["what"].choices = _choices(conference)
        self.initial["what"] = f"{self.instance.document} {self.instance.group}".strip()

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if "due_on" in self.changed_data and day < today(self.instance.conference):
            raise forms.ValidationError(_("This day is over."))
        return day

    def clean(self):
        cleaned = super().clean()
        self.instance.document, __, self.instance.group = cleaned.get("what", "").partition(" ")
        return cleaned


def today(conference):
    return timezone.now().astimezone(conference.zone).date()


def _choices(conference):
    """Returns the choices of what to assign: the whole language, each document, and the parts of each."""
    choices = [("", gettext_lazy("All texts"))]
    parts = {}
    for part in parts_of(conference):
        name = in_language(part.name, conference.original_language)[0]
        parts.setdefault(part.document, []).append((f"{part.document} {part.group}", name or part.group))
    for document in documents.all_documents():
        whole = (document.key, document.name)
        of_document = parts.get(document.key)
        choices.append((document.name, [whole, *of_document]) if of_document else whole)
    return choices


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request, conference):
    """Makes a new assignment."""
    row = secretariats_conference(request, conference)
    return _form_page(request, row, Assignment(conference=row), _("The work has been assigned."))


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request, conference, pk):
    """Changes an assignment."""
    row = secretariats_conference(request, conference)
    current = get_object_or_404(Assignment.objects.select_related("person"), conference=row, pk=pk, closed_at=None)
    current.conference = row
    return _form_page(request, row, current, _("The assignment has been changed."))


def _form_page(request, conference, current, message):
    status = 200
    form = AssignmentForm(request.POST if request.method == "POST" else None, instance=current)
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                give(form.instance, by=request.user, at=timezone.now())
            except Refusal as refusal:
                form.message = str(refusal)
            else:
                messages.success(request, message)
                return redirect("translation:overview", conference.slug)
    analysed = [language for language in LANGUAGES if language.code != conference.original_language]
    context = {**page_context(request, conference), "form": form, "current": current, "analysed": analysed}
    return render(request, "translation/teamwork/assign.html", context, status=status)


@require_POST
def assignment_close(request, conference, pk):
    """Closes an assignment; the person who has it may, and the secretariat."""
    row = conference_for(request, conference)
    codes = [language.code for language in reads(request.user)]
    own = Assignment.objects.select_related("person", "conference").filter(conference=row, language__in=codes)
    if not is_secretariat(request.user):
        own = own.filter(person=request.user)
    close(get_object_or_404(own, pk=pk), by=request.user, at=timezone.now())
    messages.success(request, _("The assignment is done."))
    return redirect("translation:overview", row.slug)
