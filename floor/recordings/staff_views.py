"""The staff's pages of recordings, below the record of a session: what there is, second 0, what is not published."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import telling
from conference.languages import dates
from conference.loading import require
from conference.posted import OddKey, Words, posted
from conference.refusals import Refusal
from conference.templatetags.languages import in_language
from floor.loading import session_for
from floor.models import Intervention, Recording
from floor.page_context import page_context
from floor.record.views import who
from floor.recordings import keeping
from floor.recordings.forms import AnchorForm, RecordingForm, ZeroForm
from floor.recordings.links import address_at
from floor.recordings.session_recordings import anchor_of, timing
from floor.recordings.timing import AWRY, residual
from floor.recordings.unpublished import not_recorded, withheld_times

RUN = "floor.run_floor"
TRIED = 6  # interventions by which the timing can be tried


@require_http_methods(["GET", "HEAD", "POST"])
def record_recordings(request, conference, session):
    """All recordings of a session, and a form to add one."""
    row = session_for(request, conference, session)
    form = None
    with timezone.override(row.conference.zone):
        if request.user.has_perm(RUN):
            new = Recording(session=row, shown_from=timezone.now().replace(microsecond=0))
            form = RecordingForm(request.POST or None, instance=new)
        require(form or request.method != "POST")
        if request.method == "POST" and _saved(form, keeping.add, request):
            messages.success(request, _("The recording is linked."))
            return redirect("floor:record-recordings", conference, session)
        context = {**page_context(row), "form": form, "recordings": _described(row)}
        return render(request, "floor/recordings/record_recordings.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def recording_change(request, conference, session, pk):
    row, recording = _for_staff(request, conference, session, pk)
    with timezone.override(row.conference.zone):
        form = RecordingForm(request.POST or None, instance=recording)
        if request.method == "POST" and _saved(form, keeping.change, request):
            messages.success(request, _("The recording is changed."))
            return redirect("floor:record-recordings", conference, session)
        context = {**page_context(row), "form": form, "recording": recording}
        return render(request, "floor/recordings/recording_change.html", context, status=_status(form))


def _saved(form, act, request):
    """Whether what a form says was done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act(form.save(commit=False), by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _status(*forms):
    return 422 if any(form and form.errors for form in forms) else 200


def _described(session):
    """The recordings of a session, those withdrawn last, each with its timing: [(recording, timing)]."""
    rows = session.recordings.prefetch_related("anchors__intervention")
    found = [(row, timing(row)) for row in rows]
    return sorted(found, key=lambda pair: pair[0].withdrawn_at is not None)


@require_POST
def recording_withdraw(request, conference, session, pk):
    _row, recording = _for_staff(request, conference, session, pk, in_use=False)
    reason = posted(request, reason=Words()).reason
    with telling(request, _("The recording is withdrawn.")):
        keeping.withdraw(recording, reason=reason, by=request.user, at=timezone.now())
    return redirect("floor:record-recordings", conference, session)


@require_http_methods(["GET", "HEAD", "POST"])
def recording_zero(request, conference, session, pk):
    """Second 0 of a recording: the moment typed, the interventions found in it, and what follows for all others."""
    row, recording = _for_staff(request, conference, session, pk)
    with timezone.override(row.conference.zone):
        form = ZeroForm(request.POST or None, initial={"zero": recording.zero})
        if request.method == "POST" and form.is_valid():
            try:
                keeping.set_zero(_meant(recording, form), form.cleaned_data["zero"], by=request.user, at=timezone.now())
            except Refusal as refusal:
                form.add_error("zero", str(refusal))
            else:
                messages.success(request, _("Second 0 is set."))
                return redirect("floor:recording-zero", conference, session, pk)
        return _zero(request, row, recording, zero_form=form)


@require_POST
def recording_anchor(request, conference, session, pk):
    """Note that an intervention begins at a second of the recording."""
    row, recording = _for_staff(request, conference, session, pk)
    with timezone.override(row.conference.zone):
        form = _anchor_form(row, request.POST)
        if form.is_valid():
            cleaned = form.cleaned_data
            second = round(cleaned["second"].total_seconds())
            try:
                keeping.set_anchor(
                    _meant(recording, form), cleaned["intervention"], second, by=request.user, at=timezone.now()
                )
            except Refusal as refusal:
                form.add_error("second", str(refusal))
            else:
                messages.success(request, _("It is noted where the intervention begins."))
                return redirect("floor:recording-zero", conference, session, pk)
        return _zero(request, row, recording, anchor_form=form)


@require_POST
def recording_anchor_remove(request, conference, session, pk):
    _row, recording = _for_staff(request, conference, session, pk)
    anchor = get_object_or_404(recording.anchors, pk=posted(request, anchor=OddKey()).anchor)
    with telling(request, _("The place is removed.")):
        keeping.remove_anchor(anchor, by=request.user, at=timezone.now())
    return redirect("floor:recording-zero", conference, session, pk)


@require_safe
def not_to_be_published(request, conference, session):
    """A paper for the webcast team: who must not be shown, and at which seconds of the recordings."""
    row = session_for(request, conference, session)
    context = {
        **page_context(row),
        "roles": not_recorded(row),
        "times": [{"time": time, "who": who(time.row)} for time in withheld_times(row)],
    }
    return render(request, "floor/recordings/not_to_be_published.html", context)


def _for_staff(request, conference, session, pk, in_use=True):
    row = session_for(request, conference, session, RUN)
    recordings = row.recordings.in_use() if in_use else row.recordings
    return row, get_object_or_404(recordings.select_related("session__conference"), pk=pk)


def _meant(recording, form):
    """The recordings of which a form speaks: this one, or all on demand of its part."""
    if not form.cleaned_data["all_channels"]:
        return [recording]
    rows = recording.session.recordings.in_use().filter(kind=Recording.Kind.ON_DEMAND, part=recording.part)
    return list(rows.order_by("pk"))


def _anchor_form(session, data=None):
    """The form for an intervention that was found, which lists those of which it is known when they began."""
    rows = session.interventions.on_record().exclude(given_at=None).select_related("delegation", "role__speaker")
    code, zone, original = get_language(), session.conference.zone, session.conference.original_language
    choices = []
    for row in rows:
        time = dates.time_text(row.given_at.astimezone(zone), code)
        choices.append((row.pk, f"{time} · {in_language(who(row), original)[0]}"))
    return AnchorForm(data, rows=Intervention.objects.filter(session=session), choices=choices)


def _zero(request, session, recording, zero_form=None, anchor_form=None):
    recording = session.recordings.prefetch_related(
        "anchors__intervention__delegation", "anchors__intervention__role__speaker"
    ).get(pk=recording.pk)
    found = timing(recording)
    context = {
        **page_context(session),
        "recording": recording,
        "timing": found,
        "drift": round(found.drift, 1) if found else None,
        "anchors": _anchors(recording, found),
        "tried": _tried(session, recording, found),
        "zero_form": zero_form or ZeroForm(initial={"zero": recording.zero}),
        "anchor_form": anchor_form or _anchor_form(session),
    }
    return render(request, "floor/recordings/recording_zero.html", context, status=_status(zero_form, anchor_form))


def _anchors(recording, found):
    """What was found in the recording, each with how far it is from where the timing has it."""
    anchors = []
    for row in recording.anchors.all():
        anchor = anchor_of(row)
        off = residual(found, anchor) if found and anchor else None
        anchors.append(
            {
                "row": row,
                "who": who(row.intervention),
                "off": off,
                "is_awry": off is not None and abs(off) > AWRY,
                "address": address_at(recording.address, row.second),
            }
        )
    return anchors


def _tried(session, recording, found):
    """A few interventions over the recording, by which a person can hear whether the timing is right."""
    if not found:
        return []
    rows = session.interventions.on_record().exclude(given_at=None).select_related("delegation", "role__speaker")
    inside = [row for row in rows if found.has(row.given_at, recording.length)]
    step = max(len(inside) // TRIED, 1)
    tried = []
    for row in inside[::step][:TRIED]:
        second = found.second(row.given_at)
        tried.append({"row": row, "who": who(row), "second": second, "address": address_at(recording.address, second)})
    return tried
