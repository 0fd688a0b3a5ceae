"""Links to the translators' desk, for pages of other apps."""

from django import template

from translation.texts.permissions import reads

register = template.Library()


@register.filter
def has_desk(user):
    """Returns whether a user may read texts at the translators' desk."""
    return bool(reads(user))
