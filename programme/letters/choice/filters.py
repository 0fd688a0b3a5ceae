"""Choosing people to write to: by status, role, session, delegation, language, and by what they have answered."""

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conference.languages import CHOICES
from programme.letters.addresses import Copy, addresses_of
from programme.letters.kinds import kinds_to_write
from programme.letters.wording import language_of
from programme.models import Letter, LetterKind, Role
from speakers.models import Speaker

UNANSWERED, UNWRITTEN = "unanswered", "unwritten"
ANY = [("", pgettext_lazy("a filter", "any"))]


class ChoiceForm(forms.Form):
    """What the address of the page says of the choice; what makes no sense in it counts as not said."""

    kind = forms.ChoiceField(label=_("Kind of letters"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[*ANY, *Speaker.Status.choices])
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[*ANY, *Role.Kind.choices])
    session = forms.ModelChoiceField(label=_("Session"), required=False, queryset=None, empty_label=ANY[0][1])
    delegation = forms.ModelChoiceField(label=_("Delegation"), required=False, queryset=None, empty_label=ANY[0][1])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[*ANY, *CHOICES])
    answer = forms.ChoiceField(
        label=_("Correspondence"),
        required=False,
        choices=[
            *ANY,
            (UNANSWERED, _("has not answered the invitation")),
            (UNWRITTEN, _("has had no letter of this kind")),
        ],
    )
    tick = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, conference):
        super().__init__(data, label_suffix="")
        self._conference = conference
        self._kinds = {kind.key: kind for kind in kinds_to_write(conference)}
        self.fields["kind"].choices = [(key, str(kind.label).capitalize()) for key, kind in self._kinds.items()]
        self.fields["session"].queryset = conference.sessions.in_order()
        self.fields["delegation"].queryset = conference.delegations.filter(speakers__isnull=False).distinct()
        self.is_valid()

    @property
    def chosen_kind(self):
        """The kind of letters; the first where the address names none."""
        return self._kinds.get(self.cleaned_data.get("kind")) or next(iter(self._kinds.values()))

    def chosen(self, possible):
        """Return those of the possible recipients who meet all that was said."""
        said = self.cleaned_data
        rows = self._conference.speakers.all()
        if said.get("status"):
            rows = rows.filter(status=said["status"])
        if said.get("delegation"):
            rows = rows.filter(delegation=said["delegation"])
        roles = {"roles__kind": said.get("role"), "roles__session": said.get("session")}
        if wanted := {name: value for name, value in roles.items() if value}:
            rows = rows.filter(**wanted)
        if said.get("answer") == UNANSWERED:
            invited = Letter.objects.sent().filter(conference=self._conference, kind=LetterKind.INVITATION)
            rows = rows.filter(status=Speaker.Status.INVITED, pk__in=invited.exclude(speaker=None).values("speaker"))
        keys = set(rows.values_list("pk", flat=True))
        if said.get("answer") == UNWRITTEN:
            keys &= possible.new
        language = said.get("language")
        return [
            speaker
            for speaker in possible.speakers
            if speaker.pk in keys and (not language or language_of(self._conference, speaker) == language)
        ]


def in_order(conference, speakers):
    """Return speakers in the alphabetical order of the page's language."""
    code = get_language()
    return sorted(speakers, key=lambda speaker: speaker.key_in(code, conference.original_language))


def where(speaker):
    """Return where letters to a speaker go if all copies are asked for."""
    return addresses_of(speaker, Copy.values)
