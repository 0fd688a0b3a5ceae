"""For the admin's forms: in which language the text on a line is, and where else a conference is worked on."""

from django import template
from django.core.exceptions import FieldDoesNotExist

from conference.adminsite.history import recent_acts
from conference.adminsite.missing_translations import original_language_of
from conference.languages import official

register = template.Library()


@register.filter
def language_of(line):
    """The official language of a line's text, whether it can be changed or only read; None for other fields."""
    try:
        code = getattr(line.form._meta.model._meta.get_field(line.fields[0]), "language", None)
    except FieldDoesNotExist:
        return None
    return official(code) if code else None


@register.filter
def text_of(line, language):
    """What the six columns of a text have in common, in the whole page."""
    return f"{line.form.prefix or ''}-{line.fields[0].removesuffix(language.suffix)}"


@register.simple_tag
def own_acts(user):
    """The user's last acts, as the audit trail tells them."""
    return recent_acts(user)


@register.filter
def is_original(language, form):
    return language is not None and language.code == original_language_of(form.instance)
