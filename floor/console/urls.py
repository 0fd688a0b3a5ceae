"""The addresses of the console of the co-chairs and the secretariat."""

from django.urls import include, path

from floor.console import floor_list, session_views, views, waiting_list

_of_a_session = [
    path("", views.console, name="console"),
    path("queue/", views.console_queue, name="console-queue"),
    path("version/", views.console_version, name="console-version"),
    path("cards/", views.cards, name="cue-cards"),
    path("cards/now/", views.cards_now, name="cue-cards-now"),
    path("waiting/", waiting_list.waiting_list, name="waiting-list"),
    path("waiting.xlsx", waiting_list.waiting_xlsx, name="waiting-xlsx"),
    path("waiting.csv", waiting_list.waiting_csv, name="waiting-csv"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("<int:pk>/give/", views.give, name="give"),
    path("<int:pk>/go-on/", views.go_on, name="go-on"),
    path("<int:pk>/defer/", views.defer, name="defer"),
    path("<int:pk>/more-time/", views.extend, name="extend"),
    path("<int:pk>/recording-off/", session_views.recording_off, name="console-recording-off"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw-for"),
    path("<int:pk>/change/", views.change, name="change-for"),
    path("<int:pk>/strike/", views.strike, name="strike"),
    path("conclude/", views.conclude, name="conclude"),
    path("please-conclude/", views.ask_to_conclude, name="ask-to-conclude"),
    path("pause/", views.pause, name="pause"),
    path("resume/", views.resume, name="resume"),
    path("undo/", views.undo, name="undo"),
    path("spoken/", views.spoken, name="spoken"),
    path("steps/", views.steps, name="steps"),
    path("steps/<int:number>/take-back/", views.take_back, name="take-back"),
    path("open/", views.open_requests, name="open-requests"),
    path("close/", views.close_requests, name="close-requests"),
    path("hours/", views.set_request_hours, name="set-hours"),
    path("speaking-time/", views.speaking_time, name="speaking-time"),
    path("kind-time/", session_views.kind_time, name="kind-time"),
    path("suspend/", session_views.suspend, name="suspend"),
    path("resume-session/", session_views.resume_session, name="resume-session"),
    path("message/", session_views.message, name="message"),
    path("end-message/", session_views.end_message, name="end-message"),
    path("chair/<int:pk>/", views.chair, name="chair"),
    path("panellists/", views.panellists, name="panellists"),
    path("order/", views.order, name="order"),
    path("booth-signals/<int:pk>/", views.acknowledge, name="acknowledge"),
    path("slip/", views.slip, name="slip"),
]

urlpatterns = [
    path("console/", floor_list.floor_list, name="floor-list"),
    path("sessions/<slug:session>/console/", include(_of_a_session)),
]
