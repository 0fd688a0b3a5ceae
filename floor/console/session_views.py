"""The acts of the console on the session as a whole: suspension, messages on the screens, speaking times by kind."""

from conference.posted import Pressed, posted
from conference.refusals import Refusal
from floor.console.forms import KindTimeForm, MessageForm, SuspensionForm
from floor.console.views import act, minutes
from floor.loading import intervention_of
from floor.procedure import suspension
from floor.procedure.recording import note_recording_off
from floor.procedure.speaking_times import set_time_of_kind


@act
def suspend(request, session, *, by, at):
    form = _valid(SuspensionForm(request.POST))
    resumes_at = form.resumes_at(at, session.conference.zone)
    suspension.suspend(session, by=by, at=at, resumes_at=resumes_at)


@act
def resume_session(request, session, *, by, at):
    suspension.resume_session(session, by=by, at=at)


@act
def message(request, session, *, by, at):
    suspension.show_message(session, _valid(MessageForm(request.POST)).texts(), by=by, at=at)


@act
def end_message(request, session, *, by, at):
    suspension.end_message(session, by=by, at=at)


@act
def kind_time(request, session, *, by, at):
    """The time of a kind of speaker, or its default again."""
    kind = _valid(KindTimeForm(request.POST)).cleaned_data["kind"]
    is_default = posted(request, default=Pressed()).default
    set_time_of_kind(session, kind, None if is_default else minutes(request), by=by, at=at)


@act
def recording_off(request, session, *, pk, by, at):
    note_recording_off(intervention_of(session, pk), by=by, at=at)


def _valid(form):
    """Returns a form whose fields can be read; raises Refusal with what is wrong with them."""
    if not form.is_valid():
        raise Refusal(" ".join(words for several in form.errors.values() for words in several))
    return form
