"""The staff's pages of letters: the outbox, writing into it, each letter, what was sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import telling
from conference.background_work.jobs import start
from conference.loading import conference_for, keys_in
from conference.mail_server import goes_nowhere
from conference.models import AuditEntry, Job
from conference.posted import Pressed, Several, posted, seen_in
from conference.refusals import Conflict, Refusal
from conference.staff_pages import staff_page_context
from programme.letters import sending
from programme.letters.change_notices import prepare_notices, settles_at
from programme.letters.choice.views import tell_written
from programme.letters.compose import write
from programme.letters.doubts import addresses_of_letter, doubts_of
from programme.letters.edit import held_open, rewrite, rewrite_all
from programme.letters.forms import LetterForm, LetterWriteForm
from programme.letters.kinds import KindOfLetters, own_kinds
from programme.letters.missing_texts import named
from programme.letters.writing import to_write, today_of
from programme.models.letter import LetterKind

PERMISSION = "programme.send_letters"
PER_PAGE = 100


def _conference(request, slug):
    return conference_for(request, slug, PERMISSION)


@require_safe
def letters(request, conference):
    row = _conference(request, conference)
    prepare_notices(row, at=timezone.now())
    return _outbox(request, row)


def _outbox(request, conference, form=None, *, refusal="", status=200):
    at, seen = timezone.now(), seen_in(request)
    found = conference.letters.open().select_related(*sending.NEEDED).prefetch_related("attachments__file")
    waiting = list(found.order_by("pk"))
    held = sending.reasons_to_hold(conference, waiting)
    shown = sending.shown_letters(waiting, held)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    doubts = doubts_of(conference)
    for letter in page:
        _dress(letter, held, doubts, at)
    settles = settles_at(conference)
    context = {
        **staff_page_context(request, conference),
        "page": page,
        "waiting": len(waiting),
        "ready": sum(letter.pk not in held and letter.sending_at is None for letter in waiting),
        "stale": sum(sending.can_be_rewritten(letter, held.get(letter.pk, "")) for letter in waiting),
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
        "has_mail_server": not goes_nowhere(),
        "are_being_sent": conference.jobs.open().filter(kind=Job.Kind.LETTERS).exists(),
    }
    return render(request, "programme/letters/letters.html", context, status=status)


def _dress(letter, held, doubts, at):
    """Add to a letter what the pages tell of it."""
    letter.held = held.get(letter.pk, "")
    letter.is_stale = sending.can_be_rewritten(letter, letter.held)
    letter.now_sending, letter.interrupted = letter.is_being_sent(at), letter.was_interrupted(at)
    letter.doubts = [doubts[each.casefold()] for each in addresses_of_letter(letter) if each.casefold() in doubts]
    letter.untranslated = named(letter)
    letter.files = [attachment.file for attachment in letter.attachments.all()]


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


def _letter(request, slug, pk):
    row = _conference(request, slug)
    found = row.letters.select_related(*sending.NEEDED, "made_by", "sent_by", "cancelled_by")
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, conference, letter):
    """Show and edit a letter in the outbox; show one that was sent or cancelled."""
    row = _letter(request, conference, letter)
    if request.method != "POST":
        return _letter_page(request, row, LetterForm(instance=row) if row.is_open else None)
    refusal = ""
    with transaction.atomic():
        try:
            form = LetterForm(request.POST, instance=held_open(row.pk, at=timezone.now()))
        except Refusal as error:
            form, refusal = None, str(error)
        if form and form.is_valid():
            _save(form, request.user)
            messages.success(request, _("The letter is changed."))
            return redirect("programme:letters", conference)
    if form is None:
        form = LetterForm(request.POST, instance=row)
    return _letter_page(request, row, form, refusal=refusal, status=422)


def _save(form, user):
    changed = [name for name in form.changed_data if name in ("subject", "body")]
    if changed:
        row = form.instance
        row.save(update_fields=changed)
        AuditEntry.objects.record(
            act=AuditEntry.Act.CHANGE_LETTER, subject=row, by=user, at=timezone.now(), conference=row.conference
        )


def _letter_page(request, row, form, *, refusal="", status=200):
    at = timezone.now()
    held = sending.reasons_to_hold(row.conference, [row]) if row.is_open else {}
    _dress(row, held, doubts_of(row.conference), at)
    context = {
        **staff_page_context(request, row.conference),
        "letter": row,
        "lines": row.body.split("\n"),
        "form": form,
        "seen": sending.shown_letters([row], held).token,
        "refusal": refusal,
    }
    return render(request, "programme/letters/letter_detail.html", context, status=status)


@require_POST
def letter_send(request, conference, letter):
    row = _letter(request, conference, letter)
    try:
        with telling(request, _("The letter is sent.")):
            sending.send_letter(row, seen=seen_in(request), by=request.user, at=timezone.now())
    except Conflict as changed:
        return _changed(request, conference, letter, changed)
    return redirect("programme:letters", conference)


def _changed(request, conference, pk, changed):
    """Show a letter as it is now, since it is not the one that the person was shown."""
    row = _letter(request, conference, pk)
    return _letter_page(request, row, LetterForm(instance=row), refusal=str(changed), status=409)


@require_POST
def letter_cancel(request, conference, letter):
    row = _letter(request, conference, letter)
    with telling(request, _("The letter is cancelled.")):
        sending.cancel(row, by=request.user, at=timezone.now())
    return redirect("programme:letters", conference)


@require_POST
def letter_rewrite(request, conference, letter):
    row = _letter(request, conference, letter)
    try:
        with telling(request, _("The letter has been rewritten.")):
            rewrite(row, seen=seen_in(request), by=request.user, at=timezone.now())
    except Conflict as changed:
        return _changed(request, conference, letter, changed)
    return redirect("programme:letter", conference, row.pk)


@require_safe
def letter_archive(request, conference, speaker=None):
    """List the letters that were sent or cancelled, the newest first; for one speaker, all of them."""
    row = _conference(request, conference)
    found = row.letters.select_related("speaker", "own_kind").defer("body").order_by("-made_at", "-pk")
    person = get_object_or_404(row.speakers, slug=speaker) if speaker else None
    found = found.filter(speaker=person) if person else found.closed()
    context = {
        **staff_page_context(request, row),
        "person": person,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "programme/letters/letter_archive.html", context)
