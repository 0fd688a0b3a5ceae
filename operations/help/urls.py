"""The addresses of the help, below staff/help/ and, within the frame of a conference, <conference>/overview/help/."""

from django.urls import path

from operations.help import views

urlpatterns = [
    path("", views.help_list, name="help-list"),
    path("<slug:topic>/", views.help_topic, name="help"),
]
of_a_conference = [
    path("", views.help_list, name="conference-help-list"),
    path("<slug:topic>/", views.help_topic, name="conference-help"),
]
