"""What helps with a text: earlier texts like it, terms, warnings, remarks.

It is a fragment that the desk puts beside the text; the page of the text has it too.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.answers import is_script
from conference.languages import OfficialLanguage, official
from conference.loading import require
from conference.models import Conference
from conference.posted import Words, posted, seen_in
from conference.refusals import Refusal
from translation.desk import warnings
from translation.desk.machine_help import machine_help
from translation.desk.repetitions import RepeatedTexts
from translation.desk.versions import revision_of
from translation.loading import conference_for, language_for, text_for
from translation.memory.suggestions import suggestions
from translation.models import Text
from translation.models.teamwork import Dismissal, Remark
from translation.page_context import page_context
from translation.teamwork import comments
from translation.texts.permissions import is_secretariat
from translation.texts.registry import text_of


@dataclass
class ViewedText:
    """A text as a member of the staff views it: its row, its language, and the words that are saved or typed."""

    conference: Conference
    text: Text
    row: object
    language: OfficialLanguage
    source: str
    current: str
    typed: str | None = None

    @property
    def words(self):
        return self.current if self.typed is None else self.typed

    @property
    def code(self):
        return self.language.code


def viewed_text(request, conference, text, code):
    """Returns the text of an address, for a user who may read it in this language; 404 for all others."""
    conference, language = conference_for(request, conference), language_for(request, code)
    found, row = text_for(request, conference, text)
    require(code != found.source_language)
    sent = request.POST if request.method == "POST" else request.GET
    source, current = (text_of(row, found.field, each) for each in (found.source_language, code))
    typed = sent["words"].replace("\r\n", "\n") if "words" in sent else None  # a browser sends lines so
    return ViewedText(conference, found, row, language, source, current, typed)


@require_http_methods(["GET", "HEAD", "POST"])
def help(request, conference, text, code):
    """The fragment for the desk, about the typed words where they are sent."""
    return _fragment(request, viewed_text(request, conference, text, code))


@require_safe
def text_page(request, conference, text, code):
    return _page(request, viewed_text(request, conference, text, code))


def _fragment(request, viewed, status=200, **more):
    return render(request, "translation/desk/_help.html", {**_context(request, viewed), **more}, status=status)


def _page(request, viewed, status=200, **more):
    context = {**page_context(request, viewed.conference, viewed.language), **_context(request, viewed), **more}
    return render(request, "translation/desk/help_text.html", context, status=status)


def shown(request, viewed, status=200, **more):
    """Shows the help again, as a fragment for the desk's script, else as the page."""
    return (_fragment if is_script(request) else _page)(request, viewed, status, **more)


def _context(request, viewed):
    text, code = viewed.text, viewed.code
    lexicon = warnings.lexicon_of(viewed.conference, text.source_language, code)
    found = _findings(viewed, lexicon)
    is_open, dismissed = warnings.sorted_out(found, warnings.dismissals_of([text], code).get(text.pk, ()))
    return {
        "viewed": viewed,
        "conference": viewed.conference,
        "original": official(text.source_language),
        "target": viewed.language,
        "zone": viewed.conference.zone,
        "memory": suggestions(text, viewed.source, code, request.user),
        "marked": _marked(viewed.source, lexicon.hits(viewed.source), code),
        "revision": revision_of(text, code, viewed.words, request.user),
        "open_warnings": is_open,
        "dismissed_warnings": dismissed,
        "repetitions": RepeatedTexts(text, viewed.row, code, request.user, seen_in(request)),
        "remarks": comments.remarks_on(text, code),
        "is_secretariat": is_secretariat(request.user),
        "machine": machine_help(viewed, request.user),
    }


def _findings(viewed, lexicon):
    most = viewed.row._meta.get_field(viewed.text.field).max_length
    return warnings.find(viewed.text, viewed.source, viewed.words, lexicon, most)


def _marked(source, hits, code):
    """Returns the source in parts, (text, hit or None), and the terms in it, each once with its terms in the target."""
    parts, terms, end = [], {}, 0
    for hit in hits:
        parts += [(source[end : hit.start], None), (source[hit.start : hit.end], hit)]
        terms.setdefault(id(hit.term), (source[hit.start : hit.end], hit.term, hit.term.variants[code]))
        end = hit.end
    return {"parts": [*parts, (source[end:], None)], "terms": list(terms.values())}


@require_POST
def dismiss(request, conference, text, code):
    viewed = viewed_text(request, conference, text, code)
    sent = posted(request, key=Words(), reason=Words())

    def act(by, at):
        lexicon = warnings.lexicon_of(viewed.conference, viewed.text.source_language, code)
        if sent.key not in {warnings.key_of(each) for each in _findings(viewed, lexicon) if not each.blocks}:
            raise Refusal(_("This warning no longer applies; there is nothing to dismiss."))
        warnings.dismiss(viewed.text, viewed.row, code, sent.key, sent.reason, by=by, at=at)

    return _done(request, viewed, act, _("Dismissed."))


@require_POST
def dismissal_undo(request, conference, text, code, dismissal):
    viewed = viewed_text(request, conference, text, code)
    found = Dismissal.objects.select_related("text__conference").filter(text=viewed.text, language=code, pk=dismissal)

    def act(by, at):
        warnings.undo_dismissal(
            _there(found, _("Somebody has already restored this warning.")), viewed.row, by=by, at=at
        )

    return _done(request, viewed, act, _("The warning holds again."))


@require_POST
def remark(request, conference, text, code):
    viewed = viewed_text(request, conference, text, code)
    sent = posted(request, kind=Words(), remark=Words())

    def act(by, at):
        if sent.kind not in comments.BY_HAND:
            raise Refusal(_("Choose whether this is a comment or a question."))
        comments.remark(viewed.text, viewed.row, code, sent.remark, kind=sent.kind, by=by, at=at)

    return _done(request, viewed, act, _("Kept."), remark=sent.remark)


@require_POST
def remark_settle(request, conference, text, code, remark):
    """Settles a remark, with an answer where one is given."""
    viewed = viewed_text(request, conference, text, code)
    found = Remark.objects.select_related("text__conference").filter(text=viewed.text, language=code, pk=remark)
    answer = posted(request, answer=Words()).answer

    def act(by, at):
        comments.settle(_there(found, _("There is no such remark.")), viewed.row, by=by, at=at, answer=answer)

    return _done(request, viewed, act, _("Settled."), answer=answer)


@require_POST
def repetitions_fill(request, conference, text, code):
    """Fills the texts that read the same and have no translation with that of this one."""
    viewed = viewed_text(request, conference, text, code)
    seen = seen_in(request)
    filled = []

    def act(by, at):
        filled.append(RepeatedTexts(viewed.text, viewed.row, code, by, seen).fill(by=by, at=at))

    def message():
        words = ngettext("%(number)d text was filled.", "%(number)d texts were filled.", filled[0])
        return words % {"number": filled[0]}

    return _done(request, viewed, act, message)


def _there(rows, otherwise):
    row = rows.first()
    if row is None:
        raise Refusal(otherwise)
    return row


def _done(request, viewed, act, message, **typed):
    """Acts, and shows the text's help again: as a fragment for the desk's script, else as the page."""
    try:
        act(request.user, timezone.now())
    except Refusal as refusal:
        return shown(request, viewed, refusal.status, refusal=str(refusal), typed=typed)
    message = message() if callable(message) else message
    if is_script(request):
        return _fragment(request, viewed, message=message)
    messages.success(request, message)
    return redirect("translation:text", viewed.conference.slug, viewed.text.pk, viewed.code)
