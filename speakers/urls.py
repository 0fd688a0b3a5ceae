from django.urls import include, path

from speakers.duplicates import views

app_name = "speakers"
urlpatterns = [
    path("<slug:conference>/duplicates/", views.duplicates, name="duplicates"),
    path("<slug:conference>/duplicates/<int:kept>/<int:other>/", views.pair, name="pair"),
    path("<slug:conference>/duplicates/<int:kept>/<int:other>/apart/", views.apart, name="apart"),
    path("<slug:conference>/files/", include("speakers.imports.urls")),
    path("<slug:conference>/files/photographs/", include("speakers.photograph_files.urls")),
]
