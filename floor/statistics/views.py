"""The page of the statistics of a session: public once the session is over, for staff before."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.languages import CODES, official
from conference.languages.collation import delegation_key
from conference.templatetags.languages import in_language
from floor.loading import public_session, session_for
from floor.models import OTHER, Intervention
from floor.page_context import page_context
from floor.pledges.pledges import totals
from floor.pledges.views import donor_of
from floor.record.entries import entries_of, not_reached
from floor.record.extent import extent_of
from floor.record.views import is_over, who
from floor.recordings.session_recordings import SessionRecordings
from floor.statements.public_views import public_statements
from floor.statistics.charts import chart_of_times
from floor.statistics.regional_groups import groups_of, notes_of
from floor.statistics.statistics import NONE, ON_BEHALF, PANEL, intervention_facts, statistics_of
from programme.release.content import content_of
from programme.release.editions import PREVIEW, ProgrammeEdition
from programme.release.programme import Programme
from speakers.models import Delegation, State
from speakers.regional_groups import RegionalGroup, label_on


@login_not_required
@require_safe
def statistics(request, conference, session):
    at = timezone.now()
    edition, row = _edition(request, conference, session, at)
    extent = extent_of(row)
    entries = entries_of(row, at=at, extent=extent)
    counted = [entry for entry in entries if not entry.is_struck]
    day = row.conference.starts_on
    found = statistics_of([intervention_facts(entry) for entry in entries])
    pledges = list(row.conference.pledges.filter(struck_at=None).select_related("delegation__state"))
    context = {
        **edition.context,
        "session": edition.programme.session(session),
        "statistics": found,
        "is_over": is_over(row, at),
        "extent": extent,
        "tables": [table for table in _tables(found, day) if table["says_something"]],
        "group_notes": notes_of(entry.row.delegation for entry in counted),
        "entries": _listed(counted, extent, row.conference.original_language),
        "chart": chart_of_times(
            [(entry.used, entry.allowed) for entry in counted],
            right_to_left=official(get_language()).direction == "rtl",
        ),
        "not_reached": [{"row": item, "who": who(item)} for item in not_reached(row)],
        "recordings": SessionRecordings(row, at=at, language=get_language()),
        "statements": public_statements(row),
        "pledges": [(pledge, donor_of(pledge)) for pledge in pledges],
        "totals": totals(pledges),
    }
    return render(request, "floor/statistics/statistics.html", context)


@require_safe
def regional_groups(request, conference, session):
    """For staff: the States of each regional group that took the floor, how often and how long, and the others."""
    row = session_for(request, conference, session)
    at = timezone.now()
    extent = extent_of(row)
    context = {
        **page_context(row),
        "groups": groups_of(row, at=at, language=get_language()),
        "extent": extent,
        "is_over": is_over(row, at),
    }
    return render(request, "floor/statistics/regional_groups.html", context)


def _edition(request, conference, session, at):
    """The released edition where the statistics are public; for staff the draft, before; for all others nothing."""
    try:
        edition, row = public_session(conference, session)
        if is_over(row, at):
            return edition, row
    except Http404:
        pass
    row = session_for(request, conference, session)
    return ProgrammeEdition(PREVIEW, conference, draft=Programme(content_of(row.conference))), row


def _listed(entries, extent, original):
    """The entries with the names of their speakers: in their order, or alphabetical where it is not known."""
    items = [{"entry": entry, "who": who(entry.row)} for entry in entries]
    if extent.order_known:
        return items
    code = get_language()
    return sorted(items, key=lambda item: delegation_key(in_language(item["who"], original)[0], code))


def _tables(found, day):
    """The tables of shares, each with a heading and its lines in words; the groups as they were called on a day."""
    Kind = Intervention.Kind
    manners = {
        Kind.INTERVENTION: _("Delegations for themselves"),
        ON_BEHALF: _("On behalf of a group"),
        Kind.ANSWER: _("Panellists"),
        Kind.RIGHT_OF_REPLY: _("Rights of reply"),
        Kind.POINT_OF_ORDER: _("Points of order"),
    }
    groups = {group: label_on(group, day) for group in RegionalGroup.values}
    kinds = {PANEL: _("Panellists"), **{kind.value: kind.label for kind in Delegation.Kind}}
    regions = {region.value: region.label for region in State.Region}
    languages = {code: official(code).name for code in CODES} | {OTHER: pgettext("language", "Another")}
    genders = {Intervention.Gender.WOMAN: _("Women"), Intervention.Gender.MAN: _("Men")}
    return [
        _table("kind", _("By kind of delegation"), found.by_kind, kinds),
        _table("manner", _("By kind of intervention"), found.by_manner, manners),
        _table("regional-group", _("States by regional group"), found.by_regional_group, groups),
        _table("region", _("States by continent"), found.by_region, regions),
        _table("language", _("By language"), found.by_language, languages),
        _table("gender", _("Women and men, where stated"), found.by_gender, genders),
    ]


def _table(key, heading, shares, names):
    names = {NONE: _("Not stated"), **names}
    lines = [(names.get(share.key, share.key), share) for share in shares]
    return {"key": key, "heading": heading, "lines": lines, "says_something": any(share.key for share in shares)}
