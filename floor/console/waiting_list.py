"""The list of those who wait, as one page to print and as a file for a spreadsheet, in the language of the page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from conference.files.downloads import as_attachment
from conference.languages import dates, official
from conference.templatetags.languages import in_language, zone_in_words
from floor import cue_cards
from floor.console.board import board_of
from floor.console.page import console_context
from floor.durations import as_clock
from floor.loading import session_for
from floor.models import OTHER
from floor.record.exports import XLSX, csv_of, xlsx_of


@require_GET
def waiting_list(request, conference, session):
    row = _session(request, conference, session)
    at = timezone.now()
    heading, lines = table_of(board_of(row, at))
    context = {"heading": heading, "lines": lines, "at": at}
    return render(request, "floor/console/waiting_list.html", {**console_context(row), **context})


@require_GET
def waiting_xlsx(request, conference, session):
    row = _session(request, conference, session)
    content = xlsx_of(*table_of(board_of(row, timezone.now())), title=pgettext("for the floor", "Waiting"))
    return _attachment(content, XLSX, row, "xlsx")


@require_GET
def waiting_csv(request, conference, session):
    row = _session(request, conference, session)
    return _attachment(csv_of(*table_of(board_of(row, timezone.now()))), "text/csv; charset=utf-8", row, "csv")


def _session(request, conference, session):
    return session_for(request, conference, session, "floor.run_floor")


def _attachment(content, content_type, session, extension):
    name = f"{session.conference.slug}-{session.slug}-waiting-{get_language()}.{extension}"
    return as_attachment(HttpResponse(content, content_type=content_type), name)


def table_of(board):
    """Returns who waits as a heading and rows of text: the points of order, the list, the rights of reply beside it."""
    zone, original = board.session.conference.zone, board.session.conference.original_language
    heading = [
        _("Place"),
        _("Delegation"),
        _("Kind"),
        _("On behalf of"),
        _("Speaker"),
        _("Language"),
        _("Speaking time"),
        _("%(what)s (%(zone)s)")
        % {"what": pgettext("for the floor", "Asked"), "zone": zone_in_words(board.session.conference.time_zone)},
    ]
    places = {row.pk: place for place, row in enumerate(board.listed, start=1)}
    return heading, [_line(row, places, zone, original) for row in board.waiting]


def _line(row, places, zone, original):
    kind = row.get_kind_display()
    if row.deferred_at:
        kind = _("%(kind)s, at the end of the session") % {"kind": kind}
    language = row.other_language if row.language == OTHER else official(row.language).name if row.language else ""
    return [
        places.get(row.pk),
        in_language(row.names, original)[0],
        kind,
        in_language(row.group_names, original)[0] if row.group_names else "",
        cue_cards.person(row),
        language,
        as_clock(row.time.time + row.extra_time),
        dates.time_text(row.asked_at.astimezone(zone), get_language()) if row.asked_at else "",
    ]
