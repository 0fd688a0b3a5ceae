from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from conference.languages.names import language_name

register = template.Library()


@register.simple_tag
def passage(shown):
    """Return a `SearchPassage` with its matches marked."""
    words = format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if is_found else piece,) for piece, is_found in shown.pieces)
    )
    if not shown.is_other:
        return words
    return format_html(
        '<span lang="{}" dir="{}">{}</span> <span class="other-language" title="{}">{}</span>',
        shown.language.html,
        shown.language.direction,
        words,
        _("Not yet translated"),
        language_name(shown.language.code),
    )
