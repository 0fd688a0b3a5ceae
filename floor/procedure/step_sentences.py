"""What a step on the floor did, as one sentence in the reader's language; with the name where it is about somebody."""

from datetime import timedelta

from django.utils.dateparse import parse_duration
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from floor.durations import as_clock
from floor.models import FloorEvent

Act = FloorEvent.Act
NOTHING = timedelta(0)

# The officers' acts on somebody's request or intervention; the other acts are called what their label says.
ABOUT = {
    Act.ASK: gettext_lazy("entered the request of %(name)s"),
    Act.LET_ANSWER: gettext_lazy("let %(name)s answer"),
    Act.WITHDRAW: gettext_lazy("withdrew the request of %(name)s"),
    Act.CHANGE: gettext_lazy("changed the request of %(name)s"),
    Act.DEFER: gettext_lazy("deferred the right of reply of %(name)s"),
    Act.GIVE: gettext_lazy("gave the floor to %(name)s"),
    Act.GO_ON: gettext_lazy("let %(name)s go on after the interruption"),
    Act.ASK_TO_CONCLUDE: gettext_lazy("asked %(name)s to conclude"),
    Act.PAUSE: gettext_lazy("paused the clock of %(name)s"),
    Act.RESUME: gettext_lazy("resumed the clock of %(name)s"),
    Act.CONCLUDE: gettext_lazy("concluded the intervention of %(name)s"),
    Act.EXTEND: gettext_lazy("gave more time to %(name)s"),
    Act.STRIKE: gettext_lazy("struck the intervention of %(name)s from the record"),
    Act.CORRECT: gettext_lazy("corrected the record of the intervention of %(name)s"),
}
# What a delegation did itself, from its phone.
OWN = {
    Act.ASK: gettext_lazy("%(name)s asked for the floor"),
    Act.WITHDRAW: gettext_lazy("%(name)s withdrew its request"),
    Act.CHANGE: gettext_lazy("%(name)s changed its request"),
}


def sentence(event: FloorEvent, name: object = None) -> str:
    """Returns what a step did; `name` is the name as a page writes it, by default as it is said."""
    if event.undoes is not None:
        words = _("did again: %(step)s") if event.act == Act.REDO else _("undid: %(step)s")
        return words % {"step": sentence(_first(event), name)}
    about = (OWN if event.by_id is None else {}).get(Act(event.act)) or ABOUT.get(Act(event.act))
    if event.act == Act.SHORTEN and (time := _span(event, "speaking_time")):
        return _("set the speaking time to %(time)s") % {"time": as_clock(time)}
    if about is None or event.intervention is None:
        return event.get_act_display()
    name = event.intervention.as_said() if name is None else name
    return _of_time(event, name) if event.act == Act.EXTEND and event.after else about % {"name": name}


def _of_time(event: FloorEvent, name: object) -> str:
    """Returns by how much the time of a speaker was changed, and how much that is in all."""
    total, former = _span(event, "extra_time") or NOTHING, _span(event, "extra_time", before=True) or NOTHING
    if total < former:
        words = _("took %(time)s off the time of %(name)s (%(total)s added in all)")
    else:
        words = _("gave %(time)s more to %(name)s (%(total)s added in all)")
    return words % {"name": name, "time": as_clock(abs(total - former)), "total": as_clock(total)}


def _span(event: FloorEvent, field: str, *, before: bool = False) -> timedelta | None:
    for _name, _key, values in event.before if before else event.after:
        if values and field in values:
            return parse_duration(values[field])
    return None


def _first(event: FloorEvent) -> FloorEvent:
    """Returns the step with which a row of undoing and doing again began."""
    while event.undoes is not None:
        event = event.undoes
    return event
