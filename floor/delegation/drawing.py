"""The part of a delegation's page that shows its floors, drawn once for all its phones that ask at the same moment.

A step that concerns a delegation makes each of its phones ask, and all get the same but for what belongs to one phone:
the token against forged requests, and the keys by which a request sent twice is one. They are put in afterwards.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from conference.caches import Cache
from conference.page_context import page_context
from conference.prepared import KEY, prepared
from floor.delegation.floors import own_floors
from floor.delegation.forms import OwnChangeForm, RequestForm
from floor.forms import KINDS, REQUEST_FIELDS
from floor.live.marks import Marks
from floor.models import Group, Intervention
from speakers.models import Delegation

Kind = Intervention.Kind
REMEMBERED = tuple(name for name in REQUEST_FIELDS if name != "kind")
SHARED = timedelta(seconds=1)  # for how long: the clock of who speaks goes on in the phone itself
# In the place of what belongs to one phone. Nobody can write them into a text of the page, since nobody knows them.
TOKEN, REQUEST_KEY = secrets.token_hex(16), secrets.token_hex(16)


@dataclass(frozen=True)
class DrawnFloors:
    """The floors as HTML, without what belongs to one phone."""

    html: str
    number: int
    at: datetime
    says_refusal: bool = False  # beside the form or the request that was refused

    def for_one(self, token: str) -> SafeString:
        """Returns the HTML for one phone, whose forms have its token, and keys that no other form has."""
        html = re.sub(REQUEST_KEY, lambda _found: str(uuid4()), self.html.replace(TOKEN, token))
        return mark_safe(html)  # the engine has escaped it; a token is letters and digits


_drawn: Cache[tuple[int, str | None, str, str, int], DrawnFloors] = Cache(256)
_drawing = [Lock() for _ in range(16)]  # phones that ask while the first is answered wait for what is drawn for it


def shared_floors(delegation: int, find: Callable[[], Delegation], marks: Marks, *, at: datetime) -> DrawnFloors:
    """Returns the floors of a delegation as they are by the marks of its conference, which were read before.

    The delegation is named by its key; `find` returns it where its floors have to be drawn.
    """
    own = marks.of(delegation)
    key = delegation, get_language(), own["own"], own["rules"], marks.versions
    with _drawing[delegation % len(_drawing)]:
        drawn = _drawn.get(key)
        if drawn is None or not timedelta() <= at - drawn.at < SHARED:
            drawn = draw_floors(find(), at=at)
            if drawn.number:  # the marks say nothing of the next panel, which is shown once it is released
                _drawn[key] = drawn
        return drawn


def draw_floors(delegation: Delegation, *, at: datetime, **shown: Any) -> DrawnFloors:
    """Draws the floors of a delegation; `shown` is what was sent and refused: session, form, refusal, changing."""
    floors = own_floors(delegation, at=at, sent=shown.get("session"))
    groups, last = _groups_of(conference=delegation.conference_id), _last_request.first(delegation=delegation.pk)
    for floor in floors:
        floor.clock, floor.is_over = floor.time_left(at) if floor.made else ("", False)
        floor.forms = _forms_for(floor, delegation.conference, last, groups, **shown)
        floor.refused_kind = _refused_kind(floor, **shown)
        floor.refusal = shown.get("refusal") if floor.refused_kind else None
        for row in floor.requests:
            was_sent = row.pk == shown.get("changing")
            row.refusal = shown.get("refusal") if was_sent else None
            row.change_form = shown["form"] if was_sent else OwnChangeForm(row)
    says_refusal = any(floor.refusal or any(row.refusal for row in floor.requests) for floor in floors)
    context = {**page_context(delegation.conference), "floors": floors, "groups": groups, "csrf_token": TOKEN}
    return DrawnFloors(render_to_string("floor/delegation/_floors.html", context), len(floors), at, says_refusal)


@prepared(conference=KEY)
def _groups_of(conference: int) -> QuerySet[Group]:
    return Group.objects.filter(conference=conference)


@prepared(delegation=KEY)
def _last_request(delegation: int) -> QuerySet[Intervention]:
    """The last intervention for which the delegation asked: what it said of who speaks is proposed again."""
    asked = Intervention.objects.filter(delegation=delegation, kind=Kind.INTERVENTION).exclude(asked_at=None)
    return asked.exclude(state=Intervention.State.CANCELLED).order_by("-asked_at", "-pk")[:1]


def _forms_for(floor, conference, last, groups, session=None, form=None, **_shown):
    """The forms of what can be asked for now: as one was sent, the others with what was said the last time."""
    remembered = {name: getattr(last, name) for name in REMEMBERED} if last else {}
    forms = {}
    for kind, _label in KINDS:
        may_ask = floor.may_ask(kind, bool(groups))
        if form is not None and session == floor.session and kind == _kind_of(form):
            if may_ask or not any(row.kind == kind for row in floor.requests):
                forms[kind] = _once_more(form)
        elif may_ask and kind != Kind.INTERVENTION:
            forms[kind] = {"key": {"value": REQUEST_KEY}}  # all that such a form brings, as the template asks for it
        elif may_ask:
            # The default group does not wait again: it is free where it is not the one that waits.
            group = None if floor.requests else remembered.get("group")
            initial = {**remembered, "group": group, "kind": kind, "key": REQUEST_KEY}
            forms[kind] = RequestForm(conference, initial=initial)
    return forms


def _once_more(form):
    """A form that was refused; with another key where something may have been made with the one that it had."""
    if form.is_valid() or "key" in form.errors:
        form.data = {**form.data.dict(), "key": REQUEST_KEY}
    return form


def _refused_kind(floor, session=None, form=None, refusal=None, **_shown):
    kind = _kind_of(form) if form is not None and session == floor.session else ""
    return kind if refusal and kind in floor.forms else ""


def _kind_of(form):
    kind = form["kind"].value()
    return kind if kind in dict(KINDS) else Kind.INTERVENTION
