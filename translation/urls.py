from django.urls import include, path

from translation.desk.urls import outside_conferences

app_name = "translation"
urlpatterns = [
    *outside_conferences,
    path("<slug:conference>/texts/", include("translation.teamwork.urls")),
    path("<slug:conference>/texts/", include("translation.glossary.urls")),
    path("<slug:conference>/texts/", include("translation.exchange.urls")),
    path("<slug:conference>/texts/", include("translation.reference.urls")),
    path("<slug:conference>/texts/", include("translation.desk.urls")),
]
