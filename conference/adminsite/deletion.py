"""What stands in the way of a deletion, and what would lose the row that goes: named, with links."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages.lists import labelled, labelled_html

MOST = 20  # rows that are named one by one
MOST_LOOKED_AT = 200  # for which the row that they are a part of is found


@dataclass
class RowsInUse:
    """`protected` are the rows that must go first, `losing` those that would stay without the row that is deleted."""

    protected: list[Any] = field(default_factory=list)
    losing: list[Any] = field(default_factory=list)


def in_use(rows: Sequence[models.Model], site: AdminSite) -> RowsInUse:
    """Return what uses some rows: links to what people know, such as the session of a role."""
    rows, found = list(rows), RowsInUse()
    if not rows:
        return found
    collector = NestedObjects(using=router.db_for_write(type(rows[0])))  # goes on where something is in the way
    collector.collect(rows)
    if collector.protected:
        in_order = sorted(collector.protected, key=lambda row: (row._meta.label, row.pk))
        found.protected = _links(in_order, rows, site)
    else:
        losing = [row for some in collector.field_updates.values() for each in some for row in _several(each)]
        found.losing = _links([row for row in losing if site.is_registered(type(row))], rows, site)
    return found


def _several(some: Any) -> Any:
    return some if isinstance(some, models.QuerySet) else [some]


def _links(users: Sequence[models.Model], rows: Sequence[models.Model], site: AdminSite) -> list[Any]:
    """A link for each row, once; of many, the first and how many more there are."""
    links = list(dict.fromkeys(_link(user, rows, site) for user in users[:MOST_LOOKED_AT]))
    more = len(links) - MOST + max(0, len(users) - MOST_LOOKED_AT)
    if more > 0:
        links = [*links[:MOST], ngettext("and %(number)d more", "and %(number)d more", more) % {"number": more}]
    return links


def _link(user: models.Model, rows: Sequence[models.Model], site: AdminSite) -> Any:
    """A row in words: its kind and name, as a link to its page or to that of the row it is a part of."""
    owner = _owner(user, rows, site)
    if owner is None:
        return labelled(capfirst(str(user._meta.verbose_name)), user)
    try:
        address = reverse(f"{site.name}:{owner._meta.app_label}_{owner._meta.model_name}_change", args=[owner.pk])
    except NoReverseMatch:
        return labelled(capfirst(str(owner._meta.verbose_name)), owner)
    kind, part = capfirst(str(owner._meta.verbose_name)), _part(user, owner)
    return labelled_html(kind, format_html('<a href="{}"><bdi>{}</bdi></a>{}', address, owner, part))


def _part(user: models.Model, owner: models.Model) -> str:
    """What of the owner it is, such as the role that somebody has in a session."""
    if user is owner:
        return ""
    choice = getattr(user, "get_kind_display", None)
    return _(" (%(part)s)") % {"part": choice() if choice else user._meta.verbose_name}


def _owner(user: models.Model, rows: Sequence[models.Model], site: AdminSite) -> models.Model | None:
    if site.is_registered(type(user)):
        return user
    for column in user._meta.concrete_fields:
        if isinstance(column, models.ForeignKey) and site.is_registered(column.related_model):
            owner = getattr(user, column.name)
            if owner is not None and owner not in rows:
                return owner
    return None
