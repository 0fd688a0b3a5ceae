"""What helps with a text: earlier texts like it, terms, warnings, remarks.

All of it is a fragment that the desk puts beside the text; on the page of the text it stands without the desk.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.languages import OfficialLanguage, official
from conference.models import Conference
from translation.desk import warnings
from translation.memory.lookup import offers
from translation.models import Text
from translation.models.teamwork import Dismissal, Remark
from translation.page_context import frame
from translation.teamwork import comments
from translation.texts.permissions import conference_for, is_secretariat, language_for, rows_visible_to
from translation.texts.registry import is_withheld, model_of, text_of
from translation.texts.writing import TextRefused


@dataclass
class Sight:
    """A text as a member of the staff looks at it: its row, its language, and the words that stand or are typed."""

    conference: Conference
    text: Text
    row: object
    language: OfficialLanguage
    source: str
    standing: str
    typed: str | None = None

    @property
    def words(self):
        return self.standing if self.typed is None else self.typed

    @property
    def code(self):
        return self.language.code


def sight_of(request, conference, text, code):
    """The text of an address, for who may read it in this language; for all others it does not exist."""
    conference, language = conference_for(request, conference), language_for(request, code)
    text = get_object_or_404(Text.objects.select_related("conference"), conference=conference, pk=text)
    model = model_of(text.subject_type)
    if model is None or code == text.source_language:
        raise Http404
    row = get_object_or_404(rows_visible_to(request.user, model), pk=text.subject_id)
    if is_withheld(row, text.field):
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    source, standing = text_of(row, text.field, text.source_language), text_of(row, text.field, code)
    typed = sent["words"].replace("\r\n", "\n") if "words" in sent else None  # a browser sends lines so
    return Sight(conference, text, row, language, source, standing, typed)


@require_http_methods(["GET", "HEAD", "POST"])
def help(request, conference, text, code):
    """The fragment for the desk, about the words that are typed by now where they are sent."""
    return _fragment(request, sight_of(request, conference, text, code))


@require_safe
def text_page(request, conference, text, code):
    return _page(request, sight_of(request, conference, text, code))


def _fragment(request, sight, status=200, **more):
    return render(request, "translation/desk/_help.html", {**_context(request, sight), **more}, status=status)


def _page(request, sight, status=200, **more):
    context = {**frame(request, sight.conference, sight.language), **_context(request, sight), **more}
    return render(request, "translation/desk/help_text.html", context, status=status)


def _context(request, sight):
    text, code = sight.text, sight.code
    lexicon = warnings.lexicon_of(sight.conference, text.source_language, code)
    found = _findings(sight, lexicon)
    is_open, dismissed = warnings.sorted_out(found, warnings.dismissals_of([text], code).get(text.pk, ()))
    return {
        "sight": sight,
        "conference": sight.conference,
        "original": official(text.source_language),
        "target": sight.language,
        "zone": sight.conference.zone,
        "offers": offers(text, sight.source, code, request.user),
        "marked": _marked(sight.source, lexicon.hits(sight.source), code),
        "open_warnings": is_open,
        "dismissed_warnings": dismissed,
        "remarks": comments.remarks_on(text, code),
        "is_secretariat": is_secretariat(request.user),
    }


def _findings(sight, lexicon):
    most = sight.row._meta.get_field(sight.text.field).max_length
    return warnings.find(sight.text, sight.source, sight.words, lexicon, most)


def _marked(source, hits, code):
    """The source in parts, (text, hit or None), and the terms that were met, each once with its forms."""
    parts, terms, end = [], {}, 0
    for hit in hits:
        parts += [(source[end : hit.start], None), (source[hit.start : hit.end], hit)]
        terms.setdefault(id(hit.term), (source[hit.start : hit.end], hit.term, hit.term.forms[code]))
        end = hit.end
    return {"parts": [*parts, (source[end:], None)], "terms": list(terms.values())}


@require_POST
def dismiss(request, conference, text, code):
    sight = sight_of(request, conference, text, code)
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")

    def act(by, at):
        lexicon = warnings.lexicon_of(sight.conference, sight.text.source_language, code)
        if key not in {warnings.key_of(each) for each in _findings(sight, lexicon) if not each.blocks}:
            raise TextRefused(_("This warning is no more; there is nothing to dismiss."))
        warnings.dismiss(sight.text, sight.row, code, key, reason, by=by, at=at)

    return _done(request, sight, act, _("Dismissed."))


@require_POST
def dismissal_take_back(request, conference, text, code, dismissal):
    sight = sight_of(request, conference, text, code)
    found = Dismissal.objects.select_related("text__conference").filter(text=sight.text, language=code, pk=dismissal)

    def act(by, at):
        warnings.take_back(_there(found, _("Somebody has taken this back already.")), sight.row, by=by, at=at)

    return _done(request, sight, act, _("The warning holds again."))


@require_POST
def remark(request, conference, text, code):
    sight = sight_of(request, conference, text, code)
    kind, said = request.POST.get("kind", ""), request.POST.get("remark", "")

    def act(by, at):
        comments.remark(sight.text, sight.row, code, said, kind=kind, by=by, at=at)

    return _done(request, sight, act, _("Kept."), remark=said)


@require_POST
def remark_settle(request, conference, text, code, remark):
    """Settle a remark, with an answer where one is given."""
    sight = sight_of(request, conference, text, code)
    found = Remark.objects.select_related("text__conference").filter(text=sight.text, language=code, pk=remark)
    answer = request.POST.get("answer", "")

    def act(by, at):
        comments.settle(_there(found, _("There is no such remark.")), sight.row, by=by, at=at, answer=answer)

    return _done(request, sight, act, _("Settled."), answer=answer)


def _there(rows, otherwise):
    row = rows.first()
    if row is None:
        raise TextRefused(otherwise)
    return row


def _done(request, sight, act, said, **typed):
    """Act, and show the text's help again: the fragment to the desk's script, else the page."""
    is_script = "Rostrum-Fragment" in request.headers
    try:
        act(request.user, timezone.now())
    except TextRefused as refusal:
        show = _fragment if is_script else _page
        return show(request, sight, 422, refusal=str(refusal), typed=typed)
    if is_script:
        return _fragment(request, sight, said=said)
    messages.success(request, said)
    return redirect("translation:text", sight.conference.slug, sight.text.pk, sight.code)
