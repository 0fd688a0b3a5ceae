"""The staff's page of a conference's own templates of letters."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from conference.loading import conference_for, require
from conference.locking import lock
from conference.models import AuditEntry
from conference.posted import Pressed, posted
from conference.staff_pages import staff_page_context
from programme.letters.forms import LetterTemplateForm
from programme.letters.kinds import KindOfLetters, kind_of
from programme.models.letter import LetterKind, LetterTemplate
from programme.models.letter_placeholders import PLACEHOLDERS

PERMISSION = "programme.send_letters"
NEW = "new"


@require_http_methods(["GET", "HEAD", "POST"])
def letter_template(request, conference, letter_kind):
    """Edit the template of a kind of letter; a row is kept only if it differs from the default.

    The kind "new" is one of the conference's own that is not saved yet.
    """
    row = conference_for(request, conference, PERMISSION)
    require(letter_kind == NEW or kind_of(row, letter_kind))
    if request.method != "POST":
        return _page(request, row, LetterTemplateForm(None, instance=_template(row, letter_kind)))
    with transaction.atomic():
        lock(row)
        template = _template(row, letter_kind)
        pressed = posted(request, shipped=Pressed(), remove=Pressed())
        if pressed.remove and template.kind == LetterKind.OWN and template.pk:
            return _remove(request, row, template)
        if pressed.shipped and template.kind != LetterKind.OWN:
            _enter(request, row, template, AuditEntry.Act.RESET_TEMPLATE)
            _forget(template)
            messages.success(request, _("Letters of this kind use the text that comes with the software."))
            return redirect("programme:letter-template", conference, letter_kind)
        form = LetterTemplateForm(request.POST, instance=template)
        if form.is_valid():
            _save(request, row, form)
            messages.success(request, _("The template is saved."))
            return redirect("programme:letters", conference)
    return _page(request, row, form, status=422)


def _template(conference, key):
    if key == NEW:
        return LetterTemplate(conference=conference, kind=LetterKind.OWN)
    kind = kind_of(conference, key)
    found = kind.own or LetterTemplate.objects.filter(conference=conference, kind=kind.kind).first()
    return found or LetterTemplate(conference=conference, kind=kind.kind)


def _remove(request, conference, template):
    """Remove a kind of one's own that no letter is of."""
    if number := template.letters.count():
        words = ngettext(
            "There is %(number)d letter of this kind: it stays, for letters on file are not changed.",
            "There are %(number)d letters of this kind: it stays, for letters on file are not changed.",
            number,
        )
        messages.error(request, words % {"number": number})
        return redirect("programme:letter-template", conference.slug, template.key)
    _enter(request, conference, template, AuditEntry.Act.REMOVE_LETTER_KIND)
    _forget(template)
    messages.success(request, _("The kind of letters is removed."))
    return redirect("programme:letters", conference.slug)


def _save(request, conference, form):
    template = form.instance
    if form.is_as_shipped:
        _forget(template)
    elif template.pk is None:
        template.save()
        _enter(request, conference, template, AuditEntry.Act.CHANGE_TEMPLATE)
    elif changed := [name for name in form.changed_data if name != "loaded"]:
        template.save(update_fields=changed)
        _enter(request, conference, template, AuditEntry.Act.CHANGE_TEMPLATE)


def _forget(template):
    if template.pk:
        template.delete()


def _enter(request, conference, template, act):
    if template.pk:
        AuditEntry.objects.record(act=act, subject=template, by=request.user, at=timezone.now(), conference=conference)


def _page(request, conference, form, status=200):
    context = {
        **staff_page_context(request, conference),
        "form": form,
        "kind": KindOfLetters(
            LetterKind(form.instance.kind), form.instance if form.instance.pk and form.is_own else None
        ),
        "placeholders": [(f"{{{name}}}", words) for name, words in PLACEHOLDERS.items()],
    }
    return render(request, "programme/letters/letter_template.html", context, status=status)
