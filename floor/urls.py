from django.urls import path

from floor import delegations, joining, seating

app_name = "floor"
urlpatterns = [
    # the room and the public
    # delegations, from their phones
    path("<slug:conference>/join/<slug:secret>/", joining.join, name="join"),
    path("<slug:conference>/floor/", delegations.delegation, name="delegation"),
    path("<slug:conference>/floor/now/", delegations.delegation_now, name="delegation-now"),
    path("<slug:conference>/floor/<slug:session>/state.json", delegations.delegation_state, name="delegation-state"),
    path("<slug:conference>/floor/ask/", delegations.ask, name="ask"),
    path("<slug:conference>/floor/<int:pk>/withdraw/", delegations.withdraw_request, name="withdraw"),
    path("<slug:conference>/floor/leave/", joining.leave, name="leave"),
    path("<slug:conference>/seats/", seating.seats, name="seats"),
    path("<slug:conference>/seats/links/", seating.make_links, name="seat-links"),
    path("<slug:conference>/seats/revoke/", seating.revoke, name="seat-revoke"),
    path("<slug:conference>/seats/validity/", seating.set_validity, name="seat-validity"),
    path("<slug:conference>/seats/devices/<int:pk>/remove/", seating.remove_device, name="device-remove"),
    # the console of the co-chairs and the secretariat
    # the record
]
