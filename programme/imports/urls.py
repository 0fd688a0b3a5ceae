"""The addresses of files of a whole programme, below <conference>/files/programme/."""

from django.urls import path

from programme.imports import views

urlpatterns = [
    path("", views.schedule_import, name="schedule-import"),
    path("hand-in/", views.schedule_upload, name="schedule-upload"),
    path("<int:pk>/", views.schedule_import_preview, name="schedule-import-preview"),
    path("<int:pk>/take/", views.schedule_import_apply, name="schedule-import-apply"),
    path("<int:pk>/progress/", views.schedule_import_progress, name="schedule-import-progress"),
    path("<int:pk>/file/", views.schedule_import_file, name="schedule-import-file"),
]
