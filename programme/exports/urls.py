"""The addresses of files that calendars and other systems read of a released programme."""

from django.urls import path

from programme.exports import frab, ical
from programme.release.editions import current


def schedules(edition):
    """Return the addresses of schedules for one kind of edition: the current one or a revision."""
    return [
        path("schedule.xml", edition(frab.schedule_xml), name="schedule-xml"),
        path("schedule.json", edition(frab.schedule_json), name="schedule-json"),
    ]


urlpatterns = [
    *schedules(current),
    path("programme.ics", current(ical.calendar), name="calendar"),
    path("sessions/<slug:session>/session.ics", current(ical.session_calendar), name="session-calendar"),
    path("my-programme.ics", current(ical.my_calendar), name="my-calendar"),
]
