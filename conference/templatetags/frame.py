"""The frame of the staff's pages: the navigation of the conference that a page is about."""

from django import template
from django.urls import reverse

from conference.languages import texts
from conference.models import Conference
from conference.navigation import sections_for

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context):
    """Returns the sections of the page's conference; none where the page belongs to no conference."""
    request, conference = context.get("request"), context.get("conference")
    if request is None or not isinstance(conference, Conference) or not request.user.is_authenticated:
        return []
    if not hasattr(request, "navigation"):  # a page shows it in two places
        request.navigation = sections_for(request, conference)
    return request.navigation


@register.simple_tag(takes_context=True)
def search_address(context):
    """Returns the address of the search in the page's conference; an empty text where there is no conference."""
    conference = context.get("conference")
    return reverse("operations:search", args=[conference.slug]) if isinstance(conference, Conference) else ""


@register.simple_tag
def name_of(conference):
    """Returns the short title of a conference, or its title where it has none, in each language."""
    return texts(conference, "short_title" if conference.short_title else "title")


@register.filter
def open_section(sections):
    """Returns the section in which the reader is, if any."""
    return next((section for section in sections if section.is_open), None)
