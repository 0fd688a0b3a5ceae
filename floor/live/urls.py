"""The addresses of what the room and the public see while a session sits."""

from django.urls import path

from floor.live import now, views

urlpatterns = [
    path("now/", now.now, name="now"),
    path("sessions/<slug:session>/live/", views.live, name="live"),
    path("sessions/<slug:session>/live/state.json", views.state, name="state"),
    path("sessions/<slug:session>/screen/", views.screen, name="screen"),
]
