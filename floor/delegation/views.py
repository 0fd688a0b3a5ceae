"""A delegation's own page: the panels whose floor is open, its request, and asking for the floor."""

from datetime import timedelta
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.answers import answer, is_script
from conference.languages import LANGUAGES, texts
from conference.models.epoch import in_epoch
from conference.page_context import page_context
from conference.posted import RowKey, Words, posted
from conference.prepared import KEY, TEXT, prepared
from conference.refusals import ConferenceArchived, Refusal
from floor.delegation.drawing import draw_floors, shared_floors
from floor.delegation.floors import waiting_sentences
from floor.delegation.forms import OwnChangeForm, RequestForm
from floor.delegation.notices import mark_as_read, notices_for
from floor.live.broadcasts import compact, state_for_delegation
from floor.live.marks import marks_of
from floor.live.state import state_of
from floor.models import Intervention
from floor.models.seat import Device
from floor.procedure.changes import change_request
from floor.procedure.requests import ask_for_floor, withdraw
from floor.seats.device_access import SEEN, device_of
from programme.models import Session

State = Intervention.State
MINUTE = timedelta(minutes=1)
REQUESTS_A_MINUTE = 6  # by one device
TOO_MANY = 429


def _joined(view):
    """For the pages of a delegation. To anybody else, no conference of any name has one."""

    @login_not_required
    @never_cache
    @wraps(view)
    def wrapper(request, conference, **kwargs):
        device = device_of(request, conference)
        if device is None:
            return render(request, "floor/delegation/not_joined.html", status=404)
        if device.seat.delegation.conference.archived_at:
            raise ConferenceArchived
        return view(request, device, **kwargs)

    return wrapper


@_joined
@require_safe
def delegation(request, device):
    return _page(request, device)


@_joined
@require_safe
def delegation_now(request, device):
    """What changes on the page, for the script that puts it in place."""
    return _page(request, device, template="floor/delegation/_delegation_now.html")


@_joined
@require_safe
def delegation_token(request, device):
    """The token of a page that was opened before it changed; the page checks that the phone still speaks for it."""
    return JsonResponse({"user": device.seat.delegation_id, "token": get_token(request)})


@_joined
@require_safe
def delegation_state(request, device, session):
    """The version and the own requests, for phones that cannot keep a stream."""
    row, delegation = get_object_or_404(_sessions(device), slug=session), device.seat.delegation_id
    marks = marks_of(row.conference_id, delegation).of(delegation)
    state = state_of(row)
    public = in_epoch(state.public)
    mark = f'"{state.version}-{marks["own"]}-{marks["rules"]}{public.get("epoch", "")}"'
    if request.headers.get("If-None-Match") == mark:
        response = HttpResponseNotModified()
    else:
        told = state_for_delegation(compact(public), state.requests.get(delegation, []), marks)
        response = HttpResponse(told, content_type="application/json")
    response.headers["ETag"] = mark
    return response


def _page(request, device, template="floor/delegation/delegation.html", status=200, **shown):
    at = timezone.now()
    if at - device.seen_at > SEEN:  # not an act of the delegation: it only shows the secretariat who is there
        Device.objects.filter(pk=device.pk).update(seen_at=at)
    delegation = device.seat.delegation
    marks = marks_of(delegation.conference_id, delegation.pk)  # before what they stand for
    part = (
        draw_floors(delegation, at=at, **shown)
        if shown
        else shared_floors(delegation.pk, lambda: delegation, marks, at=at)
    )
    context = {
        **page_context(delegation.conference),
        "names": texts(delegation, "name"),
        "floors": part.for_one(get_token(request)),
        "marks": marks.of(delegation.pk),
        "sentences": compact(waiting_sentences()),
        "official_languages": LANGUAGES,
        "notices": notices_for(device, delegation.pk),
        "refusal": None if part.says_refusal else shown.get("refusal"),
    }
    if is_script(request):
        html = render_to_string("floor/delegation/_delegation_now.html", context, request)
        return answer(shown.get("refusal") or "", status=status, html=html)
    phones = {"device": device, "devices": Device.objects.joined(at).filter(seat__delegation=delegation)}
    return render(request, template, context | phones, status=status)


def _done(request, device):
    """The page as it is after an act: to the script at once, else by its address."""
    if is_script(request):
        return _page(request, device)
    return redirect("floor:delegation", device.seat.delegation.conference.slug)


@_joined
@require_POST
def ask(request, device):
    slug = posted(request, session=Words()).session
    if not (session := _session_of.first(conference=device.seat.delegation.conference_id, slug=slug)):
        raise Http404
    form = RequestForm(session.conference, request.POST)
    if not form.is_valid():
        words = _("The request was not sent; look at what is marked below.")
        return _page(request, device, status=422, session=session, form=form, refusal=words)
    try:
        request_made = _ask(session, device, at=timezone.now(), **form.cleaned_data)
    except Refusal as error:
        status = error.status if error.status == TOO_MANY else 409
        return _page(request, device, status=status, session=session, form=form, refusal=str(error))
    if request_made.state not in (State.WAITING, State.SPEAKING):
        words = _("This form was used already; press again if you wish to ask for the floor once more.")
        return _page(request, device, status=409, session=session, form=form, refusal=words)
    return _done(request, device)


def _ask(session, device, *, at, key, **details):
    """Ask with this device, held until it is done: it is still joined, and its requests are counted one by one."""

    def hold():
        if not Device.objects.joined(at).select_for_update(of=("self",)).filter(pk=device.pk).exists():
            raise Http404
        # Counted by a statement of its own: one that waits for the lock would still see what was there before it.
        recent = Intervention.objects.filter(device=device, asked_at__gt=at - MINUTE).exclude(session=session, key=key)
        if recent.count() >= REQUESTS_A_MINUTE:
            raise Refusal(_("This phone has asked for the floor many times; try again in a minute."), status=TOO_MANY)

    return ask_for_floor(
        session,
        device.seat.delegation,
        key=key,
        through=Intervention.Through.PHONE,
        at=at,
        holding=hold,
        device=device,
        **details,
    )


@_joined
@require_POST
def withdraw_request(request, device, pk):
    intervention = get_object_or_404(
        Intervention.objects.select_related("session__conference"), pk=pk, delegation=device.seat.delegation_id
    )
    try:
        withdraw(intervention, at=timezone.now())
    except Refusal as error:
        if intervention.state != State.WITHDRAWN:  # withdrawing twice is withdrawing once
            return _page(request, device, status=409, refusal=str(error))
    return _done(request, device)


@_joined
@require_POST
def change_own(request, device, pk):
    """Changes a request that waits; what somebody else has changed since is shown, and can then be overwritten."""
    row = get_object_or_404(
        Intervention.objects.select_related("session__conference", "group"), pk=pk, delegation=device.seat.delegation_id
    )
    form = OwnChangeForm(row, request.POST)
    if not form.is_valid():
        words = _("The request was not changed; look at what is marked below.")
        return _page(request, device, status=422, changing=pk, form=form, refusal=words)
    try:
        change_request(row, form.wanted(), seen=form.seen(), at=timezone.now())
    except Refusal as error:
        again = OwnChangeForm(row, request.POST)
        again.show_again()
        return _page(request, device, status=409, changing=pk, form=again, refusal=str(error))
    return _done(request, device)


@_joined
@require_POST
def read_notices(request, device):
    """This phone has read what it was told, up to the step that the page showed last."""
    mark_as_read(device, posted(request, until=RowKey()).until or 0)
    return _done(request, device)


@prepared(conference=KEY, slug=TEXT)
def _session_of(conference, slug):
    return Session.objects.select_related("conference").filter(conference=conference, slug=slug)


def _sessions(device):
    return Session.objects.select_related("conference").filter(conference=device.seat.delegation.conference_id)
