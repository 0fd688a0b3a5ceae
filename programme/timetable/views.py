"""The staff's timetable: what is planned beside what happened, shifting what follows, and the order of a day."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from conference.answers import telling
from conference.languages import texts
from conference.loading import conference_for, require
from conference.posted import Words, posted, seen_in
from conference.refusals import Conflict, Refusal
from conference.staff_pages import staff_page_context
from programme.session_people import sessions_with_people
from programme.timetable import ordering
from programme.timetable.actual_times import ActualTimesForm, minutes_late, write_actual
from programme.timetable.clashes import by_session, clashes_of
from programme.timetable.filters import SessionFilter
from programme.timetable.grid import days_of, words_of
from programme.timetable.saving import apply_shift, undo_plan, undo_shift
from programme.timetable.shift_plan import plan_of, sessions_of, slots_of
from programme.timetable.shifting import MINUTE, Following, Itself, Shift, follows_everywhere

CHANGE = "programme.change_session"
LONGEST = 24 * 60 - 1  # minutes


class ShiftForm(forms.Form):
    """By how many minutes, and which sessions move."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=-LONGEST,
        max_value=LONGEST,
        help_text=gettext_lazy("With a minus where it is earlier than planned."),
    )
    itself = forms.ChoiceField(label=gettext_lazy("This session"), choices=Itself.choices, widget=forms.RadioSelect)
    following = forms.ChoiceField(
        label=gettext_lazy("The sessions that follow"), choices=Following.choices, widget=forms.RadioSelect
    )
    rooms = forms.ChoiceField(
        label=gettext_lazy("Which sessions follow"),
        choices=[("same", gettext_lazy("those in the same room")), ("all", gettext_lazy("those in all rooms"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data, session, everywhere):
        late = minutes_late(session.ends_at, session.ended_at)
        initial = {
            "minutes": late or None,
            "itself": Itself.STAYS if session.ended_at else Itself.LASTS,
            "following": Following.ALL,
            "rooms": "all" if everywhere else "same",
        }
        super().__init__(data, initial=initial)
        if session.began_at:  # a session that has begun cannot be moved
            self.fields["itself"].choices = [choice for choice in Itself.choices if choice[0] != Itself.MOVES]

    def clean_minutes(self):
        if not self.cleaned_data["minutes"]:
            raise forms.ValidationError(_("Write by how many minutes."))
        return self.cleaned_data["minutes"]

    def shift(self):
        sent = self.cleaned_data
        return Shift(sent["minutes"] * MINUTE, sent["itself"], sent["following"], sent["rooms"] == "all")


def entry_of(session):
    """Return a session for the templates: planned and actual times, and the difference in minutes."""
    zone = session.conference.zone
    late, over = minutes_late(session.starts_at, session.began_at), minutes_late(session.ends_at, session.ended_at)
    shown = {name: getattr(session, name) for name in ("starts_at", "ends_at", "began_at", "ended_at")}
    return {
        "row": session,
        "title": texts(session, "title"),
        "room": texts(session.room, "name") if session.room else None,
        "label": session.label_facts,
        **{"late": late, "early": -(late or 0), "over": over, "under": -(over or 0)},
        **{name: moment.astimezone(zone) if moment else None for name, moment in shown.items()},
    }


@require_safe
def timetable(request, conference):
    return _timetable(request, conference_for(request, conference, "programme.view_session"))


def _timetable(request, row, *, refusal="", seen="", status=200):
    sessions = sessions_with_people(row)
    slots, days = slots_of(sessions, row.zone), {}
    above, below = ordering.neighbours(sessions, slots)
    asked = SessionFilter.of(request.GET, row, days_of(row, sessions), len(sessions))
    clashing = by_session(clashes_of(sessions))
    for session in sessions:
        session.conference = row
    for session in filter(asked.keeps, sessions):
        reasons = [words_of(clash, session, row.zone) for clash in clashing.get(session.pk, ())]
        entry = {**entry_of(session), "up": session.pk in above, "down": session.pk in below}
        entry["reasons"] = reasons
        days.setdefault(slots[session.pk].start.date(), []).append(entry)
    may_change = request.user.has_perm(CHANGE)
    undo = undo_plan(row, sessions) if may_change else None
    context = {
        **staff_page_context(request, row),
        "days": list(days.items()),
        "asked": asked,
        "rooms": row.rooms.all(),
        "may_change": may_change,
        "undo": undo,
        "undo_moves": [_undone(move, row.zone) for move in undo.moves] if undo and undo.is_possible else [],
        "undo_seen": undo.shown.token if undo else "",
        "new_since": undo.shown.new_since(seen) if undo else frozenset(),
        "unordered": bool(ordering.numbers_in_order(sessions)),
        "refusal": refusal,
    }
    return render(request, "programme/timetable/timetable.html", context, status=status)


def _undone(move, zone):
    now, former = ([moment.astimezone(zone) for moment in pair] for pair in (move.now, move.former))
    return {**entry_of(move.session), "now": now, "former": former}


def _session(request, conference, slug):
    row = conference_for(request, conference, CHANGE)
    session = get_object_or_404(sessions_of(row), slug=slug)
    session.conference = row
    return session


@require_safe
def timetable_session(request, conference, session):
    """Show a session: its actual times, and what a shift that begins with it would do."""
    row = _session(request, conference, session)
    return _session_page(request, row, asked=request.GET if "minutes" in request.GET else None)


def _session_page(request, session, *, asked=None, actual=None, refusal="", seen="", status=200):
    conference = session.conference
    sessions = list(sessions_of(conference))
    for each in sessions:
        each.conference = conference
    slots = slots_of(sessions, conference.zone)
    form = ShiftForm(asked, session, follows_everywhere(slots.values(), slots[session.pk]))
    plan = plan_of(conference, sessions, session, form.shift()) if form.is_bound and form.is_valid() else None
    context = {
        **staff_page_context(request, conference),
        "session": entry_of(session),
        "form": form,
        "actual": actual or ActualTimesForm(None, session),
        "plan": plan,
        "new_since": plan.shown.new_since(seen) if plan else frozenset(),
        "moves": [_shown(move) for move in plan.moves] if plan else [],
        "clashes": [[texts(each, "title") for each in pair] for pair in plan.clashes] if plan else [],
        "people": [
            (person.public_name, texts(one, "title"), texts(other, "title")) for person, one, other in plan.people
        ]
        if plan
        else [],
        "past_midnight": [texts(each, "title") for each in plan.past_midnight] if plan else [],
        "refusal": refusal,
    }
    status = 422 if status == 200 and form.is_bound and not form.is_valid() else status
    return render(request, "programme/timetable/timetable_session.html", context, status=status)


def _twice(person, first, second):
    return person.public_name, texts(first, "title"), texts(second, "title")


def _shown(move):
    return {**entry_of(move.session), "before": move.before, "after": move.after, "shortened_by": move.shortened_by}


@require_POST
def timetable_shift(request, conference, session):
    row = _session(request, conference, session)
    form = ShiftForm(request.POST, row, everywhere=True)
    if not form.is_valid():
        return _session_page(request, row, asked=request.POST)
    seen = seen_in(request)
    try:
        moved = apply_shift(row.conference, row, form.shift(), seen=seen, by=request.user, at=timezone.now())
    except Refusal as refusal:
        shown = {"seen": seen} if isinstance(refusal, Conflict) else {}
        return _session_page(request, row, asked=request.POST, refusal=str(refusal), status=refusal.status, **shown)
    words = ngettext("%(number)d session has other times.", "%(number)d sessions have other times.", len(moved))
    messages.success(request, words % {"number": len(moved)})
    return redirect("programme:timetable", conference)


@require_POST
def timetable_actual(request, conference, session):
    row = _session(request, conference, session)
    form = ActualTimesForm(request.POST, row)
    if not form.is_valid():
        return _session_page(request, row, actual=form, status=422)
    write_actual(row, form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("Saved"))
    return redirect("programme:timetable-session", conference, session)


@require_POST
def timetable_move(request, conference, session):
    row, direction = _session(request, conference, session), posted(request, direction=Words()).direction
    require(direction in (ordering.UP, ordering.DOWN))
    with telling(request):
        ordering.change_places(row.conference, row, direction, by=request.user, at=timezone.now())
    return redirect("programme:timetable", conference)


@require_POST
def timetable_undo_shift(request, conference):
    row, seen = conference_for(request, conference, CHANGE), seen_in(request)
    try:
        sessions = undo_shift(row, seen=seen, by=request.user, at=timezone.now())
    except Conflict as changed:
        return _timetable(request, row, refusal=str(changed), seen=seen, status=409)
    count = len(sessions)
    words = ngettext("%(number)d session has its former times.", "%(number)d sessions have their former times.", count)
    messages.success(request, words % {"number": count})
    return redirect("programme:timetable", conference)


def timetable_renumber(request, conference):
    """Show the old and new numbers of the panels, which are printed in documents, and renumber once confirmed."""
    row, refusal, status = conference_for(request, conference, CHANGE), "", 200
    seen = seen_in(request)
    if request.method == "POST":
        try:
            count = ordering.renumber(row, seen=seen, by=request.user, at=timezone.now())
        except Conflict as changed:
            refusal, status = str(changed), 409
        else:
            words = ngettext("%(number)d panel has another number.", "%(number)d panels have other numbers.", count)
            messages.success(request, words % {"number": count})
            return redirect("programme:timetable", conference)
    changes = ordering.numbers_in_order(list(sessions_of(row)))
    shown = ordering.shown_numbers(changes)
    context = {
        **staff_page_context(request, row),
        "changes": [{"row": panel, "title": texts(panel, "title"), "number": number} for panel, number in changes],
        "seen": shown.token,
        "new_since": shown.new_since(seen),
        "refusal": refusal,
    }
    return render(request, "programme/timetable/timetable_renumber.html", context, status=status)
