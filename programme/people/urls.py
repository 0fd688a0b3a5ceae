"""The addresses of the staff's list of speakers, below <conference>/people/."""

from django.urls import path

from programme.people import views

urlpatterns = [
    path("", views.people, name="people"),
    path("status/", views.people_mark, name="people-mark"),
    path("<int:pk>/<slug:status>/", views.person_mark, name="person-mark"),
]
