"""What is done with one text at the desk: it is saved, or confirmed as still right after its source changed."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from conference.answers import answer, conflict_of, is_script, overtaken_answer
from conference.languages.lists import in_sentences
from conference.loading import conference_for, require
from conference.posted import Words, posted
from conference.refusals import Conflict, Overtaken, Refusal
from translation.desk import saving
from translation.desk.pagination import Wanted
from translation.desk.pairs import pair_of
from translation.desk.returning import return_to_translator
from translation.loading import reading_language_for, text_for
from translation.models import Text
from translation.texts import documents
from translation.texts.permissions import is_secretariat, may_revise
from translation.units import digest


class TextRequest:
    """A request about one text in a language; 404 for a user who may not read both."""

    def __init__(self, request, conference, text, code):
        self.request = request
        self.conference = conference_for(request, conference)
        self.text, __ = text_for(request, self.conference, text)
        self.language = reading_language_for(request, self.conference, code, self.text.document)
        self.pair = self.read()
        require(self.pair and not self.pair.is_source)
        self.wanted = Wanted.from_query(request.GET)

    def read(self):
        pair = pair_of(self.text, self.language.code, self.request.user)
        if pair and (beside := self.request.GET.get("beside")):
            pair.beside_code = Wanted.from_query({"beside": beside}).beside
        return pair

    def require_writable(self):
        """Raises Refusal where the document is closed at present; 404 for a reader who has no right to it."""
        require(self.pair.is_open or hasattr(self.pair.row, "takes_text_from"))
        if not self.pair.is_open:
            raise Refusal(self.pair.why_closed)

    def do(self, act):
        """Runs an act and answers: saved, overtaken by another text, or refused with a sentence."""
        try:
            self.require_writable()
            message = act()
        except Overtaken as overtaken:
            return self.overtaken(overtaken)
        except Refusal as refusal:
            return self.refused(refusal, refusal.status)
        return self.done(message)

    def done(self, message=""):
        self.text.refresh_from_db()
        self.pair = self.read()
        message = message or _("Saved as: %(state)s") % {"state": self.pair.state.name}
        if is_script(self.request):
            return answer(message, **self.facts())
        messages.success(self.request, message)
        from translation.desk.views import address_of

        return redirect(address_of(self.conference, self.language, self.text.document, self.wanted, self.text))

    def facts(self):
        """Returns the current text as the desk's script needs it."""
        return {
            "base_version": self.pair.base_version,
            "source": self.pair.source_version,
            "words": self.pair.words,
            "version": self.pair.version,
            "html": self.html(),
        }

    def html(self, sent=None):
        """The text as the page of its document shows it, with its number there."""
        places = documents.places_of(self.text.document, self.conference.pk, [self.text])
        self.pair.place = places.get((self.text.subject_type, self.text.subject_id))
        context = {
            "pair": self.pair,
            "conference": self.conference,
            "target": self.language,
            "query": self.wanted.query(),
            "may_revise": may_revise(self.request.user, self.language.code),
            "is_secretariat": is_secretariat(self.request.user),
            "sent": sent,
        }
        return render_to_string("translation/desk/_pair.html", context, self.request)

    def overtaken(self, overtaken):
        """409 with both texts and their difference; the form then rests on the current text."""
        base_version = digest(overtaken.current)
        if is_script(self.request):
            more = {"base_version": base_version, "target": self.language, "text": self.text}
            return overtaken_answer(self.request, overtaken, "translation/_conflict.html", **more)
        return self.again(409, words=overtaken.own, base_version=base_version, conflict=conflict_of(overtaken))

    def refused(self, refusal, status):
        if is_script(self.request):
            self.text.refresh_from_db()
            self.pair = self.read() or self.pair
            return answer(refusal, status=status, **self.facts())
        sent = posted(self.request, text=Words(self.pair.words), base_version=Words())
        return self.again(status, words=sent.text, base_version=sent.base_version, message=str(refusal))

    def again(self, status, **sent):
        """The page once more, with what was typed in its place."""
        from translation.desk.views import page

        sent["text"], document = self.text.pk, self.text.document or documents.of_kind(self.text.subject_type)
        return page(self.request, self.conference, self.language, document, self.wanted, sent, status)


def keeping_words(view):
    """Makes a view that saves answer with what was typed where the document was withdrawn in the meantime."""

    @wraps(view)
    def answered(request, conference, text, code):
        try:
            return view(request, conference, text, code)
        except Conflict as conflict:
            if is_script(request):
                kept = _("What you typed is not saved; this browser keeps it.")
                return answer(in_sentences([conflict, kept]), status=conflict.status)
            return _withdrawn(request, conference, text, code, conflict)

    return answered


def _withdrawn(request, slug, key, code, conflict):
    from translation.desk.views import withdrawn_page

    conference, text = conference_for(request, slug), Text.objects.get(pk=key)
    language, words = reading_language_for(request, conference, code, text.document), posted(request, text=Words())
    return withdrawn_page(request, conference, language, text.document, conflict, words.text)


@require_POST
@keeping_words
def text_save(request, conference, text, code):
    """Saves one text, from the script, which gets JSON, or from the form, which gets the page again."""
    text_request = TextRequest(request, conference, text, code)
    sent = posted(request, text=Words(), base_version=Words(), source=Words(), state=Words())

    def act():
        is_saved = saving.save(
            text_request.pair,
            sent.text,
            base_version=sent.base_version,
            source_version=sent.source,
            asked=sent.state,
            by=request.user,
            at=timezone.now(),
        )
        return "" if is_saved else _("The words are the same, so that the state stays.")

    return text_request.do(act)


@require_POST
@keeping_words
def text_return(request, conference, text, code):
    """Returns a text to its translator with a remark; what a reviser typed into it is saved before."""
    text_request = TextRequest(request, conference, text, code)
    require(may_revise(request.user, code))
    sent = posted(request, text=Words(None), base_version=Words(), source=Words(), remark=Words())
    facts = {"source_version": sent.source, "by": request.user, "at": timezone.now()}

    def act():
        pair, base_version = text_request.pair, sent.base_version
        if sent.text is not None and sent.remark.strip():
            saving.save(pair, sent.text, base_version=base_version, asked=saving.BY_ITSELF, **facts)
            base_version = digest(saving.fit(pair.row, pair.text.field, sent.text))
        return_to_translator(pair, sent.remark, base_version=base_version, **facts)
        return _("Returned to the translator.")

    return text_request.do(act)


@require_GET
def text_pair(request, conference, text, code):
    """The current text, for a page that shows it already."""
    text_request = TextRequest(request, conference, text, code)
    return answer(**text_request.facts())


@require_POST
def still_right(request, conference, text, code):
    """Confirms that an outdated translation needs no change."""
    text_request = TextRequest(request, conference, text, code)
    sent = posted(request, base_version=Words(), source=Words())

    def act():
        saving.still_right(
            text_request.pair,
            base_version=sent.base_version,
            source_version=sent.source,
            by=request.user,
            at=timezone.now(),
        )
        return _("Still right; your name is noted.")

    return text_request.do(act)


@require_POST
def typographical(request, conference, text, code):
    """Declares that a change of the source changes no translation; for the secretariat."""
    require(is_secretariat(request.user))
    text_request = TextRequest(request, conference, text, code)
    sent = posted(request, made_from=Words(), source=Words())
    try:
        number = saving.change_was_typographical(
            text_request.pair,
            sent.made_from,
            source_version=sent.source,
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return text_request.refused(refusal, 409)
    message = ngettext("%(number)d translation stays valid.", "%(number)d translations stay valid.", number)
    return text_request.done(message % {"number": number})
