from django.urls import include, path

from speakers.imports import views as imports_views

app_name = "speakers"
urlpatterns = [
    path(
        "<slug:conference>/files/",
        include(
            [
                path("", imports_views.files, name="files"),
                path("import/", imports_views.import_file, name="import"),
                path("export/<slug:table>.<slug:extension>", imports_views.export, name="export"),
                path("<int:pk>/", imports_views.import_preview, name="import-preview"),
                path("<int:pk>/take/", imports_views.import_take, name="import-take"),
                path("<int:pk>/progress/", imports_views.import_progress, name="import-progress"),
                path("<int:pk>/file/", imports_views.import_original, name="import-file"),
            ]
        ),
    ),
]
