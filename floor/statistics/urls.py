"""The address of the figures of a session."""

from django.urls import path

from floor.statistics import views

urlpatterns = [
    path("sessions/<slug:session>/figures/", views.figures, name="figures"),
]
