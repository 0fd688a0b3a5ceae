"""The record as a table for Excel and as CSV, in the language of the page.

A cell that a spreadsheet would take for a formula begins with an apostrophe. Moments are in the conference's zone and,
in columns of their own, in ISO 8601; spans are seconds.
"""

import csv
import re
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.fields import fit_for_xml
from conference.files.downloads import as_attachment
from conference.files.formula_injection import neutral
from conference.languages import official, texts
from conference.languages.lists import listed_apart
from conference.on_demand import on_demand
from conference.templatetags.languages import in_language, zone_in_words
from floor.loading import session_for
from floor.models import OTHER, Intervention
from floor.record.entries import entries_of, not_reached
from floor.record.views import who
from speakers.models import Delegation, State
from speakers.regional_groups import label_on

openpyxl = on_demand("openpyxl")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CLOCK = "yyyy-mm-dd hh:mm:ss"
LONGEST_CELL = 32_767


@require_safe
def record_xlsx(request, conference, session):
    row = session_for(request, conference, session)
    return _attachment(as_xlsx(row, at=timezone.now()), XLSX, row, "xlsx")


@require_safe
def record_csv(request, conference, session):
    row = session_for(request, conference, session)
    return _attachment(as_csv(row, at=timezone.now()), "text/csv; charset=utf-8", row, "csv")


def _attachment(content, content_type, session, extension):
    name = f"{session.conference.slug}-{session.slug}-record-{get_language()}.{extension}"
    return as_attachment(HttpResponse(content, content_type=content_type), name)


def table_of(session, *, at):
    """The record as a heading and rows of plain values: text, whole numbers, moments without a zone, None."""
    zone = session.conference.zone
    local = zone_in_words(session.conference.time_zone)
    heading = [
        _("Number"),
        _("State of the intervention"),
        _("Delegation"),
        _("Kind of delegation"),
        _("Continent"),
        _("Regional group"),
        _("On behalf of"),
        _("Kind"),
        _("Speaker"),
        _("Woman or man, where stated"),
        _("Language"),
        *(_("%(what)s (%(zone)s)") % {"what": what, "zone": local} for what in _moments()),
        *(_("%(what)s (ISO 8601)") % {"what": what} for what in _moments()),
        *(_("%(what)s (seconds)") % {"what": what} for what in _spans()),
        pgettext("over the session", "Presided"),
        pgettext("a phone, a slip", "Through"),
        _("Themes"),
        pgettext("of an intervention", "Gist"),
        _("Language of the gist"),
        _("Statements"),
        _("Struck because"),
        _("Interrupted by a point of order"),
    ]
    rows = [_line(entry, zone, session.conference.original_language) for entry in entries_of(session, at=at)]
    rows += [_unanswered(row, zone, session.conference.original_language) for row in not_reached(session)]
    return heading, rows


def _moments():
    return [
        pgettext("for the floor", "Asked"),
        pgettext("the floor", "Given"),
        pgettext("an intervention", "Concluded"),
    ]


def _spans():
    return [_("Paused"), pgettext("time", "Used"), pgettext("time", "Allowed"), _("Overtime")]


def _line(entry, zone, original):
    row, gist = entry.row, entry.gist
    spans = (row.paused_for, entry.used, entry.allowed, entry.overtime) if entry.used is not None else (None,) * 4
    presiding = row.presided_by and in_language(row.presided_by.speaker.public_name, original)[0]
    return [
        entry.number,
        *_facts(row, zone, original),
        *(None if span is None else round(span.total_seconds()) for span in spans),
        presiding or "",
        row.get_through_display(),
        listed_apart(in_language(texts(theme, "text"), original)[0] for theme in entry.themes),
        gist.text if gist else "",
        official(gist.language).name if gist and gist.text else "",
        len(entry.statements),
        row.struck_reason,
        listed_apart(in_language(who(order), original)[0] for order in entry.interrupted_by),
    ]


def _unanswered(row, zone, original):
    return [None, *_facts(row, zone, original), *(None,) * 4, "", row.get_through_display(), "", "", "", 0, "", ""]


def _facts(row, zone, original):
    delegation = row.delegation
    state = delegation.state if delegation else None
    language = row.other_language if row.language == OTHER else official(row.language).name if row.language else ""
    moments = [row.asked_at, row.given_at, row.concluded_at]
    return [
        Intervention.State(row.state).label,
        in_language(who(row), original)[0],
        Delegation.Kind(delegation.kind).label if delegation else _("Panellists"),
        State.Region(state.region).label if state else "",
        _group(delegation, row.session.conference.starts_on),
        in_language(texts(row.group, "name"), original)[0] if row.group else "",
        row.get_kind_display(),
        row.speaker_name,
        row.get_speaker_gender_display(),
        language,
        *(moment and moment.astimezone(zone).replace(tzinfo=None, microsecond=0) for moment in moments),
        *(moment.astimezone(zone).isoformat(timespec="seconds") if moment else "" for moment in moments),
    ]


def _group(delegation, day):
    """The regional group of a State as it was called on a day; empty for other delegations."""
    group = delegation.regional_group_on(day) if delegation else ""
    return label_on(group, day) if group else ""


def _cell(value):
    """Returns a value that a spreadsheet never takes for a formula."""
    if not isinstance(value, str | Promise):
        return value
    return neutral(fit_for_xml(str(value))[: LONGEST_CELL - 1])


def as_csv(session, *, at):
    return csv_of(*table_of(session, at=at))


def as_xlsx(session, *, at):
    heading, rows = table_of(session, at=at)
    gist = heading.index(pgettext("of an intervention", "Gist")) + 1
    return xlsx_of(heading, rows, title=pgettext("of a session", "Record"), wrapped=gist)


def csv_of(heading, rows):
    """Returns CSV in UTF-8 with the byte order mark by which Excel recognizes it."""
    out = StringIO()
    writer = csv.writer(out)
    for row in [heading, *rows]:
        writer.writerow("" if value is None else _cell(value) for value in row)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(heading, rows, *, title, wrapped=None):
    """Returns a table for Excel, its first columns fixed; `wrapped` is the number of the column of long texts."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
    sheet.sheet_view.rightToLeft = official(get_language()).direction == "rtl"
    sheet.freeze_panes = "D2"
    for number, row in enumerate([heading, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            value = _cell(value)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, nor a date by its looks
            if hasattr(value, "hour"):
                cell.number_format = CLOCK
            cell.alignment = openpyxl.styles.Alignment(vertical="top", wrap_text=number == 1 or column == wrapped)
    for column, words in enumerate(heading, start=1):
        sheet.cell(1, column).font = openpyxl.styles.Font(bold=True)
        widest = max([len(str(words)) // 2, *(len(str(row[column - 1] or "")) for row in rows)])
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = min(max(widest + 2, 9), 60)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
