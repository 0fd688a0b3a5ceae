"""The addresses of the console of the co-chairs and the secretariat."""

from django.urls import include, path

from floor.console import floor_list, views

_of_a_session = [
    path("", views.console, name="console"),
    path("queue/", views.console_queue, name="console-queue"),
    path("version/", views.console_version, name="console-version"),
    path("cards/", views.cards, name="cue-cards"),
    path("cards/now/", views.cards_now, name="cue-cards-now"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("<int:pk>/give/", views.give, name="give"),
    path("<int:pk>/more-time/", views.extend, name="extend"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw-for"),
    path("<int:pk>/change/", views.change, name="change-for"),
    path("<int:pk>/strike/", views.strike, name="strike"),
    path("conclude/", views.conclude, name="conclude"),
    path("pause/", views.pause, name="pause"),
    path("resume/", views.resume, name="resume"),
    path("undo/", views.undo, name="undo"),
    path("open/", views.open_requests, name="open-requests"),
    path("close/", views.close_requests, name="close-requests"),
    path("speaking-time/", views.speaking_time, name="speaking-time"),
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
