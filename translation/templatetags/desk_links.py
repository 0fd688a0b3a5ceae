"""For pages of other apps: whether the reader has something to do at the translators' desk."""

from django import template

from translation.texts.permissions import reads

register = template.Library()


@register.filter
def has_desk(user):
    return bool(reads(user))
