"""The addresses of the record of a session."""

from django.urls import include, path

from floor.record import exports, views

_of_a_session = [
    path("", views.record, name="record"),
    path("entries/", views.record_entries, name="record-entries"),
    path("version/", views.record_version, name="record-version"),
    path("extent/", views.record_extent, name="record-extent"),
    path("<int:pk>/gist/", views.gist, name="gist"),
    path("<int:pk>/gists/", views.gist_history, name="gist-history"),
    path("<int:pk>/themes/", views.intervention_themes, name="intervention-themes"),
    path("<int:pk>/correct/", views.intervention_correct, name="intervention-correct"),
    path("<int:pk>/recording/", views.recording_off, name="recording-off"),
    path("export.xlsx", exports.record_xlsx, name="record-xlsx"),
    path("export.csv", exports.record_csv, name="record-csv"),
]

urlpatterns = [
    path("sessions/<slug:session>/record/", include(_of_a_session)),
]
