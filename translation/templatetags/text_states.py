"""The state of each text beside its field in the forms of the admin."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from translation.texts.registry import is_translated, source_language_of
from translation.texts.states import States

register = template.Library()


@register.simple_tag
def text_state(line, language):
    """Say of the text on a line whether it is the original, and else its state; nothing in a row of an inline."""
    form = line.form
    field = line.fields[0].removesuffix(f"_{language.suffix}")
    if form.prefix or not form.instance.pk or not is_translated(type(form.instance)):
        return ""
    source = source_language_of(form.instance)
    if language.code == source:
        return format_html('<span class="text-state">{}</span>', pgettext("the language of a text", "original"))
    if not hasattr(form, "states_of_texts"):
        form.states_of_texts = States([form.instance], source)
    state = form.states_of_texts.of(form.instance, field, language.code)
    if state is None:
        return ""
    words = _("outdated") if state.is_outdated else state.name
    return format_html('<span class="text-state{}">{}</span>', "" if state.is_complete else " open", words)
