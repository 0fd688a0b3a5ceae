"""Addresses of the export and import of speakers and delegations, below <conference>/files/."""

from django.urls import path

from speakers.imports import views

urlpatterns = [
    path("", views.files, name="files"),
    path("import/", views.import_upload, name="import-upload"),
    path("export/<slug:table>.<slug:extension>", views.export, name="export"),
    path("<int:pk>/", views.import_preview, name="import-preview"),
    path("<int:pk>/take/", views.import_apply, name="import-apply"),
    path("<int:pk>/progress/", views.import_progress, name="import-progress"),
    path("<int:pk>/file/", views.import_original, name="import-original"),
]
