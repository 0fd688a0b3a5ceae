"""The addresses of texts that come into the draft from elsewhere, below <conference>/summary/draft/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from summary.imports import views
from summary.imports.kind import DRAFTS

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/paste/", views.paste, name="paste"),
    path("imports/<int:pk>/place/", views.place, name="import-place"),
    path("imports/<int:pk>/make/", views.make, name="import-make"),
    *urlpatterns_for(DRAFTS, "imports/"),
]
