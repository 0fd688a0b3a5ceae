"""The staff's page of the record of a session.

On it note-takers write the gist of each intervention and mark its themes; those who run the floor correct the facts.
"""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conference.answers import answer, conflict_of, is_script, overtaken_answer, refused, telling
from conference.languages import LANGUAGES, texts
from conference.languages.collation import delegation_key
from conference.loading import key_in
from conference.models.epoch import in_epoch
from conference.posted import Pressed, Several, Words, posted
from conference.refusals import Overtaken, Refusal
from conference.templatetags.languages import in_language
from floor.loading import recorded_intervention, session_for
from floor.models import Floor
from floor.page_context import page_context
from floor.procedure.recording import note_recording_off, take_back_recording_off
from floor.record.corrections import correct
from floor.record.entries import entries_of, not_reached, withdrawn
from floor.record.extent import extent_of, set_extent
from floor.record.forms import CorrectionForm, RecordExtentForm, choices_for, correction_of
from floor.record.gists import write_gist
from floor.record.parts import part_of
from floor.record.themes import mark_themes
from floor.recording_consent import RecordingConsent


@require_GET
def record(request, conference, session):
    return _record(request, session_for(request, conference, session))


@require_GET
def record_entries(request, conference, session):
    """The parts of the record that change while the floor is open, as they are now."""
    row = session_for(request, conference, session)
    return render(request, "floor/record/_record.html", _context(request, row))


@require_GET
def record_version(request, conference, session):
    """For a page that cannot have events: only whether anything has changed."""
    row = session_for(request, conference, session)
    version = Floor.objects.filter(session=row).values_list("version", flat=True).first() or 0
    return JsonResponse(in_epoch({"version": version}))


@require_POST
def record_extent(request, conference, session):
    """Say by hand how far the record goes."""
    row = session_for(request, conference, session, "floor.run_floor")
    form = RecordExtentForm(request.POST)
    if not form.is_valid():
        return _record(request, row, extent_form=form, status=422)
    try:
        set_extent(row, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _record(request, row, extent_form=form, status=refusal.status)
    messages.success(request, _("The record is corrected."))
    return redirect("floor:record", row.conference.slug, row.slug)


@require_GET
def gist_history(request, conference, session, pk):
    """All that was written of an intervention, the latest first, and what was set aside."""
    row = session_for(request, conference, session)
    intervention = recorded_intervention(row, pk)
    gists = intervention.gists.select_related("by")
    context = {**page_context(row), "intervention": intervention, "who": who(intervention), "gists": gists}
    return render(request, "floor/record/gist_history.html", context)


@require_POST
def gist(request, conference, session, pk):
    """Save a gist: from the script, which is told the new version as JSON; or from the form, which sees the record."""
    row = session_for(request, conference, session, "floor.take_notes")
    intervention = recorded_intervention(row, pk)
    sent = posted(request, text=Words(), language=Words(), base_version=Words())
    try:
        saved = write_gist(
            intervention,
            sent.text,
            key_in(sent.base_version) or 0,
            language=sent.language,
            by=request.user,
            at=timezone.now(),
        )
    except Overtaken as overtaken:
        return _overtaken(request, row, intervention, overtaken)
    except Refusal as refusal:
        return refused(
            request,
            refusal,
            lambda message, status: _record(
                request, row, sent={"pk": intervention.pk, **vars(sent), "message": message}, status=status
            ),
        )
    if is_script(request):
        return answer(_("Saved"), base_version=saved.number if saved else 0)
    return _to_entry(intervention)


def _overtaken(request, session, intervention, overtaken):
    """409: both texts with their difference; the form then rests on the version that stands."""
    if is_script(request):
        more = {"base_version": overtaken.current.number, "zone": session.conference.zone, "row": intervention}
        return overtaken_answer(request, overtaken, "floor/record/_gist_conflict.html", **more)
    conflict = {"pk": intervention.pk, **conflict_of(overtaken)}
    return _record(request, session, conflict=conflict, status=overtaken.status)


@require_POST
def intervention_themes(request, conference, session, pk):
    """Mark the themes of an intervention: those that were chosen since the form was shown, and no longer the others."""
    row = session_for(request, conference, session, "floor.take_notes")
    intervention = recorded_intervention(row, pk)
    sent = posted(request, theme=Several(), shown=Several())
    chosen, shown = ({key_in(key) or 0 for key in keys} for keys in (sent.theme, sent.shown))
    changes = {"add": chosen - shown, "remove": shown - chosen}
    try:
        themes = mark_themes(intervention, **changes, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return refused(
            request,
            refusal,
            lambda message, status: _record(request, row, themes_refused={"pk": pk, "message": message}, status=status),
        )
    if is_script(request):
        return answer(_("Saved"), themes=[theme.pk for theme in themes])
    return _to_entry(intervention)


@require_POST
def intervention_correct(request, conference, session, pk):
    """Correct who spoke, in which language, on whose behalf; what was written comes back where it is not done."""
    row = session_for(request, conference, session, "floor.run_floor")
    intervention = recorded_intervention(row, pk)
    form = CorrectionForm(intervention, request.POST)
    if not form.is_valid():
        return _not_corrected(request, row, form, _("Nothing was corrected; look at what is marked below."), 422)
    values = form.cleaned_data
    reason = values.pop("reason")
    try:
        correct(intervention, values, seen=form.seen(), reason=reason, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.overtaken = getattr(refusal, "fields", ())
        return _not_corrected(request, row, form, str(refusal), refusal.status)
    messages.success(request, _("The record is corrected."))
    return _to_entry(intervention)


@require_POST
def recording_off(request, conference, session, pk):
    """Note that the recording is off for an intervention, or take that back."""
    row = session_for(request, conference, session, "floor.run_floor")
    intervention = recorded_intervention(row, pk)
    if posted(request, off=Pressed()).off:
        act, done = note_recording_off, _("It is noted that the recording is off.")
    else:
        act, done = take_back_recording_off, _("It is no longer noted that the recording is off.")
    with telling(request, done):
        act(intervention, by=request.user, at=timezone.now())
    return _to_entry(intervention)


def _not_corrected(request, session, form, message, status):
    form.message = message
    if not form.intervention.is_on_record:  # struck since: its form is gone and cannot show the message
        messages.error(request, message)
    return _record(request, session, form=form, status=status)


def _to_entry(intervention):
    session = intervention.session
    address = reverse("floor:record", args=[session.conference.slug, session.slug])
    asked = f"?entry={intervention.pk}" if part_of(session, entry=intervention.pk).last else ""
    return redirect(f"{address}{asked}#entry-{intervention.pk}")


def _record(request, session, status=200, form=None, **more):
    return render(request, "floor/record/record.html", {**_context(request, session, form), **more}, status=status)


def _part(request, session):
    """What of the record is asked for; an act that could not be done shows its own entry."""
    own = request.resolver_match.kwargs.get("pk")
    asked = {name: key_in(request.GET.get(name, "")) for name in ("entry", "begin", "end")}
    return part_of(session, begin=asked["begin"], end=asked["end"], entry=own or asked["entry"] or 0)


def _context(request, session, form=None):
    """What the page shows; `form` is a correction that was not done, shown in its place."""
    at = timezone.now()
    extent, part = extent_of(session), _part(request, session)
    read = entries_of(session, at=at, extent=extent, part=part)
    consent = RecordingConsent(session.conference_id).among([entry.row for entry in read])
    entries = [{"entry": entry, "who": who(entry.row), "not_recorded": consent.reason(entry.row)} for entry in read]
    if request.user.has_perm("floor.run_floor"):
        choices = choices_for(session.conference)
        for item in entries:
            item["correction"] = correction_of(item["entry"], choices, form)
    return {
        **page_context(session),
        # Who speaks is on top, also above those of whom no times are known: nobody hunts for the field to write in.
        "entries": sorted(entries, key=lambda item: item["entry"].is_being_made)[::-1],
        "themes": session.themes.all(),
        "not_reached": [{"row": row, "who": who(row)} for row in not_reached(session)],
        "withdrawn": [{"row": row, "who": who(row)} for row in withdrawn(session)],
        "is_over": is_over(session, at),
        "extent": extent,
        "extent_form": RecordExtentForm(initial=vars(extent)),
        "version": extent.version,
        "part": part,
        "languages": LANGUAGES,
        "writes_in": get_language(),
    }


def who(intervention):
    """Whom an intervention is of: the texts of the delegation's name, or of the panellist's."""
    return (intervention.delegation or intervention.role.speaker).public_name


def delegation_choices(conference):
    """The delegations for a field to choose from, in the alphabetical order of the page's language: [(key, name)]."""
    code, original = get_language(), conference.original_language
    names = [(row.pk, in_language(texts(row, "name"), original)[0]) for row in conference.delegations.all()]
    return sorted(names, key=lambda choice: delegation_key(choice[1], code))


def is_over(session, at):
    return session.ended_at is not None or session.ends_at <= at
