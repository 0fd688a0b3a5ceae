"""Actual beginning and end of a session, entered on the timetable in local time."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.audited import audit_value
from conference.models import AuditEntry, User
from conference.typed_fields import HourField
from programme.local_time import ClockChanged, moment_of, on_wall
from programme.models import Session

ACTUAL = ("began_at", "ended_at")
A_DAY = timedelta(days=1)


class ClockInput(forms.TimeInput):
    input_type = "time"


class ActualTimesForm(forms.Form):
    """Two times of day. Each is read on the day nearest to the plan, so that times after midnight need no date."""

    began_at = HourField(label=gettext_lazy("Actual beginning"), required=False, widget=ClockInput(format="%H:%M"))
    ended_at = HourField(label=gettext_lazy("Actual end"), required=False, widget=ClockInput(format="%H:%M"))

    def __init__(self, data: QueryDict | None, session: Session) -> None:
        self._session, self._zone = session, session.conference.zone
        moments = {name: getattr(session, name) for name in ACTUAL}
        initial = {name: on_wall(moment, self._zone) for name, moment in moments.items() if moment}
        super().__init__(data, initial=initial)

    def clean_began_at(self) -> datetime | None:
        return self._nearest("began_at", self._session.starts_at)

    def clean_ended_at(self) -> datetime | None:
        return self._nearest("ended_at", self._session.ends_at)

    def _nearest(self, name: str, planned: datetime) -> datetime | None:
        time, current = self.cleaned_data[name], getattr(self._session, name)
        if time is None:
            return None
        if current and on_wall(current, self._zone).time().replace(second=0, microsecond=0) == time:
            return current  # with its seconds, and its day
        planned = on_wall(planned, self._zone)
        days = (datetime.combine(planned.date() + days * A_DAY, time) for days in (-1, 0, 1))
        try:
            actual = moment_of(min(days, key=lambda moment: abs(moment - planned)), self._zone)
        except ClockChanged as changed:
            raise forms.ValidationError(str(changed)) from None
        self._session.validate_actual(actual)
        return actual

    def clean(self) -> dict[str, Any]:
        began, ended = self.cleaned_data.get("began_at"), self.cleaned_data.get("ended_at")
        if ended and not began and "began_at" not in self.errors:
            self.add_error("began_at", _("What has ended has begun: write when."))
        elif ended and began and ended < began:
            self.add_error("ended_at", _("The actual end cannot be before the actual beginning."))
        return self.cleaned_data


@transaction.atomic
def write_actual(session: Session, moments: dict[str, datetime | None], *, by: User | None, at: datetime) -> bool:
    """Write when a session began and ended; returns whether anything changed."""
    row = Session.objects.select_for_update(of=["self"], no_key=True).select_related("conference").get(pk=session.pk)
    changed = {name: moments[name] for name in ACTUAL if getattr(row, name) != moments[name]}
    if not changed:
        return False
    detail = {name: [audit_value(getattr(row, name)), audit_value(moment)] for name, moment in changed.items()}
    for name, moment in changed.items():
        setattr(row, name, moment)
    row.save(update_fields=list(changed))
    AuditEntry.objects.record(
        act=AuditEntry.Act.SET_ACTUAL_TIMES, subject=row, by=by, at=at, conference=row.conference, detail=detail
    )
    return True


def minutes_late(planned: datetime, actual: datetime | None) -> int | None:
    """Return the minutes after the plan, negative if early; None without an actual time."""
    return round((actual - planned).total_seconds() / 60) if actual else None
