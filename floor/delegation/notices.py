"""What a delegation is told when others have acted on its requests: a sentence each, which stays until it is read."""

from django.utils.translation import gettext as _

from conference.languages.lists import listed
from conference.prepared import KEY, MOMENT, prepared
from floor.models import FloorEvent, Intervention

Act = FloorEvent.Act
State = Intervention.State
MOST = 5  # the newest; who was away for long reads these


def notices_for(device, delegation):
    """Returns the notices that a device has not read, the oldest first; each event has its sentence as `words`.

    The delegation is named by its key.
    """
    events = _newest(delegation=delegation, read=device.notices_read, since=device.joined_at)
    for event in events:
        event.words = _words(event)
        event.facts = event.intervention.session.label_facts
    return [event for event in events if event.words][:MOST][::-1]


@prepared(delegation=KEY, read=KEY, since=MOMENT)
def _newest(delegation, read, since):
    events = FloorEvent.objects.filter(
        intervention__delegation=delegation,
        by__isnull=False,
        act__in=[Act.WITHDRAW, Act.CHANGE, Act.DEFER, Act.UNDO, Act.REDO],
        pk__gt=read,
        at__gte=since,
    )
    return events.select_related("intervention__session", "undoes").order_by("-pk")[: 2 * MOST]


def mark_as_read(device, until):
    """Notes that a device has read its notices up to an event."""
    if until > device.notices_read:
        device.notices_read = until
        device.save(update_fields=["notices_read"])


def _words(event):
    kind = {"kind": event.intervention.get_kind_display()}
    if event.act == Act.WITHDRAW:
        return _("The secretariat has withdrawn your request for the floor (%(kind)s).") % kind
    if event.act == Act.CHANGE:
        return _changed(event)
    if event.act == Act.DEFER:
        return _("The co-chair will hear your right of reply at the end of the session.")
    return _undone(event, kind)


def _undone(event, kind):
    """A step that was undone changes a request in the other direction."""
    state = _after(event).get("state")
    if state == State.CANCELLED:
        return _("The secretariat has taken your request off the list: it was entered by mistake (%(kind)s).") % kind
    if state == State.WITHDRAWN:
        return _("The secretariat has withdrawn your request for the floor (%(kind)s).") % kind
    undone = event.undoes.act if event.undoes else None
    if state == State.WAITING and undone == Act.GIVE:
        return _("You were given the floor by mistake: you are waiting for it again, in your place (%(kind)s).") % kind
    if state == State.WAITING and undone in (Act.WITHDRAW, Act.UNDO):
        return _("The secretariat has put your request back on the list (%(kind)s).") % kind
    return _changed(event) if undone == Act.CHANGE else ""


def _changed(event):
    after = _after(event)  # PostgreSQL keeps its names in an order of its own
    fields = [field for field in Intervention._meta.concrete_fields if field.name in after]
    names = [str(field.verbose_name) for field in fields if field.name not in ("deferred_at", "other_language")]
    words = _("The secretariat has changed your request for the floor: %(fields)s.")
    return words % {"fields": listed(names) or _("language")}


def _after(event):
    """What the step made of the request: {field: value}."""
    values = {}
    for model, key, changed in event.after:
        if model == "intervention" and key == event.intervention_id:
            values |= changed or {}
    return values
