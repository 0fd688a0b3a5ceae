"""Asks what stays when the time zone of a conference changes: the clock times of its sessions, or the moments."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminRadioSelect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from conference.admin import ConferenceAdmin
from conference.languages.dates import day_text, times_text
from conference.languages.lists import labelled
from conference.languages.time_zones import city_of, is_zone, zone_named
from conference.models import AuditEntry
from programme.local_time import ClockChanged, moment_of, on_wall
from programme.models import Session
from programme.timetable.saving import write_times

CLOCK, MOMENTS = "clock", "moments"
_EXAMPLES = 3


class ConferenceForm(ConferenceAdmin.form):
    """Asks about the sessions before another time zone is saved, with their times in either case."""

    zone_keeps = forms.ChoiceField(
        label=gettext_lazy("What stays"),
        choices=[(CLOCK, ""), (MOMENTS, "")],  # their labels name the sessions
        widget=AdminRadioSelect({"class": "radiolist"}),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = []  # [(session, beginning, end)], where the clock times stay

    def clean(self):
        cleaned = super().clean()
        name = self.cleaned_data.get("time_zone")
        if name and is_zone(name) and self.instance.pk and name != self.instance.time_zone:
            self._keep(self.instance.zone, ZoneInfo(name))
        return cleaned

    def _keep(self, before, after):
        rows = Session.objects.filter(conference=self.instance).in_order().select_for_update(no_key=True, of=("self",))
        moved = [row for row in rows if any(on_wall(each, before) != on_wall(each, after) for each in _moments(row))]
        if not moved:
            return
        self._offer(moved, before, after)
        choice = self.cleaned_data.get("zone_keeps")
        if not choice:
            words = _("The sessions were set by the clock in %(city)s. Choose what stays, then save again.")
            self.add_error("zone_keeps", words % {"city": city_of(before.key, get_language())})
        elif choice == CLOCK:
            self.kept = list(self._by_clock(moved, before, after))

    def _offer(self, moved, before, after):
        """Name the first sessions in the labels, with their times in the new zone."""
        city = city_of(after.key, get_language())
        examples = moved[:_EXAMPLES]
        self.fields["zone_keeps"].choices = [
            (CLOCK, _label(_("The clock times stay. In %(city)s:") % {"city": city}, examples, before)),
            (MOMENTS, _label(_("The moments stay. In %(city)s:") % {"city": city}, examples, after)),
        ]

    def _by_clock(self, moved, before, after):
        for row in moved:
            try:
                starts_at, ends_at = (moment_of(on_wall(each, before), after) for each in _moments(row))
            except ClockChanged as refusal:
                self.add_error("zone_keeps", labelled(row, refusal))
            else:
                yield row, starts_at, ends_at


def _moments(row: Session) -> tuple[datetime, datetime]:
    return row.starts_at, row.ends_at


def _label(words: str, examples: list[Session], zone: ZoneInfo) -> str:
    """Return the label of a choice: what stays, and on a line for each the times of the first sessions."""
    lines = format_html_join("", "<br>{}", ((_in_words(row, zone),) for row in examples))
    return format_html("{}{}", words, lines)


def _in_words(row: Session, zone: ZoneInfo) -> str:
    (start, end), code = (each.astimezone(zone) for each in _moments(row)), get_language()
    times = {"session": f"\u2068{row}\u2069", "day": day_text(start, code), "times": times_text(start, end, code)}
    return _("“%(session)s”, %(day)s, %(times)s") % times


DAYS = {"starts_on", "ends_on", "time_zone"}


class ZoneAskingAdmin(ConferenceAdmin):
    """The form of a conference, which writes the times of sessions whose clock times stay in another zone."""

    form = ConferenceForm

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        asked = request.POST.get("time_zone") if obj else None
        if not asked or zone_named(asked) == obj.time_zone:
            return fieldsets
        return [(title, {**options, "fields": _with_question(options["fields"])}) for title, options in fieldsets]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        at = timezone.now()
        for session, starts_at, ends_at in form.kept:
            session.conference = obj
            write_times(session, starts_at, ends_at, act=AuditEntry.Act.KEEP_CLOCK_TIMES, by=request.user, at=at)
        if form.kept:
            messages.info(request, _("Sessions whose clock times stay: %(number)d.") % {"number": len(form.kept)})
        if change and DAYS & set(form.changed_data) and (number := _number_outside(obj)):
            words = ngettext(
                "%(number)d session is outside the days of the conference",
                "%(number)d sessions are outside the days of the conference",
                number,
            )
            messages.warning(request, words % {"number": number})


def _number_outside(conference):
    """Return how many sessions do not lie within the days of a conference."""
    within = (
        conference.starts_on <= start.astimezone(conference.zone).date()
        and end.astimezone(conference.zone).date() <= conference.ends_on
        for start, end in conference.sessions.values_list("starts_at", "ends_at")
    )
    return sum(not each for each in within)


def _with_question(fields):
    return [name for each in fields for name in ([each, "zone_keeps"] if each == "time_zone" else [each])]
