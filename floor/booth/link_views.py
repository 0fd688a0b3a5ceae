"""The page of all booths of a conference: interpreters open theirs; whoever runs the floor makes and revokes links."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.languages import CODES, LANGUAGES, official, texts
from conference.link_secrets import default_validity
from conference.loading import conference_for, key_in, require_one_of
from conference.models import Conference
from conference.page_context import page_context
from conference.posted import Several, posted
from floor.booth.loading import MAY_OPEN
from floor.models import BoothLink
from floor.seats.views import RUNS, ValidityForm
from programme.models import Session


@dataclass
class Booth:
    """A booth of a session, with its valid link if it has one; `value` names it in a form."""

    language: object
    value: str
    address: str
    link: BoothLink | None


@dataclass
class SessionBooths:
    session: Session
    title: dict
    label: dict
    booths: list[Booth]


@never_cache
@require_safe
def booths(request, conference):
    require_one_of(request, MAY_OPEN)
    return _page(request, get_object_or_404(Conference, slug=conference))


def _page(request, conference, status=200, form=None, chosen=()):
    at = timezone.now()
    with timezone.override(conference.zone):
        context = {
            **page_context(conference),
            "rows": _rows(conference, at),
            "languages": LANGUAGES,
            "may_make": request.user.has_perm(RUNS),
            "form": form or ValidityForm(initial={"valid_until": default_validity(conference, at)}),
            "chosen": set(chosen),
        }
        return render(request, "floor/booth/booths.html", context, status=status)


def _rows(conference, at):
    links = BoothLink.objects.valid(at).filter(session__conference=conference)
    valid = {(link.session_id, link.language): link for link in links}
    sessions = Session.objects.filter(conference=conference).exclude(kind=Session.Kind.BREAK).in_order()
    return [
        SessionBooths(
            session,
            texts(session, "title"),
            session.label_facts,
            [_booth(conference, session, language, valid) for language in LANGUAGES],
        )
        for session in sessions
    ]


def _booth(conference, session, language, valid):
    with translation.override(language.code):
        address = reverse("floor:booth", args=[conference.slug, session.slug])
    return Booth(language, f"{session.pk}:{language.code}", address, valid.get((session.pk, language.code)))


def _chosen(request, conference):
    """The booths that were ticked, of this conference alone: [(session, language)] in the order of the programme."""
    pairs = [value.partition(":")[::2] for value in posted(request, booth=Several()).booth]
    wanted = {(key_in(key), language) for key, language in pairs if language in CODES}
    sessions = Session.objects.filter(conference=conference, pk__in={key for key, _language in wanted if key})
    return [(session, code) for session in sessions.in_order() for code in CODES if (session.pk, code) in wanted]


@never_cache
@require_POST
def make_links(request, conference):
    """New links for the booths that were ticked. The answer shows them, once."""
    row = conference_for(request, conference, RUNS)
    at = timezone.now()
    chosen = _chosen(request, row)
    with timezone.override(row.zone):
        form = ValidityForm(request.POST)
        if not form.is_valid():
            return _page(request, row, 422, form, [f"{session.pk}:{code}" for session, code in chosen])
    if not chosen:
        messages.info(request, _("No booth was chosen."))
        return redirect("floor:booths", row.slug)
    until = form.cleaned_data["valid_until"]
    made = BoothLink.objects.make(chosen, valid_until=until, by=request.user, at=at)
    cards = [_card(row, link, secret) for link, secret in made]
    context = {**page_context(row), "cards": cards, "number": len(cards), "valid_until": until.astimezone(row.zone)}
    return render(request, "floor/booth/booth_sheet.html", context)


def _card(conference, link, secret):
    """What the card of a booth says, in the language of the booth."""
    language = official(link.language)
    address = f"{settings.PUBLIC_URL}/{language.code}/{conference.slug}/booths/join/{secret}/"
    return {
        "language": language,
        "title": texts(link.session, "title"),
        "label": link.session.label_facts,
        "address": address.removeprefix("https://").removeprefix("http://"),
        # The markup is segno's own: black on white in any mode, with the quiet zone that readers need.
        "code": mark_safe(segno.make_qr(address, error="m").svg_inline(border=4, light="#fff", omitsize=True)),
    }


@require_POST
def revoke(request, conference):
    row = conference_for(request, conference, RUNS)
    at = timezone.now()
    number = 0
    for session, language in _chosen(request, row):
        links = BoothLink.objects.valid(at).filter(session=session, language=language)
        number += links.revoke(by=request.user, at=at)
    words = ngettext("%(number)d link was revoked.", "%(number)d links were revoked.", number)
    messages.success(request, words % {"number": number})
    return redirect("floor:booths", row.slug)
