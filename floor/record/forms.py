"""The form by which the facts of an intervention are corrected, and how it stands beside each entry of the record."""

from django import forms
from django.utils.translation import gettext_lazy

from conference.fields import Line
from conference.languages import CODES, official, texts
from conference.templatetags.languages import in_language
from floor.forms import SpokenForm, values_seen
from floor.models import OTHER, Floor
from floor.record.corrections import FIELDS


class RecordExtentForm(forms.Form):
    """How far the record of a session goes."""

    record = forms.ChoiceField(label=gettext_lazy("This record is"), choices=Floor.Record.choices)
    order_known = forms.BooleanField(label=gettext_lazy("The order of the interventions is known"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("record") == Floor.Record.NONE:
            cleaned["order_known"] = False
        return cleaned


class CorrectionForm(SpokenForm):
    """What shall stand, and why. Beside each field goes, hidden, what its writer saw: `seen-language`."""

    reason = forms.CharField(
        max_length=300,
        label=gettext_lazy("Reason"),
        validators=Line.default_validators,
        error_messages={"required": gettext_lazy("Say why the record is corrected.")},
    )

    field_order = FIELDS

    overtaken = ()  # the fields that somebody else has corrected since
    message = ""  # why it was not done

    def __init__(self, intervention, *args, **kwargs):
        super().__init__(intervention.session.conference, *args, **kwargs)
        self.intervention = intervention
        if intervention.role_id:  # a panellist speaks on nobody's behalf
            del self.fields["group"]

    def clean(self):
        """Another language is named only where it is another; who names one and chooses none has chosen it."""
        cleaned = super().clean()
        if cleaned.get("other_language") and not cleaned.get("language"):
            cleaned["language"] = OTHER
        if cleaned.get("language") != OTHER:
            cleaned["other_language"] = ""
        return cleaned

    def seen(self):
        """What the page showed when the form was filled in."""
        return values_seen(self, FIELDS)

    def written(self, now):
        """What the form shall show again, and what its writer has seen then: two {field: text}.

        Where a correction was overtaken, what others corrected comes into the fields that its writer left alone.
        """
        written = {name: self.data.get(name, "") for name in now}
        seen = {name: self.data.get(f"seen-{name}", "") for name in now}
        if self.overtaken:
            written = {name: now[name] if written[name] == seen[name] else written[name] for name in now}
            seen = now
        return written, seen


def choices_for(conference):
    """What can be chosen, the same for every entry: {field: [(value, words, language of HTML)]}."""
    original = conference.original_language
    groups = [(str(group.pk), *in_language(texts(group, "name"), original)) for group in conference.groups.all()]
    fields = SpokenForm.base_fields
    languages = fields["language"].choices
    return {
        "speaker_gender": [(value, words, "") for value, words in fields["speaker_gender"].choices],
        "level": [(value, words, "") for value, words in fields["level"].choices],
        "language": [(code, words, official(code).html if code in CODES else "") for code, words in languages],
        "group": [("", fields["group"].empty_label, ""), *((key, name, spoken.html) for key, name, spoken in groups)],
    }


def correction_of(entry, choices, form=None):
    """The form beside an entry, as a page shows it; None where nothing can be corrected.

    `form` is a CorrectionForm that could not be done, perhaps of this entry.
    """
    row = entry.row
    if not row.is_on_record:
        return None
    form = form if form and form.intervention.pk == row.pk else None
    now = _facts(row)
    written, seen = form.written(now) if form else (now, now)
    fields = [
        {
            "name": name,
            "label": SpokenForm.base_fields[name].label,
            "length": getattr(SpokenForm.base_fields[name], "max_length", None),
            "value": written[name],
            "choices": choices.get(name),
            "errors": form.errors.get(name) if form else None,
            "current": _words(choices, name, now[name]) if form and name in form.overtaken else None,
        }
        for name in now
    ]
    return {
        "fields": fields,
        "seen": seen,
        "message": form.message if form else "",
        "reason": form.data.get("reason", "") if form else "",
        "reason_errors": form.errors.get("reason") if form else None,
    }


def _facts(row):
    """What the record says, as the values of the form."""
    names = [name for name in FIELDS if name != "group" or not row.role_id]
    return {name: str(row.group_id or "") if name == "group" else getattr(row, name) for name in names}


def _words(choices, name, value):
    return next((words for key, words, _html in choices.get(name, ()) if key == value), value) or "–"
