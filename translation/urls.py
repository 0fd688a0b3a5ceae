from django.urls import include, path

from translation.desk import conference_list as desks
from translation.desk import help_views as help
from translation.desk import list_views as lists
from translation.desk import views as desk
from translation.exchange import views as exchange
from translation.glossary import import_views as glossary_import
from translation.glossary import views as glossary
from translation.teamwork import overview_views as overview

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
