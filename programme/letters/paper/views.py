"""The staff's pages of letters on paper: letterhead and reminders, files to attach, letters to print."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import refused, telling
from conference.background_work.jobs import start
from conference.background_work.views import show_job
from conference.documents.pdf import pdf_of
from conference.documents.writers import word_of
from conference.files.downloads import as_attachment, original_file
from conference.files.uploads import too_large
from conference.loading import conference_for, keys_in, require
from conference.locking import lock
from conference.models import AuditEntry, Job
from conference.posted import Several, Words, posted
from conference.refusals import Refusal
from conference.staff_pages import staff_page_context
from programme.letters.paper.attached import file_name
from programme.letters.paper.files import LARGEST, keep_file, remove_file
from programme.letters.paper.forms import LetterFileForm, LetterSettingsForm
from programme.letters.paper.letterhead import letter_document, settings_of
from programme.letters.paper.printing import MOST

PERMISSION = "programme.send_letters"
FORMATS = {
    "pdf": (pdf_of, "application/pdf"),
    "docx": (word_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def letter_settings(request, conference):
    """Edit the letterhead and the reminders; below them are the files."""
    row = conference_for(request, conference, PERMISSION)
    if request.method != "POST":
        return _page(request, row, LetterSettingsForm(None, instance=settings_of(row)))
    with transaction.atomic():
        lock(row)
        form = LetterSettingsForm(request.POST, instance=settings_of(row))
        if form.is_valid():
            _save(request, row, form)
            messages.success(request, _("The letterhead is saved."))
            return redirect("programme:letter-settings", conference)
    return _page(request, row, form, status=422)


def _save(request, conference, form):
    settings = form.instance
    changed = [name for name in form.changed_data if name != "loaded"]
    if settings.pk is None:
        settings.save()
    elif changed:
        settings.save(update_fields=changed)
    if changed:
        AuditEntry.objects.record(
            act=AuditEntry.Act.CHANGE_LETTERHEAD,
            subject=settings,
            by=request.user,
            at=timezone.now(),
            conference=conference,
            detail=dict.fromkeys(changed, True),
        )


def _page(request, conference, form, *, refusal="", status=200):
    context = {
        **staff_page_context(request, conference),
        "form": form,
        "files": conference.letter_files.all(),
        "refusal": refusal,
        "largest": LARGEST // 1024 // 1024,
    }
    return render(request, "programme/letters/letter_settings.html", context, status=status)


@require_POST
def letter_file_add(request, conference):
    """Keep a file that letters can be sent with."""
    row = conference_for(request, conference, PERMISSION)
    settings = LetterSettingsForm(None, instance=settings_of(row))
    if sentence := too_large(request, LARGEST):
        return _page(request, row, settings, refusal=sentence, status=413)
    form = LetterFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, settings, refusal=_("Choose a file."), status=422)
    try:
        keep_file(row, form.cleaned_data["file"], by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _page(request, row, settings, refusal=str(refusal), status=422)
    messages.success(request, _("The file can be attached now."))
    return redirect("programme:letter-settings", conference)


@require_POST
def letter_file_remove(request, conference, pk):
    row = conference_for(request, conference, PERMISSION)
    file = get_object_or_404(row.letter_files, pk=pk)
    with telling(request, _("The file is removed.")):
        remove_file(file, by=request.user, at=timezone.now())
    return redirect("programme:letter-settings", conference)


@require_safe
def letter_file(request, conference, pk):
    row = conference_for(request, conference, PERMISSION)
    file = get_object_or_404(row.letter_files, pk=pk)
    return original_file(file.file, file.name)


@require_safe
def letter_paper(request, conference, letter, format):
    """A letter with its letterhead, as PDF or as Word document."""
    row = conference_for(request, conference, PERMISSION)
    require(format in FORMATS)
    found = get_object_or_404(row.letters.select_related("conference", "speaker__delegation", "own_kind"), pk=letter)
    make, kind = FORMATS[format]
    response = HttpResponse(make(letter_document(found)), content_type=kind)
    return as_attachment(response, file_name(found.subject, format))


@require_POST
def letters_print(request, conference):
    """Have letters made into one PDF: those that are ticked, else all of the outbox or all that were sent."""
    row = conference_for(request, conference, PERMISSION)
    sent = posted(request, letter=Several(), of=Words())
    found = row.letters.sent() if sent.of == "sent" else row.letters.open()
    if sent.letter:
        found = row.letters.filter(pk__in=keys_in(sent.letter))
    keys = list(found.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if not keys:
        return refused(request, Refusal(_("There is no letter to print.")))
    if len(keys) > MOST:
        words = _("One PDF has at most %(most)d letters: tick some of them.") % {"most": MOST}
        return refused(request, Refusal(words))
    return show_job(request, start(Job.Kind.LETTER_PAPERS, row, by=request.user, at=timezone.now(), letters=keys))
