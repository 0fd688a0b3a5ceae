"""The secretariat's page of seats: which delegations have a link, making links and printing them, revoking them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.languages import CHOICES, official, texts
from conference.languages.collation import delegation_key
from conference.languages.folding import fold
from conference.link_secrets import default_validity
from conference.loading import conference_for, keys_in
from conference.models import LAST_YEAR
from conference.page_context import page_context
from conference.posted import Several, Words, posted
from conference.templatetags.languages import in_language
from conference.typed_fields import MomentField
from floor.models.seat import Device, Seat
from speakers.models import Delegation

RUNS = "floor.run_floor"


class SearchForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("all")), *Delegation.Kind.choices], required=False
    )
    search = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)


class ValidityForm(forms.Form):
    valid_until = MomentField(
        label=gettext_lazy("Valid until"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )

    def clean_valid_until(self):
        moment = self.cleaned_data["valid_until"]
        if moment <= timezone.now():
            raise forms.ValidationError(_("This moment is over; choose a later one."))
        if moment.year > LAST_YEAR:
            raise forms.ValidationError(_("Choose a year up to %(last)d.") % {"last": LAST_YEAR})
        return moment


class LinkForm(ValidityForm):
    language = forms.ChoiceField(label=gettext_lazy("Language of the cards"), choices=CHOICES)
    size = forms.ChoiceField(
        label=gettext_lazy("Cards"),
        choices=[("8", gettext_lazy("eight on a page")), ("1", gettext_lazy("one on a page"))],
    )
    instead = forms.BooleanField(label=gettext_lazy("Revoke the earlier links of these delegations"), required=False)


@dataclass
class SeatRow:
    """A delegation with its valid links, and the devices that joined through them."""

    delegation: Delegation
    name: str
    seats: list
    devices: list

    @property
    def valid_until(self):
        """The latest moment until which a link is valid; None where one is valid for ever."""
        moments = [seat.valid_until for seat in self.seats]
        return None if None in moments else max(moments)

    @property
    def seen_at(self):
        return max(device.seen_at for device in self.devices)


def _name(delegation, conference):
    return in_language(texts(delegation, "name"), conference.original_language)[0]


def _rows(conference, at):
    """All delegations in the alphabetical order of the page's language, with three queries for any number."""
    code = translation.get_language()
    found = {
        delegation.pk: SeatRow(delegation, _name(delegation, conference), [], [])
        for delegation in conference.delegations.all()
    }
    for seat in Seat.objects.valid(at).filter(delegation__conference=conference):
        found[seat.delegation_id].seats.append(seat)
    for device in Device.objects.joined(at).filter(seat__delegation__conference=conference).select_related("seat"):
        found[device.seat.delegation_id].devices.append(device)
    return sorted(found.values(), key=lambda row: delegation_key(row.name, code))


@never_cache
@require_safe
def seats(request, conference):
    row = conference_for(request, conference, RUNS)
    return _page(request, row)


def _page(request, conference, status=200, form=None, chosen=()):
    at = timezone.now()
    rows = _rows(conference, at)
    search = SearchForm(request.GET)
    wanted = search.cleaned_data if search.is_valid() else {}
    code = translation.get_language()
    words = fold(wanted.get("search", "")).strip()
    shown = [
        row
        for row in rows
        if (not wanted.get("kind") or row.delegation.kind == wanted["kind"]) and words in fold(row.name)
    ]
    with timezone.override(conference.zone):
        initial = {"valid_until": default_validity(conference, at), "language": code, "size": "8"}
        context = {
            **page_context(conference),
            "rows": shown,
            "number": len(rows),
            "without": sum(not row.seats for row in rows),
            "devices": sum(len(row.devices) for row in rows),
            "search": search,
            "form": form or LinkForm(initial=initial),
            "chosen": set(chosen),
            "is_reachable": _is_reachable(settings.PUBLIC_URL),
            "public_url": settings.PUBLIC_URL,
        }
        return render(request, "floor/seats/seats.html", context, status=status)


def _is_reachable(url):
    """Whether an address can mean this installation on another device; "localhost" means each device itself."""
    host = urlsplit(url).hostname or ""
    return not (host in ("localhost", "::1") or host.endswith(".localhost") or host.startswith("127."))


def _chosen(request, conference):
    """The delegations that were ticked, of this conference alone."""
    return list(conference.delegations.filter(pk__in=keys_in(posted(request, delegation=Several()).delegation)))


@never_cache
@require_POST
def make_links(request, conference):
    """New links for the delegations that were ticked, or for all that have none. The answer shows them, once."""
    row = conference_for(request, conference, RUNS)
    at = timezone.now()
    chosen = _chosen(request, row)
    with timezone.override(row.zone):
        form = LinkForm(request.POST)
        if not form.is_valid():
            return _page(request, row, status=422, form=form, chosen=[delegation.pk for delegation in chosen])
    if posted(request, which=Words()).which == "without":
        chosen = list(row.delegations.exclude(seats__in=Seat.objects.valid(at)))
    if not chosen:
        messages.info(request, _("No delegation was chosen."))
        return redirect("floor:seats", row.slug)
    sheet = form.cleaned_data
    if sheet["instead"]:
        Seat.objects.valid(at).filter(delegation__in=chosen).revoke(by=request.user, at=at)
    made = Seat.objects.make(chosen, valid_until=sheet["valid_until"], by=request.user, at=at)
    return _sheet(request, row, made, official(sheet["language"]), sheet["size"], sheet["valid_until"])


def _sheet(request, conference, made, language, size, valid_until):
    with translation.override(language.code):
        cards = [_card(conference, delegation, secret, language) for delegation, secret in made]
    cards.sort(key=lambda card: delegation_key(card["name"], language.code))
    context = {
        **page_context(conference),
        "sheet": language,
        "size": size,
        "pages": [cards[place : place + int(size)] for place in range(0, len(cards), int(size))],
        "number": len(cards),
        "valid_until": valid_until.astimezone(conference.zone),
    }
    return render(request, "floor/seats/seat_sheet.html", context)


def _card(conference, delegation, secret, language):
    address = f"{settings.PUBLIC_URL}/{language.code}/{conference.slug}/join/{secret}/"
    names = texts(delegation, "name")
    name, name_language = in_language(names, conference.original_language)
    return {
        "name": name,
        "language": name_language,
        "others": [(official(code), text) for code, text in names.items() if text and text != name],
        "english": names["en"] if names["en"] != name else "",
        "address": address.removeprefix("https://").removeprefix("http://"),
        "secret": secret,
        # The markup is segno's own: black on white in any mode, with the quiet zone that readers need.
        "code": mark_safe(segno.make_qr(address, error="m").svg_inline(border=4, light="#fff", omitsize=True)),
    }


@require_POST
def revoke(request, conference):
    row = conference_for(request, conference, RUNS)
    at = timezone.now()
    seats = Seat.objects.valid(at).filter(delegation__in=_chosen(request, row))
    number = seats.revoke(by=request.user, at=at)
    words = ngettext("%(number)d link was revoked.", "%(number)d links were revoked.", number)
    messages.success(request, words % {"number": number})
    return redirect("floor:seats", row.slug)


@require_POST
def set_validity(request, conference):
    row = conference_for(request, conference, RUNS)
    chosen = _chosen(request, row)
    with timezone.override(row.zone):
        form = LinkForm(request.POST)
        if form.errors.get("valid_until"):
            return _page(request, row, status=422, form=form, chosen=[delegation.pk for delegation in chosen])
    at = timezone.now()
    seats = Seat.objects.filter(delegation__in=chosen)
    number = seats.keep_until(form.cleaned_data["valid_until"], by=request.user, at=at)
    words = ngettext("%(number)d link has a new end.", "%(number)d links have a new end.", number)
    messages.success(request, words % {"number": number})
    return redirect("floor:seats", row.slug)


@require_POST
def remove_device(request, conference, pk):
    """Take one phone off its delegation, at once; the link stays valid for the others."""
    row = conference_for(request, conference, RUNS)
    at = timezone.now()
    devices = Device.objects.joined(at).filter(seat__delegation__conference=row)
    device = get_object_or_404(devices.select_related("seat__delegation__state"), pk=pk)
    device.remove(by=request.user, at=at)
    delegation = device.seat.delegation
    said = delegation.as_said(get_language()) or _name(delegation, row)
    messages.success(request, _("The phone no longer takes part for %(name)s.") % {"name": said})
    return redirect("floor:seats", row.slug)
