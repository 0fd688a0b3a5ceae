from django import forms
from django.template.loader import render_to_string

from speakers.photographs import PhotographPart


class PhotographInput(forms.ClearableFileInput):
    """The choice of a photograph and of the part of it that is kept, which the file brings along as `part`.

    Without Django's link to the file: in the admin a photograph has no address.
    """

    def render(self, name, value, attrs=None, renderer=None):
        context = {**self.get_context(name, value, attrs), "parts": PhotographPart.choices}
        return render_to_string("speakers/photograph_input.html", context)

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if value:
            chosen = data.get(f"{name}-part")
            value.part = PhotographPart(chosen) if chosen in PhotographPart.values else PhotographPart.UPPER
        return value
