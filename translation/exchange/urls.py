"""The addresses of exports and imports, below <conference>/texts/."""

from django.urls import path

from translation.exchange import views

urlpatterns = [
    path("files/", views.exchange, name="exchange"),
    path("export/<slug:code>/<slug:format>/", views.export, name="export"),
    path("import/", views.import_file, name="import"),
    path("imports/<int:pk>/", views.import_preview, name="import-preview"),
    path("imports/<int:pk>/take/", views.import_apply, name="import-apply"),
    path("imports/<int:pk>/progress/", views.import_progress, name="import-progress"),
    path("imports/<int:pk>/file/", views.import_original, name="import-file"),
]
