"""Sessions that a file puts into one room at one time, with each other or with what stands."""

from django.utils.translation import gettext as _


def overlaps(items, existing, rooms):
    """What to say of each item of a session: one list of sentences for each."""
    found, by_room = [[] for _item in items], {}
    for place, item in enumerate(items):
        event = item.theirs
        if event and event.room and item.kind != "refused":
            row = rooms[event.room][0]
            spans = by_room.setdefault(row.pk if row else event.room, [])
            spans.append((event.starts_at, event.ends_at, item.name, place))
    named = {item.row.pk for item in items if item.row}
    for session in existing.sessions:
        if session.room_id in by_room and session.pk not in named:
            by_room[session.room_id].append((session.starts_at, session.ends_at, str(session), None))
    for spans in by_room.values():
        spans.sort(key=lambda span: span[:2])
        latest = None
        for span in spans:
            if latest and span[0] < latest[1]:
                one, other = (latest, span) if span[3] is None else (span, latest)
                if one[3] is not None:
                    words = _("It overlaps “%(name)s” in the same room.") % {"name": other[2]}
                    found[one[3]].append(words)
            if latest is None or span[1] > latest[1]:
                latest = span
    return found
