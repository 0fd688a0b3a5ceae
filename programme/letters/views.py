"""The staff's page of letters: the outbox, writing into it, sending, what is to be reminded of."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from conference.answers import answer, is_script
from conference.background_work.jobs import start, waits_long
from conference.background_work.kind import work_of
from conference.loading import conference_for, keys_in
from conference.mail_server import goes_nowhere
from conference.models import Job
from conference.posted import Pressed, Several, posted, seen_in
from conference.refusals import Conflict, Refusal
from conference.staff_pages import staff_page_context
from programme.letters import sending
from programme.letters.background_work import stop
from programme.letters.change_notices import prepare_notices, settles_at
from programme.letters.choice.views import tell_written
from programme.letters.compose import write
from programme.letters.doubts import trust
from programme.letters.edit import rewrite_all
from programme.letters.forms import LetterWriteForm
from programme.letters.holding import NEEDED, can_be_rewritten, reasons_to_hold, shown_letters
from programme.letters.kinds import KindOfLetters, own_kinds
from programme.letters.letter_views import dress
from programme.letters.paper.letterhead import settings_of
from programme.letters.reminders import due_for_reminder
from programme.letters.writing import to_write, today_of
from programme.models.letter import LetterKind
from speakers.models import doubts_of

PERMISSION = "programme.send_letters"
PER_PAGE = 100
JUST_NOW = timedelta(minutes=10)  # for so long the page tells of a sending that is over


def _conference(request, slug):
    return conference_for(request, slug, PERMISSION)


@require_safe
def letters(request, conference):
    row = _conference(request, conference)
    if is_script(request):
        return answer(html=render_to_string("programme/letters/_sending.html", _sending(row), request))
    prepare_notices(row, at=timezone.now())
    return _outbox(request, row)


def _outbox(request, conference, form=None, *, refusal="", status=200):
    at, seen = timezone.now(), seen_in(request)
    found = conference.letters.open().select_related(*NEEDED).prefetch_related("attachments__file")
    waiting = list(found.order_by("pk"))
    held = reasons_to_hold(conference, waiting)
    shown = shown_letters(waiting, held)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    doubts = doubts_of(conference)
    for letter in page:
        dress(letter, held, doubts, at)
    settles = settles_at(conference)
    context = {
        **staff_page_context(request, conference),
        "page": page,
        "waiting": len(waiting),
        "ready": sum(letter.pk not in held and letter.sending_at is None for letter in waiting),
        "stale": sum(can_be_rewritten(letter, held.get(letter.pk, "")) for letter in waiting),
        "seen": shown.token,
        "new_since": shown.new_since(seen) if refusal and not form else frozenset(),
        "refusal": refusal,
        "to_write": [
            to_write(conference, KindOfLetters(kind), form, seen)
            for kind in (LetterKind.INVITATION, LetterKind.CONFIRMATION)
        ],
        "settles_at": settles.astimezone(conference.zone) if settles and settles > at else None,
        "kinds": [KindOfLetters(kind) for kind in LetterKind if kind != LetterKind.OWN],
        "own_kinds": own_kinds(conference),
        "doubtful": doubts.values(),
        "has_mail_server": not goes_nowhere(),
        **_reminders(conference, form, seen, at),
        **_sending(conference),
    }
    return render(request, "programme/letters/letters.html", context, status=status)


def _reminders(conference, form, seen, at):
    """Return who is to be reminded."""
    due = due_for_reminder(conference, at)
    if not due:
        return {"reminders": None}
    kind = KindOfLetters(LetterKind.REMINDER)
    return {
        "reminders": to_write(conference, kind, form, seen, keys=[speaker.pk for speaker in due]),
        "remind_after_days": settings_of(conference).remind_after_days,
    }


def _sending(conference):
    """Return how far the sending is, also just after it."""
    at = timezone.now()
    jobs = conference.jobs.filter(kind=Job.Kind.LETTERS).select_related("conference", "by")
    shown = [job for job in jobs[:5] if job.is_open or at - job.finished_at < JUST_NOW]
    for job in shown:
        job.told = work_of(job).told(job) if job.finished_at and not job.failure else []
        job.waits_long = waits_long(job, at)
    is_open = any(job.is_open for job in shown)
    return {"conference": conference, "zone": conference.zone, "sending": shown, "are_being_sent": is_open}


@require_POST
def letters_write(request, conference):
    """Write letters into the outbox: to the chosen speakers, or to all who have none yet."""
    row = _conference(request, conference)
    form = LetterWriteForm(request.POST, conference=row, today=today_of(row))
    if not form.is_valid():
        return _outbox(request, row, form, status=422)
    sent = posted(request, speaker=Several(), chosen=Pressed())
    try:
        written = write(
            row,
            form.cleaned_data["kind"],
            keys=keys_in(sent.speaker) if sent.chosen else None,
            reply_by=form.cleaned_data["reply_by"],
            extras=form.extras,
            seen=seen_in(request),
            in_spite=form.cleaned_data["in_spite"],
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        return _outbox(request, row, form, refusal=str(refusal), status=status)
    tell_written(request, written)
    return redirect("programme:letters", conference)


@require_POST
def letters_send(request, conference):
    """Have all letters in the outbox sent that nothing holds back."""
    row, at = _conference(request, conference), timezone.now()
    try:
        chosen = sending.letters_to_send(row, seen=seen_in(request))
    except Conflict as changed:
        return _outbox(request, row, refusal=str(changed), status=409)
    if not chosen:
        messages.info(request, _("No letter was sent: none is ready."))
        return redirect("programme:letters", conference)
    start(Job.Kind.LETTERS, row, by=request.user, at=at, letters=chosen)
    messages.success(request, _("The letters are sent in the background; this page tells how far that is."))
    return redirect("programme:letters", conference)


@require_POST
def letters_stop(request, conference):
    """Stop the sending: the letter that is being sent goes out, the others stay in the outbox."""
    row = _conference(request, conference)
    if stop(row, timezone.now()):
        messages.success(request, _("The sending stops; what was not sent yet stays in the outbox."))
    else:
        messages.info(request, _("No letters are being sent."))
    return redirect("programme:letters", conference)


@require_POST
def letters_rewrite(request, conference):
    """Rewrite all letters that the programme, an address or a status has overtaken."""
    row = _conference(request, conference)
    try:
        number = rewrite_all(row, seen=seen_in(request), by=request.user, at=timezone.now())
    except Conflict as changed:
        return _outbox(request, row, refusal=str(changed), status=409)
    words = ngettext("%(number)d letter has been rewritten.", "%(number)d letters have been rewritten.", number)
    messages.success(request, words % {"number": number})
    return redirect("programme:letters", conference)


@require_POST
def address_trust(request, conference, pk):
    """Take back that an address is doubtful."""
    row = _conference(request, conference)
    found = get_object_or_404(row.doubtful_addresses, pk=pk)
    trust(found, by=request.user, at=timezone.now())
    messages.success(request, _("The address is no longer marked as doubtful."))
    return redirect("programme:letters", conference)
