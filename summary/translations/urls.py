"""The addresses of the translations of a Summary, below <conference>/summary/draft/translations/."""

from django.urls import path

from summary.translations import views

urlpatterns = [
    path("", views.translations, name="translations"),
    path("<slug:code>/", views.translation, name="translation"),
    path("<slug:code>/<slug:kind>/<int:pk>/<slug:field>/", views.save, name="translation-save"),
]
