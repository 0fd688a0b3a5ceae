"""The staff's page of a dialogue's speakers by status, and of the sessions that still lack somebody."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.languages import texts
from conference.loading import conference_for, keys_in, require
from conference.posted import Several, Words, posted
from conference.staff_pages import staff_page_context
from conference.templatetags.languages import in_language
from programme.models import Role, Session
from programme.people.filters import PeopleFilter
from programme.session_people import sessions_with_people
from speakers.admin_actions import marks_in_words
from speakers.models import Speaker

Status = Speaker.Status
PER_PAGE = 100
LEADING = (Role.Kind.CO_CHAIR, Role.Kind.MODERATOR)
NEXT = {  # what usually follows a status; any other can be set for those chosen
    Status.PROPOSED: (Status.CLEARED, Status.CONFIRMED),
    Status.CLEARED: (Status.INVITED, Status.CONFIRMED),
    Status.INVITED: (Status.CONFIRMED, Status.DECLINED),
    Status.CONFIRMED: (Status.WITHDRAWN, Status.INVITED),
    Status.DECLINED: (Status.INVITED, Status.CONFIRMED),
    Status.WITHDRAWN: (Status.INVITED, Status.CONFIRMED),
}
VERBS = {
    Status.CLEARED: pgettext_lazy("a speaker", "Clear"),
    Status.INVITED: gettext_lazy("Mark as invited"),
    Status.CONFIRMED: pgettext_lazy("a speaker", "Confirm"),
    Status.DECLINED: gettext_lazy("Mark as declined"),
    Status.WITHDRAWN: pgettext_lazy("a speaker", "Withdraw"),
}


@dataclass
class SessionPeople:
    """A session with its people, and how many of them have confirmed."""

    session: Session
    title: dict
    roles: list

    @property
    def expected(self):
        """The speakers who have neither declined nor withdrawn, each once."""
        return {role.speaker_id: role.speaker for role in self.roles if role.speaker.status not in Speaker.NOT_COMING}

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
    asked = PeopleFilter.of(request.GET)
    everybody = [person for found in _by_status(row, session_people).values() for person in found]
    found = [person for person in everybody if asked.keeps(person["speaker"], person["sessions"])]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    numbers = Counter(person["speaker"].status for person in everybody)
    context = {
        **staff_page_context(request, row),
        "session_people": [entry for entry in session_people if entry.roles or entry.lacks_lead],
        "sessions": session_people,
        "statuses": Status,
        "numbers": [(status, numbers[status]) for status in Status],
        "asked": asked,
        "page": page,
        "by_status": [
            (Status(status), Status(status).label, list(several))
            for status, several in groupby(page, key=lambda person: person["speaker"].status)
        ],
    }
    return render(request, "programme/people/people.html", context)


def _by_status(conference, session_people):
    """Return the speakers of each status in the order of the language, proposed ones first, with their sessions."""
    seats = {}
    for entry in session_people:
        for role in entry.roles:
            seats.setdefault(role.speaker_id, []).append((role.in_words, entry))
    found = {status: [] for status in Status}
    code, original = get_language(), conference.original_language
    for speaker in conference.speakers.select_related("delegation"):
        person = {
            "speaker": speaker,
            "name": speaker.public_name,
            "courtesy_title": speaker.public_courtesy_title,
            "function": texts(speaker, "function"),
            "seats": seats.get(speaker.pk, []),
            "sessions": [entry.session for __, entry in seats.get(speaker.pk, ())],
            "next": [(status, VERBS[status]) for status in NEXT[Status(speaker.status)]],
            "key": speaker.key_in(code, original),
        }
        found[Status(speaker.status)].append(person)
    return {status: sorted(several, key=lambda person: person["key"]) for status, several in found.items()}


@require_POST
def person_mark(request, conference, pk, status):
    """Set the status of a speaker."""
    row = conference_for(request, conference, "speakers.change_speaker")
    require(status in Status.values)
    person = get_object_or_404(row.speakers, pk=pk)
    said = {"name": in_language(person.public_name, row.original_language)[0], "status": Status(status).label}
    if person.mark(Status(status), by=request.user, at=timezone.now()):
        messages.success(request, _("%(name)s: %(status)s.") % said)
    else:
        messages.info(request, _("%(name)s has this status already: %(status)s.") % said)
    return redirect("programme:people", conference)


@require_POST
def people_mark(request, conference):
    """Set the status of all speakers who were ticked, or of all whom the page showed."""
    row = conference_for(request, conference, "speakers.change_speaker")
    sent = posted(request, speaker=Several(), status=Words(), all=Words())
    require(sent.status in Status.values)
    chosen = row.speakers.filter(pk__in=keys_in(sent.all.split(",") if sent.all else sent.speaker))
    if not chosen:
        messages.info(request, _("Nobody was chosen."))
        return redirect("programme:people", conference)
    marked = chosen.mark(Status(sent.status), by=request.user, at=timezone.now())
    messages.success(request, marks_in_words(*marked, Status(sent.status)))
    return redirect("programme:people", conference)
