"""The address of the staff's search, below <conference>/overview/search/."""

from django.urls import path

from operations.search import views

urlpatterns = [path("", views.search, name="search")]
