"""The grid of rooms by hours: a session is dragged, moved by keys or by a form, and each move can be undone."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.answers import answer, is_script
from conference.languages import texts
from conference.languages.dates import day_text, time_text
from conference.loading import conference_for
from conference.posted import seen_in
from conference.refusals import Refusal
from conference.staff_pages import staff_page_context
from conference.templatetags.languages import in_language
from conference.typed_fields import HourField
from programme.models import Room
from programme.session_people import sessions_with_people
from programme.timetable.grid import days_of, grid_of
from programme.timetable.placing import NewPlace, cures, put
from programme.timetable.saving import undo_plan, undo_shift
from programme.timetable.views import CHANGE


class RoomByName(forms.ModelChoiceField):
    """A room by its name in the page's language, or else in the original one."""

    def label_from_instance(self, room):
        return in_language(texts(room, "name"), room.conference.original_language)[0]


class PlaceForm(forms.Form):
    """When and where a session is held."""

    day = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=date.fromisoformat)
    starts = HourField(label=gettext_lazy("Begins"))
    ends = HourField(label=gettext_lazy("Ends"))
    room = RoomByName(
        Room.objects.none(), label=gettext_lazy("Room"), required=False, empty_label=gettext_lazy("in no room")
    )

    def __init__(self, conference, days, data=None, block=None):
        initial = {}
        if block:
            initial = {"day": block.start.date().isoformat(), "room": block.session.room_id}
            initial |= {"starts": time_text(block.start, get_language()), "ends": time_text(block.end, get_language())}
        super().__init__(data, initial=initial, auto_id="place-%s")
        code = get_language()
        self.fields["day"].choices = [(day.isoformat(), day_text(day, code)) for day in days]
        self.fields["room"].queryset = conference.rooms.select_related("conference")

    def place(self):
        """The place that was asked for; what ends before it begins ends on the next day, as the small hours do."""
        sent = self.cleaned_data
        start, end = (datetime.combine(sent["day"], sent[name]) for name in ("starts", "ends"))
        return NewPlace(start, end + timedelta(days=end < start), sent["room"])


@require_safe
def grid(request, conference):
    """Show the grid of one day, with a session that is looked at beside it."""
    row = conference_for(request, conference, "programme.view_session")
    return _page(request, row, slug=request.GET.get("session", ""), day=request.GET.get("day", ""))


def _page(request, row, *, slug="", day="", refusal="", form=None, status=200):
    sessions, rooms = sessions_with_people(row), list(row.rooms.all())
    for session in sessions:
        session.conference = row
    days = days_of(row, sessions)
    selected = next((session for session in sessions if session.slug == slug), None)
    shown = _day_of(selected, row) or _asked(day, days) or _first_day(row, days)
    day_grid = grid_of(row, shown, sessions, rooms)
    block = next((block for block in day_grid.blocks if block.session.slug == slug), None)
    may_change = request.user.has_perm(CHANGE) and not row.archived_at
    undo = undo_plan(row, sessions) if may_change else None
    context = {
        **staff_page_context(request, row),
        "grid": day_grid,
        "days": days,
        "rooms": rooms,
        "selected": block,
        "form": form or (PlaceForm(row, days, block=block) if block else None),
        "cures": [_cure(place, block) for place in cures(block.session, sessions, rooms, row.zone)]
        if block and block.clashes and may_change and not block.has_begun
        else [],
        "may_change": may_change,
        "undo": undo if undo and undo.last and undo.is_possible and undo.moves else None,
        "undone_title": _undone(undo, row) if undo else "",
        "refusal": refusal,
    }
    if is_script(request):
        html = render_to_string("programme/timetable/_grid.html", context, request)
        return answer(refusal, status=status, html=html)
    return render(request, "programme/timetable/grid.html", context, status=status)


def _day_of(session, row):
    return session.starts_at.astimezone(row.zone).date() if session else None


def _asked(day, days):
    return next((each for each in days if each.isoformat() == day), None)


def _first_day(row, days):
    today = timezone.now().astimezone(row.zone).date()
    return today if today in days else days[0]


def _cure(place, block):
    """A place at which a session clashes with nothing, as a form sends it and as its button says it."""
    if place.room and place.room.pk != block.session.room_id:
        original = block.session.conference.original_language
        words = _("Move it to: %(room)s") % {"room": in_language(texts(place.room, "name"), original)[0]}
    else:
        words = _("Begin at %(time)s") % {"time": time_text(place.start, get_language())}
    sent = {"day": place.start.date().isoformat(), "starts": f"{place.start:%H:%M}", "ends": f"{place.end:%H:%M}"}
    return {"words": words, "sent": sent | {"room": place.room.pk if place.room else ""}}


def _undone(undo, row):
    """What the last step moved, by name where it is one session."""
    titles = [in_language(texts(move.session, "title"), row.original_language)[0] for move in undo.moves]
    return titles[0] if len(titles) == 1 else ""


@require_POST
def grid_move(request, conference, session):
    """Move a session to where it was put."""
    row, seen = conference_for(request, conference, CHANGE), seen_in(request)
    form = PlaceForm(row, days_of(row, row.sessions.all()), request.POST)
    if not form.is_valid():
        words = _("It was not moved; look at what is marked below.")
        return _page(request, row, slug=session, form=form, refusal=words, status=422)
    try:
        put(row, session, form.place(), seen=seen, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _page(request, row, slug=session, refusal=str(refusal), status=refusal.status)
    if is_script(request):
        return _page(request, row, slug=session)
    messages.success(request, _("Moved."))
    return redirect(f"{reverse('programme:grid', args=[conference])}?{urlencode({'session': session})}")


@require_POST
def grid_undo(request, conference):
    """Undo the last move or shift."""
    row, seen = conference_for(request, conference, CHANGE), seen_in(request)
    try:
        sessions = undo_shift(row, seen=seen, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _page(request, row, refusal=str(refusal), status=refusal.status)
    back = min(sessions, key=lambda session: (session.starts_at, session.pk))
    if is_script(request):
        return _page(request, row, slug=back.slug)
    messages.success(request, _("Undone."))
    return redirect(f"{reverse('programme:grid', args=[conference])}?{urlencode({'session': back.slug})}")
