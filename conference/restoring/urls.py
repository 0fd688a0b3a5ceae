"""Addresses of what was deleted or merged, below <conference>/deleted/."""

from django.urls import path

from conference.restoring import views

app_name = "restoring"
urlpatterns = [
    path("", views.acts, name="acts"),
    path("<int:pk>/", views.act, name="act"),
]
