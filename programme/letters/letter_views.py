"""The staff's pages of one letter, and of those that were sent: reading, changing, sending, cancelling, marking."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import telling
from conference.loading import conference_for
from conference.models import AuditEntry
from conference.posted import seen_in
from conference.refusals import Conflict, Refusal
from conference.staff_pages import staff_page_context
from programme.letters import sending
from programme.letters.choice.filters import where
from programme.letters.doubts import addresses_of_letter, doubt
from programme.letters.edit import held_open, rewrite
from programme.letters.forms import DoubtForm, LetterForm
from programme.letters.holding import NEEDED, can_be_rewritten, reasons_to_hold, shown_letters
from programme.letters.missing_texts import named
from speakers.models import doubts_about, doubts_of

PERMISSION = "programme.send_letters"
PER_PAGE = 100


def dress(letter, held, doubts, at):
    """Add to a letter what the pages tell of it."""
    letter.held = held.get(letter.pk, "")
    letter.is_stale = can_be_rewritten(letter, letter.held)
    letter.now_sending, letter.interrupted = letter.is_being_sent(at), letter.was_interrupted(at)
    letter.doubts = [doubts[each.casefold()] for each in addresses_of_letter(letter) if each.casefold() in doubts]
    letter.untranslated = named(letter)
    letter.files = [attachment.file for attachment in letter.attachments.all()]


def _letter(request, slug, pk):
    row = conference_for(request, slug, PERMISSION)
    found = row.letters.select_related(*NEEDED, "made_by", "sent_by", "cancelled_by")
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
    held = reasons_to_hold(row.conference, [row]) if row.is_open else {}
    dress(row, held, doubts_of(row.conference), at)
    context = {
        **staff_page_context(request, row.conference),
        "letter": row,
        "lines": row.body.split("\n"),
        "addresses": addresses_of_letter(row),
        "doubt_form": DoubtForm(),
        "form": form,
        "seen": shown_letters([row], held).token,
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
def letter_settle(request, conference, letter):
    """Enter as sent a letter of which it was not known."""
    row = _letter(request, conference, letter)
    with telling(request, _("The letter is entered as sent.")):
        sending.settle(row, by=request.user, at=timezone.now())
    return redirect("programme:letter", conference, row.pk)


@require_POST
def letter_doubt(request, conference, letter):
    """Mark an address of a letter as doubtful, because the letter came back."""
    row = _letter(request, conference, letter)
    form = DoubtForm(request.POST)
    if not form.is_valid():
        words = " ".join(sentence for several in form.errors.values() for sentence in several)
        return _letter_page(request, row, LetterForm(instance=row) if row.is_open else None, refusal=words, status=422)
    with telling(request, _("The address is marked as doubtful.")):
        doubt(row, **form.cleaned_data, by=request.user, at=timezone.now())
    return redirect("programme:letter", conference, row.pk)


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
    row = conference_for(request, conference, PERMISSION)
    found = row.letters.select_related("speaker__delegation", "own_kind").defer("body").order_by("-made_at", "-pk")
    person = get_object_or_404(row.speakers, slug=speaker) if speaker else None
    found = found.filter(speaker=person) if person else found.closed()
    context = {
        **staff_page_context(request, row),
        "person": person,
        "doubts": _doubts_about(row, person) if person else (),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "programme/letters/letter_archive.html", context)


def _doubts_about(conference, speaker):
    """Return the doubtful ones among all addresses of a speaker."""
    found = where(speaker)
    return doubts_about(conference, found.to + found.copies)
