"""Moving several sessions to a room at once, from their list in the admin."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.models import AuditEntry, Conference
from programme.models import Room, Session


class RoomChoice(forms.Form):
    room = forms.ModelChoiceField(Room.objects.none(), label=gettext_lazy("Room"))

    def __init__(self, data, *, conference):
        super().__init__(data)
        self.fields["room"].queryset = Room.objects.filter(conference=conference)


class MovesToRooms:
    """Mixin for the admin of sessions: moves the selected sessions to a room, chosen on a page in between."""

    @admin.action(description=gettext_lazy("Move the selected sessions to a room"), permissions=["write"])
    def move_to_room(self, request, sessions):
        keys = list(sessions.order_by("pk").values_list("pk", flat=True))
        conferences = Conference.objects.filter(sessions__in=keys).distinct()
        if len(conferences) > 1:
            words = _("The selected sessions belong to several conferences; select those of one.")
            return self.message_user(request, words, messages.ERROR)
        form = RoomChoice(request.POST if "chosen" in request.POST else None, conference=conferences.first())
        if form.is_valid():
            return self._move(request, keys, form.cleaned_data["room"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Move the selected sessions to a room"),
            "sessions": Session.objects.filter(pk__in=keys).in_order(),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "form": form,
        }
        return render(request, "admin/programme/session/move_to_room.html", context, status=422 if form.errors else 200)

    @transaction.atomic
    def _move(self, request, keys, room):
        held = Session.objects.select_for_update().filter(pk__in=keys, conference=room.conference).order_by("pk")
        moving = [session for session in held if session.room_id != room.pk]
        for session in moving:
            detail = {"room": [session.room_id, room.pk]}
            session.room = room
            session.save(update_fields=["room"])
            self._enter(request, AuditEntry.Act.CHANGE, session, detail, room.conference)
        words = ngettext(
            "%(number)d session was moved to: %(room)s.", "%(number)d sessions were moved to: %(room)s.", len(moving)
        )
        self.message_user(request, words % {"number": len(moving), "room": room}, messages.SUCCESS)
