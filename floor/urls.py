from django.urls import include, path

from floor.console import floor_list
from floor.console import views as console_views
from floor.delegation import views as delegation_views
from floor.live import views as live_views
from floor.pledges import views as pledges_views
from floor.record import exports
from floor.record import views as record_views
from floor.seats import device_access
from floor.seats import views as seats_views
from floor.statements import views as statements_views
from floor.statistics import views as statistics_views

app_name = "floor"
urlpatterns = [
    # the room and the public
    path("<slug:conference>/sessions/<slug:session>/live/", live_views.live, name="live"),
    path("<slug:conference>/sessions/<slug:session>/live/state.json", live_views.state, name="state"),
    path("<slug:conference>/sessions/<slug:session>/screen/", live_views.screen, name="screen"),
    # delegations, from their phones
    path("<slug:conference>/join/<slug:secret>/", device_access.join, name="join"),
    path("<slug:conference>/floor/", delegation_views.delegation, name="delegation"),
    path("<slug:conference>/floor/now/", delegation_views.delegation_now, name="delegation-now"),
    path(
        "<slug:conference>/floor/<slug:session>/state.json", delegation_views.delegation_state, name="delegation-state"
    ),
    path("<slug:conference>/floor/ask/", delegation_views.ask, name="ask"),
    path("<slug:conference>/floor/<int:pk>/withdraw/", delegation_views.withdraw_request, name="withdraw"),
    path("<slug:conference>/floor/leave/", device_access.leave, name="leave"),
    path("<slug:conference>/seats/", seats_views.seats, name="seats"),
    path("<slug:conference>/seats/links/", seats_views.make_links, name="seat-links"),
    path("<slug:conference>/seats/revoke/", seats_views.revoke, name="seat-revoke"),
    path("<slug:conference>/seats/validity/", seats_views.set_validity, name="seat-validity"),
    path("<slug:conference>/seats/devices/<int:pk>/remove/", seats_views.remove_device, name="device-remove"),
    # the console of the co-chairs and the secretariat
    path("<slug:conference>/console/", floor_list.floor_list, name="floor-list"),
    path(
        "<slug:conference>/sessions/<slug:session>/console/",
        include(
            [
                path("", console_views.console, name="console"),
                path("queue/", console_views.console_queue, name="console-queue"),
                path("version/", console_views.console_version, name="console-version"),
                path("cards/", console_views.cards, name="cue-cards"),
                path("cards/now/", console_views.cards_now, name="cue-cards-now"),
                path("shortcuts/", console_views.shortcuts, name="shortcuts"),
                path("<int:pk>/give/", console_views.give, name="give"),
                path("<int:pk>/more-time/", console_views.extend, name="extend"),
                path("<int:pk>/move/", console_views.move, name="move"),
                path("<int:pk>/withdraw/", console_views.withdraw, name="withdraw-for"),
                path("<int:pk>/strike/", console_views.strike, name="strike"),
                path("conclude/", console_views.conclude, name="conclude"),
                path("pause/", console_views.pause, name="pause"),
                path("resume/", console_views.resume, name="resume"),
                path("undo/", console_views.undo, name="undo"),
                path("open/", console_views.open_requests, name="open-requests"),
                path("close/", console_views.close_requests, name="close-requests"),
                path("speaking-time/", console_views.speaking_time, name="speaking-time"),
                path("chair/<int:pk>/", console_views.chair, name="chair"),
                path("panellists/", console_views.panellists, name="panellists"),
                path("order/", console_views.order, name="order"),
                path("slip/", console_views.slip, name="slip"),
            ]
        ),
    ),
    # the record
    path(
        "<slug:conference>/sessions/<slug:session>/record/",
        include(
            [
                path("", record_views.record, name="record"),
                path("entries/", record_views.record_entries, name="record-entries"),
                path("version/", record_views.record_version, name="record-version"),
                path("<int:pk>/gist/", record_views.gist, name="gist"),
                path("<int:pk>/gists/", record_views.gist_history, name="gist-history"),
                path("<int:pk>/themes/", record_views.intervention_themes, name="intervention-themes"),
                path("<int:pk>/correct/", record_views.intervention_correct, name="intervention-correct"),
                path("export.xlsx", exports.record_xlsx, name="record-xlsx"),
                path("export.csv", exports.record_csv, name="record-csv"),
                path("statements/", statements_views.record_statements, name="record-statements"),
                path("statements/<int:pk>/", statements_views.statement_file, name="statement-file"),
                path("statements/<int:pk>/link/", statements_views.statement_link, name="statement-link"),
                path("statements/<int:pk>/post/", statements_views.statement_post, name="statement-post"),
                path("statements/<int:pk>/withdraw/", statements_views.statement_withdraw, name="statement-withdraw"),
                path("pledges/", pledges_views.pledges, name="pledges"),
                path("pledges/<int:pk>/confirm/", pledges_views.pledge_confirm, name="pledge-confirm"),
                path("pledges/<int:pk>/strike/", pledges_views.pledge_strike, name="pledge-strike"),
            ]
        ),
    ),
    path("<slug:conference>/floor/statements/", statements_views.statement_upload, name="statement-upload"),
    path(
        "<slug:conference>/floor/statements/<int:pk>/withdraw/", statements_views.statement_take_back, name="take-back"
    ),
    path(
        "<slug:conference>/sessions/<slug:session>/statements/", statements_views.statement_list, name="statement-list"
    ),
    path(
        "<slug:conference>/sessions/<slug:session>/statements/<int:pk>/", statements_views.statement, name="statement"
    ),
    path("<slug:conference>/sessions/<slug:session>/figures/", statistics_views.figures, name="figures"),
]
