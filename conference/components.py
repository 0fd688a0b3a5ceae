"""The page of components: each part of which pages are made, in the six languages at once."""

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from conference.languages import LANGUAGES
from conference.rights import may_somewhere

THEMES = ("light", "dark")
STATES = ("missing", "draft", "tentative", "translated", "revised", "outdated", "questions")


class SampleForm(forms.Form):
    """A field of each sort. The page binds it to no data, so that it shows what is said of a wrong one."""

    name = forms.CharField(label=_("Name"))
    kind = forms.ChoiceField(label=_("Files"), choices=[("", _("all")), ("speakers", _("Speakers"))], required=False)
    words = forms.CharField(label=_("Contents"), widget=forms.Textarea({"rows": 2}), required=False)


@require_safe
def components(request):
    """Show the components to the staff; `?theme=dark` or `?theme=light` sets the colours, else the device does."""
    if not may_somewhere(request.user, "conference.preview_programme"):
        raise Http404
    theme = request.GET.get("theme")
    context = {
        "samples": [(language, SampleForm({}, auto_id=f"{language.code}-%s")) for language in LANGUAGES],
        "theme": theme if theme in THEMES else "",
        "states": STATES,
        "parts": [
            {"where": "both", "text": "2012 "},
            {"where": "theirs", "text": "3.4."},
            {"where": "own", "text": "4.4."},
        ],
    }
    return render(request, "conference/components.html", context)
