"""The addresses of reference memories, below <conference>/texts/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from translation.reference import views
from translation.reference.kind import REFERENCE

urlpatterns = [
    path("reference/", views.reference, name="reference"),
    *urlpatterns_for(REFERENCE, "reference/imports/"),
]
