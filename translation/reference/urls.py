"""The addresses of reference memories, below <conference>/texts/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from translation.reference import pair_views, views
from translation.reference.kind import REFERENCE

urlpatterns = [
    path("reference/", views.reference, name="reference"),
    path("reference/align/", pair_views.align, name="reference-align"),
    path("reference/imports/<int:pk>/pairs/", pair_views.pairs, name="reference-import-pairs"),
    path("reference/imports/<int:pk>/pairs/save/", pair_views.save, name="reference-import-save-pairs"),
    path("reference/imports/<int:pk>/pairs/look/", pair_views.look, name="reference-import-look"),
    path("reference/imports/<int:pk>/pairs/again/", pair_views.correct_again, name="reference-import-again"),
    *urlpatterns_for(REFERENCE, "reference/imports/"),
]
