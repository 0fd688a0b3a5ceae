from django import forms
from django.template.loader import render_to_string

from speakers.photographs import PhotographPart


class PhotographInput(forms.ClearableFileInput):
    """Chooses a photograph and the part of it that is kept, which becomes the attribute `part` of the file.

    It has no link to the file, because photographs have no address in the admin.
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
