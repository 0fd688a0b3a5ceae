"""The address of the overview, below <conference>/overview/."""

from django.urls import path

from operations.overview import views

urlpatterns = [path("", views.overview, name="overview")]
