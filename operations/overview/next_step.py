"""Which of the things to do is the next step, and the four steps from an empty conference to a released programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from conference.to_do.facts import TO_CHECK, URGENT, Situation, ToDo, admin_form
from programme.release.to_do import changes_of, draft_of, latest_of
from speakers.to_do import speakers_of

RELEASING = ("not-released", "unreleased")


def next_of(facts: Sequence[ToDo]) -> ToDo | None:
    """Returns the next step: what is urgent, else a release, else the first thing that is not only minor."""
    order = [fact for fact in facts if fact.weight == URGENT]
    order += [fact for fact in facts if fact.key in RELEASING]
    order += [fact for fact in facts if fact.weight == TO_CHECK]
    return order[0] if order else None


@dataclass(frozen=True)
class FirstStep:
    """A step to a released programme: what it is, why, where it is taken, and whether it is done."""

    name: str
    why: str
    address: str
    button: str
    is_done: bool = False


def first_steps(situation: Situation) -> list[FirstStep]:
    """Returns the four steps, until the programme is public; then, and to who may not release, there are none."""
    if not situation.user.has_perm("conference.release_programme") or situation.is_over:
        return []
    if situation.once(changes_of) is not None:
        return []
    conference = situation.conference
    rows, slug = situation.once(draft_of), [conference.slug]
    return [
        FirstStep(
            _("Say what, when and where"),
            _("Title, days, time zone, organ and venue; the public pages begin with them."),
            admin_form(conference, "id_venue_en"),
            _("To the settings"),
            is_done=bool(conference.title and conference.organ and conference.venue),
        ),
        FirstStep(
            _("Put the sessions together"),
            _("Rooms, times and panels: one by one, from a file, or cloned from an earlier conference."),
            f"{reverse('admin:programme_session_add')}?conference={conference.pk}",
            _("Add a session"),
            is_done=bool(rows.sessions),
        ),
        FirstStep(
            _("Bring the people in"),
            _("From the list that you have, or one by one; then give them their roles in the sessions."),
            reverse("speakers:files", args=slug),
            _("Bring in a list"),
            is_done=bool(situation.once(speakers_of)) and any(session.roles.all() for session in rows.sessions),
        ),
        FirstStep(
            _("Release the programme"),
            _("Look at what would be public, and at what is still missing; then everybody can read it."),
            reverse("programme:release-list", args=slug),
            _("Look and release"),
            is_done=situation.once(latest_of) is not None,
        ),
    ]
