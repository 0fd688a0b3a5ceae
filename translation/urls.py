from django.urls import include, path

from translation.desk import conference_list, help_views, list_views
from translation.desk import views as desk_views
from translation.exchange import views as exchange_views
from translation.glossary import import_views
from translation.glossary import views as glossary_views
from translation.teamwork import overview_views

app_name = "translation"
urlpatterns = [
    path("texts/", conference_list.desks, name="desks"),
    path(
        "<slug:conference>/texts/",
        include(
            [
                *overview_views.urlpatterns,
                *glossary_views.urlpatterns,
                *import_views.urlpatterns,
                *exchange_views.urlpatterns,
                *help_views.urlpatterns,
                *list_views.urlpatterns,
                *desk_views.urlpatterns,
            ]
        ),
    ),
]
