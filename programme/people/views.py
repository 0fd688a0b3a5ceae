"""The staff's page of a dialogue's speakers by status, and of the sessions that still lack somebody."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.languages import texts
from conference.languages.collation import sort_key
from conference.loading import conference_for, require
from conference.staff_pages import staff_page_context
from conference.templatetags.languages import in_language
from programme.models import Role, Session
from programme.session_people import sessions_with_people
from speakers.models import Speaker

Status = Speaker.Status
LEADING = (Role.Kind.CO_CHAIR, Role.Kind.MODERATOR)


@dataclass
class SessionPeople:
    """A session with its people, and how many of them have confirmed."""

    session: Session
    title: dict
    roles: list

    @property
    def expected(self):
        """The speakers who have not withdrawn, each once."""
        return {role.speaker_id: role.speaker for role in self.roles if role.speaker.status != Status.WITHDRAWN}

    @property
    def total(self):
        return len(self.expected)

    @property
    def confirmed(self):
        return sum(speaker.status == Status.CONFIRMED for speaker in self.expected.values())

    @property
    def is_complete(self):
        return self.confirmed == self.total and not self.lacks_lead

    @property
    def lacks_lead(self):
        """Whether a panel has no confirmed co-chair or moderator."""
        return self.session.kind == Session.Kind.PANEL and not any(
            role.kind in LEADING and role.speaker.status == Status.CONFIRMED for role in self.roles
        )


@require_safe
def people(request, conference):
    row = conference_for(request, conference, "speakers.change_speaker")
    sessions = sessions_with_people(row)
    session_people = [
        SessionPeople(session, texts(session, "title"), list(session.roles.all())) for session in sessions
    ]
    by_status = _by_status(row, session_people)
    context = {
        **staff_page_context(request, row),
        "session_people": [entry for entry in session_people if entry.roles or entry.lacks_lead],
        "by_status": [(Status(status), status.label, found) for status, found in by_status.items()],
    }
    return render(request, "programme/people/people.html", context)


def _by_status(conference, session_people):
    """Return the speakers of each status in the order of the language, invited ones first, with their sessions."""
    seats = {}
    for entry in session_people:
        for role in entry.roles:
            seats.setdefault(role.speaker_id, []).append((role.get_kind_display(), entry))
    found = {status: [] for status in (Status.INVITED, Status.CONFIRMED, Status.WITHDRAWN)}
    code, original = get_language(), conference.original_language
    for speaker in conference.speakers.all():
        sorting = {} if speaker.protected else texts(speaker, "sort_name")
        key = sorting.get(code) or in_language(speaker.public_name, original)[0]
        person = {
            "speaker": speaker,
            "name": speaker.public_name,
            "courtesy_title": speaker.public_courtesy_title,
            "function": texts(speaker, "function"),
            "seats": seats.get(speaker.pk, []),
            "key": sort_key(key, code),
        }
        found[Status(speaker.status)].append(person)
    return {status: sorted(several, key=lambda person: person["key"]) for status, several in found.items()}


@require_POST
def person_mark(request, conference, pk, status):
    """Set the status of a speaker: invited, confirmed or withdrawn."""
    row = conference_for(request, conference, "speakers.change_speaker")
    require(status in Status.values)
    person = get_object_or_404(row.speakers, pk=pk)
    said = {"name": in_language(person.public_name, row.original_language)[0], "status": Status(status).label}
    if person.mark(Status(status), by=request.user, at=timezone.now()):
        messages.success(request, _("%(name)s: %(status)s.") % said)
    else:
        messages.info(request, _("%(name)s has this status already: %(status)s.") % said)
    return redirect("programme:people", conference)
