"""A delegation's own page: the panels whose floor is open, its request, and asking for the floor."""

from datetime import timedelta
from functools import wraps
from uuid import uuid4

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.answers import answer, is_script
from conference.languages import CHOICES, LANGUAGES, texts
from conference.page_context import page_context
from conference.posted import Words, posted
from conference.refusals import Refusal
from floor.delegation.floors import own_floors, waiting_sentences
from floor.live.broadcasts import compact, state_for_delegation
from floor.live.marks import marks_of
from floor.live.state import state_of
from floor.models import OTHER, Group, Intervention
from floor.models.seat import Device
from floor.procedure.requests import ask_for_floor, withdraw
from floor.seats.device_access import device_of
from programme.models import Session

State = Intervention.State
REMEMBERED = ("group", "speaker_name", "speaker_gender", "language", "other_language")
MINUTE = timedelta(minutes=1)
REQUESTS_A_MINUTE = 6  # by one device
TOO_MANY = 429
SEEN = timedelta(minutes=5)


class RequestForm(forms.ModelForm):
    """What a delegation says when it asks for the floor; its key is made with the page: a double tap is one request."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=pgettext_lazy("for whom one speaks", "On behalf of"),
        empty_label=gettext_lazy("our own delegation"),
        required=False,
    )
    speaker_gender = forms.ChoiceField(
        label=gettext_lazy("Woman or man"),
        choices=[("", gettext_lazy("not stated")), *Intervention.Gender.choices],
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the statement"),
        choices=[
            ("", gettext_lazy("not stated")),
            *CHOICES,
            (OTHER, gettext_lazy("another, with interpretation that we provide")),
        ],
        required=False,
    )

    class Meta:
        model = Intervention
        fields = ["kind", *REMEMBERED]
        labels = {
            "speaker_name": gettext_lazy("Who will speak"),
            "other_language": gettext_lazy("Which other language"),
        }

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = conference.groups.all()
        self.fields["speaker_name"].widget.attrs |= {"autocomplete": "off", "dir": "auto"}
        self.fields["other_language"].widget.attrs |= {"autocomplete": "off", "dir": "auto"}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("other_language") and not cleaned.get("language"):
            cleaned["language"] = OTHER
        if cleaned.get("language") != OTHER:
            cleaned["other_language"] = ""
        elif not cleaned.get("other_language") and "other_language" not in self.errors:
            self.add_error("other_language", _("Say which language, so that interpretation can be arranged."))
        return cleaned


def _joined(view):
    """For the pages of a delegation. To anybody else, no conference of any name has one."""

    @login_not_required
    @never_cache
    @wraps(view)
    def wrapper(request, conference, **kwargs):
        device = device_of(request, conference)
        if device is None:
            return render(request, "floor/delegation/not_joined.html", status=404)
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
    """The version and the own request, for phones that cannot keep a stream."""
    row, delegation = get_object_or_404(_sessions(device), slug=session), device.seat.delegation_id
    marks = marks_of(row.conference_id, delegation).of(delegation)
    state = state_of(row)
    mark = f'"{state.version}-{marks["own"]}-{marks["rules"]}"'
    if request.headers.get("If-None-Match") == mark:
        response = HttpResponseNotModified()
    else:
        told = state_for_delegation(compact(state.public), state.requests.get(delegation), marks)
        response = HttpResponse(told, content_type="application/json")
    response.headers["ETag"] = mark
    return response


def _page(request, device, template="floor/delegation/delegation.html", status=200, **shown):
    at = timezone.now()
    if at - device.seen_at > SEEN:  # not an act of the delegation: it only shows the secretariat who is there
        Device.objects.filter(pk=device.pk).update(seen_at=at)
    delegation = device.seat.delegation
    marks = marks_of(delegation.conference_id, delegation.pk).of(delegation.pk)  # before what they stand for
    floors = own_floors(delegation, at=at, sent=shown.get("session"))
    for floor in floors:
        floor.clock, floor.is_over = floor.time_left(at) if floor.given else ("", False)
        floor.form = _form_for(floor, delegation, **shown)
        floor.refusal = shown.get("refusal") if _is_meant(floor, shown) else None
    meant = any(floor.refusal for floor in floors)
    context = {
        **page_context(delegation.conference),
        "names": texts(delegation, "name"),
        "floors": floors,
        "marks": marks,
        "sentences": compact(waiting_sentences()),
        "official_languages": LANGUAGES,
        "refusal": None if meant else shown.get("refusal"),
        "device": device,
        "devices": Device.objects.joined(at).filter(seat__delegation=delegation),
    }
    if is_script(request):
        html = render_to_string("floor/delegation/_delegation_now.html", context, request)
        return answer(shown.get("refusal") or "", status=status, html=html)
    return render(request, template, context, status=status)


def _done(request, device):
    """The page as it is after an act: to the script at once, else by its address."""
    if is_script(request):
        return _page(request, device)
    return redirect("floor:delegation", device.seat.delegation.conference.slug)


def _is_meant(floor, shown):
    return shown.get("session") == floor.session and floor.form is not None


def _form_for(floor, delegation, session=None, form=None, **_shown):
    """The form of a floor that may be asked for: as it was sent, else with what was said the last time."""
    was_sent = form is not None and session == floor.session
    if floor.request or not (floor.takes_requests or was_sent):
        return None
    if was_sent:
        if form.is_valid() or "key" in form.errors:  # else nothing has been made with this key, and it is still good
            form.data = {**form.data.dict(), "key": uuid4()}
        return form
    last = delegation.interventions.exclude(asked_at=None).order_by("-asked_at", "-pk").first()
    remembered = {name: getattr(last, name) for name in REMEMBERED} if last else {}
    return RequestForm(conference=delegation.conference, initial={**remembered, "key": uuid4()})


@_joined
@require_POST
def ask(request, device):
    session = get_object_or_404(_sessions(device), slug=posted(request, session=Words()).session)
    form = RequestForm(request.POST, conference=session.conference)
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


@transaction.atomic
def _ask(session, device, *, at, key, **details):
    """Ask with this device, held until it is done: it is still joined, and its requests are counted one by one."""
    if not Device.objects.joined(at).select_for_update(of=("self",)).filter(pk=device.pk).first():
        raise Http404
    recent = Intervention.objects.filter(device=device, asked_at__gt=at - MINUTE).exclude(session=session, key=key)
    if recent.count() >= REQUESTS_A_MINUTE:
        raise Refusal(_("This phone has asked for the floor many times; try again in a minute."), status=TOO_MANY)
    through = Intervention.Through.PHONE
    return ask_for_floor(session, device.seat.delegation, key=key, through=through, at=at, device=device, **details)


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


def _sessions(device):
    return Session.objects.select_related("conference").filter(conference=device.seat.delegation.conference_id)
