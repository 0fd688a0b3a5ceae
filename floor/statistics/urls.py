"""The address of the statistics of a session."""

from django.urls import path

from floor.statistics import views

urlpatterns = [
    path("sessions/<slug:session>/figures/", views.statistics, name="statistics"),
    path("sessions/<slug:session>/record/regional-groups/", views.regional_groups, name="regional-groups"),
]
