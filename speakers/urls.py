from django.urls import include, path

from speakers.imports import views as files

app_name = "speakers"
urlpatterns = [
    path(
        "<slug:conference>/files/",
        include(
            [
                path("", files.files, name="files"),
                path("import/", files.import_file, name="import"),
                path("export/<slug:table>.<slug:extension>", files.export, name="export"),
                path("<int:pk>/", files.import_preview, name="import-preview"),
                path("<int:pk>/take/", files.import_take, name="import-take"),
                path("<int:pk>/progress/", files.import_progress, name="import-progress"),
                path("<int:pk>/file/", files.import_original, name="import-file"),
            ]
        ),
    ),
]
