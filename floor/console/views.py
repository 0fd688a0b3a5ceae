"""The console of the co-chairs and the secretariat. Each act is an address of its own that takes only POST.

An act answers with the updated console: a whole page, or the fragments that the script asks for with the header
`Rostrum-Fragment`. Where somebody else was faster, the answer (409) names who has the floor; an act that is not
possible says why (422).
"""

from contextlib import contextmanager
from datetime import timedelta
from functools import wraps

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET, require_POST

from conference.answers import is_script
from conference.archive.middleware import closed_when_archived
from conference.languages.lists import in_sentences
from conference.loading import key_in
from conference.models.epoch import in_epoch
from conference.posted import OrderedKeys, RequestKey, RowKey, Words, posted
from conference.refusals import Refusal
from floor.console.hours import HoursForm
from floor.console.page import (
    PAGES,
    all_shortcuts,
    cards_fragment,
    cards_page,
    console_context,
    console_fragment,
    console_page,
)
from floor.console.spoken_list import spoken_page
from floor.console.step_list import steps_page
from floor.forms import ChangeForm, SlipForm
from floor.loading import intervention_of, session_for
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure import events, presiding, requests, signals
from floor.procedure.changes import change_request
from floor.procedure.hours import set_hours
from floor.procedure.panel_answers import let_panellists_answer
from programme.models import Role


def console_session(request, conference, session):
    """Returns the session to those who may run its floor."""
    return session_for(request, conference, session, "floor.run_floor")


@closed_when_archived
@require_GET
def console(request, conference, session):
    return console_page(request, console_session(request, conference, session))


@require_GET
def console_queue(request, conference, session):
    """The parts of the console that change, as they are now."""
    return console_fragment(request, console_session(request, conference, session))


@require_GET
@conditional_page
def console_version(request, conference, session):
    """For a console that cannot have events: only whether anything has changed."""
    row = console_session(request, conference, session)
    version = Floor.objects.filter(session=row).values_list("version", flat=True).first() or 0
    return JsonResponse(in_epoch({"version": version}))


@require_GET
def cards(request, conference, session):
    return cards_page(request, console_session(request, conference, session))


@require_GET
def cards_now(request, conference, session):
    """The parts of the cue cards that change, as they are now."""
    return cards_fragment(request, console_session(request, conference, session))


@require_GET
def steps(request, conference, session):
    """All steps of the session, each with taking it back where that is possible."""
    row = console_session(request, conference, session)
    return steps_page(request, row, before=key_in(request.GET.get("before", "")))


@require_GET
def spoken(request, conference, session):
    """All who have spoken in the session, of whom the console shows the last."""
    row = console_session(request, conference, session)
    return spoken_page(request, row, before=key_in(request.GET.get("before", "")))


@require_GET
def shortcuts(request, conference, session):
    row = console_session(request, conference, session)
    return render(request, "floor/console/shortcuts.html", {**console_context(row), "shortcuts": all_shortcuts()})


def act(view):
    """Decorates an act on the floor of the session of the address, done by the user, now."""

    @require_POST
    @wraps(view)
    def wrapper(request, conference, session, **kwargs):
        row = console_session(request, conference, session)
        status, message = 200, ""
        try:
            view(request, row, by=request.user, at=timezone.now(), **kwargs)
        except Refusal as refusal:
            status, message = refusal.status, str(refusal)
        return _answer(request, row, status, message)

    return wrapper


def _answer(request, session, status, message):
    whole, fragment, name = PAGES.get(posted(request, page=Words()).page, PAGES["console"])
    if is_script(request):
        return fragment(request, session, message=message, status=status)
    if status == 200:
        return redirect(f"floor:{name}", session.conference.slug, session.slug)
    return whole(request, session, message=message, status=status)


@contextmanager
def _about(who):
    """A refusal of what is done in this block names the delegation or panellist that it is about."""
    try:
        yield
    except Refusal as refusal:
        if str(who) in str(refusal):
            raise
        words = _("%(name)s: %(refusal)s") % {"name": who, "refusal": refusal}
        raise Refusal(words, status=refusal.status) from None


@act
def give(request, session, *, pk, by, at):
    intervention = intervention_of(session, pk)
    with _about(intervention):
        presiding.give_floor(intervention, by=by, at=at, instead_of=_key(request, "current"))


@act
def go_on(request, session, *, pk, by, at):
    intervention = intervention_of(session, pk)
    with _about(intervention):
        presiding.go_on(intervention, by=by, at=at, instead_of=_key(request, "current"))


@act
def defer(request, session, *, pk, by, at):
    intervention = intervention_of(session, pk)
    with _about(intervention):
        presiding.defer(intervention, by=by, at=at)


@act
def ask_to_conclude(request, session, *, by, at):
    presiding.ask_to_conclude(session, by=by, at=at, expected=_key(request, "current"))


@act
def conclude(request, session, *, by, at):
    presiding.conclude(session, by=by, at=at, expected=_key(request, "current"))


@act
def pause(request, session, *, by, at):
    presiding.pause(session, by=by, at=at, expected=_key(request, "current"))


@act
def resume(request, session, *, by, at):
    presiding.resume(session, by=by, at=at, expected=_key(request, "current"))


@act
def undo(request, session, *, by, at):
    events.undo(session, by=by, at=at, expected=_key(request, "step"))


@act
def take_back(request, session, *, number, by, at):
    get_object_or_404(FloorEvent, floor__session=session, number=number)
    events.take_back(session, number, by=by, at=at)


@act
def open_requests(request, session, *, by, at):
    presiding.open_requests(session, by=by, at=at)


@act
def close_requests(request, session, *, by, at):
    presiding.close_requests(session, by=by, at=at)


@act
def set_request_hours(request, session, *, by, at):
    form = HoursForm(session.conference.zone, request.POST)
    if not form.is_valid():
        raise Refusal(_("Write each hour as a day and a time."))
    set_hours(session, by=by, at=at, **form.cleaned_data)


@act
def speaking_time(request, session, *, by, at):
    presiding.set_speaking_time(session, minutes(request), by=by, at=at)


@act
def extend(request, session, *, pk, by, at):
    intervention = intervention_of(session, pk)
    with _about(intervention):
        presiding.give_more_time(intervention, minutes(request), by=by, at=at, seen=_span(request, "added"))


@act
def chair(request, session, *, pk, by, at):
    presiding.hand_over_chair(session, get_object_or_404(session.roles, pk=pk), by=by, at=at)


@act
def panellists(request, session, *, by, at):
    """One panellist answers, or all do in their order."""
    roles = session.roles.filter(kind=Role.Kind.PANELLIST).select_related("speaker", "session")
    chosen = _key(request, "role")
    if chosen is not None:
        roles = [get_object_or_404(roles, pk=chosen)]
    let_panellists_answer(session, list(roles), key=posted(request, key=RequestKey()).key, by=by, at=at)


@act
def withdraw(request, session, *, pk, by, at):
    intervention = intervention_of(session, pk)
    with _about(intervention):
        requests.withdraw(intervention, by=by, at=at)


@act
def change(request, session, *, pk, by, at):
    """Changes a request that waits, which keeps its place."""
    row = intervention_of(session, pk)
    form = ChangeForm(row, request.POST)
    if not form.is_valid():
        raise Refusal(in_sentences(message for messages in form.errors.values() for message in messages))
    change_request(row, form.wanted(), seen=form.seen(), by=by, at=at)


@act
def strike(request, session, *, pk, by, at):
    intervention = intervention_of(session, pk)
    with _about(intervention):
        presiding.strike(intervention, reason=posted(request, reason=Words()).reason, by=by, at=at)


@act
def order(request, session, *, by, at):
    """The order of the whole list, as it was dragged."""
    presiding.put_in_order(session, posted(request, keys=OrderedKeys()).keys, by=by, at=at)


@act
def move(request, session, *, pk, by, at):
    """Moves a request one place up or down, or to the top; "list" places a right of reply."""
    waiting = list(session.interventions.waiting())
    moved = next((row for row in waiting if row.pk == pk and row.kind != Intervention.Kind.POINT_OF_ORDER), None)
    if moved is None:
        raise Refusal(_("The list has changed since; look again before you change the order."))
    keys = [row.pk for row in waiting if row.is_listed]
    place = keys.index(pk) if pk in keys else len(keys)
    keys = [key for key in keys if key != pk]
    places = {"top": 0, "up": max(place - 1, 0), "down": place + 1}
    keys.insert(places.get(posted(request, to=Words()).to, place), pk)
    presiding.put_in_order(session, keys, by=by, at=at)


@act
def acknowledge(request, session, *, pk, by, at):
    """Tells an interpreters' booth that its signal was seen."""
    signals.acknowledge(get_object_or_404(session.booth_signals, pk=pk), by=by, at=at)


@act
def slip(request, session, *, by, at):
    form = SlipForm(session.conference, request.POST)
    if not form.is_valid():
        raise Refusal(in_sentences(message for messages in form.errors.values() for message in messages))
    values = form.cleaned_data
    delegation, through = values.pop("delegation"), Intervention.Through.SLIP
    with _about(delegation):
        requests.ask_for_floor(session, delegation, through=through, by=by, at=at, **values)


def _key(request, name):
    """The key of a row that a form names; None where it says that there is none."""
    key: int | None = getattr(posted(request, **{name: RowKey()}), name)
    return key


def _span(request, name):
    """The span of milliseconds that a form names; None where it names none."""
    key = _key(request, name)
    return None if key is None else timedelta(milliseconds=key)


def minutes(request):
    try:
        return timedelta(seconds=round(float(posted(request, minutes=Words()).minutes.replace(",", ".")) * 60))
    except (ValueError, OverflowError):
        raise Refusal(_("Write the time in minutes, such as 2 or 2.5.")) from None
