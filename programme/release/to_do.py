"""What is to do about sessions before a release, and what the draft has that nobody outside sees."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.models import Release
from conference.to_do.facts import MOST_SUBJECTS, TO_CHECK, URGENT, FactSource, Situation, Subject, ToDo, number_of
from programme.models import Room
from programme.release.changes import ProgrammeChange
from programme.release.content import content_of
from programme.release.draft_rows import DraftRows, rows_together
from programme.release.history import told_between
from programme.release.protected_names import names_of
from programme.release.warnings import ReleaseWarning, warnings_of_sessions
from speakers.to_do import speakers_of

PROGRAMME, RELEASES = "programme", "releases"


def draft_of(situation: Situation) -> DraftRows:
    """Returns the rows of the draft."""
    return rows_together(situation.conference, situation.once(speakers_of))


def latest_of(situation: Situation) -> Release | None:
    """Returns the latest public release; None where nothing is public."""
    return Release.objects.public().of(situation.conference.slug, Release.Matter.PROGRAMME).first()


def changes_of(situation: Situation) -> list[ProgrammeChange] | None:
    """Returns what the draft has changed since the latest release; None where nothing is public."""
    latest = situation.once(latest_of)
    if latest is None:
        return None
    rows = situation.once(draft_of)
    hidden = names_of(speaker for speaker in rows.speakers if speaker.protected)
    return told_between(latest.content, content_of(situation.conference, rows, latest), hidden)


def facts_of_sessions(situation: Situation) -> Iterator[ToDo]:
    """Yields clashes of rooms and people, sessions without a day or a room, and panels without a co-chair."""
    conference = situation.conference
    if situation.is_over:
        return
    sessions = situation.once(draft_of).sessions
    if not sessions:
        yield ToDo(
            "no-session",
            URGENT,
            _("There are no sessions yet"),
            PROGRAMME,
            f"{reverse('admin:programme_session_add')}?conference={conference.pk}",
            why=_("Add the first one, import a programme, or clone an earlier conference."),
            button=_("Add a session"),
        )
    by_kind: dict[str, list[ReleaseWarning]] = defaultdict(list)
    for warning in warnings_of_sessions(conference, sessions):
        by_kind[warning.kind].append(warning)
    for kind, weight in KINDS.items():
        if found := by_kind.get(kind):
            yield _fact(situation, kind, weight, found)


KINDS = {"room": URGENT, "person": URGENT, "outside": URGENT, "no-co-chair": TO_CHECK, "no-room": TO_CHECK}
ANCHORS = {"no-co-chair": "#roles-group", "no-room": "#id_room", "outside": "#id_starts_at_0"}


def _fact(situation: Situation, kind: str, weight: str, found: list[ReleaseWarning]) -> ToDo:
    anchor = ANCHORS.get(kind, "")
    subjects = tuple(Subject(row.about[0], row.address + anchor, row.about[1:]) for row in found[:MOST_SUBJECTS])
    timetable = reverse("programme:timetable", args=[situation.conference.slug])
    what, why = _words(kind, len(found))
    address = subjects[0].address if len(found) == 1 else timetable
    number = len(found)
    more = max(0, number - MOST_SUBJECTS)
    look = _("Look at it")
    return ToDo(
        kind, weight, what, PROGRAMME, address, why=why, subjects=subjects, more=more, button=look, count=number
    )


def _words(kind: str, number: int) -> tuple[str, str]:
    words = {
        "room": ngettext("A room is used twice at once", "Rooms are used twice at once, %(number)d times", number),
        "person": ngettext(
            "A person is in two sessions at once", "People are in two sessions at once, %(number)d times", number
        ),
        "outside": ngettext(
            "%(number)d session is outside the days of the conference",
            "%(number)d sessions are outside the days of the conference",
            number,
        ),
        "no-co-chair": ngettext("%(number)d panel has no co-chair", "%(number)d panels have no co-chair", number),
        "no-room": ngettext("%(number)d session has no room", "%(number)d sessions have no room", number),
    }
    return words[kind] % {"number": number}, ""


def facts_of_release(situation: Situation) -> Iterator[ToDo]:
    """Yields that nothing is public yet, or that there are changes that nobody outside sees."""
    changes = situation.once(changes_of)
    address = reverse("programme:release-list", args=[situation.conference.slug])
    if changes is None:
        if situation.once(draft_of).sessions and not situation.is_over:
            yield ToDo(
                "not-released",
                TO_CHECK,
                _("Nothing is public yet"),
                RELEASES,
                address,
                why=_("The first release publishes the whole programme."),
                button=_("Look and release"),
            )
    elif changes:
        number, once = len(changes), _each_once(changes)
        words = ngettext("%(number)d change is not released", "%(number)d changes are not released", number)
        yield ToDo(
            "unreleased",
            TO_CHECK,
            words % {"number": number},
            RELEASES,
            address,
            why=_("They are in the draft; nobody outside sees them yet."),
            subjects=tuple(Subject(change.name) for change in once[:MOST_SUBJECTS]),
            more=max(0, len(once) - MOST_SUBJECTS),
            button=_("Look and release"),
            count=number,
        )


def _each_once(changes: list[ProgrammeChange]) -> list[ProgrammeChange]:
    return list({(change.what, change.key): change for change in changes}.values())


def counts(at: datetime) -> dict[str, Combinable]:
    return {"rooms": number_of(Room.objects.all())}


SESSIONS = FactSource("programme.change_session", facts_of_sessions, counts)
RELEASE = FactSource("conference.release_programme", facts_of_release)
