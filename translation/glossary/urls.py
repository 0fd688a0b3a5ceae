"""The addresses of the glossary, below <conference>/texts/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from translation.glossary import import_views, views
from translation.glossary.kind import GLOSSARY

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/add/", views.concept_add, name="concept-add"),
    path("glossary/import/", import_views.glossary_import, name="glossary-import"),
    *urlpatterns_for(GLOSSARY, "glossary/imports/"),
    path("glossary/<int:concept>/", views.concept, name="concept"),
    path("glossary/<int:concept>/delete/", views.concept_delete, name="concept-delete"),
    path("glossary/export/<slug:format>/", views.glossary_export, name="glossary-export"),
]
