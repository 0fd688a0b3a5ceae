"""Which columns the address of a list in the admin may ask about: those that its reader sees, and no others.

Django lets everybody filter a list by each column of its model (`?email__startswith=a`), and so read letter by letter
what a page does not show.
"""

from django.contrib.admin.utils import flatten_fieldsets
from django.db.models.constants import LOOKUP_SEP


class GuardedLookups:
    """For a ModelAdmin: lookups begin with the key, a filter of the list, or a field that is shown to the user."""

    def lookup_allowed(self, lookup, value, request):
        first = lookup.split(LOOKUP_SEP)[0]
        return first in self._fields_to_look_up(request) and super().lookup_allowed(lookup, value, request)

    def shown_fields(self, request):
        """The names of what the user sees in the list and on the pages of its rows."""
        return {*flatten_fieldsets(self.get_fieldsets(request)), *self.get_list_display(request)}

    def _fields_to_look_up(self, request):
        names = [item[0] if isinstance(item, list | tuple) else item for item in self.get_list_filter(request)]
        filters = {name.split(LOOKUP_SEP)[0] for name in names if isinstance(name, str)}
        filters |= {name.parameter_name for name in names if hasattr(name, "parameter_name")}
        dates = {self.date_hierarchy.split(LOOKUP_SEP)[0]} if self.date_hierarchy else set()
        return {"pk", self.opts.pk.name, *filters, *dates, *self.shown_fields(request)}
