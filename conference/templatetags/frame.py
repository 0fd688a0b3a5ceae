"""The frame of the staff's pages: the navigation of the conference that a page is about."""

from django import template
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from conference.adminsite.framing import parameter_of, way_to_conference
from conference.languages import texts
from conference.models import Conference
from conference.navigation import sections_for
from conference.templatetags.languages import in_language

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


@register.simple_tag(takes_context=True)
def way_here(context):
    """Returns the way to a page of the admin, from its conference or from what belongs to none: [(name, address)].

    The last one, the page itself, has no address.
    """
    conference, opts = context.get("conference"), context.get("opts")
    row = context.get("original") or context.get("object")
    is_conference = isinstance(conference, Conference)
    way = [_beginning(context, conference)] if is_conference else [(_("Secretariat"), reverse("admin:index"))]
    if opts and not (is_conference and opts.model is Conference):
        way.append((capfirst(opts.verbose_name_plural), _list_address(opts, conference)))
        way += [(str(row), reverse(admin_urlname(opts, "change"), args=[row.pk]))] if row else []
    if not (context.get("cl") or (row and row == context.get("original"))):
        way.append((context.get("title"), ""))
    *before, (last, __) = way
    return [*before, (last, "")]


def _beginning(context, conference):
    sections = navigation(context)
    name, __ = in_language(name_of(conference), conference.original_language)
    return name, sections[0].address if sections else ""


def _list_address(opts, conference):
    address = reverse(admin_urlname(opts, "changelist"))
    within = isinstance(conference, Conference) and way_to_conference(opts.model)
    return f"{address}?{parameter_of(opts.model)}={conference.pk}" if within else address
