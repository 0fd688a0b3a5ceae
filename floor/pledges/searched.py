"""What the search finds of the pledges on the record: who contributes, how much, and on which page it is told."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.languages.dates import day_text
from conference.languages.numbers import money
from floor.models.record import Pledge
from floor.pledges.views import donor_of
from programme.models import Session
from programme.search.items import FoundKind, ItemWriter, SearchSource, made_anew

KINDS = (FoundKind("pledges", gettext_lazy("Contributions")),)


def _items(edition, code):
    writer = ItemWriter(code, edition.programme.conference["original_language"])
    figures = _figures(edition)
    pledges = Pledge.objects.filter(conference__slug=edition.slug, struck_at=None).select_related("delegation__state")
    found = [(pledge, _page(edition, pledge) or figures) for pledge in pledges]
    cause = edition.programme.conference["cause_title"]
    return {"pledges": [_item(writer, pledge, page, cause) for pledge, page in found if page]}


def _figures(edition):
    """The figures of the last panel that is over, which have all pledges of the conference; None before."""
    at = timezone.now()
    panels = [each for each in edition.programme.sessions if each["kind"] == Session.Kind.PANEL]
    over = [each["slug"] for each in panels if each["ended_at"] or each["ends_at"] <= at]
    return f"{reverse('floor:statistics', args=[edition.slug, over[-1]])}#pledges" if over else None


def _page(edition, pledge):
    """The page of the delegation that pledged; None where the donor is none."""
    if pledge.delegation_id is None:
        return None
    return f"{reverse('floor:delegation-detail', args=[edition.slug, pledge.delegation.code()])}#contributions"


def _item(writer, pledge, address, cause):
    day = day_text(pledge.announced_on, writer.code)
    return writer.item(
        "name",
        {"name": donor_of(pledge), "amount": {writer.code: money(pledge.amount, pledge.currency)}},
        address,
        about=f"{day} · {pledge.get_state_display()}",
        around=[_("Contributions announced at the dialogue"), cause, f"{pledge.currency} {pledge.amount:,.0f}"],
    )


PLEDGES = SearchSource(KINDS, made_anew, _items)
