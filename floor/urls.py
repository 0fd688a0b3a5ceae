from django.urls import include, path

from floor import console, delegations, floors, joining, seating

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
    path("<slug:conference>/console/", floors.floor_list, name="floor-list"),
    path(
        "<slug:conference>/sessions/<slug:session>/console/",
        include(
            [
                path("", console.console, name="console"),
                path("queue/", console.console_queue, name="console-queue"),
                path("version/", console.console_version, name="console-version"),
                path("cards/", console.cards, name="cue-cards"),
                path("cards/now/", console.cards_now, name="cue-cards-now"),
                path("shortcuts/", console.shortcuts, name="shortcuts"),
                path("<int:pk>/give/", console.give, name="give"),
                path("<int:pk>/more-time/", console.extend, name="extend"),
                path("<int:pk>/move/", console.move, name="move"),
                path("<int:pk>/withdraw/", console.withdraw, name="withdraw-for"),
                path("<int:pk>/strike/", console.strike, name="strike"),
                path("conclude/", console.conclude, name="conclude"),
                path("pause/", console.pause, name="pause"),
                path("resume/", console.resume, name="resume"),
                path("undo/", console.undo, name="undo"),
                path("open/", console.open_requests, name="open-requests"),
                path("close/", console.close_requests, name="close-requests"),
                path("speaking-time/", console.speaking_time, name="speaking-time"),
                path("chair/<int:pk>/", console.chair, name="chair"),
                path("panellists/", console.panellists, name="panellists"),
                path("order/", console.order, name="order"),
                path("slip/", console.slip, name="slip"),
            ]
        ),
    ),
    # the record
]
