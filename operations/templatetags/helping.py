"""The addresses of the help: of the page that is open, and of a topic."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from conference.models import Conference
from operations.help.addresses import topic_of

register = template.Library()


@register.simple_tag(takes_context=True)
def help_address(context: Context) -> str:
    """Returns the address of the help on the page that is open; an empty text where there is no page."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return ""
    return topic_address(context, topic_of(request.resolver_match) or "home")


@register.simple_tag(takes_context=True)
def topic_address(context: Context, topic: str) -> str:
    """Returns the address of a topic, within the frame of the page's conference where the reader may be there."""
    conference: Any = context.get("conference")
    user = context["request"].user
    if isinstance(conference, Conference) and user.has_perm("conference.preview_programme"):
        return reverse("operations:conference-help", args=[conference.slug, topic])
    return reverse("operations:help", args=[topic])


@register.simple_tag(takes_context=True)
def all_help(context: Context) -> str:
    """Returns the address of the list of topics."""
    conference: Any = context.get("conference")
    if isinstance(conference, Conference):
        return reverse("operations:conference-help-list", args=[conference.slug])
    return reverse("operations:help-list")
