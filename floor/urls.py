from django.urls import include, path

from floor.console import floor_list as floors
from floor.console import views as console
from floor.delegation import views as delegations
from floor.live import views as screens
from floor.pledges import views as pledging
from floor.record import exports
from floor.record import views as recording
from floor.seats import device_access as joining
from floor.seats import views as seating
from floor.statements import views as handing_in
from floor.statistics import views as figuring

app_name = "floor"
urlpatterns = [
    # the room and the public
    path("<slug:conference>/sessions/<slug:session>/live/", screens.live, name="live"),
    path("<slug:conference>/sessions/<slug:session>/live/state.json", screens.state, name="state"),
    path("<slug:conference>/sessions/<slug:session>/screen/", screens.screen, name="screen"),
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
    path(
        "<slug:conference>/sessions/<slug:session>/record/",
        include(
            [
                path("", recording.record, name="record"),
                path("entries/", recording.record_entries, name="record-entries"),
                path("version/", recording.record_version, name="record-version"),
                path("<int:pk>/gist/", recording.gist, name="gist"),
                path("<int:pk>/gists/", recording.gist_history, name="gist-history"),
                path("<int:pk>/themes/", recording.intervention_themes, name="intervention-themes"),
                path("<int:pk>/correct/", recording.intervention_correct, name="intervention-correct"),
                path("export.xlsx", exports.record_xlsx, name="record-xlsx"),
                path("export.csv", exports.record_csv, name="record-csv"),
                path("statements/", handing_in.record_statements, name="record-statements"),
                path("statements/<int:pk>/", handing_in.statement_file, name="statement-file"),
                path("statements/<int:pk>/link/", handing_in.statement_link, name="statement-link"),
                path("statements/<int:pk>/post/", handing_in.statement_post, name="statement-post"),
                path("statements/<int:pk>/withdraw/", handing_in.statement_withdraw, name="statement-withdraw"),
                path("pledges/", pledging.pledges, name="pledges"),
                path("pledges/<int:pk>/confirm/", pledging.pledge_confirm, name="pledge-confirm"),
                path("pledges/<int:pk>/strike/", pledging.pledge_strike, name="pledge-strike"),
            ]
        ),
    ),
    path("<slug:conference>/floor/statements/", handing_in.statement_upload, name="statement-upload"),
    path("<slug:conference>/floor/statements/<int:pk>/withdraw/", handing_in.statement_take_back, name="take-back"),
    path("<slug:conference>/sessions/<slug:session>/statements/", handing_in.statement_list, name="statement-list"),
    path("<slug:conference>/sessions/<slug:session>/statements/<int:pk>/", handing_in.statement, name="statement"),
    path("<slug:conference>/sessions/<slug:session>/figures/", figuring.figures, name="figures"),
]
