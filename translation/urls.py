from django.urls import include, path

from translation.pages import desk, desks, exchange, glossary, glossary_import, help, lists, overview

app_name = "translation"
urlpatterns = [
    path("texts/", desks.desks, name="desks"),
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
