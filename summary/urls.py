from django.urls import include, path

app_name = "summary"
urlpatterns = [
    path("<slug:conference>/summary/draft/", include("summary.draft.urls")),
    path("<slug:conference>/summary/draft/", include("summary.clearance.urls")),
    path("<slug:conference>/summary/draft/", include("summary.imports.urls")),
    path("<slug:conference>/summary/", include("summary.editions.urls")),
]
