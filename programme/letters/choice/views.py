"""The page on which people to write to are chosen, shown by name, and written to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from conference.confirmation import Shown
from conference.languages import official
from conference.languages.lists import listed
from conference.loading import conference_for, keys_in
from conference.posted import Several, posted, seen_in
from conference.refusals import Conflict, Refusal
from conference.staff_pages import staff_page_context
from programme.letters.addresses import has_address
from programme.letters.choice.filters import ChoiceForm, in_order, where
from programme.letters.compose import is_worded, missing_in, possible_recipients, write
from programme.letters.forms import LetterWriteForm
from programme.letters.missing_texts import by_language, shown_of
from programme.letters.writing import first_values, today_of
from speakers.models import doubts_of

PERMISSION = "programme.send_letters"


@require_http_methods(["GET", "HEAD", "POST"])
def letters_choose(request, conference):
    """Choose people by what the address says, tick some of them, and write to those."""
    row = conference_for(request, conference, PERMISSION)
    choice = ChoiceForm(request.GET, conference=row)
    if request.method != "POST":
        form = LetterWriteForm(initial=first_values(row, choice.chosen_kind.key), conference=row, today=today_of(row))
        return _page(request, row, choice, form)
    form = LetterWriteForm(request.POST, conference=row, today=today_of(row))
    ticked = keys_in(posted(request, speaker=Several()).speaker)
    if not form.is_valid():
        return _page(request, row, choice, form, ticked=ticked, status=422)
    if not ticked:
        return _page(request, row, choice, form, refusal=_("Tick whom to write to."), ticked=ticked, status=422)
    try:
        written = write(
            row,
            form.cleaned_data["kind"],
            keys=ticked,
            reply_by=form.cleaned_data["reply_by"],
            extras=form.extras,
            seen=seen_in(request),
            in_spite=form.cleaned_data["in_spite"],
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        return _page(request, row, choice, form, refusal=str(refusal), ticked=ticked, status=status)
    tell_written(request, written)
    return redirect("programme:letters", conference)


def _page(request, conference, choice, form, *, refusal="", ticked=None, status=200):
    kind, doubts = choice.chosen_kind, doubts_of(conference)
    possible = possible_recipients(conference, kind.key)
    chosen = in_order(conference, choice.chosen(possible))
    reachable = [speaker for speaker in chosen if has_address(speaker)]
    writable = [speaker for speaker in reachable if is_worded(kind, speaker) and speaker.pk not in possible.waiting]
    missing = missing_in(conference, kind.key, writable)
    shown = Shown({speaker.pk: possible.facts_of(speaker) for speaker in chosen} | shown_of(missing))
    seen = seen_in(request) if request.method == "POST" else ""
    new_since = shown.new_since(seen) if seen else frozenset()
    if ticked is None:
        ticked = set() if choice.cleaned_data.get("tick") == "none" else {speaker.pk for speaker in writable}
    context = {
        **staff_page_context(request, conference),
        "choice": choice,
        "kind": kind,
        "form": form,
        "people": [_person(speaker, possible, ticked, doubts) for speaker in writable],
        "waiting": [speaker for speaker in reachable if speaker.pk in possible.waiting],
        "without_address": [speaker for speaker in chosen if not has_address(speaker)],
        "without_wording": [speaker for speaker in reachable if not is_worded(kind, speaker)],
        "missing": by_language(conference, missing),
        "seen": shown.token,
        "new_since": new_since,
        "refusal": refusal,
        "query": request.GET.urlencode(),
    }
    return render(request, "programme/letters/letters_choose.html", context, status=status)


def _person(speaker, possible, ticked, doubts):
    addresses = where(speaker)
    code = speaker.correspondence_language or speaker.conference.original_language
    return {
        "speaker": speaker,
        "language": official(code),
        "addresses": addresses,
        "doubts": [doubts[each.casefold()] for each in addresses.to + addresses.copies if each.casefold() in doubts],
        "is_new": speaker.pk in possible.new,
        "is_ticked": speaker.pk in ticked,
    }


def tell_written(request, written):
    """Tell how many letters are in the outbox, and who could not be written to."""
    number = len(written.letters)
    if number:
        words = ngettext("%(number)d letter is in the outbox.", "%(number)d letters are in the outbox.", number)
        messages.success(request, words % {"number": number})
    else:
        messages.info(request, _("No letter was written: nobody is left who needs one."))
    if written.without_address:
        names = listed(str(speaker) for speaker in written.without_address)
        messages.warning(request, _("Without an e-mail address: %(names)s.") % {"names": names})
    if written.without_wording:
        names = listed(str(speaker) for speaker in written.without_wording)
        messages.warning(
            request, _("This kind of letters has no text in the language of: %(names)s.") % {"names": names}
        )
