"""The addresses of recordings: in public, and on the record."""

from django.urls import include, path

from floor.recordings import staff_views, views

_public = [
    path("", views.recordings, name="recordings"),
    path("part-<int:part>/chapters.<slug:code>.vtt", views.chapters_vtt, name="chapters-vtt"),
    path("part-<int:part>/chapters.json", views.chapters_json, name="chapters-json"),
]

_on_the_record = [
    path("", staff_views.record_recordings, name="record-recordings"),
    path("not-to-be-published/", staff_views.not_to_be_published, name="not-to-be-published"),
    path("<int:pk>/", staff_views.recording_change, name="recording-change"),
    path("<int:pk>/zero/", staff_views.recording_zero, name="recording-zero"),
    path("<int:pk>/zero/anchor/", staff_views.recording_anchor, name="recording-anchor"),
    path("<int:pk>/zero/anchor/remove/", staff_views.recording_anchor_remove, name="recording-anchor-remove"),
    path("<int:pk>/withdraw/", staff_views.recording_withdraw, name="recording-withdraw"),
]

urlpatterns = [
    path("sessions/<slug:session>/recordings/", include(_public)),
    path("sessions/<slug:session>/record/recordings/", include(_on_the_record)),
]
