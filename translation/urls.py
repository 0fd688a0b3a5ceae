from django.urls import include, path

from translation.pages import desk, exchange, glossary, glossary_import, help, lists, overview

app_name = "translation"
urlpatterns = [
    path(
        "<slug:conference>/texts/",
        include(
            [
                *overview.urlpatterns,
                *glossary.urlpatterns,
                *glossary_import.urlpatterns,
                *exchange.urlpatterns,
                *help.urlpatterns,
                *lists.urlpatterns,
                *desk.urlpatterns,
            ]
        ),
    ),
]
