from django.urls import include, path

app_name = "speakers"
urlpatterns = [
    path("<slug:conference>/files/", include("speakers.imports.urls")),
    path("<slug:conference>/files/photographs/", include("speakers.photograph_files.urls")),
]
