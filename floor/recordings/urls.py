"""The addresses of recordings: in public, and on the record."""

from django.urls import include, path

from floor.recordings import views

_public = [
    path("", views.recordings, name="recordings"),
    path("part-<int:part>/chapters.<slug:code>.vtt", views.chapters_vtt, name="chapters-vtt"),
    path("part-<int:part>/chapters.json", views.chapters_json, name="chapters-json"),
]

urlpatterns = [
    path("sessions/<slug:session>/recordings/", include(_public)),
]
