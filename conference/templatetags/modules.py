"""The tag by which a page loads its script."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

from conference.files.static_files import imported_by

register = template.Library()


@register.simple_tag
def module(name):
    """Load a script that is an ES module, and what it imports at the same time instead of one after the other."""
    preloads = format_html_join(
        "", '<link rel="modulepreload" href="{}">', ((static(each),) for each in imported_by(name))
    )
    return format_html('<script type="module" src="{}"></script>{}', static(name), preloads)
