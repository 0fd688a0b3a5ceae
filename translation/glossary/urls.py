"""The addresses of the glossary, below <conference>/texts/."""

from django.urls import path

from translation.glossary import import_views, views

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/add/", views.concept_add, name="concept-add"),
    path("glossary/import/", import_views.glossary_import, name="glossary-import"),
    path("glossary/<int:concept>/", views.concept, name="concept"),
    path("glossary/<int:concept>/delete/", views.concept_delete, name="concept-delete"),
    path("glossary/export/<slug:format>/", views.glossary_export, name="glossary-export"),
]
