"""In whose name a delegation speaks, wherever a page says so."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.templatetags.languages import text as text_of

register = template.Library()
_MARK = "\ue000"


@register.simple_tag(takes_context=True)
def on_behalf_of(context, group):
    """ "on behalf of the Group of 77 and China"; a name that has no form for it stands after a colon, labelled."""
    if form := group.in_sentence(get_language()):
        return _("on behalf of %(group)s") % {"group": form}
    before, __, after = (_("on behalf of: %(group)s") % {"group": _MARK}).partition(_MARK)
    return format_html("{}{}{}", before, text_of(context, group.public_name), after)
