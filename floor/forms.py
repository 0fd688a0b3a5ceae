"""The forms of requests for the floor: what is said of who speaks, and the slips that staff enter."""

from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.languages import CHOICES, texts
from conference.languages.collation import delegation_key
from conference.refusals import Refusal
from floor.models import OTHER, Group, Intervention

# What a delegation may ask for; a panellist alone answers.
KINDS = [
    (kind.value, kind.label)
    for kind in (Intervention.Kind.INTERVENTION, Intervention.Kind.RIGHT_OF_REPLY, Intervention.Kind.POINT_OF_ORDER)
]


REQUEST_FIELDS = (
    "kind",
    "group",
    "speaker_title",
    "speaker_name",
    "speaker_function",
    "level",
    "speaker_gender",
    "language",
    "other_language",
)


class SpokenForm(forms.Form):
    """Who speaks, on whose behalf and in which language, as far as it is known."""

    group = forms.ModelChoiceField(
        queryset=None, required=False, label=_("On behalf of"), empty_label=_("their own delegation")
    )
    speaker_title = forms.CharField(
        max_length=40, required=False, label=_("Form of address"), validators=Line.default_validators
    )
    speaker_name = forms.CharField(
        max_length=120, required=False, label=_("Who speaks"), validators=Line.default_validators
    )
    speaker_function = forms.CharField(
        max_length=200, required=False, label=_("Function"), validators=Line.default_validators
    )
    level = forms.ChoiceField(choices=[("", "–"), *Intervention.Level.choices], required=False, label=_("Level"))
    speaker_gender = forms.ChoiceField(
        choices=[("", "–"), *Intervention.Gender.choices], required=False, label=_("Woman or man, where stated")
    )
    language = forms.ChoiceField(
        choices=[("", "–"), *CHOICES, (OTHER, _("another"))], required=False, label=_("Language")
    )
    other_language = forms.CharField(
        max_length=60, required=False, label=_("Which other language"), validators=Line.default_validators
    )

    def __init__(self, conference, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(conference=conference)


def values_seen(form, names):
    """What a page showed when a form was filled in, which went along hidden as `seen-language`: {field: value}."""
    try:
        return {name: form.fields[name].to_python(form.data[f"seen-{name}"]) for name in names if name in form.fields}
    except (KeyError, forms.ValidationError):
        raise Refusal(gettext("The form is not complete; load the page again.")) from None


class ChangeForm(SpokenForm):
    """What a request that waits shall say. Beside each field goes, hidden, what its writer saw."""

    kind = forms.ChoiceField(choices=KINDS, label=_("Kind"))

    def __init__(self, row, *args, **kwargs):
        self.now = {name: "" if (value := getattr(row, name)) is None else value for name in REQUEST_FIELDS}
        self.now["group"] = row.group_id or ""
        super().__init__(row.session.conference, *args, initial=self.now, **kwargs)

    def clean(self):
        """Another language is named only where it is another; who names one and chooses none has chosen it."""
        cleaned = super().clean()
        if cleaned.get("other_language") and not cleaned.get("language"):
            cleaned["language"] = OTHER
        if cleaned.get("language") != OTHER:
            cleaned["other_language"] = ""
        return cleaned

    def wanted(self):
        """What the request shall say: {field: value}."""
        return {name: self.cleaned_data[name] for name in REQUEST_FIELDS}

    def seen(self):
        return values_seen(self, REQUEST_FIELDS)

    def seen_fields(self):
        """What goes along hidden: [(name, value)]."""
        return [(f"seen-{name}", self.data.get(f"seen-{name}", self.now[name])) for name in REQUEST_FIELDS]

    def show_again(self):
        """Makes a form that was refused show what its writer wrote, and what others have changed since in the rest."""
        data = self.data.dict()
        for name, value in self.now.items():
            if data.get(name, "") == data.get(f"seen-{name}", ""):
                data[name] = str(value)
            data[f"seen-{name}"] = str(value)
        self.data = data


class SlipForm(SpokenForm):
    """A slip of paper: only the delegation is required."""

    delegation = forms.ModelChoiceField(queryset=None, label=_("Delegation"))
    kind = forms.ChoiceField(choices=KINDS, required=False, label=_("Kind"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ["delegation", "kind"]

    def __init__(self, conference, *args, **kwargs):
        super().__init__(conference, *args, initial={"key": uuid4()}, auto_id="slip-%s", **kwargs)
        self.fields["delegation"].queryset = conference.delegations.all()

    def clean(self):
        """Naming another language chooses it."""
        cleaned = super().clean()
        if cleaned.get("other_language"):
            cleaned["language"] = OTHER
        cleaned["kind"] = cleaned.get("kind") or Intervention.Kind.INTERVENTION
        return cleaned


def delegations_to_find(conference):
    """The delegations in the alphabetical order of the page's language, with all that they can be found by."""
    code = get_language()
    found = [
        {
            "key": row.pk,
            "names": (names := texts(row, "name")),
            "english": names["en"],
            "codes": f"{row.state.iso2} {row.state.iso3}" if row.state else "",
        }
        for row in conference.delegations.select_related("state")
    ]
    return sorted(found, key=lambda row: delegation_key(row["names"][code] or row["english"], code))
