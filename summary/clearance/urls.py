"""The addresses of masthead and clearance of a Summary, below <conference>/summary/draft/."""

from django.urls import path

from summary.clearance import masthead_views, views

urlpatterns = [
    path("masthead/", masthead_views.masthead, name="masthead"),
    path("clearance/", views.clearance, name="clearance"),
    path("clearance/<slug:step>/", views.clearance_step, name="clearance-step"),
]
