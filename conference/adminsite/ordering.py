"""Lists of the admin whose rows people order, by dragging or with the keys; saved at once."""

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from conference.adminsite.rights import within
from conference.answers import answer
from conference.loading import key_in
from conference.models import AuditEntry
from conference.posted import Words, posted
from conference.refusals import Conflict

LAST = 32_767  # the highest position that the column can hold
LONGEST = 1000  # more rows than a page of a list ever shows


def set_apart_by(model):
    """The fields by which rows are grouped before they are ordered by hand, such as the year of a meeting."""
    names = [name.lstrip("-") for name in model._meta.ordering]
    before = names[: names.index("position")]
    columns = {field.name for field in model._meta.concrete_fields}
    return before if "conference" in before or "conference" not in columns else ["conference", *before]


def positions_for(rows):
    """Return positions for rows in a new order: the ones that they have already, so that few rows change."""
    positions = []
    for position in sorted(row.position for row in rows):
        positions.append(max(position, positions[-1] + 1) if positions else position)
    return positions if positions[-1] <= LAST else list(range(len(rows)))


class OrderedAdmin:
    """For a ModelAdmin: people order the rows of its list. Without scripts they use the position in each row’s form.

    A page may show only some rows, found by a search or on a page of many. They then change places among themselves,
    and the others stay where they are.
    """

    def get_ordering(self, request):
        return [*set_apart_by(self.model), "position", "pk"]

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        if not self._may_order(request):
            return shown
        return ["order_by_hand", *(name for name in shown if name != "position")]

    def get_list_display_links(self, request, list_display):
        return super().get_list_display_links(request, [name for name in list_display if name != "order_by_hand"])

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_order"
        return [
            path("order/", self.admin_site.admin_view(require_POST(self.order_view)), name=name),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_order")
        ordering = {"order_address": address} if self._may_order(request) else {}
        return super().changelist_view(request, {**(extra_context or {}), **ordering})

    @admin.display(description=gettext_lazy("position"))
    def order_by_hand(self, row):
        """The position, of which row-order.js makes a handle."""
        apart = " ".join(str(row.serializable_value(name)) for name in set_apart_by(self.model))
        mark = '<span class="order" data-row="{}" data-apart="{}" data-name="{}">{}</span>'
        return format_html(mark, row.pk, apart, row, row.position)

    def order_view(self, request):
        """Put the rows with the keys `before`, as the page showed them, in the order `after`; answer with a message."""
        if not self.has_write_permission(request):
            raise PermissionDenied
        sent = posted(request, before=Words(), after=Words())
        before, after = _keys(sent.before), _keys(sent.after)
        if not before or len(before) > LONGEST or sorted(before) != sorted(after):
            return answer(_("The form is not complete; load the page again."), status=400)
        try:
            self._put_in_order(request, before, after)
        except Conflict as conflict:
            return answer(conflict, status=conflict.status)
        return answer(_("Saved"))

    def _may_order(self, request):
        return ORDER_VAR not in request.GET and self.has_write_permission(request)

    @transaction.atomic
    def _put_in_order(self, request, before, after):
        rows = self._locked_beside(request, before[0])
        shown = {row.pk: row for row in rows if row.pk in before}
        if list(shown) != before:
            raise _overtaken()
        moved = iter(after)
        wanted = [shown[next(moved)] if row.pk in shown else row for row in rows]
        for row, position in zip(wanted, positions_for(wanted), strict=True):
            if row.position != position:
                detail = {"position": [row.position, position]}
                row.position = position
                row.save(update_fields=["position"])
                self._enter(request, AuditEntry.Act.CHANGE, row, detail, row.conference)

    def _locked_beside(self, request, key):
        """The rows ordered together with a row, in that order, locked until the transaction ends."""
        own = within(self.model._base_manager.all(), self.permitted_conferences(request, "change"))
        apart = own.filter(pk=key).values(*set_apart_by(self.model)).first()
        if apart is None:
            raise _overtaken()
        held = self.model._base_manager.select_for_update().filter(**apart).order_by("pk")
        return sorted(held.prefetch_related("conference"), key=lambda row: (row.position, row.pk))


class OrderedInline:
    """For an inline whose rows people order; a new row comes last."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("position")
        if field and obj:
            last = self.model._base_manager.filter(**{formset.fk.name: obj}).aggregate(last=Max("position"))["last"]
            field.initial = 0 if last is None else min(last + 1, LAST)
            field.widget.attrs["data-apart"] = " ".join(set(set_apart_by(self.model)) - {"conference"})
        return formset


def _keys(text):
    keys = [key_in(key) for key in text.split(" ")]
    return [] if None in keys else keys


def _overtaken():
    return Conflict(_("The list has changed since; look again before you change the order."))
