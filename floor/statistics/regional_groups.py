"""How the regional groups have shared the floor of a session, State by State: for staff, and in notes under figures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.functional import Promise

from conference.languages import texts
from conference.languages.collation import delegation_key
from conference.templatetags.languages import in_language
from floor.models import Intervention
from programme.models import Session
from speakers.models import Delegation
from speakers.regional_groups import NOTES, RegionalGroup, label_on

ZERO = timedelta(0)


@dataclass
class StateOnFloor:
    """A State in its group, with how often and how long it has had the floor; None where that time is not known."""

    delegation: Delegation
    names: dict[str, str]
    times: int = 0
    spoken: timedelta | None = None


@dataclass
class GroupOnFloor:
    """A regional group at a conference: the States that have had the floor, and the others."""

    label: str | Promise
    heard: list[StateOnFloor] = field(default_factory=list)
    others: list[StateOnFloor] = field(default_factory=list)

    @property
    def states(self) -> int:
        return len(self.heard) + len(self.others)

    @property
    def times(self) -> int:
        return sum(each.times for each in self.heard)

    @property
    def spoken(self) -> timedelta | None:
        known = [each.spoken for each in self.heard if each.spoken is not None]
        return sum(known, ZERO) if known else None

    @property
    def notes(self) -> list[str]:
        return notes_of(each.delegation for each in [*self.heard, *self.others])


def groups_of(session: Session, *, at: datetime, language: str) -> list[GroupOnFloor]:
    """Returns the groups that have States at the conference, "no group" last, States in the order of a language."""
    day = session.conference.starts_on
    found = {group: GroupOnFloor(label_on(group, day)) for group in RegionalGroup.values}
    original = session.conference.original_language
    rows = session.conference.delegations.filter(kind=Delegation.Kind.STATES).select_related("state")
    states = {row.pk: StateOnFloor(row, texts(row, "name")) for row in rows}
    made = session.interventions.on_record().exclude(state=Intervention.State.STRUCK).exclude(delegation=None)
    for row in made:
        if row.delegation_id in states:
            state = states[row.delegation_id]
            state.times += 1
            used = row.time_used(at)
            state.spoken = state.spoken if used is None else (state.spoken or ZERO) + used
    in_order = sorted(states.values(), key=lambda each: delegation_key(in_language(each.names, original)[0], language))
    for each in in_order:
        group = found[each.delegation.regional_group_on(day)]
        (group.heard if each.times else group.others).append(each)
    return [group for group in found.values() if group.states]


def notes_of(delegations: Iterable[Delegation | None]) -> list[str]:
    """Returns the notes on the States among delegations that are not simply in one group, each once."""
    states = {row.state.iso3: row for row in delegations if row and row.state and not row.regional_group}
    return [str(words) % {"name": states[iso3].name} for iso3, words in NOTES.items() if iso3 in states]
